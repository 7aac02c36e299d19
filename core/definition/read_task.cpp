// A task: what it is by the property it has, what every task may have, and lists of tasks.
#include "core/definition/read_parts.h"

#include "core/definition/closest.h"
#include "core/definition/names.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::string_view task_types[] = {"call", "do", "emit", "for", "fork", "listen", "raise", "run", "set", "switch", "try", "wait"};

/// The property that makes the task what it is; reports none and several.
const Member* find_task_type(Reading& reading, ObjectReader& task) {
    const Node& node = task.node();
    const Member* found = nullptr;
    for (const auto type : task_types) {
        const Member* const member = task.find(type);
        if (!member || (type == "do" && task.find("for"))) continue;
        if (found) {
            const auto& later = member->key->span().begin > found->key->span().begin ? *member : *found;
            const auto& earlier = &later == member ? *found : *member;
            reading.error("several-alternatives", later.key->span(),
                          "a task has one type: '" + std::string(earlier.key->text()) + "' and '" + std::string(later.key->text()) +
                              "' can't stand together", "make it two tasks");
            return nullptr;
        }
        found = member;
    }
    if (found) return found;
    std::string suggestion;
    SourceSpan span = node.span();
    if (node.size() > 0) span = node.members().front().key->span();
    for (const auto& member : node.members()) {
        suggestion = did_you_mean(member.key->text(), task_types);
        if (suggestion.empty()) continue;
        span = member.key->span();
        break;
    }
    if (suggestion.empty()) suggestion = "expected one of " + listed(task_types);
    reading.error("task-type", span, "this task has no type", std::move(suggestion));
    return nullptr;
}

void read_base(Reading& reading, ObjectReader& object, TaskBase& base) {
    object.optional("if", [&](const Node& value) { base.if_true = read_expression(reading, value, ExpressionRole::task_if); });
    object.optional("input", [&](const Node& value) { base.input = read_input(reading, value, ExpressionRole::task_input_from); });
    object.optional("output", [&](const Node& value) { base.output = read_output(reading, value, ExpressionRole::task_output_as); });
    object.optional("export", [&](const Node& value) { base.export_to = read_export(reading, value); });
    object.optional("timeout", [&](const Node& value) { base.timeout = read_timeout_choice(reading, value, ExpressionRole::task_timeout); });
    object.optional("then", [&](const Node& value) { base.then = read_flow_directive(reading, value); });
    object.optional("metadata", [&](const Node& value) { base.metadata = read_open_mapping(reading, value); });
}

Transform read_for_in(Reading& reading, const Node& node) {
    if (node.is_string() || node.is_mapping()) {
        if (node.is_string()) return read_transform(reading, node, ExpressionRole::task);
        reading.wrong_type(node, "an expression (text) or a list of mappings");
        return Value{&node, false};
    }
    if (!node.is_sequence()) {
        reading.wrong_type(node, "an expression (text) or a list of mappings");
        return Value{&node, false};
    }
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        const Reading::Step step(reading, index++);
        if (!item->is_mapping()) reading.wrong_type(*item, "a mapping");
    }
    return read_value(reading, node);
}

ForTask read_for(Reading& reading, ObjectReader& object) {
    ForTask loop;
    loop.in = Value{};
    object.required("for", [&](const Node& node) {
        ObjectReader head(reading, node, "'for'");
        const auto variable = [&](std::string_view name, std::string& into) {
            head.optional(name, [&](const Node& value) {
                if (auto read = read_variable_name(reading, value)) into = std::move(*read);
            });
        };
        variable("each", loop.each);
        variable("at", loop.at);
        if (loop.each == loop.at)
            reading.error("invalid-name", node.span(), "'each' and 'at' have the same name '" + loop.each + "'", "choose another for one of them");
        head.required("in", [&](const Node& value) { loop.in = read_for_in(reading, value); });
        head.refuse_others();
    });
    const auto outer = reading.scope;
    reading.scope = with_variable(with_variable(outer, loop.each), loop.at);
    object.optional("while", [&](const Node& value) { loop.while_true = read_expression(reading, value, ExpressionRole::condition); });
    object.required("do", [&](const Node& value) { loop.tasks = read_task_list(reading, value); });
    reading.scope = outer;
    return loop;
}

ForkTask read_fork(Reading& reading, const Node& node) {
    ForkTask fork;
    ObjectReader object(reading, node, "'fork'");
    object.required("branches", [&](const Node& value) {
        fork.branches = read_task_list(reading, value, "the branches of a fork run side by side");
    });
    object.optional("compete", [&](const Node& value) { fork.compete = read_bool(reading, value).value_or(false); });
    object.refuse_others();
    return fork;
}

