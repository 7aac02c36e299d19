// Tasks: one struct per kind, as the specification's schema has them (dsl-reference.md, "Task").
#pragma once

#include "core/definition/authentication.h"
#include "core/definition/event.h"

namespace orkestr {

struct Task;
/// In declared order. Nesting is bounded (reader.h), so that destroying a list can't overflow the stack.
using TaskList = std::vector<std::unique_ptr<Task>>;

/// A JSON Schema (or another format) for data.
struct Schema {
    std::string format = "json"; ///< `{format}` or `{format}:{version}`
    const Node* document = nullptr; ///< inline; null when it is external
    std::optional<ExternalResource> resource;
    SourceSpan span;
};

struct Input {
    std::shared_ptr<const Schema> schema; ///< null: none
    std::optional<Transform> from;
};

struct Output {
    std::shared_ptr<const Schema> schema; ///< null: none
    std::optional<Transform> as;
};

struct Export {
    std::shared_ptr<const Schema> schema; ///< null: none
    std::optional<Transform> as;
};

struct Timeout {
    DurationSource after;
    SourceSpan span;
};

/// Inline, or one of use.timeouts.
using TimeoutChoice = std::variant<Timeout, Reference>;

/// Where the flow goes.
struct FlowDirective {
    enum class Kind { continue_, exit, end, task };
    Kind kind = Kind::continue_;
    std::string task; ///< a name in the same list, when kind is task
    SourceSpan span;
};

struct ErrorDefinition {
    Text type; ///< a URI template, or an expression
    std::int64_t status = 0;
    std::optional<Text> instance; ///< ignored by the engine, which sets its own
    std::optional<Text> title;
    std::optional<Text> detail;
    SourceSpan span;
};

enum class HttpOutput { content, raw, response };

struct CallHttp {
    Text method;
    Endpoint endpoint;
    std::optional<Value> headers; ///< an object of strings, or an expression
    std::optional<Value> query;   ///< an object of strings, or an expression
    std::optional<Value> body;
    HttpOutput output = HttpOutput::content;
    bool redirect = false;
};

struct CallFunction {
    enum class Source { named, url, catalog };
    Source source = Source::named;
    std::string name; ///< as written: a name of use.functions, a URL, or `function:version@catalog`
    std::string function;
    std::string version;
    std::string catalog;
    SourceSpan name_span;
    std::optional<Value> with; ///< an object
};

struct CallOpenApi {
    ExternalResource document;
    Text operation_id;
    std::optional<Value> parameters;
    std::shared_ptr<const Authentication> authentication; ///< null: none
    HttpOutput output = HttpOutput::content;
    bool redirect = false;
};

struct CallGrpc {
    struct Service {
        Text name;
        Text host;
        std::optional<std::int64_t> port;
        std::shared_ptr<const Authentication> authentication; ///< null: none
    };
    ExternalResource proto;
    Service service;
    Text method;
    std::optional<Value> arguments;
};

/// Runs tasks for each message or event consumed.
struct SubscriptionIterator {
    std::string item = "item";
    std::string at = "index";
    TaskList tasks;
    std::optional<Output> output;
    std::optional<Export> export_to;
    SourceSpan span;
};

struct CallAsyncApi {
    struct Server {
        Text name;
        std::optional<Value> variables;
    };
    struct Message {
        std::optional<Value> payload;
        std::optional<Value> headers;
    };
    struct Subscription {
        std::optional<Expression> filter;
        std::optional<DurationSource> consume_for;
        std::optional<std::int64_t> amount;
        std::optional<Expression> while_true;
        std::optional<Expression> until;
        std::optional<SubscriptionIterator> foreach;
    };
    ExternalResource document;
    std::optional<Text> channel;
    std::optional<Text> operation;
    std::optional<Server> server;
    std::optional<std::string> protocol;
    std::optional<Message> message;
    std::unique_ptr<Subscription> subscription;
    std::shared_ptr<const Authentication> authentication; ///< null: none
};

struct CallA2a {
    std::optional<ExternalResource> agent_card;
    std::optional<Endpoint> server;
    std::string method;
    std::optional<Value> parameters;
};

struct CallMcp {
    struct HttpTransport {
        Endpoint endpoint;
        std::optional<Value> headers;
    };
    struct StdioTransport {
        Text command;
        std::vector<Text> arguments;
        std::optional<Value> environment;
    };
    struct Client {
        Text name;
        Text version;
    };
    std::string protocol_version = "2025-06-18";
    std::string method;
    std::optional<Value> parameters;
    std::optional<DurationSource> timeout;
    std::variant<HttpTransport, StdioTransport> transport;
    std::optional<Value> options;
    std::optional<Client> client;
};

struct DoTask {
    TaskList tasks;
};

struct EmitTask {
    EventProperties event;
};

struct ForTask {
    std::string each = "item";
    std::string at = "index";
    Transform in; ///< a bare expression, or an inline array
    std::optional<Expression> while_true;
    TaskList tasks;
};

struct ForkTask {
    bool compete = false;
    TaskList branches;
};

struct ListenTask {
    EventConsumption to;
    EventRead read = EventRead::data;
    std::optional<SubscriptionIterator> foreach;
};

struct RaiseTask {
    std::variant<ErrorDefinition, Reference> error; ///< by name: one of use.errors
};

struct RunContainer {
    enum class Cleanup { never, always, eventually };
    enum class PullPolicy { if_not_present, always, never };
    Text image;
    std::optional<Text> name;
    std::optional<Text> command;
    std::optional<Value> ports;
    std::optional<Value> volumes;
    std::optional<Value> environment;
    std::optional<Text> stdin_text;
    std::vector<Text> arguments;
    Cleanup cleanup = Cleanup::never;
    std::optional<DurationSource> cleanup_after;
    PullPolicy pull_policy = PullPolicy::if_not_present;
};

struct RunScript {
    std::string language; ///< as written
    std::optional<Text> code;
    std::optional<ExternalResource> source;
    std::optional<Text> stdin_text;
    std::vector<Text> arguments;
    std::optional<Value> environment; ///< an object
};

struct RunShell {
    Text command;
    std::optional<Text> stdin_text;
    std::vector<Text> arguments;
    std::optional<Value> environment; ///< an object
};

struct RunWorkflow {
    std::string ns;
    std::string name;
    std::string version; ///< a semantic version, or `latest`
    std::optional<Value> input; ///< an object
    SourceSpan span;
};

struct RunTask {
    enum class Return { stdout_text, stderr_text, code, all, none };
    bool await = true;
    Return returns = Return::stdout_text;
    std::variant<RunContainer, RunScript, RunShell, RunWorkflow> process;
};

struct SetTask {
    Value value; ///< an object, or a string that is an expression
};

struct SwitchCase {
    std::string name;
    SourceSpan name_span;
    std::optional<Expression> when; ///< none: the default case
    FlowDirective then;
};

struct SwitchTask {
    std::vector<SwitchCase> cases;
};

struct RetryPolicy {
    enum class Backoff { constant, linear, exponential };
    std::optional<Expression> when;
    std::optional<Expression> except_when;
    std::optional<DurationSource> delay;
    Backoff backoff = Backoff::constant;
    std::optional<std::int64_t> limit_attempt_count; ///< retries after the first attempt
    std::optional<DurationSource> limit_attempt_duration;
    std::optional<DurationSource> limit_duration;
    struct Jitter {
        DurationSource from;
        DurationSource to;
    };
    std::optional<Jitter> jitter;
    SourceSpan span;
};

/// Each given member must equal the error's (workflow-semantics, "errors.with").
struct ErrorFilter {
    std::optional<std::string> type;
    std::optional<std::int64_t> status;
    std::optional<std::string> instance;
    std::optional<std::string> title;
    std::optional<std::string> detail; ///< `detail` or `details`
};

struct CatchClause {
    std::optional<ErrorFilter> errors;
    std::string as = "error";
    std::optional<Expression> when;
    std::optional<Expression> except_when;
    /// Inline, or one of use.retries.
    std::optional<std::variant<std::shared_ptr<const RetryPolicy>, Reference>> retry;
    std::optional<TaskList> tasks;
    std::optional<FlowDirective> then;
    SourceSpan span;
};

struct TryTask {
    TaskList tasks;
    CatchClause caught;
};

struct WaitTask {
    DurationSource duration;
};

/// What every task may have.
struct TaskBase {
    std::optional<Expression> if_true;
    std::optional<Input> input;
    std::optional<Output> output;
    std::optional<Export> export_to;
    std::optional<TimeoutChoice> timeout;
    std::optional<FlowDirective> then;
    const Node* metadata = nullptr;
};

using TaskKind = std::variant<CallHttp, CallFunction, CallOpenApi, CallGrpc, CallAsyncApi, CallA2a, CallMcp, DoTask,
                              EmitTask, ForTask, ForkTask, ListenTask, RaiseTask, RunTask, SetTask, SwitchTask, TryTask,
                              WaitTask>;

struct Task {
    std::string name;
    /// JSON pointer in the definition: `/do/0/tryGetPet/try/0/getPet`, `/use/functions/NAME`.
    std::string pointer;
    SourceSpan name_span;
    SourceSpan span; ///< of the task's own mapping
    TaskBase base;
    TaskKind kind;
    const Node* node = nullptr; ///< the task's own mapping: to_json(*node) is `$task.definition`
    /// Loop and error variables visible to the task (not those that it brings in for what it holds).
    std::shared_ptr<const VariableScope> scope;
};

/// The property that makes the task what it is: "call", "do", "emit", "for", ...
const char* kind_name(const Task& task);

/// `$task.definition` as canonical JSON.
Json task_definition_json(const Task& task);

} // namespace orkestr
