#include "core/adapters/sqlite/sqlite_reads.h"

#include "core/adapters/sqlite/sqlite_append.h"
#include "core/adapters/sqlite/sqlite_error.h"
#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/adapters/sqlite/sqlite_run_rows.h"

#include <algorithm>

namespace orkestr {

namespace {

struct RunPlace {
    std::int64_t no = 0;
    std::uint64_t last = 0;
};

Result<RunPlace> place_of(SqliteConnection& connection, const RunId& run) {
    SqliteStatement& find = connection.statement("SELECT no, events FROM runs WHERE run = CAST(? AS TEXT)");
    find.bind(run.text);
    auto places = collect_sqlite_rows<RunPlace>(find, [](SqliteStatement& row) -> Result<RunPlace> {
        return RunPlace{row.integer(0), static_cast<std::uint64_t>(row.integer(1))};
    });
    if (!places) return places.error();
    if (places->empty()) return {ErrorCode::not_found, "there is no run " + run.text};
    return places->front();
}

Result<std::optional<Json>> value_of(SqliteStatement& row, const std::string& path) {
    if (!row.is_null(4)) return std::optional(Json::trusted(row.text(4)));
    if (row.is_null(5)) return std::optional<Json>{};
    if (row.is_null(6)) return corrupt_error(path, "a stored value is missing");
    return std::optional(Json::trusted(row.text(6)));
}

Result<EventRow> event_of(SqliteStatement& row, const std::string& path) {
    EventRow event;
    event.seq = static_cast<std::uint64_t>(row.integer(0)) & ((std::uint64_t{1} << sqlite_seq_bits) - 1);
    event.type = row.text(1);
    event.at = Instant{row.integer(2)};
    event.data = Json::trusted(row.text(3));
    auto value = value_of(row, path);
    if (!value) return value.error();
    event.value = std::move(*value);
    const std::string hash = row.text(7);
    if (hash.size() != event.hash.size()) return corrupt_error(path, "an event's hash has the wrong length");
    std::copy(hash.begin(), hash.end(), event.hash.begin());
    return event;
}

/// The condition of each member that is given, the same text for the same members: a handful of statements in all.
std::string_view runs_sql(const RunQuery& query) {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all;
        for (int given = 0; given < 64; ++given) {
            std::string sql = std::string("SELECT ") + sqlite_run_columns + " FROM runs WHERE true";
            if (given & 1) sql += " AND run = CAST(? AS TEXT)";
            if (given & 2) sql += " AND ended IS NULL";
            if (given & 4) sql += " AND ended IS NOT NULL";
            // The plus keeps SQLite from that column's index: unfinished runs are few, and theirs holds just them.
            const char* plus = given & 2 ? "+" : "";
            if (given & 8) sql += std::string(" AND ") + plus + "status = CAST(? AS TEXT)";
            if (given & 16) sql += std::string(" AND ") + plus + "definition = CAST(? AS TEXT)";
            if (given & 32) sql += " AND run < CAST(? AS TEXT)";
            all.push_back(sql + " ORDER BY run DESC LIMIT ?");
        }
        return all;
    }();
    std::size_t given = 0;
    if (query.run) given |= 1;
    if (query.open) given |= *query.open ? 2 : 4;
    if (!query.status.empty()) given |= 8;
    if (!query.definition.empty()) given |= 16;
    if (query.before) given |= 32;
    return texts[given];
}

} // namespace

Result<std::vector<EventRow>> read_sqlite_events(SqliteConnection& connection, const RunId& run, std::uint64_t after,
                                                 std::uint32_t limit) {
    const auto place = place_of(connection, run);
    if (!place) return place.error();
    if (after >= place->last) return std::vector<EventRow>{};
    SqliteStatement& find = connection.statement(
        "SELECT key, CAST(type AS BLOB), at, CAST(data AS BLOB), CAST(value AS BLOB), value_blob,"
        " CASE WHEN value_blob IS NOT NULL THEN (SELECT bytes FROM blobs WHERE id = value_blob) END, hash"
        " FROM events WHERE key > ? AND key <= ? ORDER BY key LIMIT ?");
    const std::int64_t base = place->no << sqlite_seq_bits;
    // Up to what the run's row says: what another program appends meanwhile is the next reading's.
    find.bind(base + static_cast<std::int64_t>(after))
        .bind(base + static_cast<std::int64_t>(place->last))
        .bind(std::int64_t{limit});
    std::uint64_t last = after;
    auto events = collect_sqlite_rows<EventRow>(find, [&](SqliteStatement& row) -> Result<EventRow> {
        auto event = event_of(row, connection.path());
        if (event && event->seq != ++last)
            return corrupt_error(connection.path(), "run " + run.text + " lacks an event");
        return event;
    });
    if (events && last != std::min<std::uint64_t>(place->last, after + limit)) {
        return corrupt_error(connection.path(), "run " + run.text + " lacks its last events");
    }
    return events;
}

