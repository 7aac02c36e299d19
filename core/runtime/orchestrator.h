// Runs workflows: takes facts, advances runs, commits, and only then acts. See core/ARCHITECTURE.md, "How a run moves".
//
// Everything happens on one thread, the engine's, inside turn(); nothing here blocks or waits. The owner calls turn()
// whenever `wake` was called and when next_due() has come. One Orchestrator at a time works on a store.
#pragma once

#include "core/ports/activity_runner.h"
#include "core/ports/clock.h"
#include "core/ports/expression_evaluator.h"
#include "core/ports/run_control.h"
#include "core/ports/secrets.h"
#include "core/runtime/event_router.h"
#include "core/runtime/plan_cache.h"
#include "core/runtime/run_fork.h"
#include "core/runtime/run_slot.h"
#include "core/runtime/store_access.h"

#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

namespace orkestr {

struct OrchestratorPorts {
    StoreAccess& store;
    ExpressionEvaluator& evaluator;
    ActivityRunner& activities;
    const SecretSource& secrets;
    const Clock& clock;
    std::function<std::string(std::size_t)> entropy; ///< random bytes
};

struct OrchestratorOptions {
    std::string workspace_key; ///< 32 bytes: histories are salted with keys made of it
    std::string runtime_version;
    std::string jq_version;
    std::size_t max_idle_runs = 1000; ///< waiting runs kept in memory; others are read again when their time comes
    std::size_t max_timers = 20'000;  ///< kept in memory, the next ones; the others are read when it is their turn
    Duration keep_events{86'400'000}; ///< how long an event that nobody has received is kept for those who listen later
    std::uint64_t snapshot_interval = 1000; ///< events between two snapshots of a run
    std::size_t max_loads = 500; ///< runs read back at the same time, of many that have something to do
    std::uint32_t max_lost = 10;      ///< engines that may end while they work on an activity, until it is given up
};

struct StartRun {
    RunId run; ///< empty: a new one is drawn
    std::shared_ptr<const Plan> plan;
    Json input;
    std::optional<ParentStep> parent = {};
    std::string cause = "manual";
    std::int64_t inbox = 0;
    std::optional<RunOrigin> origin = {}; ///< of a rerun
    Author author = {};                   ///< of a rerun
    std::optional<ScheduleRow> schedule = {}; ///< that starts it: put in the same commit
    std::vector<std::int64_t> events = {};    ///< of the bus, that started it: claimed in the same commit
};

class Orchestrator : private RouterHost {
public:
    Orchestrator(OrchestratorPorts ports, OrchestratorOptions options);
    ~Orchestrator() override;

    /// The definition must be in the store. `done` comes when the run is durable.
    void start(StartRun request, std::function<void(Result<RunId>)> done);
    /// A run from a point of another's history. `done` as start's.
    void start_fork(RunFork fork, const RunId& run, std::function<void(Result<RunId>)> done, std::int64_t inbox = 0);
    /// Suspends, resumes or cancels a run. Errors: not_found; conflict when it has ended or is as wanted already.
    void steer(const RunId& run, Steering steering, Author author, std::function<void(Result<void>)> done, std::int64_t inbox = 0);
    /// Goes on with every unfinished run, also those that only wait; gives their number.
    void recover(std::function<void(Result<std::size_t>)> done);
    /// Serves what others have put into the inbox and on the bus.
    void serve_inbox();

    /// Does what there is to do now.
    void turn();
    /// When turn() should be called at the latest, for timers.
    std::optional<Instant> next_due() const;
    /// Starts no further activities: what is ordered from now on stays in the outbox, for the next engine.
    void drain() { draining_ = true; }
    /// Whether an activity of this run is under way here.
    bool works_for(const RunId& run) const;
    std::size_t runs_in_memory() const { return slots_.size(); }
    /// Nothing is under way but waiting: no run is being advanced, committed or loaded and no activity runs.
    bool quiet() const;

    // For what starts runs by itself (scheduler.h):
    EventRouter& router() { return router_; }
    StoreAccess& store() { return ports_.store; }
    std::shared_ptr<PlanCache> plans() { return plans_; }
    Instant now() const override { return ports_.clock.now(); }
    void evaluate(EvaluationRequest request, std::function<void(EvaluationOutcome)> answered) override;
    bool draining() const { return draining_; }
    RunId new_run_id() const { return RunId{make_ulid(now(), ports_.entropy(10))}; }

    /// Called when turn() should be called soon; set by the owner.
    std::function<void()> wake = [] {};
    /// After each commit of a run: its new events and the state after them.
    std::function<void(const RunId&, const std::vector<Event>&, const State&)> committed;
    /// A run has ended; for schedules.
    std::function<void(const State&)> finished;
    /// Somebody has published or unscheduled something, perhaps; for schedules.
    std::function<void()> schedules_changed;
    /// A run contradicts its definition or itself: this engine does nothing more with it, and goes on with the others.
    std::function<void(const RunId&, const Error&)> set_aside;
    /// The store can't be read or written: the engine has stopped. What was acknowledged is safe.
    std::function<void(const Error&)> failed;

private:
    Result<events::RunStarted> header_of(const RunId& run, StartRun& request) const;
    RunSlot* find(const RunId& run);
    RunSlot& slot_for(const RunId& run);
    void add_fact(const RunId& run, Fact fact);
    void load(const RunId& run);
    void loaded(const RunId& run, Result<RunSlot> result);
    void go_on(RunSlot& slot, RunSlot read);

