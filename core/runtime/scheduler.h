// Starts runs of published workflows by their schedules: the clock, the end of the last run, events.
//
// Of each workflow the latest published version counts. What was missed while nobody was there is made up for by one run,
// which says so. A run and the schedule's next time are committed together, so no time is used twice. Lives on the
// engine's thread, beside its orchestrator.
#pragma once

#include "core/runtime/orchestrator.h"
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

private:
    struct Entry {
        ScheduleRow row;
        std::shared_ptr<const Plan> plan;
        bool busy = false; ///< a run of it is being started, or its row written
        // Of a schedule by events; the same stands in the row's state.
        std::vector<Heard> heard;
        std::vector<std::int64_t> heard_ids;
        Json correlations;
        std::deque<EventRouter::Event> queue;
        std::vector<std::uint32_t> filters; ///< still to be tried for the first of the queue
    };
    struct Found;

    void refresh();
    void take_over(Found& found);
    void listen(const std::string& name);
    void remember_events(Entry& entry, std::int64_t position) const;
    void recall_events(Entry& entry) const;
    void start(const std::string& name, Json input, ScheduleRow row, std::string reason, std::vector<std::int64_t> events);
    void started(const std::string& name, const ScheduleRow& row, const Result<RunId>& run);
    void fire(const std::string& name, Instant now);
    void run_ended(const State& run);
    void put(const std::string& name, ScheduleRow row, std::vector<std::int64_t> claimed);

    void next_event(const std::string& name);
    void try_filter(const std::string& name);
    void matched(const std::string& name, Json correlations);
    void consumed(const std::string& name);
    void enough(const std::string& name, bool is_enough);
    void pass_event(const std::string& name);
    EvaluationRequest question(const Entry& entry, ExpressionIndex index, Json input) const;
    Entry* find(const std::string& name);

    Orchestrator& orchestrator_;
    std::map<std::string, Entry> entries_; ///< by namespace/name; active ones
    bool refreshing_ = false;
    bool refresh_again_ = false;
    std::optional<Instant> look_again_; ///< a run could not be started
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace orkestr
