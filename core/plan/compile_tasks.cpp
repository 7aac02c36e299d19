#include "core/plan/plan_compiler.h"

namespace orkestr {

namespace {

/// What an author's expression yields where text has to stand: numbers and booleans are written out, null stays.
std::string as_text(const std::string& value, const std::string& what) {
    return "(" + value + " | if type == \"string\" or . == null then . elif type == \"number\" or type == \"boolean\" then tojson else error(" +
           ProgramBuilder::literal(what + " must be text, not ") + " + type) end)";
}

std::string as_some_text(const std::string& value, const std::string& what) {
    return "(" + as_text(value, what) + " | if . == null or . == \"\" then error(" + ProgramBuilder::literal(what + " is missing") + ") else . end)";
}

/// RFC 3339, as CloudEvents 1.0 has it.
std::string as_time(const std::string& value, const std::string& what) {
    static constexpr const char* form = R"("^\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)$")";
    return "(" + as_text(value, what) + " | if . == null or test(" + form + ") then . else error(" +
           ProgramBuilder::literal(what + " is no date-time") + ") end)";
}

/// An attribute of an event (CloudEvents 1.0, "Context Attributes"). Null leaves out what may be left out.
std::string attribute_text(const ProgramBuilder& builder, std::string_view name, const Node& node) {
    std::string value = builder.text_of(node);
    if (!node.is_string() || name == "data" || !(expression_in(node) || builder.is_loose(node))) return value;
    const std::string what = "the event's '" + std::string(name) + "'";
    if (name == "type") return as_some_text(value, what);
    if (name == "time") return as_time(value, what);
    if (name == "id" || name == "source" || name == "subject" || name == "datacontenttype" || name == "dataschema") return as_text(value, what);
    return value;
}

} // namespace

void PlanCompiler::refuse(const Task& task) {
    if (!refused_)
        refused_ = Error{ErrorCode::unsupported, std::string("the ") + kind_name(task) + " task " + task.pointer + " can't be run yet", task.span};
}

TaskSpec PlanCompiler::spec_of(const Task& task) {
    return std::visit([&](const auto& kind) { return spec(task, kind); }, task.kind);
}

std::string PlanCompiler::scheme_text(const Task& task, const AuthenticationPolicy& policy) {
    const auto secret = [](const SecretReference& use) { return "{\"use\":" + ProgramBuilder::literal(use.name) + "}"; };
    const auto pair = [&](const std::variant<UserPassword, SecretReference>& credentials) {
        if (const auto* use = std::get_if<SecretReference>(&credentials)) return secret(*use);
        const auto& given = std::get<UserPassword>(credentials);
        return "{\"username\":" + builder_.text_of(given.username) + ",\"password\":" + builder_.text_of(given.password) + "}";
    };
    if (const auto* basic = std::get_if<BasicAuthentication>(&policy.scheme)) return "{\"basic\":" + pair(basic->credentials) + "}";
    if (const auto* digest = std::get_if<DigestAuthentication>(&policy.scheme)) return "{\"digest\":" + pair(digest->credentials) + "}";
    if (const auto* bearer = std::get_if<BearerAuthentication>(&policy.scheme)) {
        if (const auto* use = std::get_if<SecretReference>(&bearer->token)) return "{\"bearer\":" + secret(*use) + "}";
        return "{\"bearer\":{\"token\":" + builder_.text_of(std::get<Text>(bearer->token)) + "}}";
    }
    refuse(task);
    return "null";
}

std::string PlanCompiler::authentication_text(const Task& task, const std::shared_ptr<const Authentication>& authentication) {
    if (!authentication) return {};
    if (const auto* policy = std::get_if<AuthenticationPolicy>(&*authentication)) return scheme_text(task, *policy);
    const auto* named = find_named(definition_.use.authentications, std::get<Reference>(*authentication).name);
    return named ? scheme_text(task, *named) : std::string{};
}

