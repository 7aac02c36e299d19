#include "core/engine/turn.h"

#include "core/engine/machines/machine.h"

namespace orkestr {

Result<Advanced> advance(const Plan& plan, State& state, const Values& values, Instant now, Effects& effects) {
    return Turn(plan, state, values, now, effects).run();
}

std::optional<ValueRequest> match_request(const Plan& plan, const State& state, const Step& step, const PlannedFilter& filter, const Json& envelope) {
    const auto* index = std::get_if<ExpressionIndex>(&filter.match);
    if (!index) return std::nullopt;
    Effects none;
    State& unchanged = const_cast<State&>(state); // a turn that decides nothing changes nothing
    return Turn(plan, unchanged, {}, state.at, none).request({step.id, Slot::main, step.touched}, step, *index, envelope, {});
}

Digest draw(const State& state, std::uint64_t seq, std::string_view purpose) {
    const auto& origin = state.header.origin;
    const bool fork = origin && origin->kind == RunOrigin::Kind::fork;
    const RunId& first = !fork ? state.run : origin->first.text.empty() ? origin->run : origin->first;
    const std::string own = state.author == first ? std::string() : " " + state.author.text;
    return sha256({"orkestr draw ", state.header.nonce, " ", std::to_string(seq), " ", purpose, own});
}

const char* to_string(Slot slot) {
    static constexpr const char* names[] = {
        "if", "input.schema", "input.from", "timeout", "main", "authentication", "while", "catch.when", "catch.exceptWhen",
        "retry.when", "retry.exceptWhen", "retry.delay", "retry.limit.duration", "retry.limit.attempt.duration",
        "retry.jitter.from", "retry.jitter.to", "output.as", "output.schema", "export.as", "export.schema", "until", "extension.when"};
    return names[static_cast<std::size_t>(slot)];
}

Result<Advanced> Turn::run() {
    if (state.suspended && !state.cancel) return std::move(out_);
    // Passes over the steps that can act, in the order they were begun, until nobody does.
    for (bool acted = true; acted && !error_ && !state.ended();) {
        if (out_.events.size() >= slice_events) {
            out_.more = true;
            break;
        }
        acted = settle_run();
        if (state.ended() || error_) break;
        out_.requests.clear();
        const std::vector<StepId> ready(state.ready.begin(), state.ready.end());
        for (const StepId id : ready) {
            // A parent reacts before its other branches go on: the first to complete is the first.
            for (std::optional<StepId> at = id; at && state.ready.contains(*at) && !state.ending && !state.ended() && !error_;) {
                const std::optional<StepId> parent = *at == workflow_step ? std::nullopt : std::optional(state.find(*at)->parent);
                const bool moved = act(*at) == Act::acted;
                acted = acted || moved;
                at = moved && parent && !state.find(*at) ? parent : std::nullopt;
            }
            if (state.ending || state.ended() || error_ || out_.events.size() >= slice_events) break;
        }
    }
    if (error_) return *error_;
    if (out_.more || state.ended()) out_.requests.clear();
    return std::move(out_);
}

/// What concerns the run as a whole: cancelling, an `end`, too long a history. True when there were events.
bool Turn::settle_run() {
    if (state.cancel) {
        const std::string reason = state.cancel->reason;
        cancel_inside(workflow_step, "the run is cancelled");
        emit(events::RunCancelled{reason});
        return true;
    }
    if (state.ending) {
        finish_ending();
        return true;
    }
    if (state.seq > max_run_events) {
        cancel_inside(workflow_step, "the history is too long");
        Problem problem = Problem::standard(StandardError::runtime, "the run has more than " + std::to_string(max_run_events) + " events");
        fault_workflow({std::move(problem), 0});
        return true;
    }
    return false;
}

/// Completes the containers around an `end`, the innermost first; their other branches are cancelled.
void Turn::finish_ending() {
    while (state.ending && state.ending->parent != workflow_step && !error_) {
        const StepId container = state.ending->parent;
        const Payload output = state.ending->output;
        cancel_inside(container, "the run ends");
        emit(events::TaskCompleted{container, {Flow::Kind::end, no_task}, {}, true, output});
    }
}

void Turn::emit(EventBody body) {
    if (error_) return;
    Event event{state.seq + 1, now, std::move(body)};
    if (auto applied = apply(state, event, &effects_); !applied) {
        error_ = applied.error();
        return;
    }
    // What the event keeps in full is held by it from now on; the codec writes a reference for all else.
    out_.events.push_back(std::move(event));
}

Act Turn::act(StepId id) {
    Step& step = *state.find(id);
    if (!belongs(step)) {
        error_ = Error{ErrorCode::corrupt, "step " + std::to_string(id) + " of the run is no task of this definition", {}};
        return Act::blocked;
    }
    if (id == workflow_step) {
        if (step.expired) {
            cancel_inside(id, "the workflow took too long");
            Problem late = Problem::standard(StandardError::timeout, "the workflow took longer than its timeout allows");
            late.instance = "/timeout";
            return fault_workflow({std::move(late), 0});
        }
        return step.stage == Stage::pending ? enter_workflow(step) : leave_workflow(step);
    }
    if (step.expired) return expire(step);
    if (step.stage == Stage::pending) return enter(step);
    return std::visit([&](const auto& spec) { return machines::act(*this, step, spec); }, task(step).spec);
}

/// Whether the plan has the task that the history says.
bool Turn::belongs(const Step& step) const {
    if (step.id == workflow_step) return true;
    return step.task < plan.tasks.size() && (!step.machine || step.machine->kind == task(step).kind);
}

Act Turn::expire(Step& step) {
    cancel_inside(step.id, "its container took too long");
    return fault(step, problem(step, StandardError::timeout, "the task took longer than its timeout allows"));
}

Act Turn::enter(Step& step) {
    const PlannedTask& planned = task(step);
    if (!std::holds_alternative<Absent>(planned.if_true)) {
        const Drawn wanted = value(step, Slot::if_true, planned.if_true, step.raw_input);
        if (wanted.blocked()) return Act::blocked;
        if (!wanted.ready()) return fault(step, wanted);
        if (!wanted.is_true()) {
            emit(events::TaskSkipped{step.id, step.parent, step.task, place_key(step), flow_after(step, {}), step.raw_input});
            return Act::acted;
        }
    }
    if (planned.input_schema) {
        const Drawn valid = check(step, Slot::input_schema, *planned.input_schema, step.raw_input);
        if (valid.blocked()) return Act::blocked;
        if (!valid.ready()) return fault(step, valid);
    }
    const Drawn input = value(step, Slot::input_from, planned.input_from, step.raw_input);
    if (input.blocked()) return Act::blocked;
    if (!input.ready()) return fault(step, input);
    std::optional<Instant> due;
    if (planned.timeout) {
        const Drawn limit = duration(step, Slot::timeout, *planned.timeout, step.raw_input);
        if (limit.blocked()) return Act::blocked;
        if (!limit.ready()) return fault(step, limit);
        due = now + Duration{*JsonValue::of(limit.value.json).as_integer()};
    }
    emit(events::TaskStarted{step.id, step.parent, step.task, planned.kind, step_key(plan, state, step),
                             machines::children_of(planned.spec), due, input.value});
    return Act::acted;
}

Act Turn::enter_workflow(Step& step) {
    const auto refuse = [&](const Drawn& failed, const char* place) {
        Problem problem = failed.problem;
        problem.instance = place;
        if (failed.stopped) emit(events::EvaluationStopped{step.id, to_string(failed.slot), problem.detail});
        return fault_workflow({std::move(problem), 0});
    };
    if (plan.input_schema) {
        const Drawn valid = check(step, Slot::input_schema, *plan.input_schema, step.raw_input);
        if (valid.blocked()) return Act::blocked;
        if (!valid.ready()) return refuse(valid, "/input/schema");
    }
    const Drawn input = value(step, Slot::input_from, plan.input_from, step.raw_input);
    if (input.blocked()) return Act::blocked;
    if (!input.ready()) return refuse(input, "/input/from");
    std::optional<Instant> due;
    if (plan.timeout) {
        const Drawn limit = duration(step, Slot::timeout, *plan.timeout, step.raw_input);
        if (limit.blocked()) return Act::blocked;
        if (!limit.ready()) return refuse(limit, "/timeout");
        due = now + Duration{*JsonValue::of(limit.value.json).as_integer()};
    }
    emit(events::RunEntered{plan.first, due, input.value});
    return Act::acted;
}

Act Turn::leave_workflow(Step& step) {
    const Branch& branch = step.branches[0];
    if (branch.outcome == Branch::Outcome::faulted) return fault_workflow(branch.fault);
    const Drawn output = value(step, Slot::output_as, plan.output_as, branch.output);
    if (output.blocked()) return Act::blocked;
    const auto refuse = [&](const Drawn& failed, const char* place) {
        Problem problem = failed.problem;
        problem.instance = place;
        if (failed.stopped) emit(events::EvaluationStopped{step.id, to_string(failed.slot), problem.detail});
        return fault_workflow({std::move(problem), 0});
    };
    if (!output.ready()) return refuse(output, "/output/as");
    if (plan.output_schema) {
        const Drawn valid = check(step, Slot::output_schema, *plan.output_schema, output.value);
        if (valid.blocked()) return Act::blocked;
        if (!valid.ready()) return refuse(valid, "/output/schema");
    }
    emit(events::RunCompleted{output.value});
    return Act::acted;
}

Act Turn::fault_workflow(Fault cause) {
    emit(events::RunFaulted{std::move(cause)});
    return Act::acted;
}

Act Turn::fault(Step& step, const Drawn& failed) {
    if (failed.stopped) emit(events::EvaluationStopped{step.id, to_string(failed.slot), failed.problem.detail});
    return fault(step, failed.problem);
}

Act Turn::fault(Step& step, Problem problem) { return fault(step, Fault{std::move(problem), 0}); }

Act Turn::fault(Step& step, Fault cause) {
    // An activity's error names no task; the step that waited for it does.
    if (cause.problem.instance.empty()) {
        cause.problem.instance = pointer_of(step);
        cause.origin = 0;
    }
    events::TaskFaulted faulted{step.id, std::move(cause), no_task, 0, {}};
    if (step.stage == Stage::pending) {
        faulted.task = step.task;
        faulted.parent = step.parent;
        faulted.key = place_key(step);
    }
    emit(std::move(faulted));
    return Act::acted;
}

Flow Turn::flow_after(const Step& step, const Directive& then) const {
    switch (then.kind) {
    case Directive::Kind::exit: return {task(step).exit_skips ? Flow::Kind::exit : Flow::Kind::done, no_task};
    case Directive::Kind::end: return {Flow::Kind::end, no_task};
    case Directive::Kind::jump: return {Flow::Kind::next, then.target};
    case Directive::Kind::next: break;
    }
    const TaskIndex next = task(step).next;
    return next == no_task ? Flow{} : Flow{Flow::Kind::next, next};
}

std::optional<Flow> Turn::flow_of_extended(const Step& step, const Directive& then) const {
    const Step* outer = state.find(step.parent);
    if (!outer || !outer->itself) return std::nullopt;
    if (const auto further = flow_of_extended(*outer, then)) return further;
    const Flow flow = flow_after(*outer, then);
    return flow.kind == Flow::Kind::done ? Flow{Flow::Kind::exit, no_task} : flow;
}

std::optional<Payload> Turn::leave(Step& step, const Stages& stages, const Payload& raw_output, bool own_loop, Act& act) {
    const auto failed = [&](const Drawn& drawn) {
        act = drawn.blocked() ? Act::blocked : fault(step, drawn);
        return std::optional<Payload>();
    };
    ExtraVariables extra;
    extra.task_output = &raw_output;
    extra.own_loop = own_loop;
    const Drawn output = value(step, Slot::output_as, stages.output_as, raw_output, extra);
    if (!output.ready()) return failed(output);
    if (stages.output_schema) {
        const Drawn valid = check(step, Slot::output_schema, *stages.output_schema, output.value);
        if (!valid.ready()) return failed(valid);
    }
    const bool exports = !std::holds_alternative<Absent>(stages.export_as);
    Payload context = state.context;
    if (exports) {
        extra.output = &output.value;
        const Drawn drawn = value(step, Slot::export_as, stages.export_as, output.value, extra);
        if (!drawn.ready()) return failed(drawn);
        context = drawn.value;
    }
    // Without `as` the context stays as it is, and must still be as the schema says.
    if (stages.export_schema) {
        const Drawn valid = check(step, Slot::export_schema, *stages.export_schema, context);
        if (!valid.ready()) return failed(valid);
    }
    if (exports) emit(events::ContextExported{step.id, context});
    return output.value;
}

Act Turn::complete(Step& step, const Payload& raw_output, const Directive* then, const std::string& chosen) {
    const PlannedTask& planned = task(step);
    Act act = Act::acted;
    const auto output = leave(step, {planned.output_as, planned.output_schema, planned.export_as, planned.export_schema}, raw_output, false, act);
    if (!output) return act;
    const auto own = then ? flow_of_extended(step, *then) : std::nullopt;
    emit(events::TaskCompleted{step.id, own ? *own : flow_after(step, then ? *then : planned.then), chosen, false, *output});
    return Act::acted;
}

void Turn::cancel_inside(StepId container, const std::string& reason) {
    // Steps are numbered as they begin, so what is inside has a higher number than what holds it: highest first.
    std::set<StepId> inside{container};
    std::vector<StepId> order;
    for (auto at = state.steps.upper_bound(container); at != state.steps.end(); ++at) {
        if (!inside.contains(at->second.parent)) continue;
        inside.insert(at->first);
        order.push_back(at->first);
    }
    for (auto at = order.rbegin(); at != order.rend(); ++at) emit(events::TaskCancelled{*at, reason});
}

Problem Turn::problem(const Step& step, StandardError kind, std::string detail) const {
    Problem out = Problem::standard(kind, std::move(detail));
    if (step.id != workflow_step) out.instance = pointer_of(step);
    return out;
}

std::string Turn::place_key(const Step& step) const {
    Step place = step;
    place.task = extended_task(plan, step.task);
    return step_key(plan, state, place);
}

const std::string& Turn::pointer_of(const Step& step) const {
    return plan.task(step.stage == Stage::pending ? extended_task(plan, step.task) : step.task).pointer;
}

std::uint32_t Turn::attempt_of(const Step& step) const {
    for (const Step* outer = state.find(step.parent); outer && outer->id != workflow_step; outer = state.find(outer->parent))
        if (outer->machine->kind == "try") return std::max(1u, outer->attempt);
    return 1;
}

Act Turn::call_activity(Step& step, const ActivitySpec& spec) {
    ExtraVariables extra;
    Json authorization;
    if (!std::holds_alternative<Absent>(spec.authentication)) {
        const Drawn policy = value(step, Slot::authentication, spec.authentication, step.input);
        if (policy.blocked()) return Act::blocked;
        if (!policy.ready()) return fault(step, policy);
        authorization = authorization_descriptor(JsonValue::of(policy.value.json));
        extra.authorization = &authorization;
    }
    const Drawn request = value(step, Slot::main, spec.request, step.input, extra);
    if (request.blocked()) return Act::blocked;
    if (!request.ready()) return fault(step, request);
    emit(events::ActivityScheduled{step.id, attempt_of(step), spec.kind, !spec.await, request.value});
    return Act::acted;
}

} // namespace orkestr
