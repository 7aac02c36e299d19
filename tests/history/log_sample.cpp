#include "tests/history/log_sample.h"

#include "core/history/chain.h"
#include "core/history/codec.h"

#include <algorithm>
#include <cstring>
#include <regex>

namespace orkestr::test {

namespace {

std::string must_write(const Result<void>& result, std::string text) { return result ? std::move(text) : "not written: " + result.error().message; }

AuditDefinition sample_definition(int number) {
    AuditDefinition out;
    out.ns = "test";
    out.name = "order-" + std::to_string(number);
    out.version = "1.0.0";
    out.hash = to_hex(sha256(out.name));
    out.text = "document: {dsl: '1.0.3', namespace: test, name: " + out.name + "}\ndo: []\n";
    out.file_name = out.name + ".yaml";
    out.published = Instant{1'700'000'000'000};
    if (number == 2) out.resources = Json::trusted(R"({"https://example.com/f":"a: \"b\""})");
    return out;
}

Payload payload_of(const std::string& text) { return {Json::trusted(text), 0}; }

std::vector<Event> sample_events(const RunId& run, int tasks, bool faults, const std::string& nonce) {
    std::vector<Event> events;
    const auto add = [&](EventBody body) {
        const auto seq = static_cast<std::uint64_t>(events.size() + 1);
        events.push_back({seq, Instant{1'700'000'000'000 + static_cast<std::int64_t>(seq)}, std::move(body)});
    };
    events::RunStarted started;
    started.run = run;
    started.ns = "test";
    started.name = "order-1";
    started.version = "1.0.0";
    started.definition = to_hex(sha256("order-1"));
    started.nonce = nonce;
    started.cause = "manual";
    started.by = "Zoë \"Z\" O'Neil";
    started.value = payload_of(R"({"card":"41x1 1111","customer":{"id":42,"name":"Ana }]{["},"lines":[{"sku":"a","text":"\\\"x"},{"sku":"b"}]})");
    add(started);
    add(events::RunEntered{0, {}, payload_of(R"({"card":"41x1 1111"})")});
    for (int i = 1; i <= tasks; ++i) {
        const auto step = static_cast<StepId>(i);
        const auto task = static_cast<TaskIndex>(i - 1);
        add(events::TaskStarted{step, 0, task, "set", "/do/" + std::to_string(i - 1) + "/x", {}, {}, payload_of("{\"card\":\"41x1\",\"n\":" + std::to_string(i) + "}")});
        const bool last = i == tasks;
        if (last && faults) {
            Fault fault{{"https://example.com/e", 500, "Broken", "card 41x1 was refused", ""}, 0};
            add(events::TaskFaulted{step, fault, no_task, 0, {}});
            add(events::RunFaulted{{fault.problem, events.size()}});
            return events;
        }
        const Flow flow = last ? Flow{} : Flow{Flow::Kind::next, static_cast<TaskIndex>(i)};
        add(events::TaskCompleted{step, flow, {}, false, payload_of("[" + std::to_string(i) + ",\"é\"]")});
    }
    add(events::RunCompleted{payload_of("null")});
    return events;
}

} // namespace

Result<std::size_t> MemoryBytes::read(std::uint64_t offset, std::span<char> into) const {
    if (offset >= bytes_.size()) return std::size_t{0};
    const std::size_t count = std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
}

SampleRun sample_run(int number, int tasks, bool faults, char last) {
    SampleRun out;
    const std::string id = "01KDTMWQG00000000000000" + std::to_string(10 + number) + last;
    out.run = RunId{id};
    const std::string nonce = to_hex(sha256(id)).substr(0, 32);
    for (const Event& event : sample_events(out.run, tasks, faults, nonce)) out.rows.push_back(encode(event));
    out.key = run_key(sample_workspace_key, out.run, nonce);
    out.faults = faults;
    Digest head = chain_start(out.run);
    seal(out.rows, out.key, head);
    return out;
}

static AuditRunRow row_of(const SampleRun& run) {
    AuditRunRow row;
    row.run = run.run;
    row.ns = "test";
    row.name = "order-1";
    row.version = "1.0.0";
    row.definition = to_hex(sha256("order-1"));
    row.status = run.faults ? "faulted" : "completed";
    row.started = run.rows.front().at;
    row.ended = run.rows.back().at;
    if (run.faults) row.error = "Broken";
    row.events = run.rows.size();
    return row;
}

