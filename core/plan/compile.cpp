#include "core/base/sha256.h"
#include "core/plan/program_builder.h"

#include <unordered_map>

namespace orkestr {

namespace {

class Compiler {
public:
    Compiler(const Definition& definition, std::string hash)
        : definition_(definition), plan_(std::make_shared<Plan>()), builder_(definition, hash + ":" + std::to_string(semantics_number)) {
        plan_->definition_hash = std::move(hash);
    }

    Result<std::shared_ptr<const Plan>> compile();

private:
    TaskIndex number_list(const TaskList& list, TaskIndex parent, bool in_sequence);
    void number_children(const Task& task, TaskIndex index);
    void fill(const Task& task, TaskIndex index);
    void fill_stages(const Task& task, PlannedTask& planned);
    Directive resolve(const FlowDirective& directive, const Task& task) const;
    std::optional<PlannedDuration> timeout(const std::optional<TimeoutChoice>& choice, const ExpressionScope& scope);
    std::optional<SchemaIndex> schema(const std::shared_ptr<const Schema>& schema);
    ExpressionScope scope(const Task& task, ExpressionRole role) const { return {role, &task, task.scope.get(), {}}; }

    TaskSpec spec(const Task& task, const CallHttp& call);
    TaskSpec spec(const Task& task, const CallFunction& call);
    TaskSpec spec(const Task& task, const DoTask& block);
    TaskSpec spec(const Task& task, const EmitTask& emit);
    TaskSpec spec(const Task& task, const ForTask& loop);
    TaskSpec spec(const Task& task, const ForkTask& fork);
    TaskSpec spec(const Task& task, const RaiseTask& raise);
    TaskSpec spec(const Task& task, const RunTask& run);
    TaskSpec spec(const Task& task, const SetTask& set);
    TaskSpec spec(const Task& task, const SwitchTask& choice);
    TaskSpec spec(const Task& task, const TryTask& attempt);
    TaskSpec spec(const Task& task, const WaitTask& wait);
    template <class Other>
    TaskSpec spec(const Task& task, const Other&) {
        refuse(task);
        return DoSpec{};
    }
    void refuse(const Task& task);
    std::string authentication_text(const Task& task, const std::shared_ptr<const Authentication>& authentication);
    std::string scheme_text(const Task& task, const AuthenticationPolicy& policy);
    std::string process_text(const std::vector<Text>& arguments, const std::optional<Text>& stdin_text,
                             const std::optional<Value>& environment, const Task& task, RunTask::Return returns);
    PlannedRetry retry(const Task& task, const RetryPolicy& policy, const std::string& error_name);
    TaskIndex first_of(const TaskList& list) const { return list.empty() ? no_task : index_.at(list.front().get()); }

