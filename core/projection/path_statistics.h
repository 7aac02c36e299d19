// What many runs of one definition came to: which ways they took and how often, how long each task took, where they failed,
// what was tried again, what determined their ends. Fed run by run; two of the same definition can be merged, and it makes
// no difference in which order. Memory: by the definition's tasks, not by the runs.
//
// Edges are those of the definition's graph (core/plan/graph.h), with its ids: `/start`, `/end`, `ID/entry`, `ID/exit`,
// `ID/catch`, task pointers. A step goes along an edge when the next one of its list begins after it, when it is the first of
// its list, or when its list ends with it; the way from a fault into a catch counts as `ID/entry` to the catch. Of a record
// without a definition they are its graph's edges, between nodes that both have steps.
//
// A path is the list of the tasks that a run went through, each once, where it first came to it: lists in the order of their
// steps, the branches of a fork in declared order whatever their timing, so that repetitions and races make no paths of their
// own; skipped tasks are not in it. Runs with the same tasks in the same order and the same status have the same path.
//
// Waiting is when a step waits: for a time, for events, between two attempts; of a run, when all that it does is waiting.
// Suspended is neither. The critical path of a run is the timeline's (timeline.h): each task has its share of it.
//
// Of a fork the way is that of the whole run: its paths, its edges, and the runs in which a task began are counted with what it
// took from the other run. What had ended there before is counted in that run only, where it really ran: steps, durations,
// faults, retries, errors that were taken, cases and critical paths are those since it was forked. A step that was under way
// then ended in both runs, and took in each what it took before and after. A run's own time begins where it was forked.
#pragma once

#include "core/plan/graph.h"
#include "core/projection/duration_sketch.h"
#include "core/projection/run_view.h"
#include "core/projection/timeline.h"

#include <map>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace orkestr {

struct TaskPathStatistics {
    std::string task; ///< JSON pointer
    std::string name;
    std::string kind; ///< the DSL's word
    std::uint64_t runs = 0;      ///< in which a step of it began, skipped ones not counted
    std::uint64_t steps = 0;     ///< that began, skipped ones not counted: completed, faulted, cancelled and open ones
    std::uint64_t completed = 0;
    std::uint64_t faulted = 0;
    std::uint64_t failed_here = 0; ///< of these: not because a step in it faulted
    std::uint64_t cancelled = 0;
    std::uint64_t skipped = 0;   ///< times that its `if` said no: beside `steps`
    std::uint64_t open = 0;
    std::uint64_t retries = 0;   ///< attempts after the first, of a try or an activity
    std::uint64_t caught = 0;    ///< of a try: errors that it took
    DurationSketch durations;    ///< of steps that completed or faulted
    std::int64_t running_ms = 0; ///< of the same steps: waiting_ms and this are all their time
    std::int64_t waiting_ms = 0;
    std::uint64_t critical_runs = 0; ///< in which it is on the critical path
    std::int64_t critical_ms = 0;    ///< its share of critical paths
    std::map<std::string, std::uint64_t> errors; ///< faults by the error's type; at most PathStatistics::most_errors types
    std::uint64_t other_errors = 0;              ///< of further types
    std::map<std::string, std::uint64_t> chosen; ///< of a switch: by case; `default` where none was chosen

    bool never() const { return runs == 0; }
};

struct EdgeStatistics {
    std::string from;
    std::string to;
    std::uint64_t runs = 0;
    std::uint64_t times = 0;
};

struct PathFrequency {
    std::vector<std::string> tasks; ///< pointers
    std::string status;             ///< of the runs
    std::uint64_t runs = 0;
    RunId example;                  ///< the latest of them
    DurationSketch durations;       ///< of those that ended
};

struct PathTotals {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    std::map<std::string, std::uint64_t> by_status;
    DurationSketch durations;    ///< of ended runs
    std::int64_t running_ms = 0; ///< of ended runs
    std::int64_t waiting_ms = 0;
    std::int64_t suspended_ms = 0;
    std::optional<Instant> first; ///< when the earliest and the latest of them started
    std::optional<Instant> last;
};

/// What a RunView doesn't tell of its run. Gathered from its events; of another system's run there is none of it.
class PathMarks {
public:
    /// In order; `view` with that event folded in.
    void add(const Event& event, const RunView& view);

private:
    friend class PathStatistics;
    struct Catches {
        std::uint32_t all = 0;
        std::uint32_t inherited = 0; ///< of these: before the run was forked
        bool last = false; ///< what it came to last was an error that it took
    };
    void wait(StepId step, Instant at) { waits_since_.try_emplace(step, at); }
    void stop_waiting(StepId step, Instant at);
    void fork(std::uint64_t seq, Duration shift);
    /// It ended before the run was forked.
    bool is_inherited(const StepView& step) const { return step.ended && step.last < forked_; }
    std::uint32_t retries(StepId step) const;

