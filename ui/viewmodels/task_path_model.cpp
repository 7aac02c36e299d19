#include "ui/viewmodels/task_path_model.h"

#include "ui/viewmodels/text.h"

#include <QLocale>

#include <algorithm>

namespace orkestr {

namespace {

QString runs_text(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

QString percentile_text(const DurationSketch& durations, double share) {
    if (durations.count() == 0) return {};
    return (durations.is_exact() ? QString() : QStringLiteral("≈ ")) + duration_text(durations.percentile(share).ms);
}

QVariant right_from(int column, int first) { return column >= first ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(); }

} // namespace

QString share_text(std::uint64_t part, std::uint64_t all) {
    if (all == 0) return {};
    const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(all);
    if (part > 0 && percent < 1) return QStringLiteral("< 1 %");
    if (part < all && percent > 99) return QStringLiteral("> 99 %");
    return QStringLiteral("%1 %").arg(QLocale().toString(percent, 'f', 0));
}

void TaskPathModel::show(std::shared_ptr<const PathStatistics> statistics, const TaskTitles& titles) {
    auto tasks = statistics ? statistics->tasks() : std::vector<const TaskPathStatistics*>();
    // Numbers that grow leave the rows where they are.
    const bool same = !tasks.empty() && std::equal(tasks.begin(), tasks.end(), tasks_.begin(), tasks_.end(), [](const auto* a, const auto* b) { return a->task == b->task; });
    if (!same) beginResetModel();
    tasks_ = std::move(tasks);
    statistics_ = std::move(statistics);
    titles_ = titles;
    critical_ms_ = 0;
    for (const TaskPathStatistics* task : tasks_) critical_ms_ += task->critical_ms;
    if (!same) endResetModel();
    else Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
}

const TaskPathStatistics* TaskPathModel::task_at(int row) const {
    return row < 0 || static_cast<std::size_t>(row) >= tasks_.size() ? nullptr : tasks_[static_cast<std::size_t>(row)];
}

int TaskPathModel::find(const QString& pointer) const {
    const std::string wanted = pointer.toStdString();
    const auto at = std::find_if(tasks_.begin(), tasks_.end(), [&wanted](const TaskPathStatistics* task) { return task->task == wanted; });
    return at == tasks_.end() ? -1 : static_cast<int>(at - tasks_.begin());
}

int TaskPathModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(tasks_.size()); }

int TaskPathModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant TaskPathModel::data(const QModelIndex& index, int role) const {
    const TaskPathStatistics* task = index.isValid() ? task_at(index.row()) : nullptr;
    if (!task) return {};
    if (role == Qt::TextAlignmentRole) return right_from(index.column(), runs_column);
    if (role == Qt::ToolTipRole && index.column() == task_column) return to_qt(task->task);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case task_column: return titles_.of(task->task);
    case runs_column:
        if (task->never()) return tr("never taken");
        return QStringLiteral("%1 · %2").arg(runs_text(task->runs), share_text(task->runs, statistics_->totals().runs));
    case p50_column: return percentile_text(task->durations, 0.5);
    case p95_column: return percentile_text(task->durations, 0.95);
    case faults_column: return task->faulted == 0 ? QString() : runs_text(task->faulted);
    case retries_column: return task->retries == 0 ? QString() : runs_text(task->retries);
    default:
        return task->critical_ms <= 0 || critical_ms_ <= 0 ? QString() : share_text(static_cast<std::uint64_t>(task->critical_ms), static_cast<std::uint64_t>(critical_ms_));
    }
}

QVariant TaskPathModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return right_from(section, runs_column);
    if (role != Qt::DisplayRole) return {};
    const QStringList titles{tr("Task"), tr("Runs"), tr("p50"), tr("p95"), tr("Faults"), tr("Retries"), tr("Critical path")};
    return titles.value(section);
}

void RunPathModel::show(const std::shared_ptr<const PathStatistics>& statistics, const TaskTitles& titles) {
    beginResetModel();
    paths_ = statistics ? statistics->paths(most_rows) : std::vector<PathFrequency>();
    titles_ = titles;
    runs_ = statistics ? statistics->totals().runs : 0;
    endResetModel();
}

int RunPathModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(paths_.size()); }

int RunPathModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

/// What holds tasks of the path is told by them: the first of them comes right after it.
QString RunPathModel::path_text(const PathFrequency& path) const {
    QStringList names;
    for (std::size_t i = 0; i < path.tasks.size(); ++i)
        if (i + 1 == path.tasks.size() || !path.tasks[i + 1].starts_with(path.tasks[i] + "/")) names << titles_.of(path.tasks[i]);
    return names.isEmpty() ? tr("nothing") : names.join(QStringLiteral(" → "));
}

QVariant RunPathModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const PathFrequency& path = paths_[static_cast<std::size_t>(index.row())];
    if (role == run_role) return to_qt(path.example.text);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
    case runs_column: return QStringLiteral("%1 · %2").arg(runs_text(path.runs), share_text(path.runs, runs_));
    case status_column: return status_text(to_qt(path.status));
    case p50_column: return percentile_text(path.durations, 0.5);
    default: break;
    }
    return path_text(path);
}

QVariant RunPathModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QStringList titles{tr("Runs"), tr("Ended"), tr("p50"), tr("Path")};
    return titles.value(section);
}

} // namespace orkestr
