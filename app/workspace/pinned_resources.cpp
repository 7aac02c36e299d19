#include "app/workspace/pinned_resources.h"

#include "core/base/json_value.h"
#include "core/definition/reader.h"

namespace orkestr {

void PinnedResources::load(const std::string& uri, const Json& authentication, std::function<void(Result<std::string>)> done) {
    loader_.load(uri, authentication, [uri, pinned = pinned_, done = std::move(done)](Result<std::string> text) {
        // What is there, and is no such function any more, was taken away on purpose.
        if (text || text.error().code != ErrorCode::unavailable) return done(std::move(text));
        const JsonValue all = JsonValue::of(pinned());
        const JsonValue* known = all.find(uri);
        const std::string* before = known ? known->as_string() : nullptr;
        done(before ? Result<std::string>(*before) : std::move(text));
    });
}

Json pinned_resources(const Store& store, const std::string& text, const std::string& file_name) {
    const auto read = read_definition(text, file_name);
    if (!read.definition) return {};
    DefinitionQuery query;
    query.ns = read.definition->document.ns;
    query.name = read.definition->document.name;
    query.version = read.definition->document.version;
    const auto rows = store.definitions(query);
    if (!rows) return {};
    for (const DefinitionRow& row : *rows)
        if (row.text == text) return row.resources;
    return {};
}

} // namespace orkestr
