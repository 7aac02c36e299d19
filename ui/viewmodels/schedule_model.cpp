#include "ui/viewmodels/schedule_model.h"

#include "core/base/json_value.h"
#include "ui/viewmodels/text.h"

namespace orkestr {

namespace {

QString next_text(const ScheduleView& schedule) {
    if (!schedule.row.active) return QStringLiteral("–");
    if (schedule.next.empty()) {
        if (schedule.rule.starts_with("on ")) return ScheduleModel::tr("when such an event comes");
        return schedule.rule.starts_with("after ") ? ScheduleModel::tr("after its run has ended") : QStringLiteral("–");
    }
    QStringList times;
    for (const Instant next : schedule.next) times << moment_text(to_qt(next));
    return times.join(QStringLiteral("  ·  "));
}

QString state_text(const ScheduleView& schedule) {
    const ScheduleRow& row = schedule.row;
    if (row.active && schedule.failure)
        return ScheduleModel::tr("Could not start a run, %1: %2").arg(moment_text(to_qt(schedule.failure->at)), to_qt(schedule.failure->message));
    if (row.active) return ScheduleModel::tr("Active");
    const QString who = row.by.empty() ? ScheduleModel::tr("Unscheduled") : ScheduleModel::tr("Unscheduled by %1").arg(to_qt(row.by));
    return row.reason.empty() ? who : who + QStringLiteral(": ") + to_qt(row.reason);
}

QString schedule_json(const ScheduleView& schedule) {
    const ScheduleRow& row = schedule.row;
    JsonValue next{JsonArray{}};
    for (const Instant one : schedule.next) next.push_back(JsonValue(to_iso8601(one)));
    JsonValue out = JsonValue::object({{"namespace", row.ns}, {"name", row.name}, {"version", row.version},
                                       {"definition", row.definition}, {"rule", schedule.rule}, {"active", row.active}, {"next", next}});
    if (row.last) out.set("last", to_iso8601(*row.last));
    if (!row.last_run.empty()) out.set("lastRun", row.last_run.text);
    if (!row.by.empty()) out.set("by", row.by);
    if (!row.reason.empty()) out.set("reason", row.reason);
    if (schedule.failure) out.set("lastFailure", JsonValue::object({{"at", to_iso8601(schedule.failure->at)}, {"message", schedule.failure->message}}));
    return to_qt(out.json().text());
}

} // namespace

bool ScheduleModel::is_same(const ScheduleView& a, const ScheduleView& b) const {
    return a.row.revision == b.row.revision && a.row.version == b.row.version && a.row.active == b.row.active && a.row.last == b.row.last &&
           a.row.last_run == b.row.last_run && a.rule == b.rule && a.next == b.next;
}

int ScheduleModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant ScheduleModel::data(const QModelIndex& index, int role) const {
    const ScheduleView* schedule = index.isValid() ? row_at(index.row()) : nullptr;
    if (!schedule) return {};
    const ScheduleRow& row = schedule->row;
    switch (role) {
    case run_role: return to_qt(row.last_run.text);
    case active_role: return row.active;
    case json_role: return schedule_json(*schedule);
    case Qt::ToolTipRole: return index.column() == state_column ? QVariant(state_text(*schedule)) : QVariant(); // it may be cut
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case workflow_column: return to_qt(row.ns + "/" + row.name + " " + row.version);
    case rule_column: return to_qt(schedule->rule);
    case next_column: return next_text(*schedule);
    case last_column: return row.last ? moment_text(to_qt(*row.last)) : tr("never");
    case state_column: return state_text(*schedule);
    default: return {};
    }
}

QVariant ScheduleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case workflow_column: return tr("Workflow");
    case rule_column: return tr("Rule");
    case next_column: return tr("Next times");
    case last_column: return tr("Last run");
    case state_column: return tr("State");
    default: return {};
    }
}

} // namespace orkestr
