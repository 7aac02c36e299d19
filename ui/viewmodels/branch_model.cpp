#include "ui/viewmodels/branch_model.h"

#include "ui/viewmodels/task_path_model.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace orkestr {

namespace {

/// A case is called what its author calls it; the graph's own words are said as there.
QString label_text(const GraphEdge& edge, const PathStatistics& statistics) {
    const TaskPathStatistics* from = statistics.task(edge.from);
    if (from && from->kind == "switch") return to_qt(edge.label);
    if (edge.label == "error") return QCoreApplication::translate("CanvasGraph", "error");
    return edge.label == "skipped" ? QCoreApplication::translate("CanvasGraph", "skipped") : to_qt(edge.label);
}

QString number_text(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

} // namespace

void BranchModel::show(const PathStatistics* statistics, const std::optional<Graph>& graph, const TaskTitles& titles) {
    std::vector<WayStatistics> now;
    if (statistics && graph) now = ways(*graph, *statistics);
    else if (statistics)
        for (const EdgeStatistics& edge : statistics->edges()) now.push_back({{edge.from, edge.to, {}}, edge.runs, edge.times, false});
    // Numbers that grow leave the rows where they are.
    const auto alike = [](const WayStatistics& a, const WayStatistics& b) { return a.edge.from == b.edge.from && a.edge.to == b.edge.to && a.edge.label == b.edge.label; };
    const bool same = !now.empty() && std::equal(now.begin(), now.end(), ways_.begin(), ways_.end(), alike);
    if (!same) beginResetModel();
    ways_ = std::move(now);
    labels_.clear();
    for (const WayStatistics& way : ways_) labels_ << label_text(way.edge, *statistics);
    titles_ = titles;
    runs_ = statistics ? statistics->totals().runs : 0;
    never_ = static_cast<int>(std::count_if(ways_.begin(), ways_.end(), [](const WayStatistics& way) { return way.never(); }));
    if (!same) endResetModel();
    else Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
}

BranchModel::Place BranchModel::place_of(const std::string& node) const {
    if (node == "/start" || node == "/end") return {};
    Place place;
    place.task = node;
    // A task may be called `entry` too.
    if (titles_.knows(place.task)) return place;
    const auto cut = [&place](std::string_view end) {
        if (!place.task.ends_with(end)) return false;
        place.task.resize(place.task.size() - end.size());
        return true;
    };
    place.part = cut("/entry") ? Place::Part::beginning : cut("/exit") ? Place::Part::end : Place::Part::whole;
    place.in_catch = !titles_.knows(place.task) && cut("/catch");
    return place;
}

QString BranchModel::task_at(int row) const {
    if (row < 0 || row >= rowCount()) return {};
    const GraphEdge& edge = ways_[static_cast<std::size_t>(row)].edge;
    const std::string to = place_of(edge.to).task;
    return to_qt(to.empty() ? place_of(edge.from).task : to);
}

QString BranchModel::end_text(const std::string& node, Place::Part inside) const {
    if (node == "/start") return tr("Start");
    if (node == "/end") return tr("End");
    const Place place = place_of(node);
    const QString title = place.in_catch ? tr("catch of %1").arg(titles_.of(place.task)) : titles_.of(place.task);
    // From outside one comes to what holds others, and not to its beginning.
    if (place.part != inside) return title;
    return inside == Place::Part::beginning ? tr("beginning of %1").arg(title) : tr("end of %1").arg(title);
}

QString BranchModel::runs_text_of(const WayStatistics& way) const {
    if (way.never()) return tr("never taken");
    const QString runs = QStringLiteral("%1 · %2").arg(number_text(way.runs), share_text(way.runs, runs_));
    return way.shared ? tr("up to %1", "of several cases that lead to the same task, runs that took any of them").arg(runs) : runs;
}

int BranchModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(ways_.size()); }

int BranchModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant BranchModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const WayStatistics& way = ways_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) return index.column() >= runs_column ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (index.column() == runs_column && way.shared && !way.never()) return tr("Other cases lead to the same task: so many runs took any of them");
        return QStringLiteral("%1 → %2").arg(to_qt(way.edge.from), to_qt(way.edge.to));
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case from_column: return end_text(way.edge.from, Place::Part::beginning);
    case to_column: return end_text(way.edge.to, Place::Part::end);
    case case_column: return labels_.value(index.row());
    case runs_column: return runs_text_of(way);
    default: return way.never() ? QString() : number_text(way.times);
    }
}

QVariant BranchModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section >= runs_column ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole) return {};
    const QStringList titles{tr("From"), tr("To"), tr("Case"), tr("Runs"), tr("Times")};
    return titles.value(section);
}

} // namespace orkestr
