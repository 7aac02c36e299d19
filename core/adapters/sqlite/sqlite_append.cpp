#include "core/adapters/sqlite/sqlite_append.h"

#include "core/adapters/sqlite/sqlite_bus.h"
#include "core/adapters/sqlite/sqlite_dead_letters.h"
#include "core/adapters/sqlite/sqlite_error.h"
#include "core/adapters/sqlite/sqlite_run_kinds.h"
#include "core/adapters/sqlite/sqlite_run_time.h"
#include "core/adapters/sqlite/sqlite_schedules.h"
#include "core/adapters/sqlite/sqlite_transaction.h"
#include "core/ports/append_check.h"

namespace orkestr {

namespace {

constexpr std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

void bind_outcome(SqliteStatement& statement, const RunRow& row) {
    statement.bind(row.status).bind(row.ended ? std::optional(row.ended->ms) : std::nullopt);
    statement.bind(row.error).bind(number(row.events));
}

/// One batch on its way into the tables. Nothing it does is rolled back here.
class BatchWriter {
public:
    BatchWriter(SqliteConnection& connection, const AppendBatch& batch) : connection_(connection), batch_(batch) {}

    /// Errors of the batch that can be known before the first change.
    Result<void> check();
    Result<void> write();

private:
    Result<void> find_run();
    Result<void> insert_run();
    Result<void> update_run();
    Result<void> insert_events();
    Result<void> insert_event(const EventRow& event);
    Result<std::optional<std::int64_t>> blob_of(const EventRow& event);
    Result<void> write_timers();
    Result<void> write_outbox();
    Result<void> write_bus();
    Result<void> write_dead();
    Result<void> write_snapshot();
    Result<void> end_run();
    Result<void> take_inbox();