    const Definition& definition_;
    std::shared_ptr<Plan> plan_;
    ProgramBuilder builder_;
    std::unordered_map<const Task*, TaskIndex> index_;
    std::vector<std::pair<const Task*, const TaskList*>> order_; ///< by index
    std::unordered_map<std::string, TaskIndex> functions_;
    std::optional<Error> refused_;
};

void Compiler::refuse(const Task& task) {
    if (!refused_)
        refused_ = Error{ErrorCode::unsupported, std::string("the ") + kind_name(task) + " task " + task.pointer + " can't be run yet", task.span};
}

/// Numbers the tasks of a list, then of what they hold: a list's tasks have neighbouring indices.
TaskIndex Compiler::number_list(const TaskList& list, TaskIndex parent, bool in_sequence) {
    const auto first = static_cast<TaskIndex>(plan_->tasks.size());
    for (const auto& task : list) {
        index_[task.get()] = static_cast<TaskIndex>(plan_->tasks.size());
        order_.emplace_back(task.get(), &list);
        PlannedTask planned;
        planned.name = task->name;
        planned.pointer = task->pointer;
        planned.kind = kind_name(*task);
        planned.parent = parent;
        plan_->tasks.push_back(std::move(planned));
    }
    if (in_sequence)
        for (std::size_t i = 0; i + 1 < list.size(); ++i)
            plan_->tasks[first + i].next = static_cast<TaskIndex>(first + i + 1);
    for (std::size_t i = 0; i < list.size(); ++i) number_children(*list[i], static_cast<TaskIndex>(first + i));
    return first;
}

void Compiler::number_children(const Task& task, TaskIndex index) {
    if (const auto* block = std::get_if<DoTask>(&task.kind)) number_list(block->tasks, index, true);
    if (const auto* loop = std::get_if<ForTask>(&task.kind)) number_list(loop->tasks, index, true);
    if (const auto* fork = std::get_if<ForkTask>(&task.kind)) number_list(fork->branches, index, false);
    if (const auto* attempt = std::get_if<TryTask>(&task.kind)) {
        number_list(attempt->tasks, index, true);
        if (attempt->caught.tasks) number_list(*attempt->caught.tasks, index, true);
    }
}

Result<std::shared_ptr<const Plan>> Compiler::compile() {
    plan_->ns = definition_.document.ns;
    plan_->name = definition_.document.name;
    plan_->version = definition_.document.version;
    for (const auto& secret : definition_.use.secrets) plan_->secrets.push_back(secret.name);
    number_list(definition_.tasks, no_task, true);
    plan_->first = first_of(definition_.tasks);
    number_list(definition_.use.functions, no_task, false);
    for (const auto& function : definition_.use.functions) functions_[function->name] = index_.at(function.get());

    if (definition_.input) {
        plan_->input_from = builder_.transform(definition_.input->from, {ExpressionRole::workflow_input_from, nullptr, nullptr, {}});
        plan_->input_schema = schema(definition_.input->schema);
    }
    if (definition_.output) {
        plan_->output_as = builder_.transform(definition_.output->as, {ExpressionRole::workflow_output_as, nullptr, nullptr, {}});
        plan_->output_schema = schema(definition_.output->schema);
    }
    plan_->timeout = timeout(definition_.timeout, {ExpressionRole::workflow, nullptr, nullptr, {}});
    for (TaskIndex i = 0; i < order_.size(); ++i) fill(*order_[i].first, i);
    if (refused_) return *refused_;

    plan_->expression_secrets = std::move(builder_.secrets);
    plan_->expression_places = std::move(builder_.places);
    plan_->program = builder_.take_program();
    return std::shared_ptr<const Plan>(plan_);
}

void Compiler::fill(const Task& task, TaskIndex index) {
    auto& planned = plan_->tasks[index];
    fill_stages(task, planned);
    planned.spec = std::visit([&](const auto& kind) { return spec(task, kind); }, task.kind);
}

void Compiler::fill_stages(const Task& task, PlannedTask& planned) {
    const auto& base = task.base;
    if (base.then) planned.then = resolve(*base.then, task);
    planned.if_true = builder_.condition(base.if_true, scope(task, ExpressionRole::task_if));
    planned.timeout = timeout(base.timeout, scope(task, ExpressionRole::task_timeout));
    if (base.input) {
        planned.input_from = builder_.transform(base.input->from, scope(task, ExpressionRole::task_input_from));
        planned.input_schema = schema(base.input->schema);
    }
    if (base.output) {
        planned.output_as = builder_.transform(base.output->as, scope(task, ExpressionRole::task_output_as));
        planned.output_schema = schema(base.output->schema);
    }
    if (base.export_to) {
        planned.export_as = builder_.transform(base.export_to->as, scope(task, ExpressionRole::task_export_as));
        planned.export_schema = schema(base.export_to->schema);
    }
}

Directive Compiler::resolve(const FlowDirective& directive, const Task& task) const {
    switch (directive.kind) {
    case FlowDirective::Kind::continue_: return {};
    case FlowDirective::Kind::exit: return {Directive::Kind::exit, no_task};
    case FlowDirective::Kind::end: return {Directive::Kind::end, no_task};
    case FlowDirective::Kind::task: break;
    }
    for (const auto& sibling : *order_[index_.at(&task)].second)
        if (sibling->name == directive.task) return {Directive::Kind::jump, index_.at(sibling.get())};
    return {};
}

std::optional<PlannedDuration> Compiler::timeout(const std::optional<TimeoutChoice>& choice, const ExpressionScope& where) {
    if (!choice) return std::nullopt;
    if (const auto* inline_timeout = std::get_if<Timeout>(&*choice)) return builder_.duration(inline_timeout->after, where);
    const auto* named = find_named(definition_.use.timeouts, std::get<Reference>(*choice).name);
    if (!named) return std::nullopt;
    return builder_.duration(named->after, where);
}

std::optional<SchemaIndex> Compiler::schema(const std::shared_ptr<const Schema>& schema) {
    if (!schema || !schema->document) return std::nullopt;
    return builder_.schema(*schema->document);
}

std::string Compiler::scheme_text(const Task& task, const AuthenticationPolicy& policy) {
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

std::string Compiler::authentication_text(const Task& task, const std::shared_ptr<const Authentication>& authentication) {
    if (!authentication) return {};
    if (const auto* policy = std::get_if<AuthenticationPolicy>(&*authentication)) return scheme_text(task, *policy);
    const auto* named = find_named(definition_.use.authentications, std::get<Reference>(*authentication).name);
    return named ? scheme_text(task, *named) : std::string{};
}

TaskSpec Compiler::spec(const Task& task, const CallHttp& call) {
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

TaskSpec Compiler::spec(const Task& task, const CallFunction& call) {
    const auto at = functions_.find(call.name);
    if (at == functions_.end()) {
        refuse(task);
        return FunctionSpec{};
    }
    const auto where = scope(task, ExpressionRole::task);
    return FunctionSpec{at->second, call.with ? builder_.value(*call.with, where) : ValueSource(Identity{})};
}

TaskSpec Compiler::spec(const Task&, const DoTask& block) { return DoSpec{first_of(block.tasks)}; }

TaskSpec Compiler::spec(const Task& task, const EmitTask& emit) {
    return EmitSpec{builder_.value(emit.event.all, scope(task, ExpressionRole::task))};
}

TaskSpec Compiler::spec(const Task& task, const ForTask& loop) {
    auto inside = scope(task, ExpressionRole::condition);
    inside.own = {loop.each, loop.at};
    return ForSpec{loop.each, loop.at, builder_.transform(loop.in, scope(task, ExpressionRole::task)),
                   builder_.condition(loop.while_true, inside), first_of(loop.tasks)};
}

TaskSpec Compiler::spec(const Task&, const ForkTask& fork) {
    ForkSpec spec{fork.compete, {}};
    for (const auto& branch : fork.branches) spec.branches.push_back(index_.at(branch.get()));
    return spec;
}

TaskSpec Compiler::spec(const Task& task, const RaiseTask& raise) {
    const auto* error = std::get_if<ErrorDefinition>(&raise.error);
    if (!error) error = find_named(definition_.use.errors, std::get<Reference>(raise.error).name);
    if (!error) {
        refuse(task);
        return RaiseSpec{};
    }
    std::string text = "{\"type\":" + builder_.text_of(error->type) + ",\"status\":" + std::to_string(error->status);
    if (error->title) text += ",\"title\":" + builder_.text_of(*error->title);
    if (error->detail) text += ",\"detail\":" + builder_.text_of(*error->detail);
    return RaiseSpec{builder_.composed(text + "}", scope(task, ExpressionRole::task), task.pointer + "/raise/error")};
}

std::string Compiler::process_text(const std::vector<Text>& arguments, const std::optional<Text>& stdin_text,
                                   const std::optional<Value>& environment, const Task& task, RunTask::Return returns) {
    static constexpr const char* names[] = {"stdout", "stderr", "code", "all", "none"};
    std::string text = ",\"arguments\":[";
    for (std::size_t i = 0; i < arguments.size(); ++i) text += (i ? "," : "") + builder_.text_of(arguments[i]);
    text += "]";
    if (stdin_text) text += ",\"stdin\":" + builder_.text_of(*stdin_text);
    if (environment) text += ",\"environment\":" + builder_.text_of(*environment);
    (void)task;
    return text + ",\"return\":\"" + names[static_cast<int>(returns)] + "\"}";
}

TaskSpec Compiler::spec(const Task& task, const RunTask& run) {
    const auto where = scope(task, ExpressionRole::task);
    const std::string place = task.pointer + "/run";
    if (const auto* shell = std::get_if<RunShell>(&run.process)) {
        std::string text = "{\"command\":" + builder_.text_of(shell->command) +
                           process_text(shell->arguments, shell->stdin_text, shell->environment, task, run.returns);
        return ActivitySpec{"shell", builder_.composed(std::move(text), where, place), Absent{}, run.await};
    }
    if (const auto* script = std::get_if<RunScript>(&run.process); script && script->code) {
        const bool python = script->language == "python" || script->language.starts_with("python:");
        std::string text = std::string("{\"language\":\"") + (python ? "python" : "js") + "\",\"code\":" + builder_.text_of(*script->code) +
                           process_text(script->arguments, script->stdin_text, script->environment, task, run.returns);
        return ActivitySpec{"script", builder_.composed(std::move(text), where, place), Absent{}, run.await};
    }
    if (const auto* child = std::get_if<RunWorkflow>(&run.process))
        return WorkflowSpec{child->ns, child->name, child->version,
                            child->input ? builder_.value(*child->input, where) : ValueSource(Identity{}), run.await};
    refuse(task);
    return DoSpec{};
}

TaskSpec Compiler::spec(const Task& task, const SetTask& set) {
    return SetSpec{builder_.value(set.value, scope(task, ExpressionRole::task))};
}

TaskSpec Compiler::spec(const Task& task, const SwitchTask& choice) {
    SwitchSpec spec;
    // One expression for all the conditions: each is evaluated only when those before it did not hold, and the default
    // comes last wherever it stands.
    std::string text;
    std::string otherwise = "-1";
    for (std::size_t i = 0; i < choice.cases.size(); ++i) {
        const auto& one = choice.cases[i];
        spec.cases.push_back({one.name, resolve(one.then, task)});
        if (one.when) text += (text.empty() ? "if __truth(" : " elif __truth(") + one.when->text + "\n) then " + std::to_string(i);
        else otherwise = std::to_string(i);
    }
    text = text.empty() ? otherwise : text + " else " + otherwise + " end";
    spec.chooser = builder_.composed(std::move(text), scope(task, ExpressionRole::condition), task.pointer + "/switch");
    return spec;
}

PlannedRetry Compiler::retry(const Task& task, const RetryPolicy& policy, const std::string& error_name) {
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

TaskSpec Compiler::spec(const Task& task, const TryTask& attempt) {
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
    if (caught.then) spec.then = resolve(*caught.then, task);
    return spec;
}

TaskSpec Compiler::spec(const Task& task, const WaitTask& wait) {
    return WaitSpec{builder_.duration(wait.duration, scope(task, ExpressionRole::task))};
}

} // namespace

TaskIndex Plan::find(std::string_view pointer) const {
    for (TaskIndex i = 0; i < tasks.size(); ++i)
        if (tasks[i].pointer == pointer) return i;
    return no_task;
}

Result<std::shared_ptr<const Plan>> compile_plan(const Definition& definition) {
    return Compiler(definition, to_hex(sha256(definition_json(definition).text()))).compile();
}

} // namespace orkestr
