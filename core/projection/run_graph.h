// The graph of a run whose definition is not known: a record of another system. Nodes by what they did, edges by what
// depended on what or what caused what. Runs with a definition are drawn by it (plan/graph.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace orkestr {

struct RunGraphNode {
    std::string id;    ///< unique in the graph; StepView::task of the steps that belong to it
    std::string label; ///< one line
    std::string kind;  ///< a task kind of the DSL as near as there is (call, run, wait, listen, emit, ...); may be empty
};

struct RunGraphEdge {
    std::uint32_t from = 0; ///< indices of nodes
    std::uint32_t to = 0;
};

struct RunGraph {
    std::vector<RunGraphNode> nodes; ///< in the order they began
    std::vector<RunGraphEdge> edges; ///< may hold cycles and repeats in hostile files
};

} // namespace orkestr
