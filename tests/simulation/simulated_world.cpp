#include "tests/simulation/simulated_world.h"

#include "tests/golden/state_text.h"

#include <algorithm>
#include <utility>

namespace orkestr::test {

namespace {

OrchestratorOptions options_of(std::size_t max_idle_runs) {
    OrchestratorOptions options{simulated_key, "1.2.3", "1.6", max_idle_runs};
    // What is given up ends otherwise than in a world without faults.
    options.max_lost = 1000;
    return options;
}

std::string text_of(const EventRow& row) { return row.type + " " + row.data.text() + " " + (row.value ? row.value->text() : ""); }

} // namespace

/// What dies in a crash.
struct SimulatedWorld::Engine {
    Engine(SimulatedWorld& world)
        : access(world.workspace_->stores()), evaluator(world.random_, world.faults_.stop_percent), activities(world.random_),
          orchestrator({access, evaluator, activities, world.secrets_, world.clock_,
                        [&world](std::size_t count) {
                            std::string bytes;
                            while (bytes.size() < count) bytes += static_cast<char>(world.entropy_.below(256));
                            return bytes;
                        }},
                       options_of(world.faults_.restless ? world.random_.below(4) : 1000)) {}

    SimulatedStore access;
    SimulatedEvaluator evaluator;
    SimulatedActivities activities;
    Orchestrator orchestrator;
    bool woken = true;
    bool failed = false;
};

SimulatedWorld::SimulatedWorld(std::uint64_t seed, WorldFaults faults, std::unique_ptr<SimulatedWorkspace> workspace)
    : random_(seed), entropy_(seed ^ 0x5eed), faults_(faults), workspace_(std::move(workspace)), bus_(random_) {}

SimulatedWorld::~SimulatedWorld() = default;

void SimulatedWorld::add_definition(const std::shared_ptr<const Plan>& plan, const std::string& text) {
    definitions_.push_back({plan->ns, plan->name, plan->version, plan->definition_hash, text, plan->name, {}, true});
}

/// Whether all of them are there now.
bool SimulatedWorld::put_definitions() {
    return std::all_of(definitions_.begin(), definitions_.end(), [this](const DefinitionRow& row) {
        const auto put = workspace_->stores().put_definition(row);
        if (put) published_.insert(row.hash);
        return put.ok();
    });
}

void SimulatedWorld::boot() {
    if (auto wrong = workspace_->open(); !wrong.empty()) {
        if (wrong_.empty()) wrong_ = std::move(wrong);
        return;
    }
    check_kept();
    half_done_ = false;
    engine_ = std::make_unique<Engine>(*this);
    Engine* const engine = engine_.get();
    engine->orchestrator.wake = [engine] { engine->woken = true; };
    engine->orchestrator.failed = [engine](const Error&) { engine->failed = true; };
    engine->orchestrator.committed = [this](const RunId& run, const std::vector<Event>& events, const State& state) {
        for (const auto& event : events)
            if (faults_.watched) acknowledged_[run][event.seq] = text_of(encode(event));
        if (state.ended()) final_states_[run] = state_text(state);
        if (std::any_of(events.begin(), events.end(), [](const Event& event) { return std::holds_alternative<events::ListenStarted>(event.body); }))
            bus_.note_listeners(store());
    };
    engine->activities.started = [this](const ActivityRequest& request) { check_committed(request); };
    engine->activities.performed = [this](const ActivityKey& key) { ++performed_[key]; };
    engine->failed = !put_definitions();
    engine->orchestrator.recover([engine](Result<std::size_t> resumed) { engine->failed = engine->failed || !resumed; });
    engine->orchestrator.serve_inbox();
    begin_runs();
}

void SimulatedWorld::crash() {
    // Some of what was on its way to the disk may still get there.
    while (engine_->access.has_work() && random_.percent(50)) engine_->access.work();
    end_engine(false);
}

void SimulatedWorld::end_engine(bool in_order) {
    if (!in_order) ++crashes_;
    engine_.reset();
    workspace_->close(in_order);
    boot();
}

/// What was acknowledged is there when the workspace is opened again.
void SimulatedWorld::check_kept() {
    const auto check = [this](const auto& rows, const std::string& what) {
        // To read may be to write: a log is made when it is first needed.
        if (!wrong_.empty() || workspace_->down() || (rows && !rows->empty())) return;
        wrong_ = rows ? what + " was acknowledged and is lost" : what + " can't be read: " + rows.error().message;
    };
    for (const auto& hash : published_) {
        DefinitionQuery query;
        query.hash = hash;
        check(store().definitions(query), "definition " + hash);
    }
    for (const auto& run : started_) {
        RunQuery query;
        query.run = run;
        check(store().runs(query), "run " + run.text);
    }
    for (const auto& [run, events] : acknowledged_) {
        const auto& [seq, text] = *events.rbegin();
        const auto rows = store().events(run, seq - 1, 1);
        const std::string what = "event " + std::to_string(seq) + " of run " + run.text;
        check(rows, what);
        if (rows && !rows->empty() && text_of(rows->front()) != text) wrong_ = what + " is not the one that was acknowledged";
    }
}

/// Starts what nobody has heard of yet.
void SimulatedWorld::begin_runs() {
    for (const auto& run : runs_) {
        RunQuery query;
        query.run = run.id;
        if (const auto known = store().runs(query); known && known->empty()) begin(run);
    }
}

void SimulatedWorld::begin(const SimulatedRun& run) {
    if (!faults_.inbox) {
        return engine_->orchestrator.start({run.id, run.plan, run.input}, [this](Result<RunId> started) {
            if (started) started_.insert(*started);
        });
    }
    // A letter that was posted is not lost.
    if (posted_.contains(run.id)) return;
    const Json body = JsonValue::object({{"definition", run.plan->definition_hash}, {"input", JsonValue::of(run.input)}}).json();
    if (workspace_->stores().post({0, "start", run.id, body, clock_.now()})) posted_.insert(run.id);
    else engine_->failed = true; // Somebody looks after the disk, and then begins again.
    engine_->orchestrator.serve_inbox();
}

/// A command reaches the outside only from what is committed.
void SimulatedWorld::check_committed(const ActivityRequest& request) {
    const auto rows = store().events(request.key.run, 0, 100'000);
    if (!rows && workspace_->down()) return;
    const bool found = rows && std::any_of(rows->begin(), rows->end(), [&](const EventRow& row) {
        if (row.type != "activity.scheduled") return false;
        const JsonValue data = JsonValue::of(row.data);
        return data.integer_at("step") == request.key.step && data.integer_at("attempt") == request.key.attempt;
    });
    if (!found) wrong_ = "an activity of run " + request.key.run.text + " was started before it was committed";
}

bool SimulatedWorld::pending_work() const {
    return engine_->woken || engine_->access.has_work() || engine_->access.has_answers() || !engine_->evaluator.idle() || !engine_->activities.idle();
}

bool SimulatedWorld::all_ended() const {
    RunQuery open;
    open.open = true;
    const auto rows = store().runs(open);
    const auto letters = store().pending(1);
    if (!rows || !rows->empty() || !letters || !letters->empty()) return false;
    return std::all_of(runs_.begin(), runs_.end(), [&](const SimulatedRun& run) {
        RunQuery query;
        query.run = run.id;
        const auto known = store().runs(query);
        return known && !known->empty();
    });
}

/// To the next timer, if there is one.
bool SimulatedWorld::pass_time() {
    const auto due = engine_->orchestrator.next_due();
    if (!due) return false;
    clock_.now_ = std::max(clock_.now_, *due);
    if (faults_.restless && random_.percent(30)) clock_.now_.ms += static_cast<std::int64_t>(random_.below(10'000));
    engine_->woken = true;
    return true;
}

/// A clock is put forward, and sometimes back.
void SimulatedWorld::jump_clock() {
    clock_.now_.ms += static_cast<std::int64_t>(random_.below(300)) - (random_.percent(20) ? 1000 : 0);
    if (!faults_.clock_hours || !random_.percent(5)) return;
    const auto hours = static_cast<std::int64_t>(1 + random_.below(12));
    jumped_ = true;
    clock_.now_.ms += (random_.percent(50) ? hours : -hours) * 3'600'000;
}

/// One thing happens, of those that can.
void SimulatedWorld::happen() {
    Engine& engine = *engine_;
    if (workspace_->down()) return crash();
    // An engine that could not write ends by itself.
    if (engine.failed) return random_.percent(50) ? crash() : end_engine(true);
    // The engine takes a refused run up again by itself.
    if (workspace_->was_refused()) ++refusals_;
    if (crashes_ < faults_.crashes && random_.below(1000) < faults_.crash_permille) return crash();
    if (restarts_ < most_restarts && faults_.restart_permille > 0 && random_.below(1000) < faults_.restart_permille) {
        ++restarts_;
        return end_engine(true);
    }
    meddle();
    step();
}

/// What people do while runs go on.
void SimulatedWorld::meddle() {
    const auto chance = [this](unsigned permille) { return permille > 0 && random_.below(1000) < permille; };
    if (chance(faults_.visit_permille)) workspace_->visit();
    const auto some_run = [this] { return runs_[random_.below(runs_.size())].id; };
    if (chance(faults_.cancel_permille)) steer(some_run(), Steering::cancel);
    if (chance(faults_.suspend_permille)) steer(some_run(), random_.percent(60) ? Steering::suspend : Steering::resume);
    if (publications_ >= most_publications || !chance(faults_.publish_permille)) return;
    ++publications_;
    const std::string& type = simulated_event_types[random_.below(simulated_event_types.size())];
    bus_.publish(workspace_->stores(), type, random_.percent(20) ? some_run() : RunId{}, clock_.now());
    engine_->orchestrator.serve_inbox();
}

void SimulatedWorld::steer(const RunId& run, Steering how) {
    engine_->orchestrator.steer(run, how, {"the simulator", "why not"}, [this, run, how](const Result<void>& done) {
        if (done) ++steered_[{run, how}];
    });
}

int SimulatedWorld::steered(const RunId& run, Steering how) const {
    const auto at = steered_.find({run, how});
    return at == steered_.end() ? 0 : at->second;
}

/// When nothing moves by itself: resumes what is suspended, and publishes what is waited for. False when there is neither.
bool SimulatedWorld::help() {
    if (auto wrong = bus_.starving(store()); !wrong.empty()) wrong_ = std::move(wrong);
    RunQuery suspended;
    suspended.status = "suspended";
    const auto rows = store().runs(suspended);
    if (!rows) return false;
    for (const auto& row : *rows) steer(row.run, Steering::resume);
    const auto listeners = store().listeners();
    if (!listeners || listeners->empty()) return !rows->empty();
    // Somebody looks after the disk, and then begins again.
    if (!bus_.serve_listener(workspace_->stores(), *listeners, clock_.now())) engine_->failed = true;
    engine_->orchestrator.serve_inbox();
    return true;
}

void SimulatedWorld::step() {
    Engine& engine = *engine_;
    switch (random_.below(8)) {
    case 0:
    case 1:
        engine.woken = false;
        return engine.orchestrator.turn();
    case 2:
    case 3: return engine.access.has_work() ? engine.access.work() : void();
    case 4: return engine.access.has_answers() ? engine.access.answer() : void();
    case 5:
        if (engine.evaluator.idle()) return;
        if (faults_.kill_percent > 0 && random_.percent(faults_.kill_percent)) return engine.evaluator.kill_worker(faults_.stop_percent == 0);
        return engine.evaluator.answer(random_.percent(30));
    case 6: return engine.activities.idle() ? void() : engine.activities.finish_one(!random_.percent(25));
    default:
        if (random_.percent(10)) engine.orchestrator.serve_inbox();
        jump_clock();
    }
}

/// Everything in its order, at once.
void SimulatedWorld::settle_down() {
    Engine& engine = *engine_;
    if (workspace_->down() || engine.failed) return crash();
    if (engine.access.has_work()) return engine.access.work();
    if (engine.access.has_answers()) return engine.access.answer();
    if (!engine.evaluator.idle()) return engine.evaluator.answer(true);
    if (engine.woken) {
        engine.woken = false;
        return engine.orchestrator.turn();
    }
    if (engine.activities.idle()) return;
    // Its effect and its answer are two steps.
    engine.activities.finish_one(std::exchange(half_done_, !half_done_));
}

std::string SimulatedWorld::live(std::vector<SimulatedRun> runs) {
    runs_ = std::move(runs);
    boot();
    constexpr int most = 60'000;
    for (int i = 0; i < most && wrong_.empty(); ++i) {
        if (pending_work() || engine_->failed || workspace_->down()) {
            idle_rounds_ = 0;
            if (faults_.restless) happen();
            else if (++steps_ == crash_at_step_) crash();
            else settle_down();
            continue;
        }
        if (all_ended()) return drain();
        if (pass_time()) continue;
        if (help()) continue;
        // Nobody will ever move again, unless a run was never begun: who asked for it was told so.
        if (++idle_rounds_ > 3) return "the runs wait for nothing:" + describe_open();
        begin_runs();
    }
    return wrong_.empty() ? "there is no end to it" : wrong_;
}

/// What stands in the store of runs that have not ended.
std::string SimulatedWorld::describe_open() const {
    std::string text;
    RunQuery open;
    open.open = true;
    const auto runs = store().runs(open);
    const auto outbox = store().outbox(std::nullopt);
    const auto letters = store().pending(100);
    if (!runs || !outbox || !letters) return " the store can't be read";
    for (const auto& row : *runs) {
        const auto events = store().events(row.run, row.events - 1, 1);
        text += "\n  run " + row.run.text + " (" + row.name + ") is " + row.status + " after event " + std::to_string(row.events) + " " + text_of(events->front());
    }
    for (const auto& row : *outbox) text += "\n  ordered by event " + std::to_string(row.seq) + " of run " + row.run.text + ": " + row.kind;
    for (const auto& row : *letters) text += "\n  in the inbox: " + row.kind + " " + row.run.text;
    return text;
}

/// A last engine without faults finds nothing left to do.
std::string SimulatedWorld::drain() {
    faults_ = WorldFaults{};
    crash_at_step_ = 0;
    workspace_->end_faults();
    engine_.reset();
    workspace_->close(false);
    boot();
    for (int i = 0; i < 10'000 && wrong_.empty(); ++i) {
        if (pending_work()) settle_down();
        else if (!pass_time()) break;
    }
    if (!wrong_.empty()) return wrong_;
    if (!engine_->orchestrator.quiet()) return "an engine with nothing to do is not quiet";
    if (!all_ended()) return "a run is open again";
    if (const auto left = store().outbox(std::nullopt); !left || !left->empty()) return "a command is left in the outbox";
    if (const auto left = store().timers(Instant{INT64_MAX}, 1); !left || !left->empty()) return "a timer is left";
    return {};
}

} // namespace orkestr::test
