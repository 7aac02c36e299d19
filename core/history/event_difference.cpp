#include "core/history/event_difference.h"

#include "core/base/json_pointer.h"
#include "core/base/json_value.h"
#include "core/base/shortened.h"

#include <algorithm>
#include <array>
#include <limits>

namespace orkestr {

namespace {

struct DifferingPart {
    std::string path; ///< JSON pointer; empty: the whole
    const JsonValue* recorded = nullptr;
    const JsonValue* decided = nullptr;
};

std::string member_path(const std::string& path, std::string_view name) {
    return path + "/" + pointer_token(name);
}

/// The first in canonical order; `path` is where both are.
DifferingPart first_difference(const JsonValue* recorded, const JsonValue* decided, const std::string& path) {
    if (recorded && decided && recorded->as_object() && decided->as_object()) {
        auto a = recorded->as_object()->begin();
        auto b = decided->as_object()->begin();
        const auto a_end = recorded->as_object()->end();
        const auto b_end = decided->as_object()->end();
        while (a != a_end || b != b_end) {
            if (b == b_end || (a != a_end && a->first < b->first)) return {member_path(path, a->first), &a->second, nullptr};
            if (a == a_end || b->first < a->first) return {member_path(path, b->first), nullptr, &b->second};
            if (!(a->second == b->second)) return first_difference(&a->second, &b->second, member_path(path, a->first));
            ++a, ++b;
        }
    }
    if (recorded && decided && recorded->as_array() && decided->as_array()) {
        const JsonArray& a = *recorded->as_array();
        const JsonArray& b = *decided->as_array();
        for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
            const std::string at = path + "/" + std::to_string(i);
            if (i >= a.size()) return {at, nullptr, &b[i]};
            if (i >= b.size()) return {at, &a[i], nullptr};
            if (!(a[i] == b[i])) return first_difference(&a[i], &b[i], at);
        }
    }
    return {path, recorded, decided};
}

std::string text_of(const JsonValue* value) {
    constexpr std::size_t most = 120;
    if (!value) return "nothing";
    return shortened(value->json().text(), most);
}

bool names_tasks(std::string_view member) {
    constexpr std::array<std::string_view, 6> members = {"children", "first", "flow", "function", "handler", "task"};
    return std::find(members.begin(), members.end(), member) != members.end();
}

std::string pointer_at(const TaskPointer& pointer, std::int64_t number) {
    return number < 0 || number > std::numeric_limits<TaskIndex>::max() ? std::string() : pointer(static_cast<TaskIndex>(number));
}

std::string task_text(const TaskPointer& pointer, const JsonValue* value) {
    if (!value) return "nowhere";
    if (const auto* word = value->as_string()) return *word == "done" ? "the end of its list" : *word;
    if (const auto* list = value->as_array()) {
        std::string all;
        for (const JsonValue& one : *list) all += (all.empty() ? "" : ", ") + task_text(pointer, &one);
        return all;
    }
    const auto* index = value->as_integer();
    const std::string found = index ? pointer_at(pointer, *index) : std::string();
    return found.empty() ? "a task that this definition does not have" : found;
}

JsonValue with_pointer(const JsonValue& value, const TaskPointer& pointer) {
    if (const auto* list = value.as_array()) {
        JsonArray all;
        for (const JsonValue& one : *list) all.push_back(with_pointer(one, pointer));
        return all;
    }
    const auto* index = value.as_integer();
    std::string found = index ? pointer_at(pointer, *index) : std::string();
    return found.empty() ? value : JsonValue(std::move(found));
}

} // namespace

TaskPointer pointers_of(const Plan& plan) {
    return [&plan](TaskIndex task) { return task < plan.tasks.size() ? plan.task(task).pointer : std::string(); };
}

EventRow with_task_pointers(EventRow row, const TaskPointer& pointer) {
    JsonValue data = JsonValue::of(row.data);
    const auto* members = data.as_object();
    if (!members) return row;
    JsonValue out = data;
    for (const auto& [name, value] : *members)
        if (names_tasks(name)) out.set(name, with_pointer(value, pointer));
    row.data = out.json();
    return row;
}

std::string event_difference(const Plan& plan, const EventRow& recorded, const EventRow& decided) {
    return event_difference(plan, recorded, decided, recorded, pointers_of(plan));
}

std::string event_difference(const Plan& plan, const EventRow& recorded, const EventRow& decided, const EventRow& original, const TaskPointer& originals) {
    if (recorded.type != decided.type) return "it is " + decided.type + ", where the record has " + recorded.type;
    if (!(recorded.data == decided.data)) {
        const JsonValue a = JsonValue::of(recorded.data);
        const JsonValue b = JsonValue::of(decided.data);
        const DifferingPart part = first_difference(&a, &b, {});
        if (part.path.empty()) return "its data is " + text_of(part.decided) + ", where the record has " + text_of(part.recorded);
        const std::string member = part.path.substr(1, part.path.find('/', 1) - 1);
        if (!names_tasks(member)) return "its " + part.path.substr(1) + " is " + text_of(part.decided) + ", where the record has " + text_of(part.recorded);
        const JsonValue said = JsonValue::of(original.data);
        return "it goes to " + task_text(pointers_of(plan), b.find(member)) + ", where the record goes to " + task_text(originals, said.find(member));
    }
    if (recorded.value == decided.value) return {};
    const JsonValue a = recorded.value ? JsonValue::of(*recorded.value) : JsonValue();
    const JsonValue b = decided.value ? JsonValue::of(*decided.value) : JsonValue();
    const DifferingPart part = first_difference(recorded.value ? &a : nullptr, decided.value ? &b : nullptr, {});
    return "its value is " + text_of(part.decided) + ", where the record has " + text_of(part.recorded) + (part.path.empty() ? "" : ", at " + part.path);
}

} // namespace orkestr
