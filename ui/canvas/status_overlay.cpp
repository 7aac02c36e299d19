#include "ui/canvas/status_overlay.h"

#include "ui/canvas/as_index.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

bool is_over(DisplayStatus status) { return status == DisplayStatus::completed || status == DisplayStatus::skipped; }

} // namespace

StatusOverlay::StatusOverlay(std::shared_ptr<const CanvasScene> scene)
    : scene_(std::move(scene)), statuses_(scene_->index.nodes.size()), arrived_after_(scene_->index.nodes.size(), 0) {}

bool StatusOverlay::is_reached(int node) const {
    const DisplayStatus status = of(scene_->index.owner(node)).status;
    if (status == DisplayStatus::none && scene_->index.node(node).type == NodeType::start) return reached_count_ > 0;
    return status != DisplayStatus::none && status != DisplayStatus::pending;
}

bool StatusOverlay::is_left(int node) const {
    const NodeType type = scene_->index.node(node).type;
    if (type == NodeType::start || type == NodeType::entry) return is_reached(node);
    return is_over(of(scene_->index.owner(node)).status);
}

bool StatusOverlay::is_arrived(int node) const {
    return scene_->index.node(node).type == NodeType::exit ? is_over(of(scene_->index.owner(node)).status)
                                                           : is_reached(node);
}

bool StatusOverlay::is_taken(int edge) const {
    if (knows_frequencies()) return frequency(edge) != nullptr;
    const CanvasLayout::Edge& line = scene_->edge(edge);
    if (line.kind == EdgeKind::loop) return of(scene_->index.owner(line.from)).iterations > 1;
    if (!is_left(line.from) || !is_arrived(line.to)) return false;
    if (scene_->graph.layered) return true;
    return scene_->index.edges_in[line.to].size() == 1 || scene_->index.edges_out[line.from].size() == 1 ||
           arrived_after_[as_index(line.from)] == 1;
}

void StatusOverlay::set(const EdgeFrequencies& frequencies) {
    never_ = frequencies.never;
    frequencies_.assign(frequencies.is_known() ? scene_->layout.edges.size() : 0, std::nullopt);
    for (std::size_t i = 0; i < frequencies_.size(); ++i) {
        const CanvasLayout::Edge& line = scene_->layout.edges[i];
        const auto known = frequencies.taken.constFind({scene_->node(line.from).id, scene_->node(line.to).id});
        if (known != frequencies.taken.cend()) frequencies_[i] = *known;
    }
}

const EdgeFrequencies::Taken* StatusOverlay::frequency(int edge) const {
    if (as_index(edge) >= frequencies_.size() || !frequencies_[as_index(edge)]) return nullptr;
    return &*frequencies_[as_index(edge)];
}

bool StatusOverlay::is_never_taken(int edge) const {
    return knows_frequencies() && !frequency(edge) && scene_->edge(edge).kind != EdgeKind::loop;
}

QString StatusOverlay::frequency_text(int edge) const {
    if (const auto* taken = frequency(edge)) return taken->text;
    return is_never_taken(edge) ? never_ : QString();
}

StatusOverlay::Change StatusOverlay::set(int node, const NodeStatus& status) {
    Change change;
    if (of(node) == status) return change;
    change.node = true;
    const GraphIndex& index = scene_->index;
    const std::array parts{node, index.node(node).entry, index.node(node).exit};
    std::array<bool, 3> before{};
    for (std::size_t i = 0; i < parts.size(); ++i)
        before[i] = parts[i] >= 0 && is_arrived(parts[i]);
    const bool was_reached = is_reached(node);
    const bool had_any = reached_count_ > 0;
    statuses_[as_index(node)] = status;
    reached_count_ += static_cast<int>(is_reached(node)) - static_cast<int>(was_reached);

    if ((reached_count_ > 0) != had_any) {
        // The start needs no status: it is done as soon as anything is.
        for (const int top : index.children[index.top()]) {
            if (index.node(top).type != NodeType::start) continue;
            const auto out = index.edges_out[top];
            change.edges.insert(change.edges.end(), out.begin(), out.end());
        }
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] < 0) continue;
        const auto in = index.edges_in[parts[i]];
        const auto out = index.edges_out[parts[i]];
        change.edges.insert(change.edges.end(), in.begin(), in.end());
        change.edges.insert(change.edges.end(), out.begin(), out.end());
        const int difference = static_cast<int>(is_arrived(parts[i])) - static_cast<int>(before[i]);
        if (difference == 0 || scene_->graph.layered) continue;
        for (const int edge : in) {
            const int from = index.edges[as_index(edge)].from;
            arrived_after_[as_index(from)] += difference;
            // A sibling's edge may now be the only way, or no longer.
            for (const int other : index.edges_out[from]) {
                if (index.edges_in[index.edges[as_index(other)].to].size() > 1) change.edges.push_back(other);
            }
        }
    }
    for (int i = static_cast<int>(index.edges.size()); i < static_cast<int>(scene_->layout.edges.size()); ++i) {
        if (scene_->edge(i).from == index.node(node).exit) change.edges.push_back(i);
    }
    std::sort(change.edges.begin(), change.edges.end());
    change.edges.erase(std::unique(change.edges.begin(), change.edges.end()), change.edges.end());
    return change;
}

} // namespace orkestr
