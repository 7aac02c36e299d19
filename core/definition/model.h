// A workflow definition, typed: what the specification's schema describes (Open Workflow DSL 1.0.3, schema.yaml at
// commit 4d42471). Made by read_definition (reader.h) only; immutable and free to share between threads.
#pragma once

#include "core/definition/task.h"

namespace orkestr {

struct Document {
    std::string dsl;
    std::string ns;
    std::string name;
    std::string version;
    std::optional<std::string> title;
    std::optional<std::string> summary;
    const Node* tags = nullptr;
    const Node* metadata = nullptr;
};

struct Catalog {
    Endpoint endpoint;
};

struct Extension {
    std::string name;
    SourceSpan span;
    std::string extend; ///< call, composite, emit, for, listen, raise, run, set, switch, try, wait, all
    std::optional<Expression> when;
    TaskList before;
    TaskList after;
};

/// Reusable components, each in declared order.
struct Use {
    std::vector<Named<AuthenticationPolicy>> authentications;
    std::vector<Named<Catalog>> catalogs;
    std::vector<Named<ErrorDefinition>> errors;
    std::vector<Extension> extensions;
    TaskList functions; ///< a function is a task with its name
    std::vector<Named<RetryPolicy>> retries;
    std::vector<Reference> secrets;
    std::vector<Named<Timeout>> timeouts;
};

struct Schedule {
    std::optional<DurationSource> every;
    std::optional<std::string> cron; ///< 5 fields, or 6 with seconds first; see cron.h
    SourceSpan cron_span;
    std::optional<DurationSource> after;
    std::optional<EventConsumption> on;
    EventRead read = EventRead::data;
    SourceSpan span;
};

struct Evaluate {
    enum class Mode { strict, loose };
    std::string language = "jq";
    Mode mode = Mode::strict;
};

/// What an expression is for: which arguments it may name. `.` and the loop and error variables are always there.
enum class ExpressionRole {
    workflow_input_from, ///< $secrets $workflow $runtime
    workflow_output_as,  ///< $secrets $workflow $runtime $context
    workflow,            ///< the workflow's own timeout and schedule: $secrets $workflow $runtime
    task_if,             ///< + $context $task
    task_input_from,     ///< + $context $task
    task_timeout,        ///< + $context $task; the raw input is `.`
    task,                ///< a task's own properties: + $context $task $input $authorization
    task_output_as,      ///< the same
    task_export_as,      ///< + $output
    condition,           ///< switch.when, for.while, until: as task
    catch_when,          ///< catch.when, catch.exceptWhen: as task; `.` is the error
    retry_when,          ///< retry.when, retry.exceptWhen: as task; `.` is the error
    event,               ///< an attribute of an event filter and correlate.*.from: `.` is the attribute, the envelope
    extension_when,      ///< as task_if; `$task` also has the members of the extended task
    schedule             ///< filters and `until` of schedule.on: $secrets $workflow $runtime; `.` as in event and condition
};

/// An expression of the definition: the runtime asks the evaluator to compile it.
struct ListedExpression {
    std::string text; ///< without `${ }`
    ExpressionRole role = ExpressionRole::task;
    SourceSpan span;     ///< of the string that holds it
    std::string pointer; ///< JSON pointer of that string
    const Task* task = nullptr; ///< the task it belongs to; null for the workflow's own and for use.*
    const Node* node = nullptr;
    std::shared_ptr<const VariableScope> scope;
};

/// An inline JSON Schema, or a regular expression within one: what only the evaluator can judge.
struct ListedSchema {
    const Node* node = nullptr; ///< of a regular expression the text of `pattern` or the key in `patternProperties`
    bool is_pattern = false;
    std::string pointer; ///< JSON pointer of the node, or of what holds the key
};

/// A workflow that this one runs; whether it is there is the caller's to check.
struct SubWorkflow {
    std::string ns;
    std::string name;
    std::string version;
    SourceSpan span;
    const Task* task = nullptr; ///< the run task
};

/// A call of a function that is declared in `use.functions`, at a URL or in a catalog.
struct FunctionCall {
    std::string caller; ///< the function of `use.functions` that calls, or the URI of a function's document; else empty
    CallFunction call;  ///< without `with`
};

struct Definition {
    Document document;
    std::optional<Input> input;
    Use use;
    TaskList tasks; ///< `do`
    std::optional<TimeoutChoice> timeout;
    std::optional<Output> output;
    std::optional<Schedule> schedule;
    Evaluate evaluate;

    std::vector<ListedExpression> expressions;
    std::vector<ListedSchema> schemas; ///< the regular expressions of a schema before itself
    std::vector<SubWorkflow> sub_workflows;
    std::vector<FunctionCall> function_calls;
    std::shared_ptr<const Tree> tree;
};

/// The whole document as canonical JSON: `$workflow.definition`, and what the content hash is of.
Json definition_json(const Definition& definition);

} // namespace orkestr
