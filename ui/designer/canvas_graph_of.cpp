#include "ui/designer/canvas_graph_of.h"

#include "ui/viewmodels/definition_content.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

CanvasGraph canvas_graph_of(const Graph& graph) {
    CanvasGraph out;
    out.nodes.reserve(graph.nodes.size());
    for (const GraphNode& node : graph.nodes)
        out.nodes.push_back({to_qt(node.id), to_qt(node.type), to_qt(node.label), to_qt(node.parent), to_qt(node.detail)});
    out.edges.reserve(graph.edges.size());
    for (const GraphEdge& edge : graph.edges) out.edges.push_back({to_qt(edge.from), to_qt(edge.to), to_qt(edge.label), false});
    return out;
}

} // namespace orkestr
