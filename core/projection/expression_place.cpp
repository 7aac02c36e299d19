#include "core/projection/expression_place.h"

namespace orkestr {

namespace {

bool is_expression(const ValueSource& source, ExpressionIndex index) {
    const auto* found = std::get_if<ExpressionIndex>(&source);
    return found && *found == index;
}

struct MainPlace {
    std::string operator()(const SetSpec&) const { return "/set"; }
    std::string operator()(const SwitchSpec&) const { return "/switch"; }
    std::string operator()(const ForSpec&) const { return "/for/in"; }
    std::string operator()(const RaiseSpec&) const { return "/raise/error"; }
    std::string operator()(const WaitSpec&) const { return "/wait"; }
    std::string operator()(const EmitSpec&) const { return "/emit/event/with"; }
    std::string operator()(const ActivitySpec& spec) const { return spec.kind == "http" ? "/with" : "/run"; }
    std::string operator()(const FunctionSpec&) const { return "/with"; }
    std::string operator()(const WorkflowSpec&) const { return "/run/workflow/input"; }
    template <class Other>
    std::string operator()(const Other&) const { return {}; }
};

std::string place_within(const PlannedTask& task, Slot slot, ExpressionIndex index) {
    const auto* listen = std::get_if<ListenSpec>(&task.spec);
    const bool each = listen && listen->each;
    switch (slot) {
    case Slot::if_true: return "/if";
    case Slot::input_schema: return "/input/schema";
    case Slot::input_from: return "/input/from";
    case Slot::timeout: return "/timeout/after";
    case Slot::main: return std::visit(MainPlace{}, task.spec);
    case Slot::authentication: return "/with/endpoint/authentication";
    case Slot::loop_while: return "/while";
    case Slot::catch_when: return "/catch/when";
    case Slot::catch_except: return "/catch/exceptWhen";
    case Slot::retry_when: return "/catch/retry/when";
    case Slot::retry_except: return "/catch/retry/exceptWhen";
    case Slot::retry_delay: return "/catch/retry/delay";
    case Slot::retry_duration: return "/catch/retry/limit/duration";
    case Slot::attempt_duration: return "/catch/retry/limit/attempt/duration";
    case Slot::jitter_from: return "/catch/retry/jitter/from";
    case Slot::jitter_to: return "/catch/retry/jitter/to";
    case Slot::output_as: return each && is_expression(listen->each->output_as, index) ? "/foreach/output/as" : "/output/as";
    case Slot::output_schema: return "/output/schema";
    case Slot::export_as: return each && is_expression(listen->each->export_as, index) ? "/foreach/export/as" : "/export/as";
    case Slot::export_schema: return "/export/schema";
    case Slot::listen_until: return "/listen/to/until";
    case Slot::extension_when: return "/when";
    }
    return {};
}

} // namespace

std::string expression_place(const Plan& plan, TaskIndex task, Slot slot, ExpressionIndex index) {
    if (task >= plan.tasks.size()) return {};
    // An extension has the `if` of what it extends.
    const TaskIndex holder = slot == Slot::if_true ? extended_task(plan, task) : task;
    return plan.task(holder).pointer + place_within(plan.task(task), slot, index);
}

} // namespace orkestr
