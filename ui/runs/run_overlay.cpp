#include "ui/runs/run_overlay.h"

#include "ui/viewmodels/picked_iteration.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

DisplayStatus status_of(const std::string& word) { return display_status(to_qt(word)); }

NodeStatus node_status(const NodeView& node) {
    NodeStatus out;
    out.status = status_of(node.status);
    out.attempts = static_cast<int>(node.attempts);
    out.iterations = static_cast<int>(node.iterations > 0 ? node.iterations : node.attempts > 1 ? 0 : node.steps);
    if (node.started && node.ended) out.duration = duration_text(*node.ended - *node.started);
    return out;
}

/// A catch has no step of its own: it comes to what the last of its tasks came to.
void put_catches(const RunView& run, QHash<QString, NodeStatus>& out) {
    static const std::string part = "/catch/do/";
    std::unordered_map<std::string, const NodeView*> latest;
    for (const auto& [pointer, node] : run.nodes) {
        for (auto at = pointer.find(part); at != std::string::npos; at = pointer.find(part, at + 1)) {
            const NodeView*& held = latest[pointer.substr(0, at + 6)];
            if (!held || held->started < node.started) held = &node;
        }
    }
    for (const auto& [pointer, node] : latest) {
        NodeStatus status;
        status.status = status_of(node->status);
        out.insert(to_qt(pointer), status);
    }
}

void put_iteration(const RunView& run, const StepView& picked, QHash<QString, NodeStatus>& out) {
    for (const auto& [task, step] : picked_iteration(run, picked)) {
        NodeStatus& status = out[to_qt(task)];
        const int iterations = status.iterations;
        status = NodeStatus{};
        status.dimmed = step == nullptr;
        if (!step) continue;
        status.status = status_of(step->status);
        status.iterations = iterations;
        if (step->started && step->ended) status.duration = duration_text(*step->ended - *step->started);
    }
}

/// What a task took, with its fraction where that is known: of a single step.
double busy_ms(const NodeView& node) {
    if (node.steps == 1 && node.started && node.ended) return std::max(0.0, (*node.ended - *node.started).fractional_ms());
    return static_cast<double>(node.busy_ms);
}

/// Containers take as long as what they hold: only what does something itself is compared.
void put_heat(const RunView& run, QHash<QString, NodeStatus>& out) {
    const auto holds_others = [&run](const std::string& task) {
        const auto next = run.nodes.upper_bound(task);
        return next != run.nodes.end() && next->first.starts_with(task + "/");
    };
    double most_ms = 0;
    for (const auto& [task, node] : run.nodes)
        if (!holds_others(task)) most_ms = std::max(most_ms, busy_ms(node));
    if (most_ms == 0) return;
    for (const auto& [task, node] : run.nodes) {
        const auto at = out.find(to_qt(task));
        if (at == out.end() || holds_others(task)) continue;
        at->heat = busy_ms(node) / most_ms;
        if (node.steps != 1) at->duration = duration_text(node.busy_ms);
    }
}

} // namespace

QHash<QString, NodeStatus> run_overlay(const RunView& run, const QStringList& nodes, const OverlayChoice& choice) {
    QHash<QString, NodeStatus> out;
    out.reserve(nodes.size());
    for (const auto& [pointer, node] : run.nodes) out.insert(to_qt(pointer), node_status(node));
    put_catches(run, out);
    if (choice.picked) put_iteration(run, *choice.picked, out);
    if (choice.heat) put_heat(run, out);
    NodeStatus start;
    start.status = DisplayStatus::completed;
    out.insert(QStringLiteral("/start"), start);
    if (!run.ended) return out;
    NodeStatus end;
    end.status = status_of(run.status);
    end.dimmed = end.status != DisplayStatus::completed;
    if (end.dimmed) end.status = DisplayStatus::none;
    out.insert(QStringLiteral("/end"), end);
    NodeStatus aside;
    aside.dimmed = true;
    for (const QString& node : nodes)
        if (!out.contains(node) && !node.endsWith(QLatin1String("/entry")) && !node.endsWith(QLatin1String("/exit")))
            out.insert(node, aside);
    return out;
}

} // namespace orkestr
