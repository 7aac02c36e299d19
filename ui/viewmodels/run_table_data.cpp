// What the cells of a table of runs hold.
#include "core/ports/filter_records.h"
#include "ui/viewmodels/color_rules.h"
#include "ui/viewmodels/run_table_model.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString quoted_markup(const QString& text) { return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped()); }

/// An open run's time goes on; the view asks again while it is looked at. In a file it took at least what the file tells of.
QString lasted_text(const RunRow& row) {
    if (row.ended) return duration_text(*row.ended - row.started);
    if (row.last_known) return QStringLiteral("≥ ") + duration_text(*row.last_known - row.started);
    return duration_text(Instant{QDateTime::currentMSecsSinceEpoch()} - row.started);
}

bool is_right_aligned(RunColumn column) { return column == RunColumn::duration || column == RunColumn::events; }

} // namespace

int RunTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : pages_.rows(); }

int RunTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : run_column_count; }

void RunTableModel::set_rules(ColorRules* rules) {
    if (rules_) rules_->disconnect(this);
    rules_ = rules;
    if (rules_) connect(rules_, &ColorRules::changed, this, &RunTableModel::judge_again);
    judge_again();
}

/// Rules, or what they judge by, are others.
void RunTableModel::judge_again() {
    pages_.forget_rules();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, run_column_count - 1));
}

int RunTableModel::rule_of(RunPages::HeldRun& run) const {
    if (!rules_) return -1;
    if (run.rule != RunPages::unjudged) return run.rule;
    const auto payload = [this, &run](std::size_t field) { return field == run_field::tag ? tags_.json(run.row.definition) : std::nullopt; };
    run.rule = rules_->rule_for(RunRecord(run.row, payload), FilterSubject::run, now_);
    return run.rule;
}

QVariant RunTableModel::text_of(const RunRow& row, RunColumn column) const {
    switch (column) {
    case RunColumn::status: return status_text(to_qt(row.status));
    case RunColumn::definition: return to_qt(row.name);
    case RunColumn::ns: return to_qt(row.ns);
    case RunColumn::version: return to_qt(row.version);
    case RunColumn::started: return moment_text(to_qt(row.started));
    case RunColumn::ended: return row.ended ? moment_text(to_qt(*row.ended)) : QString();
    case RunColumn::duration: return lasted_text(row);
    case RunColumn::error: return to_qt(row.error);
    case RunColumn::run: return to_qt(row.run.text);
    case RunColumn::parent: return row.parent ? to_qt(row.parent->text) : QString();
    case RunColumn::events: return static_cast<qulonglong>(row.events);
    case RunColumn::tags: return tags_.text(row.definition);
    }
    return {};
}

/// The row as it is read aloud.
QString RunTableModel::line_of(const RunRow& row) const {
    QStringList parts{to_qt(row.name), status_text(to_qt(row.status)), moment_text(to_qt(row.started))};
    if (!row.error.empty()) parts << to_qt(row.error);
    return parts.join(QStringLiteral(", "));
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto column = static_cast<RunColumn>(index.column());
    if (role == Qt::TextAlignmentRole)
        return is_right_aligned(column) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    const bool is_asked = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole ||
                          role == Qt::AccessibleDescriptionRole || role >= Qt::UserRole;
    if (!is_asked) return {};
    RunPages::HeldRun* run = pages_.use(index.row());
    if (role == loaded_role) return run != nullptr;
    if (!run) {
        ask_page(pages_.place_of(index.row()).page);
        if (role == rule_role) return -1;
        return role == Qt::DisplayRole && column == RunColumn::definition ? QVariant(QStringLiteral("…")) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole: return text_of(run->row, column);
    case run_role: return to_qt(run->row.run.text);
    case status_role: return to_qt(run->row.status);
    default: break;
    }
    const int rule = rule_of(*run);
    if (role == rule_role) return rule < 0 ? -1 : static_cast<int>(rules_->rules()[static_cast<std::size_t>(rule)].color);
    const QString name = rule < 0 ? QString() : rules_->rules()[static_cast<std::size_t>(rule)].name;
    const bool recorded_open = column == RunColumn::duration && run->row.open() && run->row.last_known;
    if (role == Qt::ToolTipRole && recorded_open) return tr("It had not ended when this was recorded.");
    if (role == Qt::ToolTipRole)
        return name.isEmpty() ? QVariant() : quoted_markup(tr("%1 (rule: %2)").arg(text_of(run->row, column).toString(), name));
    if (role == Qt::AccessibleDescriptionRole) return name.isEmpty() ? QVariant() : tr("Rule: %1").arg(name);
    if (role == Qt::AccessibleTextRole)
        return index.column() == 0 ? line_of(run->row) : QVariant(run_column_title(column) + QStringLiteral(": ") + text_of(run->row, column).toString());
    return {};
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= run_column_count) return {};
    const auto column = static_cast<RunColumn>(section);
    if (role == Qt::TextAlignmentRole && is_right_aligned(column)) return int(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(run_column_title(column)) : QVariant();
}

} // namespace orkestr
