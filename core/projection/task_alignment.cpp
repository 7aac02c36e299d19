#include "core/projection/task_alignment.h"

#include <algorithm>
#include <map>
#include <optional>

namespace orkestr {

namespace {

/// Stands before a pointer that is like none of the other definition's: no key begins with it.
constexpr char unlike = '\x01';

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A task in its list.
struct Placed {
    const AlignedTask* task = nullptr;
    std::string name;
    std::uint32_t position = 0;
    bool matched = false;
};

/// Lists by their places, `/do/0/loop/do`, and by the tasks that hold them.
struct TaskLists {
    std::map<std::string, std::vector<Placed>> lists;
    std::map<std::string, std::vector<std::string>> held; ///< by the holder's pointer: what the lists' places add to it

    explicit TaskLists(const std::vector<AlignedTask>& tasks) {
        for (const AlignedTask& task : tasks) place(task);
        for (auto& [at, list] : lists)
            std::stable_sort(list.begin(), list.end(), [](const Placed& a, const Placed& b) { return a.position < b.position; });
        std::map<std::string_view, const AlignedTask*> by_pointer;
        for (const AlignedTask& task : tasks) by_pointer.emplace(task.pointer, &task);
        for (const auto& [at, list] : lists) {
            const std::string holder = holder_of(at, by_pointer);
            held[holder].push_back(at.substr(holder.size()));
        }
    }

private:
    void place(const AlignedTask& task) {
        const std::string& pointer = task.pointer;
        const auto slash = pointer.rfind('/');
        if (slash == std::string::npos) return;
        const std::string name = pointer.substr(slash + 1);
        const auto before = slash == 0 ? std::string::npos : pointer.rfind('/', slash - 1);
        const std::string position = before == std::string::npos ? "" : pointer.substr(before + 1, slash - before - 1);
        const bool listed = is_number(position);
        lists[pointer.substr(0, listed ? before : slash)].push_back(
            {&task, name, listed ? static_cast<std::uint32_t>(std::stoul(position)) : 0, false});
    }
    static std::string holder_of(const std::string& list, const std::map<std::string_view, const AlignedTask*>& tasks) {
        for (std::size_t end = list.size(); (end = list.rfind('/', end - 1)) != std::string::npos && end > 0;)
            if (tasks.contains(std::string_view(list).substr(0, end))) return list.substr(0, end);
        return {};
    }
};

class Aligner {
public:
    Aligner(const std::vector<AlignedTask>& a, const std::vector<AlignedTask>& b) : a_(a), b_(b) {}

    std::unordered_map<std::string, std::string> align() {
        std::vector<std::pair<std::string, std::string>> left{{"", ""}};
        while (!left.empty()) {
            const auto [holder_a, holder_b] = left.back();
            left.pop_back();
            const auto held = b_.held.find(holder_b);
            if (held == b_.held.end()) continue;
            for (const std::string& list : held->second) {
                const auto at_a = a_.lists.find(holder_a + list);
                if (at_a == a_.lists.end()) continue;
                for (auto& pair : lists(at_a->second, b_.lists.at(holder_b + list))) left.push_back(std::move(pair));
            }
        }
        return std::move(found_);
    }

private:
    std::vector<std::pair<std::string, std::string>> lists(std::vector<Placed>& a, std::vector<Placed>& b) {
        std::vector<std::pair<std::string, std::string>> pairs;
        const auto match = [&](Placed& one, Placed& other) {
            one.matched = other.matched = true;
            pairs.emplace_back(one.task->pointer, other.task->pointer);
            found_.emplace(other.task->pointer, one.task->pointer);
        };
        std::map<std::string_view, std::vector<Placed*>> named;
        for (auto one = a.rbegin(); one != a.rend(); ++one) named[one->name].push_back(&*one);
        for (Placed& other : b) {
            const auto at = named.find(other.name);
            if (at == named.end() || at->second.empty()) continue;
            match(*at->second.back(), other);
            at->second.pop_back();
        }
        std::map<std::uint32_t, Placed*> left;
        for (Placed& one : a)
            if (!one.matched) left.emplace(one.position, &one);
        for (Placed& other : b) {
            const auto at = other.matched ? left.end() : left.find(other.position);
            if (at == left.end() || at->second->matched) continue;
            const std::string &kind_a = at->second->task->kind, &kind_b = other.task->kind;
            if (kind_a == kind_b || kind_a.empty() || kind_b.empty()) match(*at->second, other);
        }
        return pairs;
    }

    TaskLists a_;
    TaskLists b_;
    std::unordered_map<std::string, std::string> found_;
};

/// Where a key's repeat counters begin; its size when it has none.
std::size_t counters_at(std::string_view key) {
    const auto sign = key.rfind('#');
    if (sign == std::string_view::npos) return key.size();
    return key.find_first_not_of("0123456789.~", sign + 1) == std::string_view::npos ? sign : key.size();
}

} // namespace

TaskAlignment::TaskAlignment(const std::vector<AlignedTask>& a, const std::vector<AlignedTask>& b)
    : identity_(false), a_of_b_(Aligner(a, b).align()) {
    for (const auto& [in_b, in_a] : a_of_b_) b_of_a_.emplace(in_a, in_b);
}

std::string TaskAlignment::in_a(const std::string& pointer_of_b) const {
    if (identity_) return pointer_of_b;
    const auto at = a_of_b_.find(pointer_of_b);
    return at == a_of_b_.end() ? std::string() : at->second;
}

std::string TaskAlignment::in_b(const std::string& pointer_of_a) const {
    if (identity_) return pointer_of_a;
    const auto at = b_of_a_.find(pointer_of_a);
    return at == b_of_a_.end() ? std::string() : at->second;
}

std::string TaskAlignment::key_in_a(std::string_view key_of_b) const {
    if (identity_) return std::string(key_of_b);
    const std::size_t end = counters_at(key_of_b);
    std::string out;
    for (std::size_t begin = 0; begin <= end;) {
        const std::size_t next = std::min(key_of_b.find('>', begin), end);
        const std::string pointer(key_of_b.substr(begin, next - begin));
        const std::string known = in_a(pointer);
        if (known.empty() && pointer != "/") out += unlike;
        out += known.empty() ? pointer : known;
        if (next < end) out += '>';
        begin = next + 1;
    }
    return out + std::string(key_of_b.substr(end));
}

} // namespace orkestr
