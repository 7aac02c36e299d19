#include "tests/runtime/workshop.h"

#include "tests/engine/plan_of.h"

#include <algorithm>

namespace orkestr::test {

std::vector<Result<void>> StubbornStore::append(const std::vector<AppendBatch>& batches) {
    for (const auto& batch : batches) largest_batch = std::max(largest_batch, batch.events.size());
    if (failures.empty()) return memory.append(batches);
    const ErrorCode code = failures.front();
    failures.pop_front();
    return std::vector<Result<void>>(batches.size(), Result<void>(code, "no"));
}

void HeldEvaluator::answer(const Json& value) {
    Held one = std::move(held.front());
    held.pop_front();
    std::vector<EvaluationAnswer> answers;
    answers.push_back({one.request.ticket, value});
    one.answered(std::move(answers));
}

void HeldActivities::finish(const Json& value) {
    const auto done = std::move(held.front().second);
    held.pop_front();
    done({value, {}});
}

Workshop::Workshop()
    : orchestrator({*this, evaluator, activities, *this, *this, [](std::size_t count) { return std::string(count, 'e'); }},
                   {"a key", "1.2.3", "1.6", 1000}) {
    orchestrator.wake = [this] { woken = true; };
    orchestrator.failed = [this](const Error& error) { failures.push_back(error); };
}

std::shared_ptr<const Plan> Workshop::publish(const std::string& text) {
    const auto plan = plan_of(text);
    (void)store.put_definition({plan->ns, plan->name, plan->version, plan->definition_hash, definition_text(text), "test.yaml", {}, true});
    return plan;
}

RunId Workshop::start(const std::shared_ptr<const Plan>& plan) {
    const RunId run{make_ulid(time, "entropy" + std::to_string(started++))};
    orchestrator.start({run, plan, Json()}, [](Result<RunId>) {});
    settle();
    return run;
}

void Workshop::settle() {
    while (woken || !jobs.empty()) {
        woken = false;
        orchestrator.turn();
        if (jobs.empty()) continue;
        const auto job = std::move(jobs.front());
        jobs.pop_front();
        job.first(store);
        job.second();
    }
}

std::string Workshop::status(const RunId& run) const {
    RunQuery query;
    query.run = run;
    const auto rows = store.runs(query);
    return rows->empty() ? "unknown" : rows->front().status;
}

std::vector<EventRow> Workshop::events(const RunId& run) const { return *store.events(run, 0, 10'000); }

} // namespace orkestr::test
