// Folds the events of a Temporal history into a run.
#pragma once

#include "core/adapters/temporal/temporal_event.h"
#include "core/adapters/temporal/temporal_graph.h"
#include "core/ports/records.h"

#include <string>
#include <unordered_map>

namespace orkestr {

class TemporalFold {
public:
    explicit TemporalFold(RecordFindings& findings) : findings_(findings) {}

    void add(TemporalEvent event);
    std::size_t size() const { return run_.events.size(); }
    /// The run; at least one event was added.
    RecordedRun take();

private:
    void set_time(const TemporalEvent& event, RecordedEvent& recorded);
    void check_id(const TemporalEvent& event);
    void start_run(const TemporalEvent& event);
    void close_run(const TemporalEvent& event);
    void note_task(const TemporalEvent& event);
    void open_step(const TemporalEvent& event, RecordedEvent& recorded);
    void touch_step(const TemporalEvent& event, RecordedEvent& recorded);
    void close_step(StepView& step, const TemporalEvent& event, Instant at);
    StepView* referred_step(const TemporalEvent& event);
    void bring_news(const StepView& step);
    void end_open_steps();
    void set_nodes();
    std::uint64_t seq() const { return run_.events.size() + 1; }

    RecordFindings& findings_;
    RecordedRun run_;
    RunView view_;
    TemporalGraph graph_;
    std::vector<std::uint32_t> nodes_;                         ///< by step
    std::unordered_map<std::int64_t, std::size_t> steps_;      ///< by the number of the event that began each
    std::unordered_map<std::string, std::size_t> updates_;     ///< by their id
    std::unordered_map<std::int64_t, std::uint64_t> begun_;    ///< sequence numbers of begun workflow tasks, by their event
    std::optional<std::int64_t> last_id_;
    std::string workflow_id_;
    std::string run_id_;
    std::string identity_;
    bool started_ = false;
    bool closed_ = false;
};

} // namespace orkestr
