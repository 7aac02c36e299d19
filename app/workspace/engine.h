// One workspace's engine, put together: store, evaluator, runners and the orchestrator on the event loop of the thread
// that makes it.
#pragma once

#include "app/workspace/system_clock.h"
#include "core/adapters/jq/jq_evaluator.h"
#include "core/adapters/sqlite/workspace_lock.h"
#include "core/ports/secrets.h"
#include "core/runtime/activity_router.h"
#include "core/runtime/doorbell.h"
#include "core/runtime/engine_loop.h"
#include "core/runtime/store_thread.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace orkestr {

struct EngineOptions {
    std::string directory; ///< of the workspace
    bool ephemeral = false; ///< nothing on disk; the directory is not used
    std::map<std::string, std::string> secret_variables; ///< secret -> environment variable
    Duration keep_events{86'400'000}; ///< how long events that nobody has received are kept
    bool follow_schedules = false;    ///< runs start by the schedules of what is published
    bool offline = false;             ///< nothing is fetched: functions elsewhere are not looked at
    bool only_record = false;         ///< what is asked is recorded; activities wait for the next engine
};

/// Where the workspace's secrets come from: environment variables, its secrets.json.
std::shared_ptr<const SecretSource> engine_secrets(const EngineOptions& options);

class Engine {
public:
    /// Takes the workspace's engine lock. The evaluator outlives the engine. Errors: locked when another process has the
    /// engine; what opening the store says.
    static Result<std::unique_ptr<Engine>> create(const EngineOptions& options, JqEvaluator& evaluator);
    ~Engine();

    Orchestrator& orchestrator() { return loop_->orchestrator(); }
    EngineLoop& loop() { return *loop_; }
    StoreAccess& store() { return *store_; }

private:
    Engine() = default;
    Result<std::string> open_store(const EngineOptions& options, QObject* context);
    void make_runners(const EngineOptions& options);

    std::optional<WorkspaceLock> lock_;
    QObject context_;
    std::shared_ptr<const SecretSource> secrets_;
    SystemClock clock_;
    std::unique_ptr<ActivityRunner> http_;
    std::unique_ptr<ActivityRunner> processes_;
    ActivityRouter router_;
    std::unique_ptr<EngineLoop> loop_;
    std::unique_ptr<StoreThread> store_; ///< ends before the loop: its last callbacks find everything there
    std::unique_ptr<Doorbell> doorbell_;
};

} // namespace orkestr
