// orkestr graph FILE
#include "core/plan/graph.h"

#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/definition/reader.h"

#include <cstdio>

namespace orkestr::cli {

int graph(const QStringList& arguments) {
    Options options("graph", "FILE",
                    "Prints the flow of a definition as JSON: {\"nodes\":[{\"id\",\"type\",\"label\",\"parent\"}],"
                    "\"edges\":[{\"from\",\"to\",\"label\"}]}.\nA node's id is the JSON pointer of its task.",
                    {"orkestr graph order.yaml", "orkestr graph order.yaml | jq '.nodes | length'"});
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    const std::string file = options.positional().front();
    auto text = read_text(file);
    if (!text) return report(text.error());
    const auto read = read_definition(*text, file);
    for (const auto& diagnostic : read.diagnostics) std::fprintf(stderr, "%s\n", to_text(diagnostic, file).c_str());
    if (!read.definition) return ExitCode::invalid;
    print_line(graph_json(build_graph(*read.definition)));
    return ExitCode::completed;
}

} // namespace orkestr::cli