    bool known_ = false;
    std::uint64_t forked_ = 0; ///< the event; 0: it is no fork
    std::unordered_set<StepId> left_list_; ///< steps after which no other one of their list came
    std::unordered_set<StepId> ended_run_; ///< the same by `end`
    std::unordered_map<StepId, std::uint32_t> attempts_;
    std::unordered_map<StepId, std::uint32_t> inherited_attempts_; ///< of these: before the run was forked
    std::unordered_map<StepId, Catches> catches_;
    std::unordered_map<StepId, std::int64_t> waited_ms_;
    std::unordered_map<StepId, Instant> waits_since_;
    std::unordered_map<std::uint64_t, StepId> timers_;
    std::string status_ = "running";
    std::optional<Instant> since_;
    std::int64_t running_ms_ = 0;
    std::int64_t waiting_ms_ = 0;
    std::int64_t suspended_ms_ = 0;
    friend class PathWalk;
};

class PathStatistics {
public:
    static constexpr std::size_t most_tasks = 20'000;
    static constexpr std::size_t most_edges = 100'000;
    static constexpr std::size_t most_paths = 4096; ///< exact as long as there are no more
    static constexpr std::size_t most_errors = 32;
    static constexpr std::size_t most_cases = 256;      ///< of a switch
    static constexpr std::size_t most_path_tasks = 500; ///< of a path: longer ones are told by their beginnings

    PathStatistics() = default;
    /// All tasks of the plan are there from the beginning, so that those never taken are known. It may be null.
    explicit PathStatistics(const Plan* plan);

    /// A run as it stands: with its steps (their payloads are not looked at), its timeline, and the marks of its events.
    void add(const RunView& run, const Timeline& timeline, const PathMarks& marks = {});
    /// Of the same definition.
    void merge(const PathStatistics& other);

    const PathTotals& totals() const { return totals_; }
    /// As the plan lists them, then others by pointer.
    std::vector<const TaskPathStatistics*> tasks() const;
    /// Null for a task that there is none of.
    const TaskPathStatistics* task(const std::string& pointer) const;
    /// The most frequent first (by runs, then times, then ids).
    std::vector<EdgeStatistics> edges() const;
    /// Zeros for one that was never gone along.
    EdgeStatistics edge(const std::string& from, const std::string& to) const;
    /// The most frequent first, at most `most`.
    std::vector<PathFrequency> paths(std::size_t most) const;
    std::size_t path_count() const { return paths_.size(); }
    /// Runs whose paths are not among those kept.
    std::uint64_t other_paths() const { return other_paths_; }
    /// Tasks by how much of all critical paths was theirs, the most first; those with none are left out.
    std::vector<const TaskPathStatistics*> critical() const;
    /// Tasks where something failed, the most often first.
    std::vector<const TaskPathStatistics*> hot_spots() const;
    /// Tasks, steps or edges beyond the limits above, which are not counted.
    std::uint64_t left_out() const { return left_out_; }

private:
    friend class PathWalk;
    struct Edge {
        std::uint64_t runs = 0;
        std::uint64_t times = 0;
        std::uint64_t last_run = 0;
    };
    struct Task {
        TaskPathStatistics all;
        std::size_t order = 0; ///< in the plan
        bool holds = false;    ///< steps in it have a list of their own in the graph
        bool catch_tasks = false;
        bool catch_leaves = false; ///< its catch says where the flow goes
        std::uint64_t last_run = 0;
        std::uint64_t last_critical = 0;
    };
    using PathKey = std::pair<std::vector<std::string>, std::string>;
    Task* find(const std::string& pointer, const std::string& name, const std::string& kind);
    void go(const std::string& from, const std::string& to);
    void add_path(PathKey key, PathFrequency path);
    void drop_rare_paths();

    std::map<std::string, Task> tasks_;
    std::map<std::pair<std::string, std::string>, Edge> edges_;
    std::map<PathKey, PathFrequency> paths_;
    std::uint64_t other_paths_ = 0;
    std::uint64_t left_out_ = 0;
    std::size_t planned_ = 0;
    std::uint64_t run_number_ = 0;
    PathTotals totals_;
};

/// An edge of the graph, and how often runs went along it.
struct WayStatistics {
    GraphEdge edge;
    std::uint64_t runs = 0;
    std::uint64_t times = 0;
    /// Runs took other cases of the switch that lead to the same task, too: `runs` are those of all of them. Where cases lead
    /// to the same task, `times` is how often this one was chosen, but where forks took all of that over from other runs,
    /// how often any of them was.
    bool shared = false;

    bool never() const { return times == 0; }
};

/// All edges of the graph, in its order.
std::vector<WayStatistics> ways(const Graph& graph, const PathStatistics& statistics);
/// Those that no run went along.
std::vector<GraphEdge> never_taken(const Graph& graph, const PathStatistics& statistics);

/// All of it for programs: `{"runs","events","by_status","duration_ms","running_ms","waiting_ms","suspended_ms","tasks":[...],
/// "edges":[{"from","to","runs","times"}],"paths":[...],"critical":[...],"never":{"tasks":[...],"edges":[...]}}`. Durations are
/// `{"count","p50","p95","least","most","mean","exact"}` in milliseconds. `graph` may be null; with it an edge has the "label"
/// that is in it, or where cases of a switch lead to the same task, theirs.
JsonValue json_of(const PathStatistics& statistics, const Graph* graph, std::size_t most_paths = 20);

} // namespace orkestr
