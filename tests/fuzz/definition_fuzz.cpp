// libFuzzer target for the reader of definitions: any bytes must give a definition or diagnostics, never a crash, a
// hang or a place outside the text. Run with a corpus: definition_fuzz tests/fuzz/corpus/definition
#include "core/definition/resources.h"
#include "core/plan/plan.h"

#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_diagnostics(const orkestr::ReadResult& result, std::size_t size) {
    bool errors = false;
    for (const auto& diagnostic : result.diagnostics) {
        errors = errors || diagnostic.severity == orkestr::Severity::error;
        require(!diagnostic.code.empty() && !diagnostic.message.empty());
        require(diagnostic.span.line >= 1 && diagnostic.span.column >= 1);
        require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size + 1);
        require(!to_text(diagnostic, "fuzz.yaml").empty());
    }
    require(errors == (result.definition == nullptr));
}

/// Everything that is read can be compiled or is refused, and what it refers to elsewhere is found; the text itself serves
/// as the function that it calls.
void check_plan(const orkestr::Definition& definition, const std::string& text) {
    const auto missing = orkestr::missing_resources(definition, {});
    orkestr::JsonObject resources;
    for (const auto& one : missing) resources.emplace_back(one.uri, orkestr::JsonValue(text));
    (void)orkestr::read_resources(definition, orkestr::JsonValue(std::move(resources)).json());
    const auto plan = orkestr::compile_plan(definition);
    require(plan.ok() || !plan.error().message.empty());
    if (!plan.ok()) return;
    for (const auto& expression : (*plan)->program->expressions) {
        std::size_t before = 0;
        for (const auto& part : expression.loose) {
            require(before <= part.begin && part.begin <= part.author_begin && part.author_begin <= part.author_end);
            require(part.author_end <= part.end && part.end <= expression.text.size());
            before = part.end;
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    orkestr::ReadLimits limits;
    limits.tree.text_bytes = std::size_t{1} << 20;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const orkestr::ReadResult result = orkestr::read_definition(text, "fuzz.yaml", limits);
    check_diagnostics(result, size);
    if (result.definition) {
        // What is read can be written: the canonical JSON of a definition reads as the same definition.
        const orkestr::Json json = definition_json(*result.definition);
        const orkestr::ReadResult again = orkestr::read_definition(json.text(), "fuzz.json", limits);
        require(again.definition != nullptr);
        require(definition_json(*again.definition) == json);
        check_plan(*result.definition, json.text());
    }
    return 0;
}