RaiseTask read_raise(Reading& reading, const Node& node) {
    RaiseTask raise;
    ObjectReader object(reading, node, "'raise'");
    object.required("error", [&](const Node& value) {
        if (value.is_mapping()) {
            raise.error = read_error_definition(reading, value);
        } else if (!value.is_string()) {
            reading.wrong_type(value, "an error (a mapping) or the name of one in 'use.errors'");
        } else if (auto reference = read_reference(reading, value, ReferenceKind::error)) {
            raise.error = std::move(*reference);
        }
    });
    object.refuse_others();
    return raise;
}

SetTask read_set(Reading& reading, const Node& node) {
    if (node.is_mapping()) {
        if (node.size() == 0) reading.error("invalid-value", node.span(), "'set' sets nothing", "expected at least one member");
        return {read_value(reading, node)};
    }
    if (!node.is_string()) {
        reading.wrong_type(node, "a mapping or an expression");
        return {Value{&node, false}};
    }
    if (reading.evaluate.mode == Evaluate::Mode::loose) return {read_value(reading, node)};
    return {Value{&node, read_marked_expression(reading, node, ExpressionRole::task).has_value()}};
}

SwitchCase read_switch_case(Reading& reading, const Member& member) {
    SwitchCase read;
    read.name = member.key->text();
    read.name_span = member.key->span();
    const Reading::Step step(reading, read.name);
    ObjectReader object(reading, *member.value, "a case of a switch");
    object.optional("when", [&](const Node& value) { read.when = read_expression(reading, value, ExpressionRole::condition); });
    object.required("then", [&](const Node& value) {
        if (auto directive = read_flow_directive(reading, value)) read.then = std::move(*directive);
    });
    object.refuse_others();
    return read;
}

SwitchTask read_switch(Reading& reading, const Node& node) {
    SwitchTask read;
    if (!node.is_sequence()) {
        reading.wrong_type(node, "a list of cases");
        return read;
    }
    if (node.size() == 0) reading.error("empty-list", node.span(), "a switch without cases");
    const SwitchCase* default_case = nullptr;
    read.cases.reserve(std::min(node.size(), reading.limits().parts)); // which keeps `default_case` where it is
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        const Reading::Step step(reading, index++);
        if (!item->is_mapping() || item->size() != 1) {
            reading.wrong_type(*item, "one named case: - name: { when: ..., then: ... }");
            continue;
        }
        if (!reading.count_part(item->span())) break;
        const Member& member = item->members().front();
        read.cases.push_back(read_switch_case(reading, member));
        const bool is_default = member.value->is_mapping() && !member.value->find("when");
        if (is_default && default_case)
            reading.error("duplicate-default", member.key->span(), "a second case without 'when'; the first is '" +
                              std::string(shortened(default_case->name)) + "' on line " + std::to_string(default_case->name_span.line),
                          "add a 'when', or remove it");
        if (is_default && !default_case) default_case = &read.cases.back();
    }
    return read;
}

void read_kind(Reading& reading, ObjectReader& object, const Member& type, Task& task) {
    const std::string_view name = type.key->text();
    const auto at = [&](auto read) { object.required(name, [&](const Node& node) { task.kind = read(reading, node); }); };
    object.know(name);
    if (name == "call") task.kind = read_call(reading, object, type);
    else if (name == "do") object.required("do", [&](const Node& node) { task.kind = DoTask{read_task_list(reading, node)}; });
    else if (name == "emit") task.kind = read_emit(reading, object);
    else if (name == "for") task.kind = read_for(reading, object);
    else if (name == "fork") at(read_fork);
    else if (name == "listen") task.kind = read_listen(reading, object);
    else if (name == "raise") at(read_raise);
    else if (name == "run") at(read_run);
    else if (name == "set") at(read_set);
    else if (name == "switch") at(read_switch);
    else if (name == "try") task.kind = read_try(reading, object);
    else if (name == "wait") object.required("wait", [&](const Node& node) { task.kind = WaitTask{read_duration(reading, node)}; });
}

std::string kind_in_words(std::string_view type) {
    static constexpr std::string_view vowels = "aeiou";
    return (vowels.find(type[0]) == std::string_view::npos ? "a '" : "an '") + std::string(type) + "' task";
}

void check_item_name(Reading& reading, const Member& member, const Reading::List& list, std::size_t index) {
    const std::string_view name = member.key->text();
    if (const auto found = list.names.find(name); found != list.names.end() && found->second != index)
        reading.error("duplicate-task", member.key->span(), "a second task '" + std::string(shortened(name)) + "' in the same list",
                      "rename one of them");
    if (name == "continue" || name == "exit" || name == "end")
        reading.warning("reserved-name", member.key->span(), "no 'then' can name a task that is called '" + std::string(name) + "'",
                        "choose another name");
}

