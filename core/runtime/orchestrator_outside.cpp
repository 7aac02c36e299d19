// Timers and activities: what the orchestrator wants of the world.
#include "core/runtime/orchestrator.h"
#include "core/runtime/run_loader.h"

namespace orkestr {

void Orchestrator::set_timer(const RunId& run, std::uint64_t timer, Instant due) {
    timers_[run][timer] = due;
    due_.insert({due, run, timer});
}

void Orchestrator::clear_timer(const RunId& run, std::uint64_t timer) {
    const auto at = timers_.find(run);
    if (at == timers_.end()) return;
    const auto row = at->second.find(timer);
    if (row == at->second.end()) return;
    due_.erase({row->second, run, timer});
    at->second.erase(row);
    if (at->second.empty()) timers_.erase(at);
}

void Orchestrator::dispatch(RunSlot& slot, std::uint64_t scheduled, const Pending& pending) {
    if (pending.kind == "child") return start_child(slot, scheduled, pending);
    if (draining_) return;
    ActivityRequest request{{slot.id, pending.step, pending.attempt}, pending.kind, pending.request.json, slot.state.header.nonce,
                            slot.plan->task(pending.task).pointer};
    if (!under_way_.emplace(slot.id, scheduled).second) return;
    ports_.activities.start(std::move(request), [this, alive = alive_, run = slot.id, scheduled, step = pending.step,
                                                 detached = pending.detached](ActivityResult result) {
        if (!*alive) return;
        under_way_.erase({run, scheduled});
        if (stopped_) return;
        EventBody body;
        if (auto* json = std::get_if<Json>(&result.outcome)) body = events::ActivityCompleted{scheduled, step, std::move(result.log), {std::move(*json), 0}};
        else body = events::ActivityFailed{scheduled, step, std::move(result.log), {std::move(std::get<Problem>(result.outcome)), 0}};
        if (detached) add_detached(run, scheduled, std::move(body));
        else add_fact(run, {std::move(body), 0, {}});
    });
}

/// What is committed and waits for its result, but for what this engine has begun itself.
void Orchestrator::dispatch_again(RunSlot& slot) {
    for (const auto& [scheduled, pending] : slot.state.pending)
        if (scheduled <= slot.committed) dispatch(slot, scheduled, pending);
}

void Orchestrator::withdraw(const RunId& run, std::uint64_t scheduled, const Pending& pending) {
    if (pending.kind == "child") return cancel(pending.child, "run " + run.text, "its parent no longer waits for it", [](Result<void>) {});
    under_way_.erase({run, scheduled});
    ports_.activities.cancel({run, pending.step, pending.attempt});
}

/// Work that nobody waits for may have been lost with the process after its run had ended: it is begun again.
void Orchestrator::resume_detached() {
    auto ended = std::make_shared<std::vector<RunSlot>>();
    on_store(
        [ended, plans = plans_, key = options_.workspace_key](Store& store, Inbox&) {
            const auto rows = store.outbox(std::nullopt);
            if (!rows) return;
            std::set<RunId> seen;
            for (const auto& row : *rows) {
                if (!seen.insert(row.run).second) continue;
                RunQuery query;
                query.run = row.run;
                const auto runs = store.runs(query);
                if (!runs || runs->empty() || runs->front().open()) continue;
                if (auto slot = load_run(row.run, store, *plans, key)) ended->push_back(std::move(*slot));
            }
        },
        [this, ended] {
            for (auto& slot : *ended) dispatch_again(slot);
        });
}

/// A result that its run may not have waited for: when the run has ended before, it is told to the outbox alone.
void Orchestrator::add_detached(const RunId& run, std::uint64_t scheduled, EventBody result) {
    add_fact(run, {std::move(result), 0, [this, run, scheduled](Result<void> taken) {
                       if (!taken && taken.error().code == ErrorCode::conflict) forget_detached(run, scheduled);
                   }});
}

/// The result of work that nobody waited for, after its run has ended: only the outbox still knows of it.
void Orchestrator::forget_detached(const RunId& run, std::uint64_t scheduled) {
    on_store(
        [run, scheduled](Store& store, Inbox&) {
            RunQuery query;
            query.run = run;
            const auto rows = store.runs(query);
            if (!rows || rows->empty()) return;
            AppendBatch batch;
            batch.run = run;
            batch.row = rows->front();
            batch.expected = batch.row.events;
            batch.outbox_done = {scheduled};
            (void)store.append({batch});
        },
        [] {});
}

} // namespace orkestr
