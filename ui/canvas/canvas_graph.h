// A workflow definition's flow as the canvas takes it: a plain value, made by whoever knows the definition.
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
};

} // namespace orkestr
