// What a run, its steps and its tasks were after each event of a history, so that any moment of it is there at once. A
// fold like RunProjection, which it is made of: what it says of a moment is what that would have said then.
//
// Memory: the outline (about 1 KB for each step), 96 bytes for each event of a step and 13 for each event. Sequence numbers
// below 2^32 - 1, which is far above what a run can have. One thread, or any number once it is no longer added to.
#pragma once

#include "core/projection/run_view.h"

namespace orkestr {

class MomentIndex {
public:
    static constexpr std::uint32_t none = 0xffffffff;

    explicit MomentIndex(std::shared_ptr<const Plan> plan);

    /// In order, each event once; those that the engine's fold has accepted.
    void add(const Event& event);

    // Events.

    std::uint64_t last() const { return times_.size(); }
    const std::vector<Instant>& times() const { return times_; }
    const char* type_of_event(std::uint64_t seq) const { return types_[kinds_[seq - 1]]; }
    /// Number of the step that it is about: `none` for the run's own, and before the step began.
    std::uint32_t step_of_event(std::uint64_t seq) const { return event_steps_[seq - 1]; }

    // The run.

    const RunView& latest() const { return projection_.view(); }
    /// Without steps.
    RunView run_at(std::uint64_t seq) const;
    struct RunBrief {
        std::string status;
        Instant started;
        std::optional<Instant> ended;
        std::string by;
        std::string reason;
    };
    /// Where something of it changed, ascending, and what it was then.
    const std::vector<std::uint32_t>& run_changes() const { return run_changes_; }
    RunBrief run_brief(std::size_t at) const;

    // Steps, numbered from 0 in the order they began.

    std::uint32_t step_number(StepId step) const;
    std::size_t steps_begun(std::uint64_t seq) const;
    /// A step that had begun.
    StepView step_at(std::uint32_t step, std::uint64_t seq) const;
    const StepView& latest_step(std::uint32_t step) const { return latest().steps[step]; }
    /// Its events, ascending, and those that ended its waits.
    std::size_t step_events(std::uint32_t step) const { return steps_[step].size(); }
    std::uint64_t step_event(std::uint32_t step, std::size_t at) const { return steps_[step][at].seq; }

    // Tasks, numbered from 0 in the order they were come to.

    struct Task {
        std::string pointer;
        std::string name;
        std::string kind;
    };
    std::size_t tasks() const { return tasks_.size(); }
    const Task& task(std::uint32_t task) const { return tasks_[task]; }
    std::uint32_t task_number(const std::string& pointer) const;
    std::uint32_t task_of_step(std::uint32_t step) const { return step_tasks_[step]; }
    /// Events of its steps, as above: with each it may be another.
    std::size_t task_events(std::uint32_t task) const { return nodes_[task].size(); }
    std::uint64_t task_event(std::uint32_t task, std::size_t at) const { return nodes_[task][at].seq; }
    /// How many of them there are up to an event.
    std::size_t task_events_until(std::uint32_t task, std::uint64_t seq) const;
    std::size_t step_events_until(std::uint32_t step, std::uint64_t seq) const;
    NodeView node(std::uint32_t task, std::size_t at) const;

    std::size_t memory_bytes() const;

private:
    struct StepState {
        std::uint32_t seq = 0;
        std::uint32_t attempt = 0;
        std::uint32_t events_received = 0;
        std::uint32_t error = 0; ///< number in errors_, from 1
        std::int64_t waits_until = 0;
        std::uint8_t status = 0;
        bool waits = false;
        bool listens = false;
        bool has_child = false;
        bool own = false; ///< the event is the step's: StepView::last
    };
    struct NodeState {
        std::uint32_t seq = 0;
        std::uint32_t steps = 0;
        std::uint32_t attempts = 0;
        std::uint32_t iterations = 0;
        std::uint32_t faulted = 0;
        std::uint8_t status = 0;
        bool started = false;
        bool ended = false;
        std::int64_t busy_ms = 0;
        std::int64_t started_ms = 0;
        std::int64_t ended_ms = 0;
    };
    struct RunState {
        std::uint8_t status = 0;
        std::uint32_t said = 0; ///< number in said_
        Instant started;
        bool operator==(const RunState&) const = default;
    };
    void note_run(std::uint64_t seq);
    void note_step(std::uint32_t step, const Event& event, bool own);
    std::uint32_t error_number(std::uint32_t step, const Problem& error);

    RunProjection projection_;
    std::vector<Instant> times_;
    std::vector<std::uint8_t> kinds_;         ///< of events: number of their type
    std::vector<std::uint32_t> event_steps_;
    std::vector<const char*> types_;          ///< by number
    std::vector<std::uint32_t> begun_;        ///< by step: its first event
    std::vector<std::vector<StepState>> steps_;
    std::vector<std::uint32_t> step_tasks_;   ///< by step
    std::vector<Problem> errors_;
    std::vector<Task> tasks_;
    std::vector<std::vector<NodeState>> nodes_;
    std::map<std::string, std::uint32_t> task_numbers_; ///< by JSON pointer
    std::vector<std::uint32_t> run_changes_;
    std::vector<RunState> run_states_;
    std::vector<std::pair<std::string, std::string>> said_; ///< by, reason
    std::unordered_map<std::uint64_t, StepId> timers_;      ///< that steps wait for
    std::vector<std::pair<std::uint64_t, std::int64_t>> forks_; ///< events, and by how many ms what was under way was put off
    std::uint64_t ended_ = 0;
};

} // namespace orkestr
