// The flow of a definition as a graph: what `orkestr graph` prints and the canvas draws.
//
// A node's id is the JSON pointer of its task. A container (do, for, fork, try, the catch of a try as `ID/catch`, and a
// listen with tasks in its `foreach`) holds its tasks and has the nodes `ID/entry` and `ID/exit`; edges enter and leave a
// container through these. The workflow itself has `/start` and `/end`. What functions and extensions run is not shown:
// it has no place in the flow that the author drew.
#pragma once

#include "core/definition/model.h"

#include <string>
#include <vector>

namespace orkestr {

struct GraphNode {
    std::string id;
    std::string type;   ///< start, end, entry, exit, catch, or the task's kind: call, do, emit, for, ...
    std::string label;  ///< the task's name
    std::string parent; ///< id of the container; empty at the top
    std::string detail; ///< one line about what it does (`GET https://...`), may be empty
};

struct GraphEdge {
    std::string from;
    std::string to;
    std::string label; ///< a switch case's name, `error` into a catch, `skipped` where only a task whose `if` is false goes; else empty
};

struct Graph {
    std::vector<GraphNode> nodes; ///< containers before what they hold, in declared order
    std::vector<GraphEdge> edges;
};

Graph build_graph(const Definition& definition);

/// `{"nodes":[{"id","type","label","parent"}],"edges":[{"from","to","label"}]}`
Json graph_json(const Graph& graph);

} // namespace orkestr
