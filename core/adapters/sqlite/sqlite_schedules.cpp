#include "core/adapters/sqlite/sqlite_schedules.h"

#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/ports/append_check.h"

namespace orkestr {

namespace {

void bind_instant(SqliteStatement& statement, const std::optional<Instant>& at) {
    statement.bind(at ? std::optional(at->ms) : std::nullopt);
}

Result<ScheduleRow> schedule_of(SqliteStatement& row) {
    ScheduleRow schedule;
    schedule.ns = row.text(0);
    schedule.name = row.text(1);
    schedule.version = row.text(2);
    schedule.definition = row.text(3);
    schedule.active = row.integer(4) != 0;
    if (!row.is_null(5)) schedule.next = Instant{row.integer(5)};
    if (!row.is_null(6)) schedule.last = Instant{row.integer(6)};
    schedule.last_run.text = row.text(7);
    schedule.by = row.text(8);
    schedule.reason = row.text(9);
    schedule.state = Json::trusted(row.text(10));
    schedule.revision = row.integer(11);
    return schedule;
}

} // namespace

Result<std::vector<ScheduleRow>> read_sqlite_schedules(SqliteConnection& connection) {
    SqliteStatement& find = connection.statement(
        "SELECT CAST(ns AS BLOB), CAST(name AS BLOB), CAST(version AS BLOB), CAST(definition AS BLOB), active, next_at,"
        " last_at, CAST(last_run AS BLOB), CAST(stopped_by AS BLOB), CAST(reason AS BLOB), CAST(state AS BLOB),"
        " revision FROM schedules ORDER BY ns, name");
    return collect_sqlite_rows<ScheduleRow>(find, schedule_of);
}

Result<void> put_sqlite_schedule(SqliteConnection& connection, const ScheduleRow& row) {
    // The same parameters in the same order for both.
    SqliteStatement& put = connection.statement(
        row.revision == 0
            ? "INSERT INTO schedules (version, definition, active, next_at, last_at, last_run, stopped_by, reason,"
              " state, ns, name, revision) VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, CAST(? AS TEXT),"
              " CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 1 + ?)"
              " ON CONFLICT DO NOTHING"
            : "UPDATE schedules SET version = CAST(? AS TEXT), definition = CAST(? AS TEXT), active = ?, next_at = ?,"
              " last_at = ?, last_run = CAST(? AS TEXT), stopped_by = CAST(? AS TEXT), reason = CAST(? AS TEXT),"
              " state = CAST(? AS TEXT), revision = revision + 1"
              " WHERE ns = CAST(? AS TEXT) AND name = CAST(? AS TEXT) AND revision = ?");
    put.bind(row.version).bind(row.definition).bind(std::int64_t{row.active});
    bind_instant(put, row.next);
    bind_instant(put, row.last);
    put.bind(row.last_run.text).bind(row.by).bind(row.reason).bind(row.state.text()).bind(row.ns).bind(row.name);
    if (auto ran = put.bind(row.revision).run(); !ran) return ran;
    if (put.changed() == 0) return schedule_conflict(row);
    return {};
}

} // namespace orkestr
