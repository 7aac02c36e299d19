// Runs that runs order: `run: workflow`.
#include "core/runtime/latest_version.h"
#include "core/runtime/orchestrator.h"
#include "core/runtime/run_loader.h"

#include <algorithm>

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

/// A workflow that runs itself must come to an end.
constexpr std::uint32_t max_depth = 100;

ChildLookup look_up(Store& store, PlanCache& plans, const events::ChildScheduled& order, std::uint32_t depth, const std::string& workspace_key) {
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
    if (depth > max_depth) {
        found.problem = "the workflow " + name + " would be the " + std::to_string(depth) + "th inside one another; " + std::to_string(max_depth) + " are the most";
        return found;
    }
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
    const auto& above = slot.state.header.parent;
    const ParentStep parent{slot.id, scheduled, above ? above->depth + 1 : 1, pending.detached};
    const bool detached = pending.detached;
    on_store([found, order, depth = parent.depth, plans = plans_, key = options_.workspace_key](Stores& store) { *found = look_up(store, *plans, order, depth, key); },
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
                 start({order.run, found->plan, order.value.json, parent, "child", 0}, [this, parent](Result<RunId> started) {
                     if (started || started.error().code == ErrorCode::conflict || stopped_) return;
                     Problem problem = Problem::standard(StandardError::configuration, started.error().message);
                     add_detached(parent.run, parent.scheduled, events::ChildFailed{parent.scheduled, 0, {std::move(problem), 0}});
                 });
             });
}

/// Children that their parents no longer wait for: the cancellation was lost with the engine that was to pass it on.
void Orchestrator::cancel_orphans() {
    auto orphans = std::make_shared<std::vector<std::pair<RunId, RunId>>>();
    on_store(
        [orphans, plans = plans_, key = options_.workspace_key](Stores& store) {
            std::map<RunId, std::optional<std::set<RunId>>> wanted; // by parent: the children that it waits for
            RunQuery query;
            query.open = true;
            query.limit = 10'000;
            for (;;) {
                const auto page = store.runs(query);
                if (!page) return;
                for (const auto& row : *page) {
                    if (!row.parent) continue;
                    const auto [parent, first] = wanted.try_emplace(*row.parent);
                    const auto slot = first ? load_run(*row.parent, store, *plans, key) : Result<RunSlot>(ErrorCode::internal, "");
                    if (slot)
                        for (auto& children = parent->second.emplace(); const auto& [seq, pending] : slot->state.pending) children.insert(pending.child);
                    if (parent->second && !parent->second->contains(row.run)) orphans->emplace_back(row.run, *row.parent);
                }
                if (page->size() < query.limit) return;
                query.before = page->back().run;
            }
        },
        [this, orphans] {
            for (const auto& [run, parent] : *orphans) steer(run, Steering::cancel, {"run " + parent.text, "its parent no longer waits for it"}, [](const Result<void>&) {});
        });
}

void Orchestrator::child_ended(const State& child) {
    if (!child.header.parent) return;
    const ParentStep parent = *child.header.parent;
    add_detached(parent.run, parent.scheduled, result_for_parent(child, parent.scheduled));
}

} // namespace orkestr
