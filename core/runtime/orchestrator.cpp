#include "core/runtime/orchestrator.h"

#include "core/base/secret_text.h"
#include "core/runtime/run_loader.h"
#include "core/runtime/value_outcome.h"

#include <algorithm>

namespace orkestr {

namespace {

/// A sequence number that was ordered and given up within one session never reached the store.
bool contains(const std::vector<std::uint64_t>& all, std::uint64_t seq) { return std::find(all.begin(), all.end(), seq) != all.end(); }

} // namespace

Orchestrator::Orchestrator(OrchestratorPorts ports, OrchestratorOptions options)
    : ports_(std::move(ports)), options_(std::move(options)) {}

Orchestrator::~Orchestrator() { *alive_ = false; }

RunSlot* Orchestrator::find(const RunId& run) {
    const auto at = slots_.find(run);
    return at == slots_.end() ? nullptr : at->second.get();
}

/// The run in memory; one that isn't there begins to load.
RunSlot& Orchestrator::slot_for(const RunId& run) {
    if (RunSlot* slot = find(run)) return *slot;
    auto& slot = slots_[run];
    slot = std::make_unique<RunSlot>();
    slot->id = run;
    load(run);
    return *slot;
}

void Orchestrator::on_store(std::function<void(Store&, Inbox&)> job, std::function<void()> then) {
    ++jobs_;
    ports_.store.run(std::move(job), [this, alive = alive_, then = std::move(then)] {
        if (!*alive) return;
        --jobs_;
        then();
        wake();
    });
}

// --- what others ask ------------------------------------------------------------------------------------------------

void Orchestrator::start(StartRun request, std::function<void(Result<RunId>)> done) {
    if (stopped_) return done(*stopped_);
    const Instant now = ports_.clock.now();
    const RunId run = request.run.empty() ? RunId{make_ulid(now, ports_.entropy(10))} : request.run;
    if (RunSlot* known = find(run)) {
        // Somebody asked for it before; whether there is such a run shows when it is loaded.
        if (known->phase != RunSlot::Phase::loading || known->begin) return done(Error{ErrorCode::conflict, "run " + run.text + " exists already", {}});
        known->begin = [this, request = std::move(request), done = std::move(done)]() mutable { start(std::move(request), std::move(done)); };
        return;
    }
    plans_->put(request.plan);

    events::RunStarted started;
    started.run = run;
    started.ns = request.plan->ns;
    started.name = request.plan->name;
    started.version = request.plan->version;
    started.definition = request.plan->definition_hash;
    started.runtime_name = "orkestr";
    started.runtime_version = options_.runtime_version;
    started.jq_version = options_.jq_version;
    started.nonce = to_hex(ports_.entropy(16));
    std::vector<std::pair<std::string, JsonValue>> secrets;
    for (const auto& name : request.plan->secrets) {
        auto found = ports_.secrets.find(name);
        if (!found) return done(found.error());
        if (*found) secrets.emplace_back(name, std::move(**found));
    }
    started.secrets = secret_placeholders(started.nonce, secrets).json();
    started.parent = request.parent;
    started.cause = request.cause;
    started.value = {std::move(request.input), 0};

    auto slot = std::make_unique<RunSlot>();
    slot->id = run;
    slot->plan = std::move(request.plan);
    slot->key = run_key(options_.workspace_key, started.nonce);
    slot->head = chain_start(run);
    slot->phase = RunSlot::Phase::idle;
    slots_[run] = std::move(slot);
    add_fact(run, {std::move(started), request.inbox, [run, done = std::move(done)](Result<void> result) {
                       if (result) done(run);
                       else done(result.error());
                   }});
}

void Orchestrator::cancel(const RunId& run, const std::string& by, const std::string& reason,
                          std::function<void(Result<void>)> done, std::int64_t inbox) {
    if (stopped_) return done(*stopped_);
    add_fact(run, {events::RunCancelRequested{by, reason}, inbox, std::move(done)});
}

void Orchestrator::resume(std::function<void(Result<std::size_t>)> done) {
    auto found = std::make_shared<Result<std::vector<RunId>>>(std::vector<RunId>{});
    resume_detached();
    cancel_orphans();
    on_store(
        [found](Store& store, Inbox&) {
            RunQuery query;
            query.open = true;
            query.limit = 10'000;
            for (;;) {
                auto page = store.runs(query);
                if (!page) {
                    *found = page.error();
                    return;
                }
                for (const auto& row : *page) (*found)->push_back(row.run);
                if (page->size() < query.limit) return;
                query.before = page->back().run;
            }
        },
        [this, found, done = std::move(done)] {
            if (!*found) return done(found->error());
            // The oldest first, as they began.
            for (auto run = (*found)->rbegin(); run != (*found)->rend(); ++run) {
                RunSlot& slot = slot_for(*run);
                if (slot.phase == RunSlot::Phase::loading) slot.must_dispatch = true;
                else dispatch_again(slot);
            }
            done((*found)->size());
        });
}

void Orchestrator::serve_inbox() {
    auto rows = std::make_shared<Result<std::vector<InboxRow>>>(std::vector<InboxRow>{});
    on_store([rows](Store&, Inbox& inbox) { *rows = inbox.pending(1000); },
             [this, rows] {
                 if (!*rows) return;
                 for (const auto& row : **rows)
                     if (inbox_seen_.insert(row.id).second) serve(row);
             });
}

void Orchestrator::serve(const InboxRow& row) {
    const auto drop = [this, id = row.id] { on_store([id](Store&, Inbox& inbox) { (void)inbox.drop(id); }, [] {}); };
    // A letter outlives an engine that has stopped.
    const auto refused = [this, drop](const auto& result) {
        if (!result && !stopped_) drop();
    };
    const JsonValue body = JsonValue::of(row.body);
    if (row.kind == "cancel") {
        // Behind the starts before it, which go by the store for their definitions.
        return on_store([](Store&, Inbox&) {}, [this, row, body, refused] { cancel(row.run, body.string_at("by"), body.string_at("reason"), refused, row.id); });
    }
    if (row.kind != "start") return drop();
    auto plan = std::make_shared<Result<std::shared_ptr<const Plan>>>(ErrorCode::internal, "");
    on_store([plan, plans = plans_, hash = body.string_at("definition")](Store& store, Inbox&) { *plan = plans->get(hash, store); },
             [this, plan, row, body, drop, refused] {
                 if (!*plan) return drop();
                 const auto* input = body.find("input");
                 StartRun request{row.run, **plan, input ? input->json() : Json(), {}, body.string_at("cause", "manual"), row.id};
                 start(std::move(request), refused);
             });
}

// --- facts ----------------------------------------------------------------------------------------------------------

void Orchestrator::add_fact(const RunId& run, Fact fact) {
    RunSlot& slot = slot_for(run);
    slot.facts.push_back(std::move(fact));
    if (slot.phase == RunSlot::Phase::idle) begin_session(slot);
    wake();
}

void Orchestrator::load(const RunId& run) {
    auto result = std::make_shared<Result<RunSlot>>(ErrorCode::internal, "");
    on_store([result, run, plans = plans_, key = options_.workspace_key](
                 Store& store, Inbox&) { *result = load_run(run, store, *plans, key); },
             [this, result, run] { loaded(run, std::move(*result)); });
}

void Orchestrator::loaded(const RunId& run, Result<RunSlot> result) {
    RunSlot* slot = find(run);
    if (!slot || slot->phase != RunSlot::Phase::loading) return;
    const auto begin = std::exchange(slot->begin, {});
    if (!result) forget(run, result.error());
    else go_on(*slot, std::move(*result));
    if (begin) begin();
}

/// With what the store holds of a run, and with what came for it meanwhile.
void Orchestrator::go_on(RunSlot& slot, RunSlot read) {
    read.facts = std::move(slot.facts);
    const bool must_dispatch = slot.must_dispatch;
    slot = std::move(read);
    const State& state = slot.state;
    if (state.ended()) return forget(slot.id, {ErrorCode::conflict, "run " + slot.id.text + " has ended already: " + to_string(state.status), {}});
    for (const auto& [timer, row] : state.timers) set_timer(slot.id, timer, row.due);
    const RunId run = slot.id;
    begin_session(slot);
    // Only now: a result that has come needs no second attempt, and a run that is cancelled no further one.
    if (RunSlot* still = find(run); must_dispatch && still && !still->state.cancel) dispatch_again(*still);
}

void Orchestrator::take_due_timers() {
    const Instant now = ports_.clock.now();
    while (!due_.empty() && std::get<0>(*due_.begin()) <= now) {
        const auto [due, run, timer] = *due_.begin();
        clear_timer(run, timer);
        add_fact(run, {events::TimerFired{timer}, 0, {}});
    }
}

/// Takes the facts that have come and makes the run ready, if there is anything to do.
void Orchestrator::begin_session(RunSlot& slot) {
    slot.now = std::max(slot.state.at, ports_.clock.now());
    std::optional<Instant> due;
    while (!slot.facts.empty()) {
        // Timers of different times fire one after the other, though the clock has passed them both.
        if (const auto* fired = std::get_if<events::TimerFired>(&slot.facts.front().body)) {
            const auto timer = slot.state.timers.find(fired->timer);
            if (timer != slot.state.timers.end() && due && timer->second.due > *due) break;
            if (timer != slot.state.timers.end()) due = timer->second.due;
        }
        Fact fact = std::move(slot.facts.front());
        slot.facts.pop_front();
        const bool taken = take(slot, fact);
        if (stopped_) return;
        if (!taken) {
            if (fact.done) fact.done(Error{ErrorCode::conflict, "run " + slot.id.text + " has no use for it any more", {}});
            continue;
        }
        slot.taken.push_back(std::move(fact));
    }
    if (slot.events.empty() && slot.state.ready.empty() && !slot.state.cancel) return rest(slot);
    slot.phase = RunSlot::Phase::ready;
    ready_.push_back(slot.id);
}

/// There was nothing to decide; what has come meanwhile may change that.
void Orchestrator::rest(RunSlot& slot) {
    slot.phase = RunSlot::Phase::idle;
    if (slot.facts.empty()) return idle_.push_back(slot.id);
    begin_session(slot);
    wake();
}

void Orchestrator::record(RunSlot& slot, EventBody body) {
    Event event{slot.state.seq + 1, slot.now, std::move(body)};
    if (event.seq == 1) slot.started = event.at;
    if (auto applied = apply(slot.state, event, &slot.effects); !applied) return stop(applied.error());
    slot.events.push_back(std::move(event));
}

/// False for what the run has no use for: a timer that was cleared, a result that was taken before.
bool Orchestrator::take(RunSlot& slot, const Fact& fact) {
    State& state = slot.state;
    if (state.ended()) return false;
    EventBody body = fact.body;
    if (const auto* fired = std::get_if<events::TimerFired>(&body); fired && !state.timers.contains(fired->timer)) return false;
    if (std::holds_alternative<events::RunCancelRequested>(body) && state.cancel) return false;
    // A result knows what ordered it; the step is the one that waits for it.
    std::optional<std::uint64_t> unwanted;
    std::visit(
        [&](auto& result) {
            if constexpr (requires { result.scheduled; }) {
                const auto at = state.pending.find(result.scheduled);
                if (at == state.pending.end()) unwanted = result.scheduled;
                else result.step = at->second.step;
            }
        },
        body);
    if (unwanted) body = events::ResultIgnored{*unwanted, step_of(body), "nobody waits for this result any more"};
    record(slot, std::move(body));
    return true;
}

// --- a turn ---------------------------------------------------------------------------------------------------------

void Orchestrator::turn() {
    if (stopped_) return;
    take_due_timers();
    advance_ready();
    commit();
    evict();
}

void Orchestrator::advance_ready() {
    std::vector<EvaluationRequest> requests;
    const auto runs = std::exchange(ready_, {});
    for (const RunId& run : runs) {
        RunSlot* slot = find(run);
        if (!slot || slot->phase != RunSlot::Phase::ready) continue;
        slot->now = std::max(slot->state.at, ports_.clock.now());
        auto advanced = advance(*slot->plan, slot->state, slot->values, slot->now, slot->effects);
        if (!advanced) return stop(advanced.error());
        std::move(advanced->events.begin(), advanced->events.end(), std::back_inserter(slot->events));
        slot->more = advanced->more;
        // A full session is committed first, and what it needs asked for again: a loop that evaluates without end can be
        // cancelled, and what is not durable yet stays small.
        if (!advanced->requests.empty() && slot->events.size() < slice_events) {
            ask(*slot, std::move(advanced->requests), requests);
        } else if (slot->events.empty()) {
            rest(*slot);
        } else {
            slot->phase = RunSlot::Phase::complete;
            complete_.push_back(run);
        }
    }
    if (requests.empty()) return;
    ports_.evaluator.evaluate(std::move(requests), [this, alive = alive_](std::vector<EvaluationAnswer> answers) {
        if (*alive) answered(std::move(answers));
    });
}

void Orchestrator::ask(RunSlot& slot, std::vector<ValueRequest> requests, std::vector<EvaluationRequest>& out) {
    slot.phase = RunSlot::Phase::evaluating;
    slot.asked = requests.size();
    for (auto& request : requests) {
        const std::uint64_t ticket = next_ticket_++;
        tickets_.emplace(ticket, std::pair(slot.id, request.key));
        out.push_back({ticket, slot.plan->program, request.is_schema, request.index, std::move(request.input), std::move(request.variables)});
    }
}

void Orchestrator::answered(std::vector<EvaluationAnswer> answers) {
    for (auto& answer : answers) {
        const auto ticket = tickets_.find(answer.ticket);
        if (ticket == tickets_.end()) continue;
        const auto [run, key] = ticket->second;
        tickets_.erase(ticket);
        RunSlot* slot = find(run);
        if (!slot || slot->phase != RunSlot::Phase::evaluating) continue;
        slot->values[key] = value_outcome(std::move(answer.outcome));
        if (--slot->asked > 0) continue;
        slot->phase = RunSlot::Phase::ready;
        ready_.push_back(run);
    }
    wake();
}

// --- commits --------------------------------------------------------------------------------------------------------

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
    return batch;
}

