#include "core/engine/plan_alignment.h"

#include "core/engine/state.h"

#include <algorithm>
#include <map>
#include <utility>

namespace orkestr {

namespace {

constexpr TaskIndex gone_task = no_task - 1;

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A task among others: `/do/3/call` is the task `call`, at 3, in the list `/do`.
struct ListedTask {
    std::string list;
    std::string place; ///< empty: it stands at none, as functions do
    std::string name;
};

ListedTask listed(std::string_view pointer) {
    const auto name = pointer.rfind('/');
    if (name == std::string_view::npos) return {{}, {}, std::string(pointer)};
    ListedTask task{std::string(pointer.substr(0, name)), {}, std::string(pointer.substr(name + 1))};
    const auto place = task.list.rfind('/');
    if (place == std::string::npos || !is_number(std::string_view(task.list).substr(place + 1))) return task;
    task.place = task.list.substr(place + 1);
    task.list.resize(place);
    return task;
}

/// Extensions are the same by name, too: `/use/extensions/0/log/before` -> `/use/extensions/log/before`.
std::string extension_list(const std::string& list) {
    constexpr std::string_view extensions = "/use/extensions/";
    if (!list.starts_with(extensions)) return list;
    const auto name = list.find('/', extensions.size());
    return name == std::string::npos ? list : std::string(extensions) + list.substr(name + 1);
}

/// The tasks of one list, in the order of their places.
struct AlignedEntry {
    TaskIndex task = no_task;
    std::string place;
    std::string name; ///< of an extension also that of the task in whose place it stands
};
/// By the task that holds the list (0 for none, else its index and 1), and which of its lists it is.
using TaskLists = std::map<std::pair<TaskIndex, std::string>, std::vector<AlignedEntry>>;

TaskLists lists_of(const Plan& plan) {
    TaskLists lists;
    for (TaskIndex i = 0; i < plan.tasks.size(); ++i) {
        const PlannedTask& task = plan.task(i);
        std::string_view pointer = plan.task(extended_task(plan, i)).pointer;
        if (task.parent != no_task) {
            const std::string_view holder = plan.task(extended_task(plan, task.parent)).pointer;
            if (pointer.starts_with(holder)) pointer.remove_prefix(holder.size());
        }
        ListedTask found = listed(pointer);
        if (task.kind == "extension") found.name += "\n" + task.name;
        lists[{task.parent + 1, extension_list(found.list)}].push_back({i, std::move(found.place), std::move(found.name)});
    }
    return lists;
}

/// Pairs of tasks that are the same, in lists that are the same.
std::vector<std::pair<TaskIndex, TaskIndex>> pairs_of(const Plan& a_plan, const std::vector<AlignedEntry>& a, const Plan& b_plan, std::vector<AlignedEntry> b) {
    std::vector<std::pair<TaskIndex, TaskIndex>> pairs;
    std::vector<const AlignedEntry*> left;
    // Several of one name are those of functions, which stand in a plan once extended and once not: in this order.
    for (const AlignedEntry& one : a) {
        const auto same = std::find_if(b.begin(), b.end(), [&](const AlignedEntry& other) { return other.task != no_task && other.name == one.name; });
        if (same == b.end()) {
            left.push_back(&one);
            continue;
        }
        pairs.emplace_back(one.task, std::exchange(same->task, no_task));
    }
    for (const AlignedEntry* one : left) {
        if (one->place.empty()) continue;
        const auto renamed = std::find_if(b.begin(), b.end(), [&](const AlignedEntry& other) {
            return other.task != no_task && other.place == one->place && b_plan.task(other.task).kind == a_plan.task(one->task).kind;
        });
        if (renamed != b.end()) pairs.emplace_back(one->task, std::exchange(renamed->task, no_task));
    }
    return pairs;
}

} // namespace

PlanAlignment PlanAlignment::between(const Plan& from, const Plan& to) {
    PlanAlignment alignment;
    alignment.from_ = from.definition_hash;
    alignment.tasks_.assign(from.tasks.size(), gone_task);
    for (const PlannedTask& task : from.tasks) alignment.places_.push_back(task.pointer);
    const TaskLists theirs = lists_of(to);
    // A holder stands before what it holds, so that its lists come after it.
    for (const auto& [key, list] : lists_of(from)) {
        const auto& [holder, name] = key;
        const auto same = theirs.find({alignment.of(holder - 1) + 1, name});
        if (same == theirs.end()) continue;
        for (const auto& [a, b] : pairs_of(from, list, to, same->second)) {
            alignment.tasks_[a] = b;
            if (from.task(a).pointer != to.task(b).pointer) alignment.pointers_.emplace(from.task(a).pointer, to.task(b).pointer);
        }
    }
    return alignment;
}

TaskIndex PlanAlignment::of(TaskIndex task) const {
    if (task == no_task) return no_task;
    return task < tasks_.size() ? tasks_[task] : gone_task;
}

/// An error's place is a task's, or something within it.
std::string PlanAlignment::pointer_of(const std::string& pointer) const {
    for (std::size_t end = pointer.size(); end != std::string::npos && end > 0; end = pointer.rfind('/', end - 1))
        if (const auto at = pointers_.find(pointer.substr(0, end)); at != pointers_.end()) return at->second + pointer.substr(end);
    return pointer;
}

void PlanAlignment::translate(EventBody& body) const {
    if (is_fact(body)) return;
    std::visit(
        [this](auto& one) {
            if constexpr (requires { one.task; }) one.task = of(one.task);
            if constexpr (requires { one.first; }) one.first = of(one.first);
            if constexpr (requires { one.handler; }) one.handler = of(one.handler);
            if constexpr (requires { one.function; }) one.function = of(one.function);
            if constexpr (requires { one.flow; }) one.flow.next = of(one.flow.next);
            if constexpr (requires { one.children; })
                for (TaskIndex& child : one.children) child = of(child);
        },
        body);
    // What another event holds may be a child run's error, with a place in the child's definition.
    if (Fault* fault = fault_of(body); fault && fault->origin == 0) fault->problem.instance = pointer_of(fault->problem.instance);
}

void forget_key(EventBody& body) {
    std::visit(
        [](auto& one) {
            if constexpr (requires { one.key; }) one.key.clear();
        },
        body);
}

} // namespace orkestr
