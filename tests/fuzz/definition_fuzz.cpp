// libFuzzer target for the reader of definitions: any bytes must give a definition or diagnostics, never a crash, a
// hang or a place outside the text. Run with a corpus: definition_fuzz tests/fuzz/corpus/definition
#include "core/definition/reader.h"

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
    }
    return 0;
}
