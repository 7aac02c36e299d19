// An engine over a memory store, an evaluator and activities that do nothing before they are told to, and a clock that
// stands still before it is moved.
#pragma once

#include "core/adapters/memory/memory_store.h"
#include "core/runtime/scheduler.h"
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
    bool writes_before_it_fails = false; ///< whoever asked is not told
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
    Result<std::optional<JsonValue>> find(const std::string&) const override;

    Orchestrator& orchestrator() { return *engine; }
    /// The process ends as it stands, and another begins on what the store holds. It goes on with nothing by itself.
    void restart();
    void recover();
    void follow_schedules();

    /// Publishes a definition, from what follows its document.
    std::shared_ptr<const Plan> publish(const std::string& text, const std::string& version = "1.0.0");
    RunId start(const std::shared_ptr<const Plan>& plan);
    /// Somebody sends an event, to everybody or to one run; gives its number on the bus.
    std::int64_t emit(const std::string& type, const std::string& data = "null", const RunId& to = {});
    /// Turns and store jobs until nothing moves; evaluations and activities wait.
    void settle();
    /// The clock moves, and whoever waits for it is woken.
    void pass(Duration time);

    std::string status(const RunId& run) const;
    std::vector<EventRow> events(const RunId& run) const;
    std::string types(const RunId& run) const; ///< of its events, one after the other
    std::vector<RunRow> runs() const;          ///< the oldest first
    std::vector<DeadLetter> dead() const;      ///< the oldest first

    Instant time{1'767'225'600'000};
    Duration keep_events{86'400'000};
    std::uint64_t snapshot_interval = 1000;
    bool secrets_can_be_read = true;
    StubbornStore store;
    HeldEvaluator evaluator;
    HeldActivities activities;
    std::deque<std::pair<std::function<void(Stores&)>, std::function<void()>>> jobs;
    std::unique_ptr<Orchestrator> engine;
    std::unique_ptr<Scheduler> scheduler;
    bool woken = false;
    int turns = 0;
    int started = 100;
    int engines = 0;
    std::vector<Error> failures;

private:
    void begin();
};

} // namespace orkestr::test