    SqliteConnection& connection_;
    const AppendBatch& batch_;
    std::int64_t run_no_ = 0;
    std::uint64_t last_ = 0;
    std::string status_; ///< before the batch
    bool open_ = true;
};

Result<void> BatchWriter::check() {
    if (auto checked = check_batch(batch_); !checked) return checked;
    if (auto found = find_run(); !found) return found;
    if (last_ != batch_.expected) return append_conflict(batch_, last_);
    if (batch_.row.events >> sqlite_seq_bits != 0) {
        return {ErrorCode::limit, "run " + batch_.run.text + " has too many events: one run holds 16,777,215"};
    }
    return {};
}

Result<void> BatchWriter::find_run() {
    SqliteStatement& find = connection_.statement(
        "SELECT no, events, CAST(status AS BLOB), ended IS NULL FROM runs WHERE run = CAST(? AS TEXT)");
    const SqliteReading reading(find);
    if (auto ran = find.bind(batch_.run.text).run(); !ran) return ran;
    const auto there = find.next();
    if (!there) return there.error();
    if (*there) {
        run_no_ = find.integer(0);
        last_ = static_cast<std::uint64_t>(find.integer(1));
        status_ = find.text(2);
        open_ = find.integer(3) != 0;
    }
    return {};
}

Result<void> BatchWriter::write() {
    if (auto done = run_no_ == 0 ? insert_run() : update_run(); !done) return done;
    if (auto done = insert_events(); !done) return done;
    if (auto done = write_timers(); !done) return done;
    if (auto done = write_outbox(); !done) return done;
    if (auto done = write_bus(); !done) return done;
    if (auto done = write_dead(); !done) return done;
    if (auto done = batch_.row.open() ? write_snapshot() : end_run(); !done) return done;
    if (auto done = take_inbox(); !done) return done;
    return batch_.schedule ? put_sqlite_schedule(connection_, *batch_.schedule) : Result<void>();
}

Result<void> BatchWriter::insert_run() {
    SqliteStatement& insert = connection_.statement(
        "INSERT INTO runs (run, ns, name, version, definition, started, parent, status, ended, error, events) VALUES"
        " (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?, CAST(? AS TEXT),"
        " CAST(? AS TEXT), ?, CAST(? AS TEXT), ?)");
    const RunRow& row = batch_.row;
    insert.bind(batch_.run.text).bind(row.ns).bind(row.name).bind(row.version).bind(row.definition);
    insert.bind(row.started.ms);
    if (row.parent) {
        insert.bind(row.parent->text);
    } else {
        insert.bind_null();
    }
    bind_outcome(insert, row);
    if (auto ran = insert.run(); !ran) return ran;
    run_no_ = insert.last_insert_id();
    if (!starts_on_time(batch_.run.text, row.started.ms)) {
        SqliteStatement& off_time = connection_.statement("INSERT INTO runs_off_time (run_no, started) VALUES (?, ?)");
        if (auto ran = off_time.bind(run_no_).bind(row.started.ms).run(); !ran) return ran;
    }
    return count_sqlite_run(connection_, run_no_, 1);
}

Result<void> BatchWriter::update_run() {
    const bool moves = batch_.row.status != status_ || batch_.row.open() != open_;
    if (moves) {
        if (auto counted = count_sqlite_run(connection_, run_no_, -1); !counted) return counted;
    }

    // Only what changes: a column that is named costs its indexes, whether it changes or not.
    SqliteStatement& update = connection_.statement(
        "UPDATE runs SET status = CAST(? AS TEXT), ended = ?, error = CAST(? AS TEXT), events = ? WHERE no = ?");
    bind_outcome(update, batch_.row);
    if (auto ran = update.bind(run_no_).run(); !ran || !moves) return ran;
    return count_sqlite_run(connection_, run_no_, 1);
}

Result<void> BatchWriter::insert_events() {
    for (const EventRow& event : batch_.events) {
        if (auto done = insert_event(event); !done) return done;
    }
    return {};
}

Result<void> BatchWriter::insert_event(const EventRow& event) {
    const auto blob = blob_of(event);
    if (!blob) return blob.error();
    SqliteStatement& insert = connection_.statement(
        "INSERT INTO events (key, type, at, data, value, value_blob, hash)"
        " VALUES (?, CAST(? AS TEXT), ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?)");
    insert.bind((run_no_ << sqlite_seq_bits) | number(event.seq))
        .bind(event.type)
        .bind(event.at.ms)
        .bind(event.data.text());
    if (event.value && !*blob) {
        insert.bind(event.value->text());
    } else {
        insert.bind_null();
    }
    return insert.bind(*blob).bind(bytes_of(event.hash)).run();
}

Result<std::optional<std::int64_t>> BatchWriter::blob_of(const EventRow& event) {
    if (!event.value || event.value->size_bytes() <= sqlite_inline_value_bytes) return std::optional<std::int64_t>{};
    const Digest hash = sha256(event.value->text());
    SqliteStatement& find = connection_.statement("SELECT id FROM blobs WHERE hash = ?");
    const SqliteReading reading(find);
    if (auto ran = find.bind(bytes_of(hash)).run(); !ran) return ran.error();
    const auto there = find.next();
    if (!there) return there.error();
    if (*there) return std::optional(find.integer(0));
    SqliteStatement& insert = connection_.statement("INSERT INTO blobs (hash, bytes) VALUES (?, ?)");
    if (auto ran = insert.bind(bytes_of(hash)).bind(event.value->text()).run(); !ran) return ran.error();
    return std::optional(insert.last_insert_id());
}

Result<void> BatchWriter::write_timers() {
    SqliteStatement& set = connection_.statement("INSERT OR REPLACE INTO timers (run_no, timer, due) VALUES (?, ?, ?)");
    for (const TimerRow& timer : batch_.timers_set) {
        if (auto ran = set.bind(run_no_).bind(number(timer.timer)).bind(timer.due.ms).run(); !ran) return ran;
    }
    SqliteStatement& clear = connection_.statement("DELETE FROM timers WHERE run_no = ? AND timer = ?");
    for (const std::uint64_t timer : batch_.timers_cleared) {
        if (auto ran = clear.bind(run_no_).bind(number(timer)).run(); !ran) return ran;
    }
    return {};
}

Result<void> BatchWriter::write_outbox() {
    SqliteStatement& add = connection_.statement(
        "INSERT OR REPLACE INTO outbox (run_no, seq, kind, lost) VALUES (?, ?, CAST(? AS TEXT), ?)");
    for (const OutboxRow& command : batch_.outbox_added) {
        add.bind(run_no_).bind(number(command.seq)).bind(command.kind).bind(std::int64_t{command.lost});
        if (auto ran = add.run(); !ran) return ran;
    }
    SqliteStatement& done = connection_.statement("DELETE FROM outbox WHERE run_no = ? AND seq = ?");
    for (const std::uint64_t seq : batch_.outbox_done) {
        if (auto ran = done.bind(run_no_).bind(number(seq)).run(); !ran) return ran;
    }
    return {};
}

Result<void> BatchWriter::write_bus() {
    for (const BusEvent& event : batch_.published) {
        if (auto published = publish_sqlite_event(connection_, event); !published) return published.error();
    }
    for (const ListenerRow& listener : batch_.listeners_set) {
        if (auto set = set_sqlite_listener(connection_, run_no_, listener); !set) return set;
    }
    for (const Receipt& receipt : batch_.received) {
        if (auto received = receive_sqlite_event(connection_, run_no_, receipt); !received) return received;
    }
    for (const std::uint32_t step : batch_.listeners_cleared) {
        if (auto cleared = clear_sqlite_listener(connection_, run_no_, step); !cleared) return cleared;
    }
    return {};
}

Result<void> BatchWriter::write_dead() {
    for (const DeadLetter& letter : batch_.dead) {
        if (auto added = add_sqlite_dead_letter(connection_, letter); !added) return added.error();
    }
    return {};
}

Result<void> BatchWriter::write_snapshot() {
    if (!batch_.snapshot) return {};
    const SnapshotRow& snapshot = *batch_.snapshot;
    SqliteStatement& put =
        connection_.statement("INSERT OR REPLACE INTO snapshots (run_no, seq, head, state) VALUES (?, ?, ?, ?)");
    return put.bind(run_no_).bind(number(snapshot.seq)).bind(bytes_of(snapshot.head)).bind(snapshot.state.text()).run();
}

Result<void> BatchWriter::end_run() {
    // A run that is new has what this batch has set.
    if (batch_.expected == 0 && batch_.listeners_set.empty()) return {};
    if (auto cleared = clear_sqlite_listeners(connection_, run_no_); !cleared) return cleared;
    return connection_.statement("DELETE FROM snapshots WHERE run_no = ?").bind(run_no_).run();
}

Result<void> BatchWriter::take_inbox() {
    SqliteStatement& take = connection_.statement("DELETE FROM inbox WHERE id = ?");
    for (const std::int64_t id : batch_.inbox_taken) {
        if (auto ran = take.bind(id).run(); !ran) return ran;
        if (take.changed() == 0) return inbox_conflict(batch_, id);
    }
    return {};
}

/// One batch in its savepoint.
Result<void> append_batch(SqliteConnection& connection, const AppendBatch& batch) {
    BatchWriter writer(connection, batch);
    if (auto checked = writer.check(); !checked) return checked;
    if (auto begun = connection.statement("SAVEPOINT batch").run(); !begun) return begun;
    auto written = writer.write();
    if (!written && !ends_transaction(written.error().code)) {
        if (auto undone = connection.statement("ROLLBACK TO batch").run(); !undone) return undone;
        if (auto released = connection.statement("RELEASE batch").run(); !released) return released;
    }
    if (!written) return written;
    return connection.statement("RELEASE batch").run();
}

} // namespace

std::vector<Result<void>> append_to_sqlite(SqliteConnection& connection, const std::vector<AppendBatch>& batches) {
    std::vector<Result<void>> results;
    results.reserve(batches.size());
    auto whole = connection.statement("BEGIN IMMEDIATE").run();
    if (!whole) return std::vector<Result<void>>(batches.size(), whole);
    for (const AppendBatch& batch : batches) {
        results.push_back(append_batch(connection, batch));
        if (!results.back() && ends_transaction(results.back().error().code)) {
            whole = results.back();
            break;
        }
    }
    if (whole) whole = connection.statement("COMMIT").run();
    if (whole) return results;
    // SQLite may have rolled back by itself, and then there is nothing left to do.
    (void)connection.statement("ROLLBACK").run();
    return std::vector<Result<void>>(batches.size(), whole);
}

Result<void> count_sqlite_lost(SqliteConnection& connection, const std::vector<OutboxRow>& rows) {
    return in_sqlite_transaction(connection, [&]() -> Result<void> {
        SqliteStatement& count = connection.statement(
            "UPDATE outbox SET lost = lost + 1 WHERE run_no = (SELECT no FROM runs WHERE run = CAST(? AS TEXT))"
            " AND seq = ?");
        for (const OutboxRow& row : rows) {
            if (auto ran = count.bind(row.run.text).bind(number(row.seq)).run(); !ran) return ran;
        }
        return {};
    });
}

} // namespace orkestr
