// RunControl of a workspace. Becomes the holder of its engine when it first has something to do and nobody else is;
// otherwise asks the holder, by the workspace's inbox.
#pragma once

#include "app/workspace/engine.h"
#include "app/workspace/resource_fetcher.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/ports/run_control.h"
#include "core/runtime/check.h"
#include "core/runtime/run_fork.h"

#include <functional>
#include <memory>

namespace orkestr {

/// Lives in a thread with an event loop; calls may come from any thread, callbacks come in its own.
class EngineControl : public QObject, public RunControl {
    Q_OBJECT
public:
    explicit EngineControl(EngineOptions options);
    ~EngineControl() override;

    void start(StartRequest request, std::function<void(Result<RunId>)> done) override;
    void steer(RunId run, Steering steering, Author author, std::function<void(Result<void>)> done) override;
    void emit(EmitRequest request, std::function<void(Result<Emitted>)> done) override;
    void again(AgainRequest request, std::function<void(Result<RunId>)> done) override;
    void decide(DeadLetterDecision decision, std::function<void(Result<std::optional<RunId>>)> done) override;
    void recover(std::function<void(Result<std::size_t>)> done) override;
    void publish(std::string definition_text, std::string file_name, std::function<void(Result<std::string>)> done) override;
    void unschedule(std::string ns, std::string name, Author author, std::function<void(Result<void>)> done) override;

    // For programs in the control's own thread:

    /// Checks a definition with the control's evaluator.
    void check(std::string text, std::string file_name, std::function<void(Result<CheckedDefinition>)> done);
    /// Starts a run of a checked definition.
    void start_checked(const CheckedDefinition& checked, Json input, std::function<void(Result<RunId>)> done);
    /// The engine, taken if it is free. Errors: locked, and what opening says.
    Result<Engine*> engine();
    Result<JqEvaluator*> evaluator();
    bool holds_engine() const { return engine_ != nullptr; }

    /// After each commit of a run, when this control holds the engine.
    std::function<void(const RunId&, const std::vector<Event>&, const State&)> committed;
    /// The engine had to stop: its store can't be written.
    std::function<void(const Error&)> failed;
    /// As Orchestrator::set_aside.
    std::function<void(const RunId&, const Error&)> set_aside;
    /// A schedule can't do its work, when this control holds the engine and follows schedules; as Scheduler::failed.
    std::function<void(const ScheduleRow&, const Error&)> schedule_failed;

private:
    void in_thread(std::function<void()> work);
    ResourceLoader* loader();
    Result<std::unique_ptr<SqliteStore>> open_store() const;
    Result<void> ask_holder(const std::string& kind, const RunId& run, const JsonValue& body, const DefinitionRow* definition);
    /// Tells whoever holds the engine that there is something on the bus or in the inbox; false when nobody does.
    bool tell_holder();
    void fork(const AgainRequest& request, std::function<void(Result<RunId>)> done);
    void start_fork(RunFork fork, const RunId& run, std::function<void(Result<RunId>)> done);
    void rerun(const AgainRequest& request, const DefinitionRow& definition, std::function<void(Result<RunId>)> done);
    void retry(const DeadLetter& letter, const Author& author, std::function<void(Result<std::optional<RunId>>)> done);

    EngineOptions options_;
    std::unique_ptr<JqEvaluator> evaluator_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<ResourceFetcher> resources_;
};

/// A checked definition as a store keeps it.
DefinitionRow definition_row(const CheckedDefinition& checked, bool listed, Instant now);

} // namespace orkestr
