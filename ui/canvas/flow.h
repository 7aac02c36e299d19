// Laying out what one container holds: items of any size, joined by edges, from one way in to one way out, top to
// bottom. Pure and deterministic. Series and parallel parts are found by post-dominators and laid out recursively;
// what is neither (jumps between branches) is put in rows, with its longer edges in lanes beside them.
#pragma once

#include <QPointF>

#include <vector>

namespace orkestr {

struct FlowItem {
    double width = 0;
    double height = 0;
    double axis = 0; ///< x of its ports, from its left edge

    bool operator==(const FlowItem&) const = default;
};

struct FlowEdge {
    int from = 0;
    int to = 0;
    double label_width = 0; ///< 0: no label
    bool side = false;      ///< leads aside (into a catch): the way ahead stays straight without regard to it
    bool back = false;      ///< known to lead back; cycles are found without it, too
};

/// How an edge gets from the port below `from` to the port above `to`.
struct FlowRoute {
    enum class Kind {
        straight, ///< down
        channel,  ///< down to out_y, across to channel_x, down to in_y, across to the axis of `to`, down
        back      ///< out at the left of `from`, along channel_x, in at the left of `to`
    };
    Kind kind = Kind::straight;
    double channel_x = 0;
    double out_y = 0;
    double in_y = 0;
    bool label_at_end = false; ///< the part of its own is the last one, below in_y (else the channel)
};

struct FlowLayout {
    std::vector<QPointF> positions; ///< top left of each item
    std::vector<FlowRoute> routes;  ///< of each edge
    double width = 0;
    double height = 0;
    double axis = 0; ///< x of the way in
};

/// `entry` and `exit` are items, or -1 where there is none. What can't be reached from the entry stands beside the
/// rest.
FlowLayout lay_out_flow(const std::vector<FlowItem>& items, const std::vector<FlowEdge>& edges, int entry, int exit);

} // namespace orkestr
