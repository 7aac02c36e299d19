// What people see of one run: its steps, its outcome, what each task of the graph came to. A fold of the history.
//
// A fork began when it was forked. A step that was under way then began so much later than is recorded as had passed since the
// other run's last event: it took what it took before and after. What had ended keeps the times that are recorded.
#pragma once

#include "core/base/rare.h"
#include "core/base/shared_text.h"
#include "core/engine/event.h"
#include "core/history/event_row.h"
#include "core/projection/run_graph.h"
#include "core/projection/step_numbers.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace orkestr {

/// One step: the execution of a task. An outline leaves out input, output, request and log (step_detail.h has them). A run may
/// have a million: what steps have in common is shared, what few have takes little room in the others.
struct StepView {
    StepId id = 0;
    StepId parent = 0; ///< 0: in the workflow's own list
    SharedText task;   ///< JSON pointer of the task
    std::string key;   ///< step key: pointer and repeat counters
    SharedText name;
    SharedText kind;   ///< do, set, call, ...; extension: what extends a task, and holds it
    SharedText status; ///< skipped, running, waiting, suspended, cancelled, faulted, completed
    std::uint32_t attempt = 1; ///< of the innermost try around it
    std::uint32_t events_received = 0;
    std::optional<Instant> started;
    std::optional<Instant> ended;
    Rare<Json> input;
    Rare<Json> output;
    Rare<Json> request; ///< what was asked of an activity or a child run
    Rare<Problem> error;
    SharedText log;    ///< of its activity
    SharedText chosen; ///< a switch's case
    Rare<Instant> waits_until; ///< of a wait or a retry; of a listener its timeout, where it has one
    Rare<RunId> child;
    std::uint64_t first = 0; ///< sequence numbers of its first and its last event so far
    std::uint64_t last = 0;
    bool listens = false;    ///< it waits for events
};

/// What a node of the graph came to, over all its steps.
struct NodeView {
    std::string status; ///< of its latest step
    std::uint32_t steps = 0;
    std::uint32_t attempts = 0;   ///< of the latest try or step
    std::uint32_t iterations = 0; ///< of the latest loop
    std::int64_t busy_ms = 0;     ///< what its ended steps took together
    std::uint32_t faulted = 0;    ///< steps that faulted
    std::optional<Instant> started;
    std::optional<Instant> ended;
};

struct RunView {
    RunId run;
    std::string ns;
    std::string name;
    std::string version;
    std::string definition; ///< content hash, hex
    std::string status;
    Instant started;
    std::optional<Instant> ended;
    Json input;
    std::optional<Json> output;
    std::optional<Problem> error;
    std::string by;     ///< who cancelled or suspended it, and why
    std::string reason;
    std::string cause;  ///< what started it: manual, child, schedule, rerun, fork
    std::string started_by; ///< who asked for it, where that is recorded
    std::optional<RunOrigin> origin; ///< of a rerun or a fork
    std::optional<ParentStep> parent;
    std::uint64_t events = 0;
    std::vector<StepView> steps;           ///< in the order they began
    std::map<std::string, NodeView> nodes; ///< by JSON pointer of the task
    std::shared_ptr<const RunGraph> graph; ///< of a record without a definition; else null
    /// Why what came after `events` can't be shown, or since which event the state may lag behind, with the place; empty when
    /// all is there and understood.
    std::string damage;
};

/// An event with its step resolved, as `--format events` prints it and the event table shows it.
struct EventView {
    std::uint64_t seq = 0;
    std::string type;
    Instant at;
    std::string task; ///< JSON pointer; empty for the run's own events
    std::string step; ///< step key
    std::uint32_t attempt = 0; ///< 0: no step
    Json data;        ///< the event's members, with `value` and `error` resolved
    /// `{"at","attempt","data","seq","step","task","type"}`
    Json json() const;
};

/// The event for people; `step` is the one it is about, null where it is about none.
EventView event_view(const Event& event, const StepView* step);
/// One of a type that is not known here: as it stands, what is its payload as `value`. `step` as above.
EventView raw_event_view(const EventRow& row, const StepView* step);

/// Folds events into a RunView, and each into an EventView on the way.
class RunProjection {
public:
    /// outline: steps without their payloads. The run's own are always kept.
    enum class Detail { whole, outline };
    explicit RunProjection(std::shared_ptr<const Plan> plan, Detail detail = Detail::whole) : plan_(std::move(plan)), detail_(detail) {}

    /// Events in order; payloads resolved (core/history/codec.h).
    EventView add(const Event& event);
    /// The same without the EventView.
    void fold(const Event& event);
    /// An event of a type that is not known: all that is known of it is that it was there. RunView::damage says so.
    void pass(const EventRow& row);
    const RunView& view() const { return view_; }
    /// The step that an event is about; null for the run's own events.
    const StepView* step_of_event(const Event& event) const;
    /// The step with this id, if it had begun by the event `seq`.
    const StepView* step_at(StepId step, std::uint64_t seq) const;

private:
    struct Folder;
    friend struct Folder;
    StepView& open(StepId step, StepId parent, TaskIndex task, const std::string& key, const char* kind);
    StepView* find(StepId step);
    const StepView* find(StepId step) const;
    void name(StepView& view, TaskIndex task, const char* kind);
    const SharedText& word(std::string_view text);
    void keep(Rare<Json>& member, const Payload& payload) const;
    void log(StepId step, const std::string& text);
    NodeView& node(const StepView& step) { return view_.nodes[step.task]; }
    std::uint32_t attempt_of(StepId parent) const;
    void count(const StepView& step, int by);

    std::shared_ptr<const Plan> plan_;
    Detail detail_ = Detail::whole;
    RunView view_;
    StepNumbers index_; ///< in view_.steps
    struct TaskName {
        SharedText pointer;
        SharedText name;
        SharedText kind;
    };
    std::vector<TaskName> tasks_; ///< by the plan's numbers, as far as they were needed
    std::unordered_map<std::string_view, SharedText> words_; ///< statuses and kinds; without a plan tasks, too
    std::unordered_map<StepId, std::uint32_t> attempts_; ///< of tries under way
    std::unordered_map<std::uint64_t, StepId> timers_;
    std::unordered_set<StepId> bodies_; ///< calls of functions and iterations of listeners under way
    struct Listener {
        std::optional<Instant> due; ///< its timeout
        std::uint32_t iterated = 0;
    };
    std::unordered_map<StepId, Listener> listeners_;
    bool suspended_ = false;
    int waiting_ = 0;                   ///< steps that wait
    int working_ = 0;                   ///< steps that do something themselves
};

} // namespace orkestr
