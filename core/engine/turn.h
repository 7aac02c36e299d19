// One call of advance(): what the machines work with. Internal to the engine.
#pragma once

#include "core/engine/advance.h"

#include <algorithm>
#include <string_view>

namespace orkestr {

/// What a machine's move came to.
enum class Act : std::uint8_t {
    acted,  ///< at least one event
    blocked ///< values are asked for, or others must end first
};

/// A value a machine asked for: there, failed, or still to come.
struct Drawn {
    enum class Kind : std::uint8_t { ready, failed, blocked };
    Kind kind = Kind::blocked;
    Payload value;
    Problem problem;
    bool stopped = false;
    Slot slot = Slot::main;
    bool ready() const { return kind == Kind::ready; }
    bool blocked() const { return kind == Kind::blocked; }
    bool is_true() const { return value.json.text() == "true"; }
};

/// Variables that only the expression at hand sees.
struct ExtraVariables {
    const Payload* task_output = nullptr;        ///< `$task.output`: the raw output
    const Payload* output = nullptr;             ///< `$output`: the transformed one
    const std::string* error_name = nullptr;     ///< of a catch
    const Json* error = nullptr;
    const Json* authorization = nullptr;
    bool own_loop = false; ///< the loop's variables belong to its own step too: `while`
};

/// dsl.md, "Authorization Descriptor", of a policy such as {"bearer":{"token":"..."}}. A parameter that would hold a
/// secret's bytes in another form stays null.
Json authorization_descriptor(const JsonValue& policy);

/// The stages that an output passes.
struct Stages {
    const ValueSource& output_as;
    const std::optional<SchemaIndex>& output_schema;
    const ValueSource& export_as;
    const std::optional<SchemaIndex>& export_schema;
};

class Turn {
public:
    Turn(const Plan& of, State& run, const Values& values, Instant time, Effects& effects)
        : plan(of), state(run), now(std::max(run.at, time)), values_(values), effects_(effects) {}

    Result<Advanced> run();

    const Plan& plan;
    State& state;
    const Instant now;

    /// Appends an event and applies it. References to steps that it ends are gone afterwards.
    void emit(EventBody body);

    // What machines ask for. `input` is `.`.
    Drawn value(const Step& step, Slot slot, const ValueSource& source, const Payload& input, const ExtraVariables& extra = {});
    /// Whether value() would look at its input: not for a constant, nor once there is an answer.
    bool asks_for(const Step& step, Slot slot, const ValueSource& source) const;
    Drawn check(const Step& step, Slot slot, SchemaIndex schema, const Payload& input);
    /// A duration in milliseconds, as the payload's integer.
    Drawn duration(const Step& step, Slot slot, const PlannedDuration& source, const Payload& input, const ExtraVariables& extra = {});

    ValueRequest request(const RequestKey& key, const Step& step, ExpressionIndex index, const Json& input, const ExtraVariables& extra) const;

    // What machines do.
    Act fault(Step& step, const Drawn& failed);
    Act fault(Step& step, Problem problem);
    Act fault(Step& step, Fault cause);
    /// A value that output, export and their schemas make of a raw output; nothing when the step is blocked or has faulted.
    std::optional<Payload> leave(Step& step, const Stages& stages, const Payload& raw_output, bool own_loop, Act& act);
    /// Ends the step with this raw output: output, export, and where the flow goes. `then` overrides the task's own.
    Act complete(Step& step, const Payload& raw_output, const Directive* then = nullptr, const std::string& chosen = {});
    /// Cancels everything inside the step, the innermost first.
    void cancel_inside(StepId step, const std::string& reason);
    Act call_activity(Step& step, const ActivitySpec& spec);

    Problem problem(const Step& step, StandardError kind, std::string detail) const;
    const PlannedTask& task(const Step& step) const { return plan.task(step.task); }
    /// Before it starts, a step is the task: its `if` is the task's own. What extends it comes after.
    std::string place_key(const Step& step) const;
    const std::string& pointer_of(const Step& step) const;
    Flow flow_after(const Step& step, const Directive& then) const;
    /// Where a task that an extension extends goes by a directive of its own; nothing for other steps.
    std::optional<Flow> flow_of_extended(const Step& step, const Directive& then) const;
    std::uint32_t attempt_of(const Step& step) const;

private:
    bool settle_run();
    Act act(StepId id);
    bool belongs(const Step& step) const;
    Act enter(Step& step);
    Act enter_workflow(Step& step);
    Act leave_workflow(Step& step);
    Act expire(Step& step);
    void finish_ending();
    Act fault_workflow(Fault cause);

    Drawn expression(const Step& step, Slot slot, ExpressionIndex index, const Payload& input, const ExtraVariables& extra);
    Drawn answered(const RequestKey& key, const Step& step, StandardError failure) const;
    std::optional<Drawn> missing_secret(const Step& step, Slot slot, ExpressionIndex index) const;
    Json variable(const Step& step, std::string_view name, const ExtraVariables& extra) const;
    Json task_descriptor(const Step& step, const ExtraVariables& extra) const;

    const Values& values_;
    Effects& effects_;
    Advanced out_;
    std::optional<Error> error_;
};

} // namespace orkestr
