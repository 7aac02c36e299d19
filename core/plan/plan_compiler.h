// A definition on its way to become a plan. Inside of core/plan only.
#pragma once

#include "core/definition/resources.h"
#include "core/plan/program_builder.h"

#include <array>
#include <unordered_map>

namespace orkestr {

class PlanCompiler {
public:
    PlanCompiler(const Definition& definition, std::string hash, ResourceReading resources)
        : definition_(definition), resources_(std::move(resources)), plan_(std::make_shared<Plan>()),
          builder_(definition, hash + ":" + std::to_string(semantics_number)) {
        plan_->definition_hash = std::move(hash);
    }

    Result<std::shared_ptr<const Plan>> compile();

private:
    /// What an extension runs is not extended itself, or it would never end: a function that it calls is compiled once more.
    enum class Extending { yes, no };

    /// What stands at an index: a task, or an extension in front of it.
    struct Place {
        const Task* task = nullptr;
        const TaskList* list = nullptr;
        const Extension* extension = nullptr;
        TaskIndex inner = no_task; ///< of an extension: what it extends
        Extending extending = Extending::yes;
    };
    using Indices = std::unordered_map<const Task*, TaskIndex>;

    // --- numbering (compile.cpp)
    TaskIndex number_list(const TaskList& list, TaskIndex parent, bool in_sequence, Extending extending);
    void number_children(const Task& task, TaskIndex index, Extending extending);
    void number_inside(const Task& task, TaskIndex index, const TaskList& list, Extending extending);
    TaskIndex add(Place place, TaskIndex parent);
    std::vector<const Extension*> extensions_of(const Task& task, Extending extending) const;
    void number_extensions();
    void number_functions(Extending extending);
    TaskIndex index_of(const Task& task) const { return indices_[static_cast<std::size_t>(extending_)].at(&task); }
    TaskIndex first_of(const TaskList& list) const { return list.empty() ? no_task : index_of(*list.front()); }

    // --- what every task has (compile.cpp)
    void fill(TaskIndex index);
    void fill_place(const Task& task, const TaskList& list, PlannedTask& planned);
    void fill_stages(const Task& task, PlannedTask& planned);
    Directive resolve(const FlowDirective& directive, const TaskList& list) const;
    std::optional<PlannedDuration> timeout(const std::optional<TimeoutChoice>& choice, const ExpressionScope& scope);
    std::optional<SchemaIndex> schema(const std::shared_ptr<const Schema>& schema);
    ExpressionScope scope(const Task& task, ExpressionRole role) const { return {role, &task, task.scope.get(), {}}; }
    ExtensionSpec extension(const Place& place);

    // --- kinds of tasks (compile_tasks.cpp)
    TaskSpec spec(const Task& task, const CallHttp& call);
    TaskSpec spec(const Task& task, const CallFunction& call);
    TaskSpec spec(const Task& task, const DoTask& block);
    TaskSpec spec(const Task& task, const EmitTask& emit);
    TaskSpec spec(const Task& task, const ForTask& loop);
    TaskSpec spec(const Task& task, const ForkTask& fork);
    TaskSpec spec(const Task& task, const ListenTask& listen);
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
    TaskSpec spec_of(const Task& task);
    void refuse(const Task& task);
    std::string authentication_text(const Task& task, const std::shared_ptr<const Authentication>& authentication);
    std::string scheme_text(const Task& task, const AuthenticationPolicy& policy);
    std::string process_text(const std::vector<Text>& arguments, const std::optional<Text>& stdin_text,
                             const std::optional<Value>& environment, RunTask::Return returns);
    PlannedRetry retry(const Task& task, const RetryPolicy& policy, const std::string& error_name);

    // --- events (compile_events.cpp)
    PlannedFilter filter(const EventFilter& filter, const ExpressionScope& scope, const std::string& place);
    std::vector<PlannedFilter> filters(const EventConsumption& consumption, const ExpressionScope& scope, const std::string& place);
    Consumption consumption(const EventConsumption& consumption, const ExpressionScope& scope, const std::string& place);
    PlannedSchedule schedule(const Schedule& schedule);

    const Definition& definition_;
    ResourceReading resources_;
    std::shared_ptr<Plan> plan_;
    ProgramBuilder builder_;
    std::vector<Place> places_;           ///< by index
    std::array<Indices, 2> indices_;      ///< where a task stands in its list, by Extending
    Extending extending_ = Extending::yes; ///< of the task that is being filled
    const TaskList* list_ = nullptr;       ///< that it is in
    std::array<std::unordered_map<std::string, TaskIndex>, 2> functions_; ///< by name or URI, by Extending
    std::unordered_map<const Extension*, std::pair<TaskIndex, TaskIndex>> extensions_; ///< their `before` and `after`
    std::optional<Error> refused_;
};

} // namespace orkestr