Result<std::vector<RunRow>> read_sqlite_run_page(SqliteConnection& connection, const RunQuery& query) {
    SqliteStatement& find = connection.statement(runs_sql(query));
    if (query.run) find.bind(query.run->text);
    if (!query.status.empty()) find.bind(query.status);
    if (!query.definition.empty()) find.bind(query.definition);
    if (query.before) find.bind(query.before->text);
    find.bind(std::int64_t{query.limit});
    return collect_sqlite_rows<RunRow>(find, sqlite_run_of);
}

Result<std::vector<TimerRow>> read_sqlite_timers(SqliteConnection& connection, Instant until, std::uint32_t limit) {
    SqliteStatement& find = connection.statement(
        "SELECT CAST(run AS BLOB), timer, due FROM timers CROSS JOIN runs ON no = run_no WHERE due <= ?"
        " ORDER BY due, run, timer LIMIT ?");
    find.bind(until.ms).bind(std::int64_t{limit});
    return collect_sqlite_rows<TimerRow>(find, [](SqliteStatement& row) -> Result<TimerRow> {
        return TimerRow{RunId{row.text(0)}, static_cast<std::uint64_t>(row.integer(1)), Instant{row.integer(2)}};
    });
}

Result<std::vector<OutboxRow>> read_sqlite_outbox(SqliteConnection& connection, const std::optional<RunId>& run) {
    // CROSS JOIN in SQLite also means: in this order. Commands are few and runs many.
    SqliteStatement& find = connection.statement(
        run ? "SELECT CAST(run AS BLOB), seq, CAST(kind AS BLOB), lost FROM outbox JOIN runs ON no = run_no"
              " WHERE run = CAST(? AS TEXT) ORDER BY seq"
            : "SELECT CAST(run AS BLOB), seq, CAST(kind AS BLOB), lost FROM outbox CROSS JOIN runs ON no = run_no"
              " ORDER BY run, seq");
    if (run) find.bind(run->text);
    return collect_sqlite_rows<OutboxRow>(find, [](SqliteStatement& row) -> Result<OutboxRow> {
        return OutboxRow{RunId{row.text(0)}, static_cast<std::uint64_t>(row.integer(1)), row.text(2),
                         static_cast<std::uint32_t>(row.integer(3))};
    });
}

Result<std::optional<SnapshotRow>> read_sqlite_snapshot(SqliteConnection& connection, const RunId& run) {
    SqliteStatement& find = connection.statement(
        "SELECT seq, head, state FROM snapshots JOIN runs ON no = run_no WHERE run = CAST(? AS TEXT)");
    find.bind(run.text);
    auto found = collect_sqlite_rows<SnapshotRow>(find, [&](SqliteStatement& row) -> Result<SnapshotRow> {
        SnapshotRow snapshot{static_cast<std::uint64_t>(row.integer(0)), {}, Json::trusted(row.text(2))};
        const std::string head = row.text(1);
        if (head.size() != snapshot.head.size())
            return corrupt_error(connection.path(), "a snapshot's hash has the wrong length");
        std::copy(head.begin(), head.end(), snapshot.head.begin());
        return snapshot;
    });
    if (!found) return found.error();
    if (found->empty()) return std::optional<SnapshotRow>{};
    return std::optional(std::move(found->front()));
}

Result<std::vector<InboxRow>> read_sqlite_inbox(SqliteConnection& connection, std::uint32_t limit) {
    SqliteStatement& find = connection.statement(
        "SELECT id, CAST(kind AS BLOB), CAST(run AS BLOB), CAST(body AS BLOB), at FROM inbox ORDER BY id LIMIT ?");
    find.bind(std::int64_t{limit});
    return collect_sqlite_rows<InboxRow>(find, [](SqliteStatement& row) -> Result<InboxRow> {
        return InboxRow{row.integer(0), row.text(1), RunId{row.text(2)}, Json::trusted(row.text(3)),
                        Instant{row.integer(4)}};
    });
}

} // namespace orkestr