TaskSpec PlanCompiler::spec(const Task& task, const CallHttp& call) {
    static constexpr const char* outputs[] = {"content", "raw", "response"};
    const auto where = scope(task, ExpressionRole::task);
    std::string text = "{\"method\":" + builder_.text_of(call.method) + ",\"uri\":" + builder_.text_of(call.endpoint);
    if (call.headers) text += ",\"headers\":" + builder_.text_of(*call.headers);
    if (call.query) text += ",\"query\":" + builder_.text_of(*call.query);
    if (call.body) text += ",\"body\":" + builder_.text_of(*call.body);
    const std::string authentication = authentication_text(task, call.endpoint.authentication);
    if (!authentication.empty()) text += ",\"authentication\":" + authentication;
    text += std::string(",\"output\":\"") + outputs[static_cast<int>(call.output)] + "\",\"redirect\":" + (call.redirect ? "true" : "false") + "}";
    ActivitySpec spec{"http", builder_.composed(std::move(text), where, task.pointer + "/with"), Absent{}, true};
    const std::string definition = task_definition_json(task).text();
    if (!authentication.empty() && definition.find("$authorization") != std::string::npos)
        spec.authentication = builder_.composed(authentication, where, task.pointer + "/with/endpoint/authentication");
    return spec;
}

TaskSpec PlanCompiler::spec(const Task& task, const CallFunction& call) {
    const auto& functions = functions_[static_cast<std::size_t>(extending_)];
    const auto at = functions.find(call.source == CallFunction::Source::named ? call.name : resource_uri(definition_, call));
    if (at == functions.end()) {
        refuse(task);
        return FunctionSpec{};
    }
    const auto where = scope(task, ExpressionRole::task);
    return FunctionSpec{at->second, call.with ? builder_.value(*call.with, where) : ValueSource(Identity{})};
}

TaskSpec PlanCompiler::spec(const Task&, const DoTask& block) { return DoSpec{first_of(block.tasks)}; }

TaskSpec PlanCompiler::spec(const Task& task, const EmitTask& emit) {
    const auto where = scope(task, ExpressionRole::task);
    if (!emit.event.all.has_expressions) return EmitSpec{builder_.value(emit.event.all, where)};
    std::string text;
    for (const auto& member : emit.event.all.node->members()) {
        const std::string_view name = member.key->text();
        text += (text.empty() ? "{" : ",") + ProgramBuilder::literal(name) + ":" + attribute_text(builder_, name, *member.value);
    }
    return EmitSpec{builder_.composed(text + "}", where, task.pointer + "/emit/event/with")};
}

TaskSpec PlanCompiler::spec(const Task& task, const ForTask& loop) {
    auto inside = scope(task, ExpressionRole::condition);
    inside.own = {loop.each, loop.at};
    return ForSpec{loop.each, loop.at, builder_.transform(loop.in, scope(task, ExpressionRole::task)),
                   builder_.condition(loop.while_true, inside), first_of(loop.tasks)};
}

TaskSpec PlanCompiler::spec(const Task&, const ForkTask& fork) {
    ForkSpec spec{fork.compete, {}};
    for (const auto& branch : fork.branches) spec.branches.push_back(index_of(*branch));
    return spec;
}

TaskSpec PlanCompiler::spec(const Task& task, const RaiseTask& raise) {
    const auto* error = std::get_if<ErrorDefinition>(&raise.error);
    if (!error) error = find_named(definition_.use.errors, std::get<Reference>(raise.error).name);
    if (!error) {
        refuse(task);
        return RaiseSpec{};
    }
    const auto text_of = [&](const Text& part, const char* what, auto checked) {
        const std::string value = builder_.text_of(part);
        return part.is_expression || part.is_loose ? checked(value, what) : value;
    };
    std::string text = "{\"type\":" + text_of(error->type, "the error's 'type'", as_some_text) + ",\"status\":" + std::to_string(error->status);
    if (error->title) text += ",\"title\":" + text_of(*error->title, "the error's 'title'", as_text);
    if (error->detail) text += ",\"detail\":" + text_of(*error->detail, "the error's 'detail'", as_text);
    return RaiseSpec{builder_.composed(text + "}", scope(task, ExpressionRole::task), task.pointer + "/raise/error")};
}

std::string PlanCompiler::process_text(const std::vector<Text>& arguments, const std::optional<Text>& stdin_text,
                                   const std::optional<Value>& environment, RunTask::Return returns) {
    static constexpr const char* names[] = {"stdout", "stderr", "code", "all", "none"};
    std::string text = ",\"arguments\":[";
    for (std::size_t i = 0; i < arguments.size(); ++i) text += (i ? "," : "") + builder_.text_of(arguments[i]);
    text += "]";
    if (stdin_text) text += ",\"stdin\":" + builder_.text_of(*stdin_text);
    if (environment) text += ",\"environment\":" + builder_.text_of(*environment);
    return text + ",\"return\":\"" + names[static_cast<int>(returns)] + "\"}";
}