    void take_due_timers();
    void go_on_with_unfinished();
    void read_timers();
    void drop_late_timers();
    void begin_session(RunSlot& slot);
    void rest(RunSlot& slot);
    Result<void> take(RunSlot& slot, const Fact& fact);
    Result<void> record(RunSlot& slot, EventBody body);
    void advance_ready();
    void ask(RunSlot& slot, std::vector<ValueRequest> requests, std::vector<EvaluationRequest>& out);
    void answered(std::vector<EvaluationAnswer> answers);

    void commit();
    AppendBatch batch_of(RunSlot& slot) const;
    void add_outside(AppendBatch& batch, const RunSlot& slot) const;
    void add_published(AppendBatch& batch, const RunSlot& slot) const;
    void commit_done(const std::vector<RunId>& runs, const std::vector<Result<void>>& results, const std::vector<AppendBatch>& batches);
    void after_commit(RunSlot& slot);
    void settle(RunSlot& slot);
    void forget(const RunId& run, const Error& error);
    void reload(RunSlot& slot);
    void remove(const RunId& run);
    void leave(const RunId& run, const Error& error);
    void stop(const Error& error);
    void evict();

    void set_timer(const RunId& run, std::uint64_t timer, Instant due);
    void clear_timer(const RunId& run, std::uint64_t timer);
    void dispatch(RunSlot& slot, std::uint64_t scheduled, const Pending& pending);
    ActivityRequest activity_of(const RunSlot& slot, const Pending& pending) const;
    void begin_activity(ActivityRequest request, std::uint64_t scheduled, bool detached);
    void dispatch_again(RunSlot& slot);
    void begin_again(RunSlot& slot, std::uint64_t scheduled, const Pending& pending, std::uint32_t lost);
    void withdraw(const RunId& run, std::uint64_t scheduled, const Pending& pending);
    void start_child(const RunSlot& slot, std::uint64_t scheduled, const Pending& pending);
    void child_ended(const State& child);
    void resume_detached();
    void cancel_orphans();
    void add_detached(const RunId& run, std::uint64_t scheduled, EventBody result);
    void forget_detached(const RunId& run, std::uint64_t scheduled);
    void serve(const InboxRow& row);
    void letter_is_gone(std::int64_t id);
    void serve_start(const InboxRow& row, const JsonValue& body, std::function<void()> drop);
    void serve_fork(const InboxRow& row, const JsonValue& body, std::function<void()> drop);
    void give_up(RunSlot& slot, std::uint64_t scheduled, const Pending& pending);
    void bury(DeadLetter letter, std::uint64_t scheduled);

    // What the router needs.
    void on_store(std::function<void(Stores&)> job, std::function<void()> then) override;
    RunSlot* resting(const RunId& run) override;
    void deliver(const RunId& run, Fact fact) override { add_fact(run, std::move(fact)); }
    void unreadable(const Error& error) override { stop(error); }

    OrchestratorPorts ports_;
    OrchestratorOptions options_;
    std::unordered_map<RunId, std::unique_ptr<RunSlot>> slots_;
    std::vector<RunId> ready_;
    std::vector<RunId> complete_;
    std::map<std::uint64_t, RunId> idle_; ///< the longest idle first, by RunSlot::idle; may name runs that are not idle any more
    std::uint64_t idled_ = 0;
    std::shared_ptr<PlanCache> plans_ = std::make_shared<PlanCache>();
    std::set<std::tuple<Instant, RunId, std::uint64_t>> due_;
    std::unordered_map<RunId, std::map<std::uint64_t, Instant>> timers_;
    Instant horizon_{std::numeric_limits<std::int64_t>::max()}; ///< timers due later are in the store alone
    bool reading_timers_ = false;
    std::size_t loads_ = 0;       ///< runs that are being read
    std::deque<RunId> unfinished_; ///< to be gone on with, when those before them are read
    std::unordered_map<std::uint64_t, std::pair<RunId, RequestKey>> tickets_;
    std::unordered_map<std::uint64_t, std::function<void(EvaluationOutcome)>> questions_; ///< the router's, by ticket
    std::vector<EvaluationRequest> asked_;
    std::map<std::pair<RunId, std::uint64_t>, std::uint32_t> lost_; ///< activities that engines before this one have ended over, and how many
    std::set<std::int64_t> inbox_seen_; ///< letters that are being served
    bool more_letters_ = false;         ///< there were more than were read
    std::uint64_t next_ticket_ = 1;
    std::set<std::pair<RunId, std::uint64_t>> under_way_; ///< activities that this engine has started, by what ordered them
    std::unordered_map<RunId, Error> left_; ///< runs that were set aside, and why
    std::size_t jobs_ = 0;
    bool committing_ = false;
    bool draining_ = false;
    bool recovered_ = false; ///< runs that were left unfinished are gone on with
    EventRouter router_;
    std::optional<Error> stopped_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace orkestr
