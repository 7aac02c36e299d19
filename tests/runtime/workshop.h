// An orchestrator over a memory store, an evaluator and activities that do nothing before they are told to.
#pragma once

#include "core/adapters/memory/memory_store.h"
#include "core/runtime/orchestrator.h"

#include <deque>
#include <vector>

namespace orkestr::test {

/// A memory store whose next appends may fail with the errors given.
class StubbornStore : public Store, public Inbox {
public:
    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override { return memory.events(run, after, limit); }
    Result<std::vector<RunRow>> runs(const RunQuery& query) const override { return memory.runs(query); }
    Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const override { return memory.timers(until, limit); }
    Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const override { return memory.outbox(run); }
    Result<void> put_definition(const DefinitionRow& definition) override { return memory.put_definition(definition); }
    Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const override { return memory.definitions(query); }
    Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) override { return memory.lease(name, owner, now, until); }
    Result<std::int64_t> post(const InboxRow& row) override { return memory.post(row); }
    Result<std::vector<InboxRow>> pending(std::uint32_t limit) const override { return memory.pending(limit); }
    Result<void> drop(std::int64_t id) override { return memory.drop(id); }

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
    void run(std::function<void(Store&, Inbox&)> job, std::function<void()> then) override { jobs.emplace_back(std::move(job), std::move(then)); }
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
    std::deque<std::pair<std::function<void(Store&, Inbox&)>, std::function<void()>>> jobs;
    Orchestrator orchestrator;
    bool woken = false;
    int started = 100;
    std::vector<Error> failures;
};

} // namespace orkestr::test
