// What others ask of the orchestrator: runs to start, to steer, to make anew; directly or by the inbox.
#include "core/base/secret_text.h"
#include "core/runtime/orchestrator.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::uint32_t letters_at_once = 1000;

} // namespace

void Orchestrator::start(StartRun request, std::function<void(Result<RunId>)> done) {
    if (stopped_) return done(*stopped_);
    const RunId run = request.run.empty() ? new_run_id() : request.run;
    if (RunSlot* known = find(run)) {
        // Somebody asked for it before; whether there is such a run shows when it is loaded.
        if (known->phase != RunSlot::Phase::loading || known->begin) return done(Error{ErrorCode::conflict, "run " + run.text + " exists already", {}});
        known->begin = [this, request = std::move(request), done = std::move(done)]() mutable { start(std::move(request), std::move(done)); };
        return;
    }
    plans_->put(request.plan);
    auto started = header_of(run, request);
    if (!started) return done(started.error());
    auto slot = std::make_unique<RunSlot>();
    slot->id = run;
    slot->plan = std::move(request.plan);
    slot->key = run_key(options_.workspace_key, run, started->nonce);
    slot->head = chain_start(run);
    slot->phase = RunSlot::Phase::idle;
    slot->schedule = std::move(request.schedule);
    slot->started_by = std::move(request.events);
    slots_[run] = std::move(slot);
    add_fact(run, {std::move(*started), request.inbox, [run, done = std::move(done)](const Result<void>& result) {
                       if (result) done(run);
                       else done(result.error());
                   }});
}

Result<events::RunStarted> Orchestrator::header_of(const RunId& run, StartRun& request) const {
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
        if (!found) return found.error();
        if (*found) secrets.emplace_back(name, std::move(**found));
    }
    started.secrets = secret_placeholders(started.nonce, secrets).json();
    started.parent = request.parent;
    started.cause = request.cause;
    started.origin = request.origin;
    started.by = request.author.by;
    started.reason = request.author.reason;
    started.value = {std::move(request.input), 0};

    return started;
}

void Orchestrator::start_fork(RunFork fork, const RunId& run, std::function<void(Result<RunId>)> done, std::int64_t inbox) {
    if (stopped_) return done(*stopped_);
    if (find(run)) return done(Error{ErrorCode::conflict, "run " + run.text + " exists already", {}});
    plans_->put(fork.plan);
    auto slot = std::make_unique<RunSlot>();
    slot->id = run;
    slot->plan = fork.plan;
    slot->head = chain_start(run);
    auto& header = std::get<events::RunStarted>(fork.events.front().body);
    header.run = run;
    slot->key = run_key(options_.workspace_key, run, header.nonce);
    for (Event& event : fork.events) {
        if (auto applied = apply(slot->state, event, &slot->effects); !applied) return done(applied.error());
        slot->events.push_back(std::move(event));
    }
    slot->started = slot->events.front().at;
    // What the other run has told the outside stays told.
    slot->effects.emitted.clear();
    slot->effects.received.clear();
    slot->effects.withdrawn.clear();
    events::RunForked forked{fork.step, std::max<std::int64_t>(0, (now() - slot->state.at).ms), std::move(fork.input), run};
    slot->phase = RunSlot::Phase::idle;
    slots_[run] = std::move(slot);
    add_fact(run, {std::move(forked), inbox, [run, done = std::move(done)](const Result<void>& result) {
                       if (result) done(run);
                       else done(result.error());
                   }});
}

void Orchestrator::steer(const RunId& run, Steering steering, Author author, std::function<void(Result<void>)> done, std::int64_t inbox) {
    if (stopped_) return done(*stopped_);
    EventBody fact = events::RunCancelRequested{author.by, author.reason};
    if (steering == Steering::suspend) fact = events::RunSuspended{author.by, author.reason};
    if (steering == Steering::resume) fact = events::RunResumed{author.by, author.reason};
    add_fact(run, {std::move(fact), inbox, std::move(done)});
}

