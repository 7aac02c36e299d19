#include "ui/runs/study_overlay.h"

#include "ui/viewmodels/step_diff_model.h"
#include "ui/viewmodels/task_path_model.h"
#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace orkestr {

namespace {

struct StudyWords {
    Q_DECLARE_TR_FUNCTIONS(StudyOverlay)
};

QString difference_text(const TaskDiff& task) {
    const auto steps = static_cast<int>(task.differing + task.only_a + task.only_b);
    if (task.only_a > 0 && task.differing + task.only_b == 0) return StudyWords::tr("only in A");
    if (task.only_b > 0 && task.differing + task.only_a == 0) return StudyWords::tr("only in B");
    if (task.equal + task.differing + task.only_a + task.only_b > 1) return StudyWords::tr("≠ %n step(s)", nullptr, steps);
    StepDiff one;
    one.kind = StepDiff::Kind::differs;
    one.aspects = task.aspects;
    return QStringLiteral("≠ ") + StepDiffModel::what_text(one);
}

bool is_inner(const QString& node) { return node.endsWith(QLatin1String("/entry")) || node.endsWith(QLatin1String("/exit")); }

void dim_others(const QStringList& nodes, QHash<QString, NodeStatus>& out) {
    NodeStatus aside;
    aside.dimmed = true;
    for (const QString& node : nodes)
        if (!out.contains(node) && !is_inner(node)) out.insert(node, aside);
}

/// Catches and the end have no steps: what the edges to them tell.
void put_reached(const PathStatistics& statistics, QHash<QString, NodeStatus>& out) {
    std::map<std::string, std::uint64_t> reached;
    for (const EdgeStatistics& edge : statistics.edges()) {
        const bool with_tasks = edge.to.ends_with("/catch/entry");
        if (edge.times > 0 && (with_tasks || edge.to.ends_with("/catch") || edge.to == "/end"))
            reached[with_tasks ? edge.to.substr(0, edge.to.rfind('/')) : edge.to] += edge.runs;
    }
    for (const auto& [node, runs] : reached) {
        NodeStatus status;
        status.status = DisplayStatus::completed;
        // A run comes to its end once.
        status.duration = share_text(std::min(runs, statistics.totals().runs), statistics.totals().runs);
        out.insert(to_qt(node), status);
    }
}

} // namespace

void put_comparison(const RunDiff& diff, const QStringList& nodes, QHash<QString, NodeStatus>& out) {
    for (NodeStatus& status : out) {
        status.heat = -1;
        status.duration.clear();
        status.dimmed = true;
    }
    for (const TaskDiff& task : diff.tasks) {
        const std::uint32_t differing = task.differing + task.only_a + task.only_b;
        const QString node = to_qt(task.task_a.empty() ? task.task_b : task.task_a);
        if ((differing == 0 && task.redacted == 0) || node.isEmpty() || !nodes.contains(node)) continue;
        NodeStatus& status = out[node];
        status.dimmed = false;
        if (differing == 0) {
            status.duration = QStringLiteral("? ") + StudyWords::tr("%n redacted", nullptr, plural_number(task.redacted));
            continue;
        }
        status.heat = static_cast<double>(differing) / static_cast<double>(differing + task.equal);
        status.duration = difference_text(task);
        if (task.first) status.duration.prepend(StudyWords::tr("first: ", "before what differs first"));
    }
    dim_others(nodes, out);
}

QHash<QString, NodeStatus> paths_overlay(const PathStatistics& statistics, const QStringList& nodes) {
    QHash<QString, NodeStatus> out;
    const std::uint64_t runs = statistics.totals().runs;
    std::int64_t slowest_ms = 0;
    for (const TaskPathStatistics* task : statistics.tasks()) slowest_ms = std::max(slowest_ms, task->durations.percentile(0.95).ms);
    for (const TaskPathStatistics* task : statistics.tasks()) {
        NodeStatus status;
        status.dimmed = task->never();
        if (!task->never()) {
            status.status = task->faulted > 0 ? DisplayStatus::faulted : DisplayStatus::completed;
            const std::int64_t p95_ms = task->durations.percentile(0.95).ms;
            QStringList parts{share_text(task->runs, runs)};
            if (task->durations.count() > 0) parts << QStringLiteral("p95 %1").arg(duration_text(p95_ms));
            if (task->faulted > 0) parts << StudyWords::tr("%n fault(s)", nullptr, plural_number(task->faulted));
            status.duration = parts.join(QStringLiteral(" · "));
            if (slowest_ms > 0 && task->durations.count() > 0) status.heat = static_cast<double>(p95_ms) / static_cast<double>(slowest_ms);
        }
        out.insert(to_qt(task->task), status);
    }
    NodeStatus passed;
    passed.status = runs > 0 ? DisplayStatus::completed : DisplayStatus::none;
    out.insert(QStringLiteral("/start"), passed);
    put_reached(statistics, out);
    dim_others(nodes, out);
    return out;
}

EdgeFrequencies path_frequencies(const PathStatistics& statistics) {
    EdgeFrequencies out;
    const std::uint64_t runs = statistics.totals().runs;
    if (runs == 0) return out;
    out.never = StudyWords::tr("never", "an edge that no run went along");
    std::unordered_map<std::string, std::uint64_t> entered;
    for (const EdgeStatistics& edge : statistics.edges()) entered[edge.to] += edge.times;
    for (const EdgeStatistics& edge : statistics.edges()) {
        if (edge.times == 0) continue;
        out.taken.insert({to_qt(edge.from), to_qt(edge.to)}, {static_cast<double>(edge.runs) / static_cast<double>(runs), share_text(edge.runs, runs)});
        const std::string entry = "/entry";
        if (!edge.from.ends_with(entry) || edge.times <= entered[edge.from]) continue;
        const std::string loop = edge.from.substr(0, edge.from.size() - entry.size());
        const TaskPathStatistics* task = statistics.task(loop);
        if (task && task->kind == "for") out.taken.insert({to_qt(loop + "/exit"), to_qt(edge.from)}, {});
    }
    return out;
}

} // namespace orkestr
