// Starts runs of published workflows by their schedules: the clock, the end of the last run, events.
//
// Of each workflow the latest published version counts. What was missed while nobody was there is made up for by one run,
// which says so. A run and the schedule's next time are committed together, so no time is used twice. A run that can't be
// started is tried again every minute. Lives on the engine's thread, beside its orchestrator.
#pragma once

#include "core/runtime/orchestrator.h"
#include "core/runtime/schedule_state.h"
#include "core/runtime/schedule_times.h"

namespace orkestr {

class Scheduler {
public:
    /// Reads what is published; watches `orchestrator` from then on.
    explicit Scheduler(Orchestrator& orchestrator);
    ~Scheduler();

    /// Starts what is due.
    void turn();
    std::optional<Instant> next_due() const;
    /// Events in memory that wait to be judged; at most 1000 and some 16 MiB a schedule.
    std::size_t events_waiting() const;

    /// A schedule can't do its work, and why: said once, and again when the reason is another or runs were started
    /// meanwhile. The row's state has the same.
    std::function<void(const ScheduleRow&, const Error&)> failed;

private:
    /// A schedule as it was taken over. Whatever is asked for it comes back under its generation: what has been put in its
    /// place meanwhile has nothing to do with the answer.
    struct Entry {
        std::uint64_t generation = 0;
        ScheduleRow row; ///< as the store has it, or is about to
        std::shared_ptr<const Plan> plan;
        bool busy = false;  ///< an event is being judged, a run started, or the row written
        bool stale = false; ///< to be taken over once more from what the store has; busy until then
        std::optional<Instant> run_ended; ///< while the row was being written
        // Of a schedule by events:
        ScheduleState state;                  ///< the row's, and what was heard since
        EventQueue queue;                     ///< to be judged
        std::vector<std::uint32_t> filters; ///< still to be tried for the first of the queue
        int tries = 0;                      ///< of the expression that is being evaluated
    };
    struct Found;

    void refresh();
    void take_over(Found& found);
    void start(const std::string& name, Json input, ScheduleRow row, std::string reason, std::vector<std::int64_t> events);
    void started(const std::string& name, std::uint64_t generation, const ScheduleRow& row, const Result<RunId>& run);
    void put_off(const std::string& name, Entry& entry, const Error& error);
    void tell(const std::string& name, const Entry& entry, const Error& error);
    void fire(const std::string& name, Instant now);
    void run_ended(const State& run);
    void put(const std::string& name, ScheduleRow row, std::vector<std::int64_t> claimed);
    Entry* find(const std::string& name);
    Entry* find(const std::string& name, std::uint64_t generation);

    // By events, scheduler_events.cpp:
    void listen(const std::string& name);
    void take(const std::string& name, const EventRouter::Event& event);
    std::int64_t oldest_wanted(const std::string& name);
    void catch_up(const std::string& name);
    void next_event(const std::string& name);
    void try_filter(const std::string& name);
    void judged(const std::string& name, const EvaluationOutcome& outcome);
    void matched(const std::string& name, const Json& correlations);
    void consumed(const std::string& name);
    void judged_enough(const std::string& name, const EvaluationOutcome& outcome);
    void enough(const std::string& name, bool is_enough);
    void pass_event(const std::string& name);
    void ask(const std::string& name, ExpressionIndex index, Json input, void (Scheduler::*answered)(const std::string&, const EvaluationOutcome&));
    bool tries_again(Entry& entry, const EvaluationOutcome& outcome) const;

    Orchestrator& orchestrator_;
    std::map<std::string, Entry> entries_; ///< by namespace/name; active ones
    std::uint64_t generations_ = 0;
    std::map<std::string, std::string> told_; ///< of schedules that can't do their work, why
    bool refreshing_ = false;
    bool refresh_again_ = false;
    std::optional<Instant> look_again_; ///< a run could not be started
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace orkestr