/// The one member of a list's item, or null with a diagnostic.
const Member* task_item(Reading& reading, const Node& item) {
    if (item.is_mapping() && item.size() == 1) return &item.members().front();
    if (!item.is_mapping()) {
        reading.wrong_type(item, "one named task: - name: { ... }");
    } else if (item.size() == 0) {
        reading.wrong_type(item, "one named task");
    } else {
        const bool task_itself = std::any_of(item.members().begin(), item.members().end(), [](const Member& member) {
            return std::find(std::begin(task_types), std::end(task_types), member.key->text()) != std::end(task_types);
        });
        reading.error("wrong-type", item.members()[1].key->span(), "an item of a task list holds one named task",
                      task_itself ? "indent the task's properties below its name" : "begin a new item with '-'");
    }
    return nullptr;
}

} // namespace

std::optional<FlowDirective> read_flow_directive(Reading& reading, const Node& node) {
    if (!read_string(reading, node)) return std::nullopt;
    FlowDirective directive;
    directive.span = node.span();
    const std::string_view text = node.text();
    if (text == "continue") directive.kind = FlowDirective::Kind::continue_;
    else if (text == "exit") directive.kind = FlowDirective::Kind::exit;
    else if (text == "end") directive.kind = FlowDirective::Kind::end;
    else {
        directive.kind = FlowDirective::Kind::task;
        directive.task = text;
        if (!reading.count_pointer(node.span())) return std::nullopt;
        reading.lists[reading.current_list].targets.push_back({text, node.span(), reading.pointer()});
    }
    return directive;
}

std::unique_ptr<Task> read_task(Reading& reading, std::string_view name, const SourceSpan& name_span, const Node& node) {
    if (!reading.count_task(name_span)) return nullptr;
    if (reading.task_depth >= reading.limits().task_depth) {
        reading.error("limit", name_span, "tasks nested deeper than " + std::to_string(reading.limits().task_depth) + " levels");
        return nullptr;
    }
    auto task = std::make_unique<Task>();
    task->name = name;
    task->pointer = reading.pointer();
    task->name_span = name_span;
    task->span = node.span();
    task->node = &node;
    task->scope = reading.scope;
    if (!node.is_mapping()) {
        reading.wrong_type(node, "a task (a mapping)");
        return nullptr;
    }
    const Task* const outer = reading.task;
    reading.task = task.get();
    ++reading.task_depth;
    ObjectReader find(reading, node, "this task");
    const Member* const type = find_task_type(reading, find);
    ObjectReader object(reading, node, type ? kind_in_words(type->key->text()) : std::string("a task"));
    if (type) read_kind(reading, object, *type, *task);
    read_base(reading, object, task->base);
    if (type) object.refuse_others();
    --reading.task_depth;
    reading.task = outer;
    return task;
}

TaskList read_task_list(Reading& reading, const Node& node, const char* closed) {
    TaskList tasks;
    if (!node.is_sequence()) {
        const bool mapping = node.is_mapping() && node.size() > 0;
        reading.wrong_type(node, "a list of tasks", mapping ? "put '- ' before each task's name" : "");
        return tasks;
    }
    if (node.size() == 0) reading.error("empty-list", node.span(), reading.subject() + " holds no task", "expected at least one");
    const std::size_t outer = reading.current_list;
    const std::size_t here = reading.lists.size();
    reading.lists.emplace_back();
    reading.lists[here].closed = closed;
    for (std::size_t i = 0; i < node.size(); ++i) {
        const Node& item = *node.items()[i];
        if (item.is_mapping() && item.size() == 1) reading.lists[here].names.emplace(item.members().front().key->text(), i);
    }
    const std::size_t errors = reading.error_count();
    tasks.reserve(std::min(node.size(), reading.limits().tasks));
    for (std::size_t i = 0; i < node.size(); ++i) {
        const Reading::Step at_index(reading, i);
        const Member* const member = task_item(reading, *node.items()[i]);
        if (!member) continue;
        const Reading::Step at_name(reading, member->key->text());
        check_item_name(reading, *member, reading.lists[here], i);
        reading.current_list = here;
        if (auto task = read_task(reading, member->key->text(), member->key->span(), *member->value)) tasks.push_back(std::move(task));
    }
    reading.current_list = outer;
    if (!closed && reading.error_count() == errors) check_reachability(reading, tasks);
    return tasks;
}

} // namespace orkestr