void Orchestrator::serve_inbox() {
    router_.read_bus();
    auto rows = std::make_shared<Result<std::vector<InboxRow>>>(std::vector<InboxRow>{});
    on_store([rows](Stores& store) { *rows = store.pending(letters_at_once); },
             [this, rows] {
                 if (!*rows) return stop(rows->error());
                 more_letters_ = (*rows)->size() == letters_at_once;
                 for (const auto& row : **rows)
                     if (inbox_seen_.insert(row.id).second) serve(row);
             });
}

/// When many have been put there, the next ones are read when these are done with.
void Orchestrator::letter_is_gone(std::int64_t id) {
    inbox_seen_.erase(id);
    if (!more_letters_ || !inbox_seen_.empty()) return;
    more_letters_ = false;
    serve_inbox();
}

void Orchestrator::serve(const InboxRow& row) {
    const auto drop = [this, id = row.id] { on_store([id](Stores& store) { (void)store.drop(id); }, [this, id] { letter_is_gone(id); }); };
    const JsonValue body = JsonValue::of(row.body);
    if (row.kind == "start") return serve_start(row, body, drop);
    if (row.kind == "fork") return serve_fork(row, body, drop);
    if (row.kind == "schedules") {
        if (schedules_changed) schedules_changed();
        return drop();
    }
    for (const Steering steering : {Steering::suspend, Steering::resume, Steering::cancel}) {
        if (row.kind != to_string(steering)) continue;
        // Behind the starts before it, which go by the store for their definitions. A letter outlives an engine that has
        // stopped.
        return on_store([](Stores&) {}, [this, row, body, steering, drop] {
            steer(row.run, steering, {body.string_at("by"), body.string_at("reason")},
                  [this, drop](const Result<void>& result) {
                      if (!result && !stopped_) drop();
                  },
                  row.id);
        });
    }
    drop();
}

void Orchestrator::serve_start(const InboxRow& row, const JsonValue& body, std::function<void()> drop) {
    auto plan = std::make_shared<Result<std::shared_ptr<const Plan>>>(ErrorCode::internal, "");
    on_store([plan, plans = plans_, hash = body.string_at("definition")](Stores& store) { *plan = plans->get(hash, store); },
             [this, plan, row, body, drop] {
                 if (!*plan) return drop();
                 const auto* input = body.find("input");
                 StartRun request{row.run, **plan, input ? input->json() : Json(), {}, body.string_at("cause", "manual"), row.id};
                 request.author = {body.string_at("by"), body.string_at("reason")};
                 if (const RunId of{body.string_at("of")}; !of.empty()) request.origin = RunOrigin{RunOrigin::Kind::rerun, of, 0, {}};
                 start(std::move(request), [this, drop](const Result<RunId>& result) {
                     if (!result && !stopped_) drop();
                 });
             });
}

void Orchestrator::serve_fork(const InboxRow& row, const JsonValue& body, std::function<void()> drop) {
    auto fork = std::make_shared<Result<RunFork>>(ErrorCode::internal, "");
    ForkWish wish{RunId{body.string_at("of")}, body.string_at("step"), {}, {body.string_at("by"), body.string_at("reason")}};
    if (const auto* input = body.find("input")) wish.input = input->json();
    if (const auto* context = body.find("context")) wish.context = context->json();
    // Of a run that is elsewhere the letter holds what is taken.
    const JsonValue* made = body.find("fork");
    on_store(
        [fork, wish, plans = plans_, key = options_.workspace_key, made = made ? std::optional(*made) : std::nullopt](Stores& store) {
            *fork = made ? read_fork_letter(*made, store, *plans) : make_fork(wish, store, *plans, key);
        },
        [this, fork, row, drop] {
            if (!*fork) return drop();
            start_fork(std::move(**fork), row.run,
                       [this, drop](const Result<RunId>& result) {
                           if (!result && !stopped_) drop();
                       },
                       row.id);
        });
}

} // namespace orkestr