static Result<void> write_run(AuditLogWriter& writer, const SampleRun& run, const Redaction& redaction) {
    if (auto begun = writer.begin_run(run.run); !begun) return begun;
    for (EventRow row : run.rows) {
        const Digest salt = salt_of(run.key, row.seq);
        AuditSeal seal;
        if (redaction.empty()) {
            if (row.seq == 1) seal.key = run.key;
        } else {
            const Digest commitment = commitment_of(salt, row);
            seal.redacted = redaction.apply(row);
            if (seal.redacted.empty()) seal.salt = salt;
            else seal.commitment = commitment;
        }
        if (auto added = writer.add(row, seal); !added) return added;
    }
    return writer.end_run(row_of(run));
}

std::string written_log(const SampleLog& log) {
    std::string text;
    AuditLogWriter writer(
        [&](std::string_view bytes) {
            text += bytes;
            return Result<void>();
        },
        audit_signing_seed(log.workspace_key));
    AuditHeader header;
    header.producer = "orkestr test";
    header.workspace = "11111111-2222-8333-8444-555555555555";
    header.title = "sample";
    std::vector<AuditDefinition> definitions{sample_definition(1), sample_definition(2)};
    for (const auto& one : definitions) header.definitions.push_back({one.ns, one.name, one.version, one.hash, sha256(audit_definition_body(one))});
    if (!log.proof.empty()) header.proofs.push_back(sha256(audit_proof_body(log.proof)));
    Result<void> done = writer.begin(header);
    for (const auto& one : definitions)
        if (done) done = writer.add_definition(one);
    if (!log.proof.empty() && done) done = writer.add_proof(log.proof);
    for (std::size_t i = 0; i < log.runs.size(); ++i) {
        const auto redaction = Redaction::create(log.redacts.empty() || log.redacts[i] ? log.redactions : std::vector<std::string>());
        if (!redaction) return redaction.error().message;
        if (done) done = write_run(writer, log.runs[i], *redaction);
    }
    if (done) done = writer.finish();
    return must_write(done, std::move(text));
}

SampleLog usual_log() {
    const SampleLog first{{sample_run(1, 1)}, {}};
    const std::string proof = lines_of(written_log(first)).back();
    return {{sample_run(1, 1), sample_run(2, 2), sample_run(3, 3, true)}, {"$..card", "$.error.detail"}, {false, true, false}, sample_workspace_key, proof};
}

std::vector<std::string> lines_of(const std::string& log) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < log.size();) {
        const auto end = log.find('\n', at);
        lines.push_back(log.substr(at, end - at));
        at = end == std::string::npos ? log.size() : end + 1;
    }
    return lines;
}

std::string text_of_lines(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines) out += line + "\n";
    return out;
}

std::vector<std::string> renumbered(std::vector<std::string> lines) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].starts_with("{\"n\":")) lines[i] = "{\"n\":" + std::to_string(i + 1) + lines[i].substr(lines[i].find_first_of(",}"));
    return lines;
}

std::vector<std::string> rehashed(std::vector<std::string> lines, std::size_t first, std::size_t last) {
    Digest head{};
    Digest view{};
    std::optional<Digest> key;
    for (std::size_t i = 0; i <= last; ++i) {
        auto record = cut_audit_record(lines[i]);
        if (!record) continue;
        if (record->seq == 1) {
            head = chain_start(RunId{std::string(record->run)});
            view = audit_view_start(record->run);
            key.reset();
        }
        if (record->key) key = record->key;
        if (i >= first) {
            const Digest commitment = record->commitment ? *record->commitment : audit_record_commitment(record->salt ? *record->salt : salt_of(*key, record->seq), *record);
            const std::string hash = to_hex(audit_record_hash(head, *record, commitment));
            lines[i].replace(lines[i].find("\"hash\":\"") + 8, 64, hash);
            record = cut_audit_record(lines[i]);
            if (record->view) lines[i].replace(lines[i].size() - 66, 64, to_hex(sha256({bytes_of(view), record->viewed})));
            record = cut_audit_record(lines[i]);
        }
        head = record->hash;
        if (record->view) view = *record->view;
    }
    return lines;
}

} // namespace orkestr::test
