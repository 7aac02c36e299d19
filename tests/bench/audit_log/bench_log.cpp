#include "tests/bench/audit_log/bench_log.h"

#include "core/adapters/archive/atomic_file.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/audit_log_writer.h"
#include "core/history/chain.h"
#include "core/history/codec.h"

#include <cstdio>
#include <cstdlib>

namespace orkestr::bench {

namespace {

constexpr const char* bench_key = "0123456789abcdef0123456789abcdef";

void require(const Result<void>& done) {
    if (done) return;
    std::fprintf(stderr, "bench_audit_log: %s\n", done.error().message.c_str());
    std::exit(1);
}

AuditDefinition bench_definition() { return {"bench", "order", "1.0.0", to_hex(sha256("order")), "text", "order.yaml", Instant{1}, true, {}}; }

Payload bench_payload(std::uint64_t number, std::uint64_t i) {
    return Payload{Json::trusted("{\"customer\":{\"id\":" + std::to_string(number) + ",\"name\":\"Ana Maria\"},\"lines\":[{\"quantity\":" + std::to_string(i) +
                                 ",\"sku\":\"TEA-250\"}],\"note\":\"left at the door\",\"total\":12.5}"), 0};
}

events::RunStarted bench_start(const RunId& run, std::uint64_t number) {
    events::RunStarted started;
    started.run = run;
    started.ns = "bench";
    started.name = "order";
    started.version = "1.0.0";
    started.definition = to_hex(sha256("order"));
    started.nonce = to_hex(sha256(run.text)).substr(0, 32);
    started.cause = "manual";
    started.value = bench_payload(number, 0);
    return started;
}

std::vector<Event> bench_events(const RunId& run, std::uint64_t number) {
    std::vector<Event> events;
    const auto add = [&](EventBody body) { events.push_back({events.size() + 1, Instant{1'700'000'000'000 + static_cast<std::int64_t>(number * 1000 + events.size())}, std::move(body)}); };
    const auto payload = [&](std::uint64_t i) { return bench_payload(number, i); };
    add(bench_start(run, number));
    add(events::RunEntered{0, {}, payload(0)});
    for (std::uint64_t i = 1; i <= 9; ++i) {
        const auto task = static_cast<TaskIndex>(i - 1);
        add(events::TaskStarted{static_cast<StepId>(i), 0, task, "set", "/do/" + std::to_string(i - 1) + "/step", {}, {}, payload(i)});
        add(events::TaskCompleted{static_cast<StepId>(i), i == 9 ? Flow{} : Flow{Flow::Kind::next, static_cast<TaskIndex>(i)}, {}, false, payload(i)});
    }
    add(events::RunCompleted{payload(9)});
    return events;
}

} // namespace

BenchRun bench_run(std::uint64_t number, const std::string& workspace_key) {
    BenchRun out;
    const Digest entropy = sha256(std::to_string(number));
    out.run.text = make_ulid(Instant{1'700'000'000'000 + static_cast<std::int64_t>(number)}, bytes_of(entropy));
    for (const Event& event : bench_events(out.run, number)) out.rows.push_back(encode(event));
    out.key = run_key(workspace_key, out.run, to_hex(sha256(out.run.text)).substr(0, 32));
    Digest head = chain_start(out.run);
    seal(out.rows, out.key, head);
    return out;
}

namespace {

/// A log's file with the bench's definition, and its end.
template <class WriteRuns>
void write_log(const std::string& path, const WriteRuns& write_runs) {
    AtomicFile file;
    require(file.create(path));
    AuditLogWriter writer([&](std::string_view bytes) { return file.write(bytes); }, audit_signing_seed(bench_key));
    const AuditDefinition definition = bench_definition();
    AuditHeader header;
    header.producer = "bench";
    header.definitions.push_back({definition.ns, definition.name, definition.version, definition.hash, sha256(audit_definition_body(definition))});
    require(writer.begin(header));
    require(writer.add_definition(definition));
    write_runs(writer, definition.hash);
    require(writer.finish());
    require(file.commit());
}

void write_rows(AuditLogWriter& writer, const std::vector<EventRow>& rows, const Digest& key) {
    for (const EventRow& row : rows) {
        AuditSeal seal;
        if (row.seq == 1) seal.key = key;
        require(writer.add(row, seal));
    }
}

} // namespace

void write_bench_log(const std::string& path, std::uint64_t events) {
    write_log(path, [events](AuditLogWriter& writer, const std::string& definition) {
        for (std::uint64_t i = 0; i * events_per_run < events; ++i) {
            const BenchRun run = bench_run(i, bench_key);
            require(writer.begin_run(run.run));
            write_rows(writer, run.rows, run.key);
            require(writer.end_run({run.run, "bench", "order", "1.0.0", definition, "completed", run.rows.front().at, run.rows.back().at, {}, {}, run.rows.size()}));
        }
    });
}

void write_long_log(const std::string& path, std::uint64_t events) {
    write_log(path, [events](AuditLogWriter& writer, const std::string& definition) {
        constexpr std::size_t at_once = 20'000;
        const RunId run = bench_run(0, bench_key).run;
        const events::RunStarted started = bench_start(run, 0);
        const Digest key = run_key(bench_key, run, started.nonce);
        Digest head = chain_start(run);
        std::vector<EventRow> rows;
        std::uint64_t seq = 0;
        const auto time = [&] { return Instant{1'700'000'000'000 + static_cast<std::int64_t>(seq)}; };
        const auto write = [&] {
            seal(rows, key, head);
            write_rows(writer, rows, key);
            rows.clear();
        };
        const auto add = [&](EventBody body) {
            ++seq;
            rows.push_back(encode({seq, time(), std::move(body)}));
            if (rows.size() == at_once) write();
        };
        require(writer.begin_run(run));
        add(started);
        add(events::RunEntered{0, {}, bench_payload(0, 0)});
        for (StepId step = 1; seq + 1 < events; ++step) {
            add(events::TaskStarted{step, 0, 0, "set", "/do/0/each/do/0/step#" + std::to_string(step), {}, {}, bench_payload(step, step)});
            add(events::TaskCompleted{step, Flow{Flow::Kind::next, 0}, {}, false, bench_payload(step, step)});
        }
        add(events::RunCompleted{bench_payload(0, 9)});
        write();
        require(writer.end_run({run, "bench", "order", "1.0.0", definition, "completed", Instant{1'700'000'000'001}, time(), {}, {}, seq}));
    });
}

void write_bench_workspace(const std::string& path, std::uint64_t events) {
    auto store = SqliteStore::open(path, SqliteStore::Mode::read_write_create, SqliteStore::Durability::normal);
    if (!store) return require(store.error());
    const AuditDefinition definition = bench_definition();
    require((*store)->put_definition({definition.ns, definition.name, definition.version, definition.hash, definition.text, definition.file_name, definition.published}));
    const std::string key = *(*store)->workspace_key();
    constexpr std::uint64_t at_once = 200;
    for (std::uint64_t i = 0; i * events_per_run < events;) {
        std::vector<AppendBatch> batches;
        for (std::uint64_t k = 0; k < at_once; ++k, ++i) {
            BenchRun run = bench_run(i, key);
            AppendBatch batch;
            batch.run = run.run;
            batch.row = {run.run, "bench", "order", "1.0.0", definition.hash, "completed", run.rows.front().at, run.rows.back().at, {}, {}, run.rows.size()};
            batch.events = std::move(run.rows);
            batches.push_back(std::move(batch));
        }
        for (const auto& done : (*store)->append(batches)) require(done);
    }
}

} // namespace orkestr::bench
