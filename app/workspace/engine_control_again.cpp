// EngineControl: events, runs made from others, dead letters and schedules.
#include "app/workspace/engine_control.h"

#include "core/base/sha256.h"
#include "core/history/codec.h"
#include "core/runtime/latest_version.h"
#include "core/runtime/run_fork.h"

namespace orkestr {

namespace {

Error no_such_run(const RunId& run) { return {ErrorCode::not_found, "there is no run " + run.text, {}}; }

Result<RunRow> find_run(const Stores& store, const RunId& run) {
    RunQuery query;
    query.run = run;
    auto rows = store.runs(query);
    if (!rows) return rows.error();
    if (rows->empty()) return no_such_run(run);
    return rows->front();
}

/// What the run was given, as its history has it.
Result<Json> input_of(const Stores& store, const RunId& run) {
    const auto rows = store.events(run, 0, 1);
    if (!rows) return rows.error();
    if (rows->empty()) return no_such_run(run);
    auto event = Decoder().decode(rows->front());
    if (!event) return event.error();
    const Payload* value = value_of(event->body);
    return value ? value->json : Json();
}

Result<RunFork> fork_in(const Result<std::unique_ptr<SqliteStore>>& store, const ForkWish& wish, PlanCache& plans) {
    if (!store) return store.error();
    const auto key = (*store)->workspace_key();
    if (!key) return key.error();
    return make_fork(wish, **store, plans, *key);
}

/// The schedule of a workflow, also of one that no engine has seen yet.
Result<ScheduleRow> schedule_row(const Stores& store, const std::string& ns, const std::string& name) {
    const auto rows = store.schedules();
    if (!rows) return rows.error();
    for (const ScheduleRow& row : *rows)
        if (row.ns == ns && row.name == name) return row;
    DefinitionQuery published;
    published.ns = ns;
    published.name = name;
    published.listed_only = true;
    const auto versions = store.definitions(published);
    if (!versions) return versions.error();
    const Error none{ErrorCode::not_found, "there is no schedule of " + ns + "/" + name + "; 'orkestr schedules' lists them", {}};
    if (versions->empty()) return none;
    const DefinitionRow& latest = latest_version(*versions);
    const auto plan = PlanCache().get(latest.hash, store);
    if (!plan) return plan.error();
    if (!(*plan)->schedule) return none;
    ScheduleRow row;
    row.ns = ns;
    row.name = name;
    row.version = latest.version;
    row.definition = latest.hash;
    return row;
}

} // namespace

void EngineControl::emit(EmitRequest request, std::function<void(Result<Emitted>)> done) {
    in_thread([this, request = std::move(request), done = std::move(done)] {
        if (request.type.empty()) return done(Error{ErrorCode::invalid_argument, "an event needs a type, such as com.example.order.placed", {}});
        auto store = open_store();
        if (!store) return done(store.error());
        if (!request.to.empty()) {
            const auto run = find_run(**store, request.to);
            if (!run) return done(run.error());
            if (!run->open()) return done(Error{ErrorCode::conflict, "run " + request.to.text + " has ended (" + run->status + "): it receives no more events", {}});
        }
        const Instant now = SystemClock().now();
        BusEvent event{0, now, now + options_.keep_events, request.to, request.author.by, request.author.reason, {}};
        Emitted emitted;
        emitted.id = make_uuid(random_bytes(16));
        const std::string source = request.source.empty() ? "/orkestr/" + request.author.by : request.source;
        JsonValue envelope = JsonValue::object({{"specversion", "1.0"}, {"id", emitted.id}, {"source", source}, {"type", request.type}, {"time", to_iso8601(now)}});
        if (!request.data.is_null()) {
            envelope.set("datacontenttype", "application/json");
            envelope.set("data", JsonValue::of(request.data));
        }
        event.event = envelope.json();
        const auto published = (*store)->publish(event);
        if (!published) return done(published.error());
        emitted.bus = *published;
        emitted.engine = tell_holder();
        done(emitted);
    });
}

void EngineControl::again(AgainRequest request, std::function<void(Result<RunId>)> done) {
    in_thread([this, request = std::move(request), done = std::move(done)] {
        if (!request.step.empty()) return fork(request, done);
        auto store = open_store();
        if (!store) return done(store.error());
        const auto run = find_run(**store, request.run);
        if (!run) return done(run.error());
        if (request.definition_text.empty()) {
            DefinitionQuery wanted;
            wanted.hash = run->definition;
            const auto rows = (*store)->definitions(wanted);
            if (!rows) return done(rows.error());
            if (rows->empty()) return done(Error{ErrorCode::not_found, "the definition of run " + request.run.text + " is gone", {}});
            return rerun(request, rows->front(), done);
        }
        check(request.definition_text, request.file_name, [this, request, done](Result<CheckedDefinition> checked) {
            if (!checked) return done(checked.error());
            if (!checked->ok()) return done(Error{ErrorCode::invalid_definition, diagnostics_text(*checked), {}});
            const DefinitionRow row = definition_row(*checked, false, SystemClock().now());
            auto into = open_store();
            if (!into) return done(into.error());
            if (auto put = (*into)->put_definition(row); !put) return done(put.error());
            rerun(request, row, done);
        });
    });
}

void EngineControl::rerun(const AgainRequest& request, const DefinitionRow& definition, std::function<void(Result<RunId>)> done) {
    auto store = open_store();
    if (!store) return done(store.error());
    auto input = request.input ? Result<Json>(*request.input) : input_of(**store, request.run);
    if (!input) return done(input.error());
    auto holder = engine();
    if (!holder && holder.error().code == ErrorCode::locked) {
        const RunId run{make_ulid(SystemClock().now(), random_bytes(10))};
        const JsonValue body = JsonValue::object({{"definition", definition.hash}, {"input", JsonValue::of(*input)}, {"cause", "rerun"}, {"of", request.run.text},
                                                  {"by", request.author.by}, {"reason", request.author.reason}});
        if (auto asked = ask_holder("start", run, body, nullptr); !asked) return done(asked.error());
        return done(run);
    }
    if (!holder) return done(holder.error());
    auto plan = (*holder)->orchestrator().plans()->get(definition.hash, **store);
    if (!plan) return done(plan.error());
    StartRun start{{}, std::move(*plan), std::move(*input), {}, "rerun", 0};
    start.origin = RunOrigin{RunOrigin::Kind::rerun, request.run, 0, {}};
    start.author = request.author;
    (*holder)->orchestrator().start(std::move(start), std::move(done));
}

void EngineControl::fork(const AgainRequest& request, std::function<void(Result<RunId>)> done) {
    // Made here in any case, so that whoever asks is told what is wrong with it.
    PlanCache plans;
    const ForkWish wish{request.run, request.step, request.input, request.author, request.context};
    auto made = request.from ? make_fork(wish, *request.from, plans) : fork_in(open_store(), wish, plans);
    if (!made) return done(made.error());
    const RunId run{make_ulid(SystemClock().now(), random_bytes(10))};
    auto holder = engine();
    if (holder) return start_fork(std::move(*made), run, std::move(done));
    if (holder.error().code != ErrorCode::locked) return done(holder.error());
    const auto& header = std::get<events::RunStarted>(made->events.front().body);
    JsonValue body = JsonValue::object({{"of", request.run.text}, {"step", header.origin->step}, {"by", request.author.by}, {"reason", request.author.reason}});
    if (request.input) body.set("input", JsonValue::of(*request.input));
    if (request.context) body.set("context", JsonValue::of(*request.context));
    if (request.from) {
        auto letter = fork_letter(*made);
        if (!letter) return done(letter.error());
        body.set("fork", std::move(*letter));
    }
    if (auto asked = ask_holder("fork", run, body, made->definition ? &*made->definition : nullptr); !asked) return done(asked.error());
    done(run);
}

/// By the engine that this control holds; what the run ran is put into the workspace first, where it comes from elsewhere.
void EngineControl::start_fork(RunFork fork, const RunId& run, std::function<void(Result<RunId>)> done) {
    auto made = std::make_shared<RunFork>(std::move(fork));
    auto put = std::make_shared<Result<void>>();
    engine_->store().run(
        [made, put](Stores& store) {
            if (made->definition) *put = store.put_definition(*made->definition);
        },
        [this, made, put, run, done = std::move(done)] {
            if (!*put) return done(put->error());
            engine_->orchestrator().start_fork(std::move(*made), run, done);
        });
}

void EngineControl::decide(DeadLetterDecision decision, std::function<void(Result<std::optional<RunId>>)> done) {
    in_thread([this, decision = std::move(decision), done = std::move(done)] {
        auto store = open_store();
        if (!store) return done(store.error());
        DeadLetterQuery query;
        query.id = decision.id;
        query.state.clear();
        const auto found = (*store)->dead_letters(query);
        if (!found) return done(found.error());
        const std::string name = "dead letter " + std::to_string(decision.id);
        if (found->empty()) return done(Error{ErrorCode::not_found, "there is no " + name, {}});
        DeadLetter letter = found->front();
        if (letter.state != "open") return done(Error{ErrorCode::conflict, name + " was " + letter.state + " before" + (letter.by.empty() ? "" : " by " + letter.by), {}});
        letter.by = decision.author.by;
        letter.reason = decision.author.reason;
        auto close = [this, letter, done](std::optional<RunId> run) mutable {
            letter.state = run ? "retried" : letter.state;
            letter.decided = SystemClock().now();
            if (run) letter.retried_as = *run;
            auto again = open_store();
            if (!again) return done(again.error());
            if (auto decided = (*again)->decide_dead_letter(letter); !decided) return done(decided.error());
            done(run && !run->empty() ? run : std::nullopt);
        };
        if (!decision.retry) {
            letter.state = "discarded";
            letter.decided = SystemClock().now();
            if (auto decided = (*store)->decide_dead_letter(letter); !decided) return done(decided.error());
            return done(std::optional<RunId>());
        }
        retry(letter, decision.author, [done, close](Result<std::optional<RunId>> tried) mutable {
            if (!tried) return done(tried.error());
            close(tried->value_or(RunId{}));
        });
    });
}

/// Tries again what a dead letter is about. The letter is closed afterwards: rather twice than never.
void EngineControl::retry(const DeadLetter& letter, const Author& author, std::function<void(Result<std::optional<RunId>>)> done) {
    const JsonValue body = JsonValue::of(letter.body);
    const auto answer = [done](const Result<RunId>& run) { done(run ? Result<std::optional<RunId>>(*run) : Result<std::optional<RunId>>(run.error())); };
    if (letter.kind == "event") {
        auto store = open_store();
        if (!store) return done(store.error());
        const JsonValue* event = body.find("event");
        const Instant now = SystemClock().now();
        BusEvent again{0, now, now + options_.keep_events, letter.run, author.by, author.reason, event ? event->json() : Json()};
        if (auto published = (*store)->publish(again); !published) return done(published.error());
        tell_holder();
        return done(std::optional<RunId>());
    }
    AgainRequest request;
    request.run = letter.run;
    request.author = author;
    // Only the activity is done anew; a run that faulted begins anew.
    if (letter.kind == "activity") request.step = body.string_at("step");
    again(std::move(request), answer);
}

void EngineControl::unschedule(std::string ns, std::string name, Author author, std::function<void(Result<void>)> done) {
    in_thread([this, ns = std::move(ns), name = std::move(name), author = std::move(author), done = std::move(done)] {
        auto store = open_store();
        if (!store) return done(store.error());
        auto found = schedule_row(**store, ns, name);
        if (!found) return done(found.error());
        if (!found->active) return done(Error{ErrorCode::conflict, "the schedule of " + ns + "/" + name + " does not hold any more", {}});
        found->active = false;
        found->by = author.by;
        found->reason = author.reason;
        found->next.reset();
        if (auto put = (*store)->put_schedule(*found); !put) return done(put);
        if (auto posted = (*store)->post({0, "schedules", {}, Json::trusted("{}"), SystemClock().now()}); !posted) return done(posted.error());
        tell_holder();
        done({});
    });
}

} // namespace orkestr
