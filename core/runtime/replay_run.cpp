#include "core/runtime/replay_run.h"

#include "core/base/json_pointer.h"
#include "core/base/json_value.h"
#include "core/runtime/value_outcome.h"

#include <atomic>

namespace orkestr {

namespace {

struct ReplayJob {
    Replay replay;
    std::shared_ptr<const Plan> plan;
    RecordedRows rows;
    ExpressionEvaluator& evaluator;
    std::function<void(Result<ReplayReport>)> done;
    std::map<std::uint64_t, RequestKey> tickets;
    Values values;
};

std::uint64_t next_replay_ticket() {
    // Above every ticket an orchestrator gives, should both share an evaluator.
    static std::atomic<std::uint64_t> next = std::uint64_t{1} << 62;
    return next++;
}

std::string key_in(const std::string& described) {
    const auto event = JsonValue::parse(described);
    const JsonValue* data = event ? event->find("data") : nullptr;
    return data ? data->string_at("key") : std::string();
}

/// By their steps: the first event about a step holds its key. Reads no further than it must.
std::map<StepId, std::string> keys_of(std::set<StepId> steps, std::uint64_t last, const RecordedRows& rows) {
    std::map<StepId, std::string> keys;
    if (steps.erase(workflow_step) > 0) keys[workflow_step] = "/";
    for (std::uint64_t after = 0; !steps.empty() && after < last;) {
        const auto page = rows(after);
        if (!page || page->empty()) break;
        for (const EventRow& row : *page) {
            if (!row.type.starts_with("task.")) continue;
            const JsonValue data = JsonValue::of(row.data);
            const auto step = static_cast<StepId>(data.integer_at("step"));
            if (!steps.contains(step)) continue;
            if (auto key = data.string_at("key"); !key.empty()) {
                keys[step] = std::move(key);
                steps.erase(step);
            }
        }
        after = page->back().seq;
    }
    return keys;
}

std::string key_of(const Divergence& divergence, const RecordedRows& rows) {
    if (divergence.step == workflow_step) return {};
    for (const std::string* event : {&divergence.expected, &divergence.actual})
        if (auto key = key_in(*event); !key.empty()) return key;
    return keys_of({divergence.step}, divergence.seq, rows)[divergence.step];
}

ReplayReport report_of(const Replay& replay, const RecordedRows& rows) {
    ReplayReport report{replay.divergence(), replay.read(), replay.compared(), {}, {}, replay.unjudged(), {}};
    if (report.divergence) report.step = key_of(*report.divergence, rows);
    for (auto& [step, key] : keys_of(report.unjudged.steps, replay.passed(), rows)) report.unjudged_steps.push_back(std::move(key));
    return report;
}

void go_on(const std::shared_ptr<ReplayJob>& job) {
    auto& replay = job->replay;
    const auto went = replay.go(std::exchange(job->values, {}));
    if (!went || replay.done()) {
        ReplayReport report = report_of(replay, job->rows);
        if (!went) report.stopped = went.error();
        return job->done(std::move(report));
    }
    std::vector<EvaluationRequest> requests;
    for (const auto& request : replay.requests()) {
        const std::uint64_t ticket = next_replay_ticket();
        job->tickets.emplace(ticket, request.key);
        requests.push_back({ticket, job->plan->program, request.is_schema, request.index, request.input, request.variables});
    }
    job->evaluator.evaluate(std::move(requests), [job](std::vector<EvaluationAnswer> answers) {
        for (auto& answer : answers) {
            const auto at = job->tickets.find(answer.ticket);
            if (at == job->tickets.end()) continue;
            job->values[at->second] = value_outcome(std::move(answer.outcome));
            job->tickets.erase(at);
        }
        if (job->tickets.empty()) go_on(job);
    });
}

} // namespace

void replay_run(std::shared_ptr<const Plan> plan, RecordedRows rows, ExpressionEvaluator& evaluator,
                std::function<void(Result<ReplayReport>)> done, std::shared_ptr<const PlanAlignment> alignment, RedactedPlaces taken_out) {
    auto replay = Replay::create(plan, rows, std::move(alignment), std::move(taken_out));
    if (!replay) return done(replay.error());
    go_on(std::make_shared<ReplayJob>(ReplayJob{std::move(*replay), plan, std::move(rows), evaluator, std::move(done), {}, {}}));
}

std::string task_of_key(std::string_view key) {
    // Counters stand behind the last sign; a task's name may hold one itself.
    if (const auto sign = key.rfind('#'); sign != std::string_view::npos && key.find_first_not_of("0123456789.~", sign + 1) == std::string_view::npos)
        key = key.substr(0, sign);
    return pointer_name(key.substr(key.rfind('/') + 1));
}

} // namespace orkestr