TaskSpec PlanCompiler::spec(const Task& task, const RunTask& run) {
    const auto where = scope(task, ExpressionRole::task);
    const std::string place = task.pointer + "/run";
    if (const auto* shell = std::get_if<RunShell>(&run.process)) {
        std::string text = "{\"command\":" + builder_.text_of(shell->command) +
                           process_text(shell->arguments, shell->stdin_text, shell->environment, run.returns);
        return ActivitySpec{"shell", builder_.composed(std::move(text), where, place), Absent{}, run.await};
    }
    if (const auto* script = std::get_if<RunScript>(&run.process); script && script->code) {
        const bool python = script->language == "python" || script->language.starts_with("python:");
        std::string text = std::string("{\"language\":\"") + (python ? "python" : "js") + "\",\"code\":" + builder_.text_of(*script->code) +
                           process_text(script->arguments, script->stdin_text, script->environment, run.returns);
        return ActivitySpec{"script", builder_.composed(std::move(text), where, place), Absent{}, run.await};
    }
    if (const auto* child = std::get_if<RunWorkflow>(&run.process))
        return WorkflowSpec{child->ns, child->name, child->version,
                            child->input ? builder_.value(*child->input, where) : ValueSource(Identity{}), run.await};
    refuse(task);
    return DoSpec{};
}

TaskSpec PlanCompiler::spec(const Task& task, const SetTask& set) {
    return SetSpec{builder_.value(set.value, scope(task, ExpressionRole::task))};
}

TaskSpec PlanCompiler::spec(const Task& task, const SwitchTask& choice) {
    SwitchSpec spec;
    // One expression for all the conditions: each is evaluated only when those before it did not hold, and the default
    // comes last wherever it stands.
    std::string text;
    std::string otherwise = "-1";
    for (std::size_t i = 0; i < choice.cases.size(); ++i) {
        const auto& one = choice.cases[i];
        spec.cases.push_back({one.name, resolve(one.then, *list_)});
        if (one.when) text += (text.empty() ? "if __truth(" : " elif __truth(") + one.when->text + "\n) then " + std::to_string(i);
        else otherwise = std::to_string(i);
    }
    text = text.empty() ? otherwise : text + " else " + otherwise + " end";
    spec.chooser = builder_.composed(std::move(text), scope(task, ExpressionRole::condition), task.pointer + "/switch");
    return spec;
}

PlannedRetry PlanCompiler::retry(const Task& task, const RetryPolicy& policy, const std::string& error_name) {
    auto where = scope(task, ExpressionRole::retry_when);
    where.own = {error_name};
    const auto duration = [&](const std::optional<DurationSource>& source) -> std::optional<PlannedDuration> {
        if (!source) return std::nullopt;
        return builder_.duration(*source, where);
    };
    PlannedRetry planned;
    planned.when = builder_.condition(policy.when, where);
    planned.except_when = builder_.condition(policy.except_when, where);
    planned.delay = duration(policy.delay);
    planned.backoff = policy.backoff;
    planned.attempts = policy.limit_attempt_count;
    planned.attempt_duration = duration(policy.limit_attempt_duration);
    planned.duration = duration(policy.limit_duration);
    if (policy.jitter) {
        planned.jitter_from = builder_.duration(policy.jitter->from, where);
        planned.jitter_to = builder_.duration(policy.jitter->to, where);
    }
    return planned;
}

TaskSpec PlanCompiler::spec(const Task& task, const TryTask& attempt) {
    const auto& caught = attempt.caught;
    auto where = scope(task, ExpressionRole::catch_when);
    where.own = {caught.as};
    TrySpec spec;
    spec.first = first_of(attempt.tasks);
    spec.errors = caught.errors;
    spec.as = caught.as;
    spec.when = builder_.condition(caught.when, where);
    spec.except_when = builder_.condition(caught.except_when, where);
    if (caught.retry) {
        const auto* own = std::get_if<std::shared_ptr<const RetryPolicy>>(&*caught.retry);
        const RetryPolicy* policy = own ? own->get() : nullptr;
        if (!policy) policy = find_named(definition_.use.retries, std::get<Reference>(*caught.retry).name);
        if (policy) spec.retry = retry(task, *policy, caught.as);
    }
    if (caught.tasks) spec.handler = first_of(*caught.tasks);
    if (caught.then) spec.then = resolve(*caught.then, *list_);
    return spec;
}

TaskSpec PlanCompiler::spec(const Task& task, const WaitTask& wait) {
    return WaitSpec{builder_.duration(wait.duration, scope(task, ExpressionRole::task))};
}

} // namespace orkestr
