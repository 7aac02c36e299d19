#include "core/projection/moment_index.h"

#include <algorithm>
#include <iterator>

namespace orkestr {

namespace {

/// Those that are over behind the others.
constexpr const char* moment_statuses[] = {"", "pending", "running", "waiting", "suspended", "skipped", "cancelled", "faulted", "completed"};
constexpr std::uint8_t first_over = 5;

std::uint8_t status_number(const std::string& status) {
    const auto at = std::find(std::begin(moment_statuses), std::end(moment_statuses), status);
    return at == std::end(moment_statuses) ? 0 : static_cast<std::uint8_t>(at - std::begin(moment_statuses));
}

/// How many there are up to `seq`.
template <class State>
std::size_t count_until(const std::vector<State>& states, std::uint64_t seq) {
    const auto after = std::upper_bound(states.begin(), states.end(), seq, [](std::uint64_t wanted, const State& one) { return wanted < one.seq; });
    return static_cast<std::size_t>(after - states.begin());
}

} // namespace

MomentIndex::MomentIndex(std::shared_ptr<const Plan> plan)
    : projection_(std::move(plan), RunProjection::Detail::outline), types_(std::variant_size_v<EventBody>), said_{{}} {}

void MomentIndex::add(const Event& event) {
    projection_.fold(event);
    const auto& steps = latest().steps;
    times_.push_back(event.at);
    kinds_.push_back(static_cast<std::uint8_t>(event.body.index()));
    types_[event.body.index()] = type_of(event.body);
    for (std::size_t i = begun_.size(); i < steps.size(); ++i) {
        begun_.push_back(static_cast<std::uint32_t>(event.seq));
        steps_.emplace_back();
        const auto [at, fresh] = task_numbers_.try_emplace(steps[i].task, static_cast<std::uint32_t>(tasks_.size()));
        if (fresh) {
            tasks_.push_back({steps[i].task, steps[i].name, steps[i].kind});
            nodes_.emplace_back();
        }
        step_tasks_.push_back(at->second);
    }
    const std::uint32_t own = step_number(step_of(event.body));
    event_steps_.push_back(own);
    if (own != none) note_step(own, event, true);
    if (const auto* fired = std::get_if<events::TimerFired>(&event.body)) {
        if (const auto timer = timers_.find(fired->timer); timer != timers_.end()) {
            if (const auto step = step_number(timer->second); step != none) note_step(step, event, false);
            timers_.erase(timer);
        }
    } else if (std::holds_alternative<events::WaitStarted>(event.body) || std::holds_alternative<events::RetryScheduled>(event.body)) {
        timers_[event.seq] = step_of(event.body);
    } else if (const auto* forked = std::get_if<events::RunForked>(&event.body); forked && forked->step != workflow_step) {
        forks_.emplace_back(event.seq, forked->shift_ms);
        for (std::uint32_t i = 0; i < steps.size(); ++i)
            if (!steps[i].ended && i != own) note_step(i, event, false);
    }
    note_run(event.seq);
}

void MomentIndex::note_run(std::uint64_t seq) {
    const RunView& run = latest();
    if (run.ended && ended_ == 0) ended_ = seq;
    if (said_.back().first != run.by || said_.back().second != run.reason) said_.emplace_back(run.by, run.reason);
    const RunState state{status_number(run.status), static_cast<std::uint32_t>(said_.size() - 1), run.started};
    if (!run_states_.empty() && run_states_.back() == state) return;
    run_changes_.push_back(static_cast<std::uint32_t>(seq));
    run_states_.push_back(state);
}

std::uint32_t MomentIndex::error_number(std::uint32_t step, const Problem& error) {
    const auto before = steps_[step].empty() ? 0 : steps_[step].back().error;
    if (before != 0 && errors_[before - 1] == error) return before;
    errors_.push_back(error);
    return static_cast<std::uint32_t>(errors_.size());
}

void MomentIndex::note_step(std::uint32_t number, const Event& event, bool own) {
    const StepView& step = latest().steps[number];
    StepState state;
    state.seq = static_cast<std::uint32_t>(event.seq);
    state.attempt = step.attempt;
    state.events_received = step.events_received;
    if (step.error) state.error = error_number(number, *step.error);
    state.waits = step.waits_until.has_value();
    state.waits_until = step.waits_until.value_or(Instant{}).ms;
    state.status = status_number(step.status);
    state.listens = step.listens;
    state.has_child = step.child.has_value();
    state.own = own;
    steps_[number].push_back(state);
    const auto& node = latest().nodes.at(step.task);
    nodes_[step_tasks_[number]].push_back({state.seq, node.steps, node.attempts, node.iterations, node.faulted, status_number(node.status), node.started.has_value(),
                                           node.ended.has_value(), node.busy_ms, node.started.value_or(Instant{}).ms, node.ended.value_or(Instant{}).ms});
}

RunView MomentIndex::run_at(std::uint64_t seq) const {
    const RunView& whole = latest();
    RunView run;
    run.run = whole.run;
    run.ns = whole.ns;
    run.name = whole.name;
    run.version = whole.version;
    run.definition = whole.definition;
    run.input = whole.input;
    run.cause = whole.cause;
    run.started_by = whole.started_by;
    run.origin = whole.origin;
    run.parent = whole.parent;
    run.graph = whole.graph;
    run.events = seq;
    const auto after = std::upper_bound(run_changes_.begin(), run_changes_.end(), seq);
    if (after != run_changes_.begin()) {
        RunBrief brief = run_brief(static_cast<std::size_t>(after - run_changes_.begin()) - 1);
        run.status = std::move(brief.status);
        run.started = brief.started;
        run.by = std::move(brief.by);
        run.reason = std::move(brief.reason);
    }
    if (ended_ != 0 && seq >= ended_) {
        run.ended = whole.ended;
        run.output = whole.output;
        run.error = whole.error;
    }
    for (const auto& [pointer, task] : task_numbers_) {
        const std::size_t count = count_until(nodes_[task], seq);
        if (count > 0) run.nodes.emplace_hint(run.nodes.end(), pointer, node(task, count - 1));
    }
    return run;
}

MomentIndex::RunBrief MomentIndex::run_brief(std::size_t at) const {
    const RunState& state = run_states_[at];
    const auto& [by, reason] = said_[state.said];
    const bool over = ended_ != 0 && run_changes_[at] >= ended_;
    return {moment_statuses[state.status], state.started, over ? latest().ended : std::nullopt, by, reason};
}

NodeView MomentIndex::node(std::uint32_t task, std::size_t at) const {
    const NodeState& state = nodes_[task][at];
    NodeView view;
    view.status = moment_statuses[state.status];
    view.steps = state.steps;
    view.attempts = state.attempts;
    view.iterations = state.iterations;
    view.busy_ms = state.busy_ms;
    view.faulted = state.faulted;
    if (state.started) view.started = Instant{state.started_ms};
    if (state.ended) view.ended = Instant{state.ended_ms};
    return view;
}

std::uint32_t MomentIndex::step_number(StepId id) const {
    const StepView* step = projection_.step_at(id, last());
    return step ? static_cast<std::uint32_t>(step - latest().steps.data()) : none;
}

std::size_t MomentIndex::steps_begun(std::uint64_t seq) const {
    return static_cast<std::size_t>(std::upper_bound(begun_.begin(), begun_.end(), seq) - begun_.begin());
}

StepView MomentIndex::step_at(std::uint32_t number, std::uint64_t seq) const {
    StepView step = latest().steps[number];
    const std::size_t count = count_until(steps_[number], seq);
    if (count == 0) return step;
    const StepState& state = steps_[number][count - 1];
    const bool over = state.status >= first_over;
    step.status = moment_statuses[state.status];
    step.attempt = state.attempt;
    step.events_received = state.events_received;
    step.listens = state.listens;
    step.waits_until = state.waits ? std::optional(Instant{state.waits_until}) : std::nullopt;
    step.error = state.error != 0 ? std::optional(errors_[state.error - 1]) : std::nullopt;
    if (!over) step.ended.reset();
    if (!over) step.chosen.clear();
    if (!state.has_child) step.child.reset();
    for (const auto& [fork, shift_ms] : forks_) {
        // Later it began so much later, if it was under way then.
        const std::size_t before = fork > seq ? count_until(steps_[number], fork - 1) : 0;
        if (step.started && before > 0 && steps_[number][before - 1].status < first_over) *step.started = *step.started + Duration{-shift_ms};
    }
    std::size_t own = count - 1;
    while (own > 0 && !steps_[number][own].own) --own;
    step.last = steps_[number][own].seq;
    return step;
}

std::uint32_t MomentIndex::task_number(const std::string& pointer) const {
    const auto at = task_numbers_.find(pointer);
    return at == task_numbers_.end() ? none : at->second;
}

std::size_t MomentIndex::task_events_until(std::uint32_t task, std::uint64_t seq) const { return count_until(nodes_[task], seq); }
std::size_t MomentIndex::step_events_until(std::uint32_t step, std::uint64_t seq) const { return count_until(steps_[step], seq); }

std::size_t MomentIndex::memory_bytes() const {
    constexpr std::size_t block = 16;       // what an allocation takes beside its bytes
    constexpr std::size_t known_step = 8;   // in the projection's table of steps
    const auto& outline = latest().steps;
    std::size_t bytes = times_.capacity() * sizeof(Instant) + kinds_.capacity() + event_steps_.capacity() * 4 + outline.capacity() * sizeof(StepView) +
                        begun_.capacity() * 4 + step_tasks_.capacity() * 4 + steps_.capacity() * sizeof(steps_.front()) + run_states_.capacity() * (sizeof(RunState) + 4);
    for (const auto& states : steps_) bytes += states.capacity() * sizeof(StepState) + block;
    for (const auto& states : nodes_) bytes += states.capacity() * sizeof(NodeState) + block;
    for (const auto& step : outline) bytes += step.key.capacity() + block + known_step;
    for (const auto& error : errors_) bytes += sizeof(Problem) + error.type.capacity() + error.title.capacity() + error.detail.capacity() + error.instance.capacity();
    return bytes;
}

} // namespace orkestr
