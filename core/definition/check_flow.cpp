// Which tasks of a list the flow can reach.
#include "core/definition/names.h"
#include "core/definition/read_parts.h"

namespace orkestr {

namespace {

/// Follows directives from a task to others of its list.
class Reachability {
public:
    explicit Reachability(const TaskList& tasks) : tasks_(tasks), reached_(tasks.size()) {
        for (std::size_t i = 0; i < tasks.size(); ++i) index_.emplace(tasks[i]->name, i);
    }

    std::vector<bool> find() {
        if (!tasks_.empty()) reach(0);
        while (!open_.empty()) {
            const std::size_t at = open_.back();
            open_.pop_back();
            leave(at);
        }
        return std::move(reached_);
    }

private:
    void reach(std::size_t index) {
        if (index >= tasks_.size() || reached_[index]) return;
        reached_[index] = true;
        open_.push_back(index);
    }

    void follow(const FlowDirective& directive, std::size_t from) {
        if (directive.kind == FlowDirective::Kind::continue_) reach(from + 1);
        if (directive.kind != FlowDirective::Kind::task) return;
        if (const auto found = index_.find(directive.task); found != index_.end()) reach(found->second);
    }

    void leave(std::size_t at) {
        const Task& task = *tasks_[at];
        const FlowDirective own = task.base.then.value_or(FlowDirective{});
        // A skipped task's `then` is not followed.
        if (task.base.if_true) reach(at + 1);
        if (std::holds_alternative<RaiseTask>(task.kind)) return;
        if (const auto* const choice = std::get_if<SwitchTask>(&task.kind)) {
            bool has_default = false;
            for (const auto& one : choice->cases) {
                follow(one.then, at);
                has_default |= !one.when;
            }
            if (!has_default) follow(own, at);
            return;
        }
        if (const auto* const attempt = std::get_if<TryTask>(&task.kind); attempt && attempt->caught.then)
            follow(*attempt->caught.then, at);
        follow(own, at);
    }

    const TaskList& tasks_;
    std::vector<bool> reached_;
    std::vector<std::size_t> open_;
    std::unordered_map<std::string_view, std::size_t> index_;
};

} // namespace

void check_reachability(Reading& reading, const TaskList& tasks) {
    const std::vector<bool> reached = Reachability(tasks).find();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (reached[i]) continue;
        reading.warning("unreachable-task", tasks[i]->name_span,
                        "the task '" + std::string(shortened(tasks[i]->name)) + "' is never reached",
                        "name it in a 'then', or remove it");
    }
}

} // namespace orkestr
