// Runs that runs order: `run: workflow`.
#include "core/runtime/latest_version.h"
#include "core/runtime/orchestrator.h"
#include "core/runtime/run_loader.h"

namespace orkestr {

namespace {

/// How a run that has ended looks to the step that ordered it.
EventBody result_for_parent(const State& child, std::uint64_t scheduled) {
    if (child.status == RunStatus::completed) return events::ChildCompleted{scheduled, 0, {child.output.json, 0}};
    if (child.status == RunStatus::faulted) {
        // The error is the child's own, with its place in the child's definition.
        return events::ChildFailed{scheduled, 0, {child.fault.problem, 0}};
    }
    Problem problem = Problem::standard(StandardError::runtime, "the sub-workflow run " + child.run.text + " was cancelled");
    return events::ChildFailed{scheduled, 0, {std::move(problem), 0}};
}

/// What is known of a child run before it is started.
struct ChildLookup {
    std::optional<RunRow> existing;
    std::shared_ptr<const Plan> plan;
    std::string problem;
    std::optional<State> ended;
};

ChildLookup look_up(Store& store, PlanCache& plans, const events::ChildScheduled& order, const std::string& workspace_key) {
    ChildLookup found;
    RunQuery query;
    query.run = order.run;
    if (auto rows = store.runs(query); rows && !rows->empty()) {
        found.existing = rows->front();
        if (!rows->front().open())
            if (auto slot = load_run(order.run, store, plans, workspace_key)) found.ended = std::move(slot->state);
        return found;
    }
    const std::string name = order.ns + "/" + order.name + ":" + order.version;
    DefinitionQuery wanted;
    wanted.ns = order.ns;
    wanted.name = order.name;
    if (order.version != "latest") wanted.version = order.version;
    wanted.listed_only = true;
    auto rows = store.definitions(wanted);
    if (!rows || rows->empty()) {
        found.problem = "the workspace has no workflow " + name + "; publish it with `orkestr publish FILE`";
        return found;
    }
    auto plan = plans.get(latest_version(*rows).hash, store);
    if (plan) found.plan = std::move(*plan);
    else found.problem = "the workflow " + name + " can't be used: " + plan.error().message;
    return found;
}

} // namespace

void Orchestrator::start_child(const RunSlot& slot, std::uint64_t scheduled, const Pending& pending) {
    events::ChildScheduled order;
    order.run = pending.child;
    order.value = pending.request;
    const auto& spec = std::get<WorkflowSpec>(slot.plan->task(pending.task).spec);
    order.ns = spec.ns;
    order.name = spec.name;
    order.version = spec.version;
    auto found = std::make_shared<ChildLookup>();
    const ParentStep parent{slot.id, scheduled};
    const bool detached = pending.detached;
    on_store([found, order, plans = plans_, key = options_.workspace_key](Store& store, Inbox&) { *found = look_up(store, *plans, order, key); },
             [this, found, order, parent, detached] {
                 if (stopped_) return;
                 // In the meantime its parent may have stopped waiting for it.
                 const RunSlot* waiting = find(parent.run);
                 if (!detached && (!waiting || !waiting->state.pending.contains(parent.scheduled))) return;
                 if (found->ended) return add_detached(parent.run, parent.scheduled, result_for_parent(*found->ended, parent.scheduled));
                 if (found->existing || find(order.run)) return; // it will say when it ends
                 if (!found->plan) {
                     Problem problem = Problem::standard(StandardError::configuration, found->problem);
                     return add_detached(parent.run, parent.scheduled, events::ChildFailed{parent.scheduled, 0, {std::move(problem), 0}});
                 }
                 start({order.run, found->plan, order.value.json, parent, "child", 0}, [](Result<RunId>) {});
             });
}

void Orchestrator::child_ended(const State& child) {
    if (!child.header.parent) return;
    const ParentStep parent = *child.header.parent;
    add_detached(parent.run, parent.scheduled, result_for_parent(child, parent.scheduled));
}

} // namespace orkestr
