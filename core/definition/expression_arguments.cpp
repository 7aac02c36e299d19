#include "core/definition/expression_arguments.h"

#include <algorithm>

namespace orkestr {

namespace {

enum ArgumentSet : unsigned {
    nowhere = 0,
    of_workflow = 1,  ///< $secrets $workflow $runtime
    of_context = 2,   ///< $context
    of_task = 4,      ///< $task
    of_input = 8,     ///< $input $authorization
    of_output = 16    ///< $output
};

unsigned arguments_of(ExpressionRole role) {
    switch (role) {
    case ExpressionRole::workflow_input_from:
    case ExpressionRole::schedule:
    case ExpressionRole::workflow: return of_workflow;
    case ExpressionRole::workflow_output_as: return of_workflow | of_context;
    case ExpressionRole::task_if:
    case ExpressionRole::task_input_from:
    case ExpressionRole::extension_when: return of_workflow | of_context | of_task;
    case ExpressionRole::task_export_as: return of_workflow | of_context | of_task | of_input | of_output;
    default: return of_workflow | of_context | of_task | of_input;
    }
}

unsigned set_of(std::string_view name) {
    if (name == "secrets" || name == "workflow" || name == "runtime") return of_workflow;
    if (name == "context") return of_context;
    if (name == "task") return of_task;
    if (name == "input" || name == "authorization") return of_input;
    if (name == "output") return of_output;
    return nowhere;
}

} // namespace

bool has_argument(ExpressionRole role, std::string_view name) { return (arguments_of(role) & set_of(name)) != 0; }

bool is_argument(std::string_view name) { return set_of(name) != nowhere; }

std::string_view role_name(ExpressionRole role) {
    switch (role) {
    case ExpressionRole::workflow_input_from: return "the workflow's 'input.from'";
    case ExpressionRole::workflow_output_as: return "the workflow's 'output.as'";
    case ExpressionRole::workflow: return "the workflow's own properties";
    case ExpressionRole::task_if: return "'if'";
    case ExpressionRole::task_input_from: return "'input.from'";
    case ExpressionRole::task_timeout: return "a timeout";
    case ExpressionRole::task_output_as: return "'output.as'";
    case ExpressionRole::task_export_as: return "'export.as'";
    case ExpressionRole::condition: return "a condition";
    case ExpressionRole::catch_when: return "the condition of a 'catch'";
    case ExpressionRole::retry_when: return "the condition of a 'retry'";
    case ExpressionRole::event: return "an event filter";
    case ExpressionRole::extension_when: return "the 'when' of an extension";
    case ExpressionRole::schedule: return "a schedule, which begins before there is a run";
    case ExpressionRole::task: break;
    }
    return "a task's properties";
}

} // namespace orkestr
