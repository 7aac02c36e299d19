// An engine as programs have one, over a workspace file of its own, with activities that do nothing.
#pragma once

#include "core/adapters/jq/jq_evaluator.h"
#include "core/adapters/secrets/environment_secrets.h"
#include "core/runtime/engine_loop.h"
#include "core/runtime/store_thread.h"

#include <QObject>
#include <functional>
#include <memory>
#include <string>

namespace orkestr::bench {

inline const std::string bench_workspace_key(32, 'k');

/// Ends the program with status 1.
[[noreturn]] void fail(const std::string& message);

/// The system's time, or what it was when it was held.
class BenchClock : public Clock {
public:
    Instant now() const override;
    void hold(Instant at) { held_ = at; }
    void let_go() { held_ = {}; }

private:
    Instant held_{}; ///< only the engine's thread asks
};

/// The document's head is added to `tasks`, which begins with `do:`.
std::shared_ptr<const Plan> plan_of(const std::string& tasks, std::string* text = nullptr);

/// What follows a definition's head: ten tasks, one after the other.
std::string ten_times(const std::string& task);

class BenchEngine {
public:
    /// What each activity answers; the workspace is `folder`/runs.sqlite, made when it is not there.
    explicit BenchEngine(const std::string& folder, Json answer = Json::trusted("\"\""));
    ~BenchEngine();

    /// Puts the definition into the workspace as well: runs of it can leave memory. Returns when that is done.
    std::shared_ptr<const Plan> publish(const std::string& tasks);
    /// `begun` comes when it is durable.
    void start(std::shared_ptr<const Plan> plan, Json input, std::function<void(RunId)> begun = [](RunId) {});
    /// Goes on with what is unfinished in the workspace; returns when it is known what that is.
    std::size_t recover();

    Orchestrator& orchestrator() { return loop_->orchestrator(); }
    JqEvaluator& evaluator() { return *evaluator_; }
    /// Processor seconds of this process and of the expression workers.
    double cpu_s() const;

    BenchClock clock;

private:
    class NoOpRunner : public ActivityRunner {
    public:
        explicit NoOpRunner(Json answer) : answer_(std::move(answer)) {}
        void start(ActivityRequest request, std::function<void(ActivityResult)> done) override;
        void cancel(const ActivityKey&) override {}

    private:
        Json answer_;
    };

    std::unique_ptr<JqEvaluator> evaluator_;
    QObject context_;
    NoOpRunner runner_;
    EnvironmentSecrets secrets_;
    std::unique_ptr<EngineLoop> loop_;
    std::unique_ptr<StoreThread> store_;
};

} // namespace orkestr::bench
