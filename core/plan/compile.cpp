#include "core/base/json_pointer.h"
#include "core/base/sha256.h"
#include "core/plan/plan_compiler.h"

namespace orkestr {

namespace {

/// `composite` is what the specification calls a task made of others that has no word of its own among the targets.
bool extends(const Extension& extension, const Task& task) {
    const std::string_view kind = kind_name(task);
    if (extension.extend == "all" || extension.extend == kind) return true;
    return extension.extend == "composite" && (kind == "do" || kind == "fork");
}

std::string extension_pointer(const Definition& definition, const Extension& extension) {
    const auto number = static_cast<std::size_t>(&extension - definition.use.extensions.data());
    return "/use/extensions/" + std::to_string(number) + "/" + pointer_token(extension.name);
}

bool is_loose(const Definition& definition) { return definition.evaluate.mode == Evaluate::Mode::loose; }

} // namespace

std::vector<const Extension*> PlanCompiler::extensions_of(const Task& task, Extending extending) const {
    std::vector<const Extension*> found;
    if (extending == Extending::no) return found;
    for (const auto& extension : definition_.use.extensions)
        if (extends(extension, task)) found.push_back(&extension);
    return found;
}

TaskIndex PlanCompiler::add(Place place, TaskIndex parent) {
    PlannedTask planned;
    planned.parent = parent;
    if (place.extension) {
        planned.name = place.extension->name;
        planned.pointer = extension_pointer(definition_, *place.extension);
        planned.kind = "extension";
    } else {
        planned.name = place.task->name;
        planned.pointer = place.task->pointer;
        planned.kind = kind_name(*place.task);
    }
    plan_->tasks.push_back(std::move(planned));
    places_.push_back(place);
    return static_cast<TaskIndex>(places_.size() - 1);
}

/// Numbers the tasks of a list, then of what they hold: a list's tasks have neighbouring indices. In the place of a task
/// that is extended stands the outermost of its extensions.
TaskIndex PlanCompiler::number_list(const TaskList& list, TaskIndex parent, bool in_sequence, Extending extending) {
    const auto first = static_cast<TaskIndex>(places_.size());
    for (const auto& task : list) {
        const auto extensions = extensions_of(*task, extending);
        const Extension* const outermost = extensions.empty() ? nullptr : extensions.front();
        indices_[static_cast<std::size_t>(extending)][task.get()] = add({task.get(), &list, outermost, no_task, extending}, parent);
    }
    if (in_sequence)
        for (std::size_t i = 0; i + 1 < list.size(); ++i)
            plan_->tasks[first + i].next = static_cast<TaskIndex>(first + i + 1);
    for (std::size_t i = 0; i < list.size(); ++i) number_inside(*list[i], static_cast<TaskIndex>(first + i), list, extending);
    return first;
}

/// Numbers what stands behind the place of a task: the extensions but the outermost, the task itself, what it holds.
void PlanCompiler::number_inside(const Task& task, TaskIndex index, const TaskList& list, Extending extending) {
    const auto extensions = extensions_of(task, extending);
    TaskIndex outer = index;
    for (std::size_t i = 1; i <= extensions.size(); ++i) {
        const Extension* const extension = i < extensions.size() ? extensions[i] : nullptr;
        const TaskIndex inner = add({&task, &list, extension, no_task, extending}, outer);
        places_[outer].inner = inner;
        outer = inner;
    }
    number_children(task, outer, extending);
}

void PlanCompiler::number_children(const Task& task, TaskIndex index, Extending extending) {
    const auto in_sequence = [&](const TaskList& list) { number_list(list, index, true, extending); };
    if (const auto* block = std::get_if<DoTask>(&task.kind)) in_sequence(block->tasks);
    if (const auto* loop = std::get_if<ForTask>(&task.kind)) in_sequence(loop->tasks);
    if (const auto* fork = std::get_if<ForkTask>(&task.kind)) number_list(fork->branches, index, false, extending);
    if (const auto* listen = std::get_if<ListenTask>(&task.kind); listen && listen->foreach) in_sequence(listen->foreach->tasks);
    if (const auto* attempt = std::get_if<TryTask>(&task.kind)) {
        in_sequence(attempt->tasks);
        if (attempt->caught.tasks) in_sequence(*attempt->caught.tasks);
    }
}

void PlanCompiler::number_extensions() {
    const auto& use = definition_.use;
    if (use.extensions.empty()) return;
    const auto number = [&](const TaskList& list, bool exit_skips) {
        if (list.empty()) return no_task;
        const TaskIndex first = number_list(list, no_task, true, Extending::no);
        for (std::size_t i = 0; i < list.size(); ++i) plan_->tasks[first + i].exit_skips = exit_skips;
        return first;
    };
    for (const auto& extension : use.extensions) {
        const TaskIndex before = number(extension.before, true);
        extensions_[&extension] = {before, number(extension.after, false)};
    }
    number_functions(Extending::no);
}

void PlanCompiler::number_functions(Extending extending) {
    auto& functions = functions_[static_cast<std::size_t>(extending)];
    const TaskList& declared = definition_.use.functions;
    const TaskIndex first = number_list(declared, no_task, false, extending);
    for (std::size_t i = 0; i < declared.size(); ++i) functions[declared[i]->name] = static_cast<TaskIndex>(first + i);
    for (const auto& document : resources_.functions) functions[document->uri] = number_list(document->tasks, no_task, false, extending);
}

Result<std::shared_ptr<const Plan>> PlanCompiler::compile() {
    plan_->ns = definition_.document.ns;
    plan_->name = definition_.document.name;
    plan_->version = definition_.document.version;
    for (const auto& secret : definition_.use.secrets) plan_->secrets.push_back(secret.name);
    number_list(definition_.tasks, no_task, true, Extending::yes);
    plan_->first = first_of(definition_.tasks);
    number_functions(Extending::yes);
    number_extensions();

    builder_.loose = is_loose(definition_);
    if (definition_.input) {
        plan_->input_from = builder_.transform(definition_.input->from, {ExpressionRole::workflow_input_from, nullptr, nullptr, {}});
        plan_->input_schema = schema(definition_.input->schema);
    }
    if (definition_.output) {
        plan_->output_as = builder_.transform(definition_.output->as, {ExpressionRole::workflow_output_as, nullptr, nullptr, {}});
        plan_->output_schema = schema(definition_.output->schema);
    }
    plan_->timeout = timeout(definition_.timeout, {ExpressionRole::workflow, nullptr, nullptr, {}});
    for (TaskIndex i = 0; i < places_.size(); ++i) fill(i);
    builder_.loose = is_loose(definition_);
    if (definition_.schedule) plan_->schedule = schedule(*definition_.schedule);
    if (refused_) return *refused_;

    plan_->expression_secrets = std::move(builder_.secrets);
    plan_->expression_places = std::move(builder_.places);
    plan_->program = builder_.take_program();
    return std::shared_ptr<const Plan>(plan_);
}

void PlanCompiler::fill(TaskIndex index) {
    const Place place = places_[index];
    extending_ = place.extending;
    list_ = place.list;
    // A function elsewhere has an author of its own, who knows nothing of this definition's mode.
    builder_.loose = is_loose(definition_) && !place.task->pointer.starts_with("/resources/");
    auto& planned = plan_->tasks[index];
    const bool stands_in_list = indices_[static_cast<std::size_t>(extending_)].at(place.task) == index;
    if (stands_in_list) fill_place(*place.task, *place.list, planned);
    if (place.extension) {
        planned.spec = extension(place);
        return;
    }
    fill_stages(*place.task, planned);
    planned.spec = spec_of(*place.task);
}

/// What belongs to a task's place in its list, whoever stands there.
void PlanCompiler::fill_place(const Task& task, const TaskList& list, PlannedTask& planned) {
    if (task.base.then) planned.then = resolve(*task.base.then, list);
    planned.if_true = builder_.condition(task.base.if_true, scope(task, ExpressionRole::task_if));
}

void PlanCompiler::fill_stages(const Task& task, PlannedTask& planned) {
    const auto& base = task.base;
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

ExtensionSpec PlanCompiler::extension(const Place& place) {
    const ExpressionScope where{ExpressionRole::extension_when, place.task, nullptr, {}};
    const auto [before, after] = extensions_.at(place.extension);
    return {builder_.condition(place.extension->when, where), task_definition_json(*place.task), before, place.inner, after};
}

Directive PlanCompiler::resolve(const FlowDirective& directive, const TaskList& list) const {
    switch (directive.kind) {
    case FlowDirective::Kind::continue_: return {};
    case FlowDirective::Kind::exit: return {Directive::Kind::exit, no_task};
    case FlowDirective::Kind::end: return {Directive::Kind::end, no_task};
    case FlowDirective::Kind::task: break;
    }
    for (const auto& sibling : list)
        if (sibling->name == directive.task) return {Directive::Kind::jump, index_of(*sibling)};
    return {};
}

std::optional<PlannedDuration> PlanCompiler::timeout(const std::optional<TimeoutChoice>& choice, const ExpressionScope& where) {
    if (!choice) return std::nullopt;
    if (const auto* inline_timeout = std::get_if<Timeout>(&*choice)) return builder_.duration(inline_timeout->after, where);
    const auto* named = find_named(definition_.use.timeouts, std::get<Reference>(*choice).name);
    if (!named) return std::nullopt;
    return builder_.duration(named->after, where);
}

std::optional<SchemaIndex> PlanCompiler::schema(const std::shared_ptr<const Schema>& schema) {
    if (!schema || !schema->document) return std::nullopt;
    return builder_.schema(*schema->document);
}

TaskIndex Plan::find(std::string_view pointer) const {
    for (TaskIndex i = 0; i < tasks.size(); ++i)
        if (tasks[i].pointer == pointer) return i;
    return no_task;
}

Result<std::shared_ptr<const Plan>> compile_plan(const Definition& definition, const Json& resources) {
    auto reading = read_resources(definition, resources);
    for (const auto& [file, diagnostic] : reading.diagnostics) {
        if (diagnostic.severity != Severity::error) continue;
        const ErrorCode code = diagnostic.unsupported ? ErrorCode::unsupported
                               : diagnostic.code == "limit" ? ErrorCode::limit : ErrorCode::invalid_definition;
        if (file.empty()) return Error{code, diagnostic.message, diagnostic.span};
        return Error{code, "a function that it calls is wrong: " + to_text(diagnostic, file), {}};
    }
    if (!reading.missing.empty()) {
        const auto& first = reading.missing.front();
        const std::string who = first.file.empty() ? std::string() : ", which " + first.file + " calls,";
        return Error{ErrorCode::not_found, "the function at " + first.uri + who + " has not been fetched",
                     first.file.empty() ? std::optional(first.span) : std::nullopt};
    }
    std::string content = definition_json(definition).text();
    const JsonValue pinned = JsonValue::of(resources);
    if (pinned.as_object() && !pinned.as_object()->empty()) content += "\n" + resources.text();
    return PlanCompiler(definition, to_hex(sha256(content)), std::move(reading)).compile();
}

} // namespace orkestr