/// One commit at a time: while it is at the disk, the next one gathers.
void Orchestrator::commit() {
    if (committing_ || complete_.empty() || stopped_) return;
    auto batches = std::make_shared<std::vector<AppendBatch>>();
    auto results = std::make_shared<std::vector<Result<void>>>();
    auto runs = std::exchange(complete_, {});
    for (const RunId& run : runs) {
        RunSlot& slot = *find(run);
        slot.phase = RunSlot::Phase::committing;
        batches->push_back(batch_of(slot));
    }
    committing_ = true;
    on_store([batches, results](Store& store, Inbox&) { *results = store.append(*batches); },
             [this, runs = std::move(runs), results, batches] {
                 committing_ = false;
                 commit_done(runs, *results);
             });
}

void Orchestrator::commit_done(const std::vector<RunId>& runs, const std::vector<Result<void>>& results) {
    for (std::size_t i = 0; i < runs.size() && !stopped_; ++i) {
        if (results[i]) {
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
    if (committed) committed(run, events, slot.state);
    if (RunSlot* still = find(run)) settle(*still);
}

/// After a commit: gone when it has ended, on when there is more to do.
void Orchestrator::settle(RunSlot& slot) {
    if (slot.state.ended()) {
        child_ended(slot.state);
        return forget(slot.id, {ErrorCode::conflict, "run " + slot.id.text + " has ended: " + to_string(slot.state.status), {}});
    }
    begin_session(slot);
}

/// Takes a run out of memory; what waited for it is refused.
void Orchestrator::forget(const RunId& run, const Error& error) {
    const auto at = slots_.find(run);
    if (at == slots_.end()) return;
    const auto slot = std::move(at->second);
    remove(run);
    for (const auto& fact : slot->taken)
        if (fact.done) fact.done(error);
    for (const auto& fact : slot->facts)
        if (fact.done) fact.done(error);
}

void Orchestrator::remove(const RunId& run) {
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
    while (idle_.size() > options_.max_idle_runs) {
        const RunId run = idle_.front();
        idle_.pop_front();
        RunSlot* slot = find(run);
        if (slot && slot->phase == RunSlot::Phase::idle && slot->facts.empty() && slot->state.pending.empty()) slots_.erase(run);
    }
}

// --- the outside ----------------------------------------------------------------------------------------------------

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

std::optional<Instant> Orchestrator::next_due() const {
    if (due_.empty()) return std::nullopt;
    return std::get<0>(*due_.begin());
}

bool Orchestrator::works_for(const RunId& run) const {
    const auto first = under_way_.lower_bound({run, 0});
    return first != under_way_.end() && first->first == run;
}

bool Orchestrator::quiet() const {
    if (committing_ || jobs_ > 0 || !under_way_.empty() || !ready_.empty() || !complete_.empty() || !tickets_.empty()) return false;
    return std::all_of(slots_.begin(), slots_.end(), [](const auto& entry) { return entry.second->phase == RunSlot::Phase::idle; });
}

} // namespace orkestr
