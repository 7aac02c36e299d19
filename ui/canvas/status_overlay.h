// What a run has done with each node of a scene, and which edges it went along. GUI thread only.
#pragma once

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/edge_status.h"
#include "ui/canvas/node_status.h"

#include <optional>
#include <vector>

namespace orkestr {

class StatusOverlay {
public:
    /// What changed by setting one status.
    struct Change {
        bool node = false;
        std::vector<int> edges; ///< numbers of CanvasLayout::edges
    };

    StatusOverlay() = default;
    explicit StatusOverlay(std::shared_ptr<const CanvasScene> scene);

    const NodeStatus& of(int node) const { return statuses_[static_cast<std::size_t>(node)]; }
    Change set(int node, const NodeStatus& status);
    /// Of many runs: how often they went along each edge. Without that it is concluded from what one run did with the nodes.
    void set(const EdgeFrequencies& frequencies);
    bool knows_frequencies() const { return !never_.isEmpty(); }
    /// Of one that was taken, where that is known; else null.
    const EdgeFrequencies::Taken* frequency(int edge) const;
    /// It is known that none went along it. A loop's edge, which is not in the graph, is just not taken.
    bool is_never_taken(int edge) const;
    /// What stands at it; may be empty.
    QString frequency_text(int edge) const;
    /// The run certainly went along this edge: its start is done, its end was reached, and there was no other way; or one of
    /// many runs did.
    bool is_taken(int edge) const;
    /// Any node has a status, or edges are known: there is a run to show.
    bool any() const { return reached_count_ > 0 || knows_frequencies(); }

private:
    bool is_reached(int node) const;
    bool is_left(int node) const;
    bool is_arrived(int node) const;

    std::shared_ptr<const CanvasScene> scene_;
    std::vector<NodeStatus> statuses_;
    std::vector<int> arrived_after_; ///< by node: how many of its edges lead to where the run has arrived
    int reached_count_ = 0;
    std::vector<std::optional<EdgeFrequencies::Taken>> frequencies_; ///< as CanvasLayout::edges
    QString never_;
};

} // namespace orkestr
