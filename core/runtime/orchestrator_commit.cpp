// What the orchestrator writes, and what it does once that is durable.
#include "core/history/snapshot.h"
#include "core/runtime/event_types.h"
#include "core/runtime/orchestrator.h"

#include <algorithm>

namespace orkestr {

namespace {

/// A sequence number that was ordered and given up within one session never reached the store.
bool contains(const std::vector<std::uint64_t>& all, std::uint64_t seq) { return std::find(all.begin(), all.end(), seq) != all.end(); }

DeadLetter faulted_run(const RunSlot& slot) {
    DeadLetter letter;
    letter.at = slot.state.at;
    letter.kind = "run";
    letter.run = slot.id;
    letter.title = slot.state.header.name + ": " + run_row(slot).error;
    letter.body = JsonValue::object({{"error", slot.state.fault.problem.to_value()}}).json();
    return letter;
}

/// An activity of it that was given up is a dead letter already, and is tried again by itself.
bool faulted_by_given_up(const RunSlot& slot) {
    return std::any_of(slot.dead.begin(), slot.dead.end(), [&](const DeadLetter& letter) {
        const JsonValue body = JsonValue::of(letter.body);
        const JsonValue* error = body.find("error");
        return error && error->string_at("detail") == slot.state.fault.problem.detail;
    });
}

} // namespace

AppendBatch Orchestrator::batch_of(RunSlot& slot) const {
    const Effects& effects = slot.effects;
    AppendBatch batch;
    batch.run = slot.id;
    batch.expected = slot.committed;
    for (const auto& event : slot.events) batch.events.push_back(encode(event));
    seal(batch.events, slot.key, slot.head);
    batch.row = run_row(slot);
    for (const auto& [timer, due] : effects.timers_set)
        if (!contains(effects.timers_cleared, timer)) batch.timers_set.push_back({slot.id, timer, due});
    for (const std::uint64_t timer : effects.timers_cleared)
        if (timer <= slot.committed) batch.timers_cleared.push_back(timer);
    for (const std::uint64_t seq : effects.ordered)
        if (const auto at = slot.state.pending.find(seq); at != slot.state.pending.end()) batch.outbox_added.push_back({slot.id, seq, at->second.kind});
    for (const auto& [seq, pending] : effects.withdrawn)
        if (seq <= slot.committed) batch.outbox_done.push_back(seq);
    for (const std::uint64_t seq : effects.settled)
        if (seq <= slot.committed) batch.outbox_done.push_back(seq);
    for (const auto& fact : slot.taken)
        if (fact.inbox != 0) batch.inbox_taken.push_back(fact.inbox);
    add_outside(batch, slot);
    return batch;
}

/// What the run's new events mean beside its own history.
void Orchestrator::add_outside(AppendBatch& batch, const RunSlot& slot) const {
    const Effects& effects = slot.effects;
    for (const StepId step : effects.listening) {
        const Step* live = slot.state.find(step);
        if (live && live->machine && live->machine->kind == "listen")
            batch.listeners_set.push_back({slot.id, step, router_.last(), 0, listened_types(std::get<ListenSpec>(slot.plan->task(live->task).spec).to)});
    }
    for (const StepId step : effects.listened) batch.listeners_cleared.push_back(step);
    for (const auto& [step, event] : effects.received) batch.received.push_back({step, event});
    for (const std::int64_t event : slot.started_by) batch.received.push_back({workflow_step, event});
    add_published(batch, slot);
    batch.schedule = slot.schedule;
    // The more there is to write, the less often.
    const std::uint64_t interval = std::max<std::uint64_t>(options_.snapshot_interval, slot.state.steps.size() * 10);
    if (!slot.state.ended() && slot.state.seq >= slot.snapshot + interval) batch.snapshot = SnapshotRow{slot.state.seq, slot.head, snapshot_of(slot.state)};
    batch.dead = slot.dead;
    const auto& parent = slot.state.header.parent;
    if (slot.state.status == RunStatus::faulted && (!parent || parent->detached) && !faulted_by_given_up(slot))
        batch.dead.push_back(faulted_run(slot));
}

/// One commit at a time: while it is at the disk, the next one gathers.
void Orchestrator::commit() {
    if (committing_ || complete_.empty() || stopped_ || !router_.is_open()) return;
    auto batches = std::make_shared<std::vector<AppendBatch>>();
    auto results = std::make_shared<std::vector<Result<void>>>();
    auto runs = std::exchange(complete_, {});
    for (const RunId& run : runs) {
        RunSlot& slot = *find(run);
        slot.phase = RunSlot::Phase::committing;
        batches->push_back(batch_of(slot));
    }
    committing_ = true;
    on_store([batches, results](Stores& store) { *results = store.append(*batches); },
             [this, runs = std::move(runs), results, batches] {
                 committing_ = false;
                 const bool published = std::any_of(batches->begin(), batches->end(), [](const AppendBatch& batch) { return !batch.published.empty(); });
                 commit_done(runs, *results, *batches);
                 if (published && !stopped_) router_.read_bus();
             });
}

void Orchestrator::commit_done(const std::vector<RunId>& runs, const std::vector<Result<void>>& results, const std::vector<AppendBatch>& batches) {
    for (std::size_t i = 0; i < runs.size() && !stopped_; ++i) {
        if (results[i]) {
            for (const ListenerRow& row : batches[i].listeners_set) router_.listen(*find(runs[i]), row.step, row.since);
            for (const std::uint32_t step : batches[i].listeners_cleared) router_.unlisten(runs[i], step);
            for (const std::int64_t letter : batches[i].inbox_taken) letter_is_gone(letter);
            if (batches[i].snapshot) find(runs[i])->snapshot = batches[i].snapshot->seq;
            after_commit(*find(runs[i]));
        } else if (results[i].error().code == ErrorCode::conflict) {
            RunSlot& slot = *find(runs[i]);
            if (slot.committed == 0) forget(runs[i], results[i].error());
            else reload(slot);
        } else {
            stop(results[i].error());
        }
    }
}

void Orchestrator::after_commit(RunSlot& slot) {
    const RunId run = slot.id;
    const auto events = std::exchange(slot.events, {});
    const auto effects = std::exchange(slot.effects, {});
    const auto taken = std::exchange(slot.taken, {});
    slot.values.clear();
    slot.schedule.reset();
    slot.started_by.clear();
    slot.dead.clear();
    slot.committed = slot.state.seq;
    slot.phase = RunSlot::Phase::idle;
    for (const auto& [timer, due] : effects.timers_set)
        if (!contains(effects.timers_cleared, timer)) set_timer(run, timer, due);
    for (const std::uint64_t timer : effects.timers_cleared) clear_timer(run, timer);
    for (const auto& [scheduled, pending] : effects.withdrawn) withdraw(run, scheduled, pending);
    for (const std::uint64_t scheduled : effects.ordered)
        if (const auto at = slot.state.pending.find(scheduled); at != slot.state.pending.end()) dispatch(slot, scheduled, at->second);
    for (const auto& fact : taken)
        if (fact.done) fact.done({});
    const bool resumed = std::any_of(events.begin(), events.end(), [](const Event& event) { return std::holds_alternative<events::RunResumed>(event.body); });
    // What was ordered before may not have been begun: an engine leaves it while a run is suspended.
    if (resumed && !slot.state.suspended && !slot.state.cancel) dispatch_again(slot);
    if (committed) committed(run, events, slot.state);
    if (RunSlot* still = find(run)) settle(*still);
}

/// After a commit: gone when it has ended, on when there is more to do.
void Orchestrator::settle(RunSlot& slot) {
    if (slot.state.ended()) {
        child_ended(slot.state);
        router_.run_ended(RunId(slot.id));
        if (finished) finished(slot.state);
        return forget(slot.id, {ErrorCode::conflict, "run " + slot.id.text + " has ended: " + to_string(slot.state.status), {}});
    }
    begin_session(slot);
}

/// Takes a run out of memory; what waited for it is refused.
void Orchestrator::forget(const RunId& run, const Error& error) {
    const auto at = slots_.find(run);
    if (at == slots_.end()) return;
    const auto slot = std::move(at->second);
    idle_.erase(slot->idle);
    remove(run);
    for (const auto& fact : slot->taken)
        if (fact.done) fact.done(error);
    for (const auto& fact : slot->facts)
        if (fact.done) fact.done(error);
}

void Orchestrator::remove(const RunId& run) {
    if (const RunSlot* slot = find(run)) idle_.erase(slot->idle); // null while forget() has it
    slots_.erase(run);
    const auto timers = timers_.find(run);
    if (timers == timers_.end()) return;
    for (const auto& [timer, due] : timers->second) due_.erase({due, run, timer});
    timers_.erase(timers);
}

/// Another engine wrote to this run: what is in memory is not the truth. What came from outside is taken again by what
/// the store holds; timers come from there too.
void Orchestrator::reload(RunSlot& slot) {
    const RunId run = slot.id;
    std::deque<Fact> facts(std::make_move_iterator(slot.taken.begin()), std::make_move_iterator(slot.taken.end()));
    std::move(slot.facts.begin(), slot.facts.end(), std::back_inserter(facts));
    bool letters = false;
    std::erase_if(facts, [&](const Fact& fact) {
        // A letter that the other engine did not take is still in the inbox.
        if (fact.inbox != 0) inbox_seen_.erase(fact.inbox);
        letters = letters || fact.inbox != 0;
        return fact.inbox != 0 || std::holds_alternative<events::TimerFired>(fact.body);
    });
    remove(run);
    RunSlot& again = slot_for(run);
    again.facts = std::move(facts);
    again.must_dispatch = true;
    if (letters) serve_inbox();
}

/// Nothing of it is done in this engine any more; it stays as it is.
void Orchestrator::leave(const RunId& run, const Error& error) {
    if (!left_.emplace(run, error).second) return;
    router_.leave(run);
    forget(run, error);
    if (set_aside) set_aside(run, error);
}

void Orchestrator::stop(const Error& error) {
    if (stopped_) return;
    stopped_ = error;
    ports_.evaluator.abandon();
    std::vector<RunId> runs;
    for (const auto& [run, slot] : slots_) runs.push_back(run);
    for (const RunId& run : runs) forget(run, error);
    if (failed) failed(error);
}

void Orchestrator::evict() {
    for (std::size_t left = idle_.size(); left > 0 && idle_.size() > options_.max_idle_runs; --left) {
        const RunId run = idle_.extract(idle_.begin()).mapped();
        RunSlot& slot = *find(run);
        slot.idle = 0;
        if (slot.phase != RunSlot::Phase::idle || !slot.facts.empty() || !slot.state.pending.empty()) continue;
        if (!router_.is_offering_to(run)) slots_.erase(run);
        else idle_.emplace(slot.idle = ++idled_, run);
    }
}

} // namespace orkestr
