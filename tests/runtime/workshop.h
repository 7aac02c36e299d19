// An orchestrator over a memory store, an evaluator and activities that do nothing before they are told to.
#pragma once

#include "core/adapters/memory/memory_store.h"
#include "core/runtime/orchestrator.h"
#include "tests/support/forwarding_store.h"

#include <deque>
#include <vector>

namespace orkestr::test {

/// A memory store whose next appends may fail with the errors given.
class StubbornStore : public ForwardingStore {
public:
    StubbornStore() : ForwardingStore(memory) {}
    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;

    MemoryStore memory;
    std::deque<ErrorCode> failures;
    std::size_t largest_batch = 0;
};

class HeldEvaluator : public ExpressionEvaluator {
public:
    struct Held {
        EvaluationRequest request;
        std::function<void(std::vector<EvaluationAnswer>)> answered;
    };
    void compile(std::shared_ptr<const ExpressionProgram>, std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) override { done(std::vector<ExpressionDiagnostic>{}); }
    void evaluate(std::vector<EvaluationRequest> requests, std::function<void(std::vector<EvaluationAnswer>)> answered) override {
        for (auto& request : requests) held.push_back({std::move(request), answered});
    }
    void abandon() override { held.clear(); }
    void answer(const Json& value);

    std::deque<Held> held;
};

class HeldActivities : public ActivityRunner {
public:
    void start(ActivityRequest request, std::function<void(ActivityResult)> done) override { held.emplace_back(std::move(request), std::move(done)), ++started; }
    void cancel(const ActivityKey&) override { ++cancelled; }
    void finish(const Json& value);

    std::deque<std::pair<ActivityRequest, std::function<void(ActivityResult)>>> held;
    int started = 0;
    int cancelled = 0;
};

struct Workshop : StoreAccess, Clock, SecretSource {
    Workshop();
    void run(std::function<void(Stores&)> job, std::function<void()> then) override { jobs.emplace_back(std::move(job), std::move(then)); }
    Instant now() const override { return time; }
    Result<std::optional<JsonValue>> find(const std::string&) const override { return std::optional<JsonValue>(); }

    /// Publishes a definition, from what follows its document.
    std::shared_ptr<const Plan> publish(const std::string& text);
    RunId start(const std::shared_ptr<const Plan>& plan);
    /// Turns and store jobs until nothing moves; evaluations and activities wait.
    void settle();
    std::string status(const RunId& run) const;
    std::vector<EventRow> events(const RunId& run) const;

    Instant time{1'767'225'600'000};
    StubbornStore store;
    HeldEvaluator evaluator;
    HeldActivities activities;
    std::deque<std::pair<std::function<void(Stores&)>, std::function<void()>>> jobs;
    Orchestrator orchestrator;
    bool woken = false;
    int started = 100;
    std::vector<Error> failures;
};

} // namespace orkestr::test
