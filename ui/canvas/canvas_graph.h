// A workflow definition's flow, or any graph of what depended on what, as the canvas takes it: a plain value, made by
// whoever knows the definition or the record.
#pragma once

#include <QString>

#include <vector>

namespace orkestr {

struct CanvasGraph {
    struct Node {
        QString id;       ///< JSON pointer of the task (`/do/0/getPet`); `ID/entry`, `ID/exit`, `/start`, `/end`
        QString type;     ///< start, end, entry, exit, catch or the task's kind: call, do, emit, for, ...
        QString label;    ///< the task's name
        QString parent;   ///< id of the container; empty at the top
        QString subtitle; ///< one line about what it does; may be empty
    };
    struct Edge {
        QString from;
        QString to;
        QString label;     ///< a case's name, `error`, a branch's name; may be empty
        bool back = false; ///< leads to something that was before; cycles are found without it, too
    };
    std::vector<Node> nodes; ///< in declared order; of nodes with the same id the first counts
    std::vector<Edge> edges; ///< those with an end that is not there are left out
    /// It is no definition's flow but of any shape (cycles, repeats, parts without edges between them): laid out in layers,
    /// without containers, and every edge is one that was gone along when both its ends were reached.
    bool layered = false;
};

} // namespace orkestr
