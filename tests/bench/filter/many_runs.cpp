#include "tests/bench/filter/many_runs.h"

#include "core/adapters/sqlite/sqlite_store.h"
#include "core/base/ids.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sqlite3.h>
#include <vector>

namespace orkestr::bench {

namespace {

constexpr std::int64_t history_ms = 400LL * 86'400'000;
constexpr std::int64_t with_input = 100'000;

sqlite3* opened(const std::string& path) {
    sqlite3* database = nullptr;
    if (sqlite3_open(path.c_str(), &database) != SQLITE_OK) give_up(path + " can't be opened");
    return database;
}

void execute(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(std::string(sql) + ": " + sqlite3_errmsg(database));
}

sqlite3_stmt* prepared(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) give_up(std::string(sql) + ": " + sqlite3_errmsg(database));
    return statement;
}

void bind_text(sqlite3_stmt* statement, int place, const std::string& text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) give_up(std::string("an insert failed: ") + sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
}

std::string id_of(std::int64_t number, Instant time) {
    std::string entropy(10, '\0');
    const std::uint64_t mixed = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15u;
    for (std::size_t i = 0; i < 8; ++i) entropy[i] = static_cast<char>(mixed >> (8 * i));
    return make_ulid(time, entropy);
}

const char* status_of(std::int64_t number, std::int64_t runs) {
    if (number >= runs - 500) return "running";
    if (number % 100 < 3) return "faulted";
    return number % 100 == 3 ? "cancelled" : "completed";
}

void insert_runs(sqlite3* database, std::int64_t runs) {
    sqlite3_stmt* run = prepared(database, "INSERT INTO runs (no, run, ns, name, version, definition, status, started, ended, error, parent, events)"
                                           " VALUES (?, ?, ?, ?, '1.0.0', ?, ?, ?, ?, ?, ?, 22)");
    sqlite3_stmt* event = prepared(database, "INSERT INTO events (key, type, at, data, value, hash) VALUES (?, 'run.started', 0, '{}', ?, zeroblob(32))");
    const char* errors[] = {"Not Found: the pet is gone", "Timeout: the server did not answer", "Validation: orderId is missing"};
    for (std::int64_t i = 0; i < runs; ++i) {
        const Instant asked{newest_run.ms - history_ms + history_ms / runs * (i + 1)};
        const std::string status = status_of(i, runs);
        const std::int64_t definition = (i * 7919) % 40;
        sqlite3_bind_int64(run, 1, i + 1);
        bind_text(run, 2, id_of(i, asked));
        bind_text(run, 3, definition < 20 ? "shop" : "mail");
        bind_text(run, 4, (definition % 10 == 0 ? "order-" : "task-") + std::to_string(definition));
        bind_text(run, 5, std::string(62, 'a') + static_cast<char>('a' + definition / 10) + static_cast<char>('a' + definition % 10));
        bind_text(run, 6, status);
        sqlite3_bind_int64(run, 7, asked.ms + i % 50);
        if (status == "running") sqlite3_bind_null(run, 8);
        else sqlite3_bind_int64(run, 8, asked.ms + i % 50 + i % 10'000);
        bind_text(run, 9, status == "faulted" ? errors[i % 3] : "");
        if (i % 100 == 50) bind_text(run, 10, id_of(i - 1, Instant{newest_run.ms - history_ms + history_ms / runs * i}));
        else sqlite3_bind_null(run, 10);
        step(run);
        if (i < runs - with_input) continue;
        sqlite3_bind_int64(event, 1, ((i + 1) << 24) + 1);
        bind_text(event, 2, R"({"customer":{"id":)" + std::to_string(i % 1000) + R"(,"name":"Ada Lovelace","tier":"gold"},"items":[{"price":12.5,"quantity":2,)"
                       R"("sku":"TEA-250"},{"price":18,"quantity":1,"sku":"MUG-BLUE"}],"orderId":"A-)" + std::to_string(i) + "\"}");
        step(event);
    }
    sqlite3_finalize(run);
    sqlite3_finalize(event);
}

/// Indexes are made once all rows are there: row by row those of ten million would long be larger than the cache.
std::vector<std::string> take_indexes(sqlite3* database) {
    std::vector<std::string> names;
    std::vector<std::string> making;
    sqlite3_stmt* find = prepared(database, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'runs' AND sql IS NOT NULL");
    while (sqlite3_step(find) == SQLITE_ROW) {
        names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(find, 0)));
        making.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(find, 1)));
    }
    sqlite3_finalize(find);
    for (const std::string& name : names) execute(database, ("DROP INDEX " + name).c_str());
    return making;
}

} // namespace

double now_s() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void give_up(const std::string& why) {
    std::fprintf(stderr, "bench_filter: %s\n", why.c_str());
    std::exit(1);
}

void make_many_runs(const std::string& path, std::int64_t runs) {
    if (auto made = SqliteStore::open(path, SqliteStore::Mode::read_write_create); !made) give_up(made.error().message);
    sqlite3* database = opened(path);
    // Gigabytes, and nobody reads them yet: written once, not to a journal first.
    execute(database, "PRAGMA journal_mode = OFF");
    execute(database, "PRAGMA synchronous = OFF");
    execute(database, "PRAGMA cache_size = -400000");
    execute(database, "BEGIN");
    const auto indexes = take_indexes(database);
    insert_runs(database, runs);
    for (const std::string& index : indexes) execute(database, index.c_str());
    execute(database, "INSERT INTO run_kinds (definition, ns, name, version, status, open, runs)"
                      " SELECT definition, ns, name, version, status, ended IS NULL, count(*) FROM runs GROUP BY 1, 2, 3, 4, 5, 6");
    execute(database, "COMMIT");
    execute(database, "PRAGMA journal_mode = WAL");
    sqlite3_close(database);
}

BareQuery bare_query(const std::string& path, const char* sql) {
    sqlite3* database = opened(path);
    sqlite3_stmt* statement = prepared(database, sql);
    BareQuery result;
    const double begin = now_s();
    while (sqlite3_step(statement) == SQLITE_ROW) ++result.rows;
    result.seconds = now_s() - begin;
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return result;
}

} // namespace orkestr::bench
