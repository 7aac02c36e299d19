#include "core/adapters/sqlite/sqlite_store.h"

#include "core/adapters/sqlite/sqlite_append.h"
#include "core/adapters/sqlite/sqlite_bus.h"
#include "core/adapters/sqlite/sqlite_dead_letters.h"
#include "core/adapters/sqlite/sqlite_definitions.h"
#include "core/adapters/sqlite/sqlite_error.h"
#include "core/adapters/sqlite/sqlite_file.h"
#include "core/adapters/sqlite/sqlite_open.h"
#include "core/adapters/sqlite/sqlite_reads.h"
#include "core/adapters/sqlite/sqlite_schedules.h"
#include "core/adapters/sqlite/sqlite_schema.h"
#include "core/adapters/sqlite/sqlite_transaction.h"

namespace orkestr {

SqliteStore::SqliteStore(std::unique_ptr<SqliteConnection> connection) : connection_(std::move(connection)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Mode mode, Durability durability) {
    const SqlitePath place = sqlite_path(path);
    if (mode == Mode::read_write_create) {
        if (auto created = create_sqlite_file(place.file); !created) return created.error();
    }
    if (auto checked = check_sqlite_file(place.file, mode != Mode::read_only); !checked) return checked.error();
    auto connection = mode == Mode::read_only ? open_sqlite_for_reading(place, SqliteTables::current)
                                              : open_sqlite_for_writing(place, durability);
    if (!connection) return connection.error();
    return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(*connection)));
}

std::vector<Result<void>> SqliteStore::append(const std::vector<AppendBatch>& batches) {
    return append_to_sqlite(*connection_, batches);
}

Result<std::vector<EventRow>> SqliteStore::events(const RunId& run, std::uint64_t after, std::uint32_t limit) const {
    return read_sqlite_events(*connection_, run, after, limit);
}

Result<std::vector<RunRow>> SqliteStore::runs(const RunQuery& query) const {
    return read_sqlite_runs(*connection_, query);
}

Result<RunScan> SqliteStore::scan_runs(const RunQuery& query, std::uint32_t most) const {
    return scan_sqlite_runs(*connection_, query, most);
}

Result<RunGroupScan> SqliteStore::group_runs(const RunQuery& query, RunGrouping grouping, std::uint32_t most) const {
    return group_sqlite_runs(*connection_, query, grouping, most);
}

Result<std::vector<TimerRow>> SqliteStore::timers(Instant until, std::uint32_t limit) const {
    return read_sqlite_timers(*connection_, until, limit);
}

Result<std::vector<OutboxRow>> SqliteStore::outbox(const std::optional<RunId>& run) const {
    return read_sqlite_outbox(*connection_, run);
}

Result<void> SqliteStore::count_lost(const std::vector<OutboxRow>& rows) {
    return count_sqlite_lost(*connection_, rows);
}

Result<std::optional<SnapshotRow>> SqliteStore::snapshot(const RunId& run) const {
    return read_sqlite_snapshot(*connection_, run);
}

Result<void> SqliteStore::put_definition(const DefinitionRow& definition) {
    return put_sqlite_definition(*connection_, definition);
}

Result<std::vector<DefinitionRow>> SqliteStore::definitions(const DefinitionQuery& query) const {
    return find_sqlite_definitions(*connection_, query);
}

Result<Lease> SqliteStore::lease(const std::string& name, const std::string& owner, Instant now, Instant until) {
    return in_sqlite_transaction(*connection_, [&]() -> Result<Lease> {
        SqliteStatement& find = connection_->statement(
            "SELECT CAST(owner AS BLOB), until, token FROM leases WHERE name = CAST(? AS TEXT)");
        const SqliteReading reading(find);
        if (auto ran = find.bind(name).run(); !ran) return ran.error();
        const auto there = find.next();
        if (!there) return there.error();
        Lease lease{name, owner, until, 1};
        if (*there) {
            const std::string held_by = find.text(0);
            const Instant held_until{find.integer(1)};
            lease.token = static_cast<std::uint64_t>(find.integer(2));
            if (held_by != owner && held_until > now) {
                return {ErrorCode::conflict,
                        "the lease " + name + " is held by " + held_by + " until " + to_iso8601(held_until)};
            }
            if (held_by != owner) ++lease.token;
        }
        SqliteStatement& put = connection_->statement("INSERT OR REPLACE INTO leases (name, owner, until, token)"
                                                      " VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?)");
        put.bind(name).bind(owner).bind(until.ms).bind(static_cast<std::int64_t>(lease.token));
        if (auto ran = put.run(); !ran) return ran.error();
        return lease;
    });
}

Result<std::int64_t> SqliteStore::post(const InboxRow& row) {
    SqliteStatement& put = connection_->statement("INSERT INTO inbox (kind, run, body, at)"
                                                  " VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?)");
    put.bind(row.kind).bind(row.run.text).bind(row.body.text()).bind(row.at.ms);
    if (auto ran = put.run(); !ran) return ran.error();
    return put.last_insert_id();
}

Result<std::vector<InboxRow>> SqliteStore::pending(std::uint32_t limit) const {
    return read_sqlite_inbox(*connection_, limit);
}

Result<void> SqliteStore::drop(std::int64_t id) {
    return connection_->statement("DELETE FROM inbox WHERE id = ?").bind(id).run();
}

Result<std::int64_t> SqliteStore::publish(const BusEvent& event) { return publish_sqlite_event(*connection_, event); }

Result<std::vector<BusEvent>> SqliteStore::bus_events(const BusQuery& query) const {
    return read_sqlite_bus(*connection_, query);
}

Result<std::int64_t> SqliteStore::last_bus_event() const { return last_sqlite_event(*connection_); }

Result<std::vector<ListenerRow>> SqliteStore::listeners() const { return read_sqlite_listeners(*connection_); }

Result<void> SqliteStore::claim_bus_event(std::int64_t id) { return claim_sqlite_event(*connection_, id); }

Result<std::vector<BusEvent>> SqliteStore::expire_bus_events(Instant now, std::int64_t passed, std::uint32_t limit) {
    return expire_sqlite_events(*connection_, now, passed, limit);
}

Result<std::int64_t> SqliteStore::add_dead_letter(const DeadLetter& letter) {
    return add_sqlite_dead_letter(*connection_, letter);
}

Result<std::vector<DeadLetter>> SqliteStore::dead_letters(const DeadLetterQuery& query) const {
    return read_sqlite_dead_letters(*connection_, query);
}

Result<void> SqliteStore::decide_dead_letter(const DeadLetter& letter) {
    return decide_sqlite_dead_letter(*connection_, letter);
}

Result<std::vector<ScheduleRow>> SqliteStore::schedules() const { return read_sqlite_schedules(*connection_); }

Result<void> SqliteStore::put_schedule(const ScheduleRow& row) { return put_sqlite_schedule(*connection_, row); }

Result<std::string> SqliteStore::workspace_key() const {
    auto key = connection_->text("SELECT value FROM meta WHERE name = 'workspace_key'");
    if (key && key->size() != workspace_key_bytes) return corrupt_error(connection_->path(), "its key is missing");
    return key;
}

Result<std::string> SqliteStore::workspace_id() const {
    return connection_->text("SELECT value FROM meta WHERE name = 'workspace_id'");
}

Result<std::uint64_t> SqliteStore::data_version() const {
    const auto version = connection_->integer("PRAGMA data_version");
    if (!version) return version.error();
    return static_cast<std::uint64_t>(*version);
}

} // namespace orkestr
