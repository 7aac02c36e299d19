#include "tests/engine/plan_of.h"

#include <QtGlobal>

namespace orkestr::test {

std::string definition_text(const std::string& text) { return "document: {dsl: 1.0.3, namespace: test, name: case, version: 1.0.0}\n" + text; }

std::shared_ptr<const Definition> definition_of(const std::string& text) {
    const auto read = read_definition(definition_text(text), "test");
    if (!read.definition) qFatal("%s\n%s", to_text(read.diagnostics.front(), "test").c_str(), text.c_str());
    return read.definition;
}

std::shared_ptr<const Plan> plan_of(const std::string& text) {
    auto plan = compile_plan(*definition_of(text));
    if (!plan) qFatal("%s", plan.error().message.c_str());
    return *plan;
}

} // namespace orkestr::test
