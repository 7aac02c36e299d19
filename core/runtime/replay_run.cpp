#include "core/runtime/replay_run.h"

#include "core/runtime/value_outcome.h"

namespace orkestr {

namespace {

struct ReplayJob {
    Replay replay;
    std::shared_ptr<const Plan> plan;
    ExpressionEvaluator& evaluator;
    std::function<void(Result<ReplayReport>)> done;
    std::map<std::uint64_t, RequestKey> tickets;
    Values values;
};

std::uint64_t next_replay_ticket() {
    // Above every ticket an orchestrator gives, should both share an evaluator.
    static std::uint64_t next = std::uint64_t{1} << 62;
    return next++;
}

void go_on(const std::shared_ptr<ReplayJob>& job) {
    auto& replay = job->replay;
    if (auto went = replay.go(std::exchange(job->values, {})); !went) return job->done(went.error());
    if (replay.done()) return job->done(ReplayReport{replay.divergence(), replay.read(), replay.compared()});
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
                std::function<void(Result<ReplayReport>)> done) {
    auto replay = Replay::create(plan, std::move(rows));
    if (!replay) return done(replay.error());
    go_on(std::make_shared<ReplayJob>(ReplayJob{std::move(*replay), plan, evaluator, std::move(done), {}, {}}));
}

} // namespace orkestr
