#include "core/adapters/sqlite/sqlite_bus.h"

#include "core/adapters/sqlite/sqlite_rows.h"
#include "core/adapters/sqlite/sqlite_transaction.h"
#include "core/ports/append_check.h"

namespace orkestr {

namespace {

#define ORKESTR_BUS_COLUMNS                                                                                           \
    "id, at, expires, CAST(target AS BLOB), CAST(sender AS BLOB), CAST(reason AS BLOB), CAST(event AS BLOB), claimed"

Result<BusEvent> bus_event_of(SqliteStatement& row) {
    BusEvent event;
    event.id = row.integer(0);
    event.at = Instant{row.integer(1)};
    event.expires = Instant{row.integer(2)};
    event.to.text = row.text(3);
    event.by = row.text(4);
    event.reason = row.text(5);
    event.event = Json::trusted(row.text(6));
    event.claimed = row.integer(7) != 0;
    return event;
}

/// What a removal needs to know of an event; the event itself may be large.
struct Removal {
    std::int64_t id = 0;
    bool undelivered = false; ///< for one run, and nobody received it
};

Result<std::vector<Removal>> find_removals(SqliteConnection& connection, Instant now, std::int64_t passed,
                                           std::uint32_t limit) {
    SqliteStatement& claimed = connection.statement(
        "SELECT id, 0 FROM bus_events INDEXED BY bus_events_by_claim WHERE claimed = 1 AND id <= ?"
        " ORDER BY id LIMIT ?");
    const auto removal_of = [](SqliteStatement& row) -> Result<Removal> {
        return Removal{row.integer(0), row.integer(1) != 0};
    };
    auto found = collect_sqlite_rows<Removal>(claimed.bind(passed).bind(std::int64_t{limit}), removal_of);
    if (!found || found->size() >= limit) return found;
    SqliteStatement& expired = connection.statement(
        "SELECT id, target <> '' FROM bus_events INDEXED BY bus_events_by_expiry WHERE claimed = 0 AND expires <= ?"
        " AND id <= ? ORDER BY expires, id LIMIT ?");
    expired.bind(now.ms).bind(passed).bind(static_cast<std::int64_t>(limit - found->size()));
    const auto more = collect_sqlite_rows<Removal>(expired, removal_of);
    if (!more) return more;
    found->insert(found->end(), more->begin(), more->end());
    return found;
}

Result<std::vector<BusEvent>> expire_in_transaction(SqliteConnection& connection, Instant now, std::int64_t passed,
                                                    std::uint32_t limit) {
    const auto removals = find_removals(connection, now, passed, limit);
    if (!removals) return removals.error();
    std::vector<BusEvent> undelivered;
    SqliteStatement& find = connection.statement("SELECT " ORKESTR_BUS_COLUMNS " FROM bus_events WHERE id = ?");
    SqliteStatement& remove = connection.statement("DELETE FROM bus_events WHERE id = ?");
    for (const Removal& removal : *removals) {
        if (removal.undelivered) {
            auto found = collect_sqlite_rows<BusEvent>(find.bind(removal.id), bus_event_of);
            if (!found) return found.error();
            for (BusEvent& event : *found) undelivered.push_back(std::move(event));
        }
        if (auto ran = remove.bind(removal.id).run(); !ran) return ran.error();
    }
    return undelivered;
}

} // namespace

Result<std::int64_t> publish_sqlite_event(SqliteConnection& connection, const BusEvent& event) {
    SqliteStatement& put = connection.statement(
        "INSERT INTO bus_events (at, expires, target, sender, reason, claimed, event) VALUES"
        " (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 0, CAST(? AS TEXT))");
    put.bind(event.at.ms).bind(event.expires.ms).bind(event.to.text).bind(event.by).bind(event.reason);
    if (auto ran = put.bind(event.event.text()).run(); !ran) return ran.error();
    return put.last_insert_id();
}

Result<std::vector<BusEvent>> read_sqlite_bus(SqliteConnection& connection, const BusQuery& query) {
    if (auto checked = check_query(query); !checked) return checked.error();
    SqliteStatement& find = connection.statement(
        query.unclaimed_only
            ? "SELECT " ORKESTR_BUS_COLUMNS " FROM bus_events INDEXED BY bus_events_by_claim"
              " WHERE claimed = 0 AND id > ? ORDER BY id LIMIT ?"
            : "SELECT " ORKESTR_BUS_COLUMNS " FROM bus_events WHERE id > ? ORDER BY id LIMIT ?");
    std::size_t bytes = 0;
    return collect_sqlite_rows<BusEvent>(find.bind(query.after).bind(std::int64_t{query.limit}), bus_event_of,
                                         [&bytes](const BusEvent& event) {
                                             bytes += event.event.text().size();
                                             return bytes >= most_page_bytes;
                                         });
}

Result<std::int64_t> last_sqlite_event(SqliteConnection& connection) {
    SqliteStatement& find = connection.statement("SELECT seq FROM sqlite_sequence WHERE name = 'bus_events'");
    const auto ids = collect_sqlite_rows<std::int64_t>(
        find, [](SqliteStatement& row) -> Result<std::int64_t> { return row.integer(0); });
    if (!ids) return ids.error();
    return ids->empty() ? 0 : ids->front();
}

Result<std::vector<ListenerRow>> read_sqlite_listeners(SqliteConnection& connection) {
    // CROSS JOIN: in this order. Listeners are few and runs many.
    SqliteStatement& find = connection.statement(
        "SELECT CAST(run AS BLOB), step, since, position, CAST(types AS BLOB) FROM listeners"
        " CROSS JOIN runs ON no = run_no ORDER BY run, step");
    return collect_sqlite_rows<ListenerRow>(find, [](SqliteStatement& row) -> Result<ListenerRow> {
        return ListenerRow{RunId{row.text(0)}, static_cast<std::uint32_t>(row.integer(1)), row.integer(2),
                           row.integer(3), Json::trusted(row.text(4))};
    });
}

Result<void> claim_sqlite_event(SqliteConnection& connection, std::int64_t id) {
    return connection.statement("UPDATE bus_events SET claimed = 1 WHERE id = ? AND claimed = 0").bind(id).run();
}

Result<std::vector<BusEvent>> expire_sqlite_events(SqliteConnection& connection, Instant now, std::int64_t passed,
                                                   std::uint32_t limit) {
    return in_sqlite_transaction(connection, [&] { return expire_in_transaction(connection, now, passed, limit); });
}

Result<void> set_sqlite_listener(SqliteConnection& connection, std::int64_t run_no, const ListenerRow& listener) {
    SqliteStatement& set = connection.statement(
        "INSERT OR REPLACE INTO listeners (run_no, step, since, position, types) VALUES (?, ?, ?, ?, CAST(? AS TEXT))");
    set.bind(run_no).bind(std::int64_t{listener.step}).bind(listener.since).bind(listener.position);
    return set.bind(listener.types.text()).run();
}

Result<void> receive_sqlite_event(SqliteConnection& connection, std::int64_t run_no, const Receipt& receipt) {
    if (auto claimed = claim_sqlite_event(connection, receipt.event); !claimed) return claimed;
    SqliteStatement& move = connection.statement(
        "UPDATE listeners SET position = max(position, ?) WHERE run_no = ? AND step = ?");
    return move.bind(receipt.event).bind(run_no).bind(std::int64_t{receipt.step}).run();
}

Result<void> clear_sqlite_listener(SqliteConnection& connection, std::int64_t run_no, std::uint32_t step) {
    SqliteStatement& clear = connection.statement("DELETE FROM listeners WHERE run_no = ? AND step = ?");
    return clear.bind(run_no).bind(std::int64_t{step}).run();
}

Result<void> clear_sqlite_listeners(SqliteConnection& connection, std::int64_t run_no) {
    return connection.statement("DELETE FROM listeners WHERE run_no = ?").bind(run_no).run();
}

#undef ORKESTR_BUS_COLUMNS

} // namespace orkestr
