// Activities: what the orchestrator wants of the world.
#include "core/runtime/orchestrator.h"
#include "core/runtime/run_loader.h"

namespace orkestr {

void Orchestrator::dispatch(RunSlot& slot, std::uint64_t scheduled, const Pending& pending) {
    if (pending.kind == "child") return start_child(slot, scheduled, pending);
    if (draining_ || !under_way_.emplace(slot.id, scheduled).second) return;
    begin_activity(activity_of(slot, pending), scheduled, pending.detached);
}

ActivityRequest Orchestrator::activity_of(const RunSlot& slot, const Pending& pending) const {
    return {{slot.id, pending.step, pending.attempt}, pending.kind, pending.request.json, slot.state.header.nonce, slot.plan->task(pending.task).pointer};
}

void Orchestrator::begin_activity(ActivityRequest request, std::uint64_t scheduled, bool detached) {
    const ActivityKey key = request.key;
    ports_.activities.start(std::move(request), [this, alive = alive_, run = key.run, step = key.step, scheduled, detached](ActivityResult result) {
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
    const auto pending = slot.state.pending;
    for (const auto& [scheduled, order] : pending) {
        if (scheduled > slot.committed || draining_ || under_way_.contains({slot.id, scheduled})) continue;
        const auto lost = lost_.extract({slot.id, scheduled});
        if (!lost || order.kind == "child") dispatch(slot, scheduled, order);
        else if (lost.mapped() >= options_.max_lost) give_up(slot, scheduled, order);
        else begin_again(slot, scheduled, order, lost.mapped());
    }
}

/// An engine has ended over it: that is counted before it is begun once more.
void Orchestrator::begin_again(RunSlot& slot, std::uint64_t scheduled, const Pending& pending, std::uint32_t lost) {
    under_way_.emplace(slot.id, scheduled);
    on_store([row = OutboxRow{slot.id, scheduled, pending.kind, lost}](Stores& store) { (void)store.count_lost({row}); },
             [this, request = activity_of(slot, pending), scheduled, detached = pending.detached] {
                 // Meanwhile it may have been withdrawn.
                 if (!stopped_ && under_way_.contains({request.key.run, scheduled})) begin_activity(request, scheduled, detached);
             });
}

/// An activity that every engine so far has ended over: one more would end as they did.
void Orchestrator::give_up(RunSlot& slot, std::uint64_t scheduled, const Pending& pending) {
    const std::string times = std::to_string(options_.max_lost);
    Problem problem = Problem::standard(StandardError::runtime, "the engine ended " + times + " times while this activity was under way; it is given up");
    const std::string& task = slot.plan->task(pending.task).pointer;
    DeadLetter letter;
    letter.at = now();
    letter.kind = "activity";
    letter.run = slot.id;
    letter.title = slot.state.header.name + ": the " + pending.kind + " activity of " + task + " was given up";
    const Step* step = slot.state.find(pending.step);
    const std::string key = step ? step_key(*slot.plan, slot.state, *step) : task;
    letter.body = JsonValue::object({{"step", key}, {"scheduled", scheduled}, {"kind", pending.kind}, {"task", task}, {"error", problem.to_value()}}).json();
    if (slot.state.ended()) return bury(std::move(letter), scheduled);
    slot.dead.push_back(std::move(letter));
    EventBody result = events::ActivityFailed{scheduled, pending.step, {}, {std::move(problem), 0}};
    if (pending.detached) add_detached(slot.id, scheduled, std::move(result));
    else add_fact(slot.id, {std::move(result), 0, {}});
}

/// Of a run whose history is closed: the letter is written by itself, and before its command goes: twice is better than
/// none.
void Orchestrator::bury(DeadLetter letter, std::uint64_t scheduled) {
    auto added = std::make_shared<bool>(false);
    const RunId run = letter.run;
    on_store([added, letter = std::move(letter)](Stores& store) { *added = store.add_dead_letter(letter).ok(); },
             [this, added, run, scheduled] {
                 if (*added) forget_detached(run, scheduled);
             });
}

void Orchestrator::withdraw(const RunId& run, std::uint64_t scheduled, const Pending& pending) {
    if (pending.kind == "child")
        return steer(pending.child, Steering::cancel, {"run " + run.text, "its parent no longer waits for it"}, [](const Result<void>&) {});
    under_way_.erase({run, scheduled});
    ports_.activities.cancel({run, pending.step, pending.attempt});
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
        [run, scheduled](Stores& store) {
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
