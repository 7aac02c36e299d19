#include "ui/designer/canvas_graph_of.h"

#include "ui/viewmodels/definition_content.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

/// Names of cases and branches are the author's; what Orkestr says of an edge is in the user's language.
QString edge_label(const GraphEdge& edge) {
    if (edge.label == "skipped") return QCoreApplication::translate("CanvasGraph", "skipped");
    if (edge.label == "error" && edge.to.find("/catch") != std::string::npos) return QCoreApplication::translate("CanvasGraph", "error");
    return to_qt(edge.label);
}

} // namespace

CanvasGraph canvas_graph_of(const Graph& graph) {
    CanvasGraph out;
    out.nodes.reserve(graph.nodes.size());
    for (const GraphNode& node : graph.nodes)
        out.nodes.push_back({to_qt(node.id), to_qt(node.type), to_qt(node.label), to_qt(node.parent), to_qt(node.detail)});
    out.edges.reserve(graph.edges.size());
    for (const GraphEdge& edge : graph.edges) out.edges.push_back({to_qt(edge.from), to_qt(edge.to), edge_label(edge), false});
    return out;
}

CanvasGraph canvas_graph_of(const RunGraph& graph) {
    CanvasGraph out;
    out.layered = true;
    out.nodes.reserve(graph.nodes.size());
    for (const RunGraphNode& node : graph.nodes) out.nodes.push_back({to_qt(node.id), to_qt(node.kind), to_qt(node.label), {}, {}});
    out.edges.reserve(graph.edges.size());
    for (const RunGraphEdge& edge : graph.edges) {
        if (edge.from >= graph.nodes.size() || edge.to >= graph.nodes.size()) continue;
        out.edges.push_back({out.nodes[edge.from].id, out.nodes[edge.to].id, {}, false});
    }
    return out;
}

} // namespace orkestr
