#include "ui/viewmodels/replay_matrix_model.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

#include <algorithm>

namespace orkestr {

namespace {

/// Equal as far as can be judged.
QString redacted_reason(const ReplayCell& cell) {
    if (cell.stopped != 0) return ReplayMatrixModel::tr("redacted from event %1 on").arg(QLocale().toString(static_cast<qulonglong>(cell.stopped)));
    return ReplayMatrixModel::tr("%n event(s) not judged", nullptr, plural_number(cell.unjudged));
}

QString reason_text(const ReplayCell& cell) {
    using Reason = ReplayCell::Reason;
    if (cell.reason == Reason::redacted) return redacted_reason(cell);
    switch (cell.reason) {
    case Reason::redacted: break;
    case Reason::semantics: return ReplayMatrixModel::tr("another version of Orkestr");
    case Reason::damaged: return ReplayMatrixModel::tr("damaged");
    case Reason::definition: return ReplayMatrixModel::tr("the definition is wrong");
    case Reason::another_workflow: return ReplayMatrixModel::tr("another workflow");
    case Reason::unavailable:
    case Reason::none: break;
    }
    return ReplayMatrixModel::tr("not possible");
}

} // namespace

void ReplayMatrixModel::begin(const QStringList& definitions) {
    beginResetModel();
    definitions_ = definitions;
    rows_.clear();
    shown_.clear();
    coming_ = {};
    left_out_ = left_out_differing_ = 0;
    differs_ = false;
    endResetModel();
}

void ReplayMatrixModel::add(const std::vector<ReplayCell>& cells) {
    std::vector<Row> fresh;
    for (const ReplayCell& cell : cells) {
        if (cell.definition == 0) coming_ = {cell.run, {}, false};
        coming_.cells.push_back(cell);
        coming_.cells.back().run = {};
        differs_ = differs_ || cell.outcome == ReplayCell::Outcome::diverges;
        coming_.differs = coming_.differs || cell.outcome == ReplayCell::Outcome::diverges || cell.outcome == ReplayCell::Outcome::impossible;
        if (static_cast<qsizetype>(coming_.cells.size()) < definitions_.size()) continue;
        if (rows_.size() + fresh.size() < most_rows_) {
            fresh.push_back(std::move(coming_));
        } else {
            ++left_out_;
            left_out_differing_ += coming_.differs ? 1 : 0;
        }
        coming_ = {};
    }
    const auto shown = static_cast<int>(std::count_if(fresh.begin(), fresh.end(), [this](const Row& row) { return is_shown(row); }));
    const int first = static_cast<int>(shown_.size());
    if (shown > 0) beginInsertRows({}, first, first + shown - 1);
    for (Row& row : fresh) {
        if (is_shown(row)) shown_.push_back(static_cast<std::uint32_t>(rows_.size()));
        rows_.push_back(std::move(row));
    }
    if (shown > 0) endInsertRows();
}

void ReplayMatrixModel::set_only_differing(bool only) {
    if (only == only_differing_) return;
    beginResetModel();
    only_differing_ = only;
    shown_.clear();
    for (std::size_t at = 0; at < rows_.size(); ++at)
        if (is_shown(rows_[at])) shown_.push_back(static_cast<std::uint32_t>(at));
    endResetModel();
}

const RunRow* ReplayMatrixModel::run_at(int row) const {
    if (row < 0 || static_cast<std::size_t>(row) >= shown_.size()) return nullptr;
    return &rows_[shown_[static_cast<std::size_t>(row)]].run;
}

const ReplayCell* ReplayMatrixModel::cell_at(const QModelIndex& index) const {
    if (!index.isValid() || index.column() < first_cell_column) return nullptr;
    const Row& row = rows_[shown_[static_cast<std::size_t>(index.row())]];
    const auto at = static_cast<std::size_t>(index.column() - first_cell_column);
    return at < row.cells.size() ? &row.cells[at] : nullptr;
}

QModelIndex ReplayMatrixModel::first_differing() const {
    for (std::size_t at = 0; at < shown_.size(); ++at) {
        const Row& row = rows_[shown_[at]];
        if (!row.differs) continue;
        const auto cell = std::find_if(row.cells.begin(), row.cells.end(), [](const ReplayCell& one) { return one.outcome == ReplayCell::Outcome::diverges; });
        if (cell != row.cells.end()) return index(static_cast<int>(at), first_cell_column + static_cast<int>(cell - row.cells.begin()));
    }
    return {};
}

int ReplayMatrixModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

int ReplayMatrixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : first_cell_column + static_cast<int>(definitions_.size());
}

QString ReplayMatrixModel::cell_text(const ReplayCell& cell) {
    switch (cell.outcome) {
    case ReplayCell::Outcome::equal: return tr("equal");
    case ReplayCell::Outcome::cancelled: return tr("cancelled");
    case ReplayCell::Outcome::impossible: return reason_text(cell);
    case ReplayCell::Outcome::diverges: break;
    }
    const QString event = tr("event %1").arg(QLocale().toString(static_cast<qulonglong>(cell.seq)));
    return cell.task.empty() ? event : QStringLiteral("%1 · %2").arg(event, to_qt(cell.task));
}

QString ReplayMatrixModel::details_text(const ReplayCell& cell) {
    if (cell.unjudged_steps.empty()) return to_qt(cell.message);
    constexpr std::size_t most = 5;
    QStringList steps;
    for (std::size_t at = 0; at < std::min(most, cell.unjudged_steps.size()); ++at) steps << to_qt(cell.unjudged_steps[at]);
    if (cell.unjudged_steps.size() > most) steps << QStringLiteral("…");
    const QString list = tr("Not judged, because something was redacted: %1").arg(steps.join(QStringLiteral(", ")));
    return cell.message.empty() ? list : QStringLiteral("%1\n%2").arg(to_qt(cell.message), list);
}

QVariant ReplayMatrixModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RunRow& run = rows_[shown_[static_cast<std::size_t>(index.row())]].run;
    if (const ReplayCell* cell = cell_at(index)) {
        if (role == Qt::DisplayRole) return cell_text(*cell);
        if (role == outcome_role) return static_cast<int>(cell->outcome);
        if ((role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole) && !cell->message.empty()) return details_text(*cell);
        return {};
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case run_column: return to_qt(run.run.text);
    case started_column: return run.name.empty() ? QString() : moment_text(to_qt(run.started));
    case definition_column: return run.name.empty() ? QString() : QStringLiteral("%1/%2 %3").arg(to_qt(run.ns), to_qt(run.name), to_qt(run.version));
    default: return {};
    }
}

QVariant ReplayMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case run_column: return tr("Run");
    case started_column: return tr("Started");
    case definition_column: return tr("Definition");
    default: return definitions_.value(section - first_cell_column);
    }
}

} // namespace orkestr
