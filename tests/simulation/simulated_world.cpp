#include "tests/simulation/simulated_world.h"

#include "tests/golden/state_text.h"

#include <algorithm>

namespace orkestr::test {

namespace {

std::string text_of(const EventRow& row) { return row.type + " " + row.data.text() + " " + (row.value ? row.value->text() : ""); }

} // namespace

/// What dies in a crash.
struct SimulatedWorld::Engine {
    Engine(SimulatedWorld& world)
        : access(world.faulty_), evaluator(world.random_, world.faults_.stop_percent), activities(world.random_),
          orchestrator({access, evaluator, activities, world.secrets_, world.clock_,
                        [&world](std::size_t count) {
                            std::string bytes;
                            while (bytes.size() < count) bytes += static_cast<char>(world.entropy_.below(256));
                            return bytes;
                        }},
                       {simulated_key, "1.2.3", "1.6", world.faults_.restless ? world.random_.below(4) : 1000}) {}

    SimulatedStore access;
    SimulatedEvaluator evaluator;
    SimulatedActivities activities;
    Orchestrator orchestrator;
    bool woken = true;
    bool failed = false;
};

SimulatedWorld::SimulatedWorld(std::uint64_t seed, WorldFaults faults)
    : random_(seed), entropy_(seed ^ 0x5eed), faults_(faults), faulty_(memory_, random_, faults.store) {}

SimulatedWorld::~SimulatedWorld() = default;

void SimulatedWorld::add_definition(const std::shared_ptr<const Plan>& plan, const std::string& text) {
    (void)memory_.put_definition({plan->ns, plan->name, plan->version, plan->definition_hash, text, plan->name, {}, true});
}

void SimulatedWorld::boot() {
    engine_ = std::make_unique<Engine>(*this);
    Engine* const engine = engine_.get();
    engine->orchestrator.wake = [engine] { engine->woken = true; };
    engine->orchestrator.failed = [engine](const Error&) { engine->failed = true; };
    engine->orchestrator.committed = [this](const RunId& run, const std::vector<Event>& events, const State& state) {
        for (const auto& event : events)
            if (faults_.restless) acknowledged_[run][event.seq] = text_of(encode(event));
        if (state.ended()) final_states_[run] = state_text(state);
    };
    engine->activities.started = [this](const ActivityRequest& request) { check_committed(request); };
    engine->orchestrator.resume([](Result<std::size_t>) {});
    engine->orchestrator.serve_inbox();
    begin_runs();
}

void SimulatedWorld::crash() {
    // Some of what was on its way to the disk may still get there.
    while (engine_->access.has_work() && random_.percent(50)) engine_->access.work();
    engine_.reset();
    ++crashes_;
    boot();
}

/// Starts what nobody has heard of yet.
void SimulatedWorld::begin_runs() {
    for (const auto& run : runs_) {
        RunQuery query;
        query.run = run.id;
        if (const auto known = memory_.runs(query); !known->empty()) continue;
        if (faults_.inbox) {
            // A letter that was posted is not lost.
            if (!posted_.insert(run.id).second) continue;
            const Json body = JsonValue::object({{"definition", run.plan->definition_hash}, {"input", JsonValue::of(run.input)}}).json();
            (void)memory_.post({0, "start", run.id, body, clock_.now()});
            engine_->orchestrator.serve_inbox();
        } else {
            engine_->orchestrator.start({run.id, run.plan, run.input}, [](Result<RunId>) {});
        }
    }
}

/// A command reaches the outside only from what is committed.
void SimulatedWorld::check_committed(const ActivityRequest& request) {
    const auto rows = memory_.events(request.key.run, 0, 100'000);
    const bool found = rows && std::any_of(rows->begin(), rows->end(), [&](const EventRow& row) {
        const JsonValue data = JsonValue::of(row.data);
        return row.type == "activity.scheduled" && data.integer_at("step") == request.key.step && data.integer_at("attempt") == request.key.attempt;
    });
    if (!found) wrong_ = "an activity of run " + request.key.run.text + " was started before it was committed";
}

bool SimulatedWorld::pending_work() const {
    return engine_->woken || engine_->access.has_work() || engine_->access.has_answers() || !engine_->evaluator.idle() || !engine_->activities.idle();
}

bool SimulatedWorld::all_ended() const {
    RunQuery open;
    open.open = true;
    if (!memory_.runs(open)->empty() || !memory_.pending(1)->empty()) return false;
    return std::all_of(runs_.begin(), runs_.end(), [&](const SimulatedRun& run) {
        RunQuery query;
        query.run = run.id;
        return !memory_.runs(query)->empty();
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

/// One thing happens, of those that can.
void SimulatedWorld::happen() {
    Engine& engine = *engine_;
    if (engine.failed) return crash();
    if (faulty_.refused) {
        // The engine takes the run up again by itself.
        faulty_.refused = false;
        ++refusals_;
    }
    if (crashes_ < faults_.crashes && random_.percent(2)) return crash();
    if (faults_.cancel_permille > 0 && random_.below(1000) < faults_.cancel_permille)
        engine.orchestrator.cancel(runs_[random_.below(runs_.size())].id, "the simulator", "why not", [](Result<void>) {});
    switch (random_.below(8)) {
    case 0:
    case 1:
        engine.woken = false;
        return engine.orchestrator.turn();
    case 2:
    case 3: return engine.access.has_work() ? engine.access.work() : void();
    case 4: return engine.access.has_answers() ? engine.access.answer() : void();
    case 5: return engine.evaluator.idle() ? void() : engine.evaluator.answer(random_.percent(30));
    case 6: return engine.activities.idle() ? void() : engine.activities.finish_one();
    default:
        if (random_.percent(10)) engine.orchestrator.serve_inbox();
        // A clock is put forward, and sometimes back.
        clock_.now_.ms += static_cast<std::int64_t>(random_.below(300)) - (random_.percent(20) ? 1000 : 0);
    }
}

/// Everything in its order, at once.
void SimulatedWorld::settle_down() {
    Engine& engine = *engine_;
    if (engine.access.has_work()) return engine.access.work();
    if (engine.access.has_answers()) return engine.access.answer();
    if (!engine.evaluator.idle()) return engine.evaluator.answer(true);
    if (engine.woken) {
        engine.woken = false;
        return engine.orchestrator.turn();
    }
    if (!engine.activities.idle()) engine.activities.finish_one();
}

std::string SimulatedWorld::live(std::vector<SimulatedRun> runs) {
    runs_ = std::move(runs);
    boot();
    constexpr int most = 60'000;
    for (int i = 0; i < most && wrong_.empty(); ++i) {
        if (pending_work() || engine_->failed || faulty_.refused) {
            idle_rounds_ = 0;
            if (faults_.restless) happen();
            else settle_down();
            continue;
        }
        if (all_ended()) return drain();
        if (pass_time()) continue;
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
    const auto runs = memory_.runs(open);
    const auto outbox = memory_.outbox(std::nullopt);
    const auto letters = memory_.pending(100);
    for (const auto& row : *runs) {
        const auto events = memory_.events(row.run, row.events - 1, 1);
        text += "\n  run " + row.run.text + " (" + row.name + ") is " + row.status + " after event " + std::to_string(row.events) + " " + text_of(events->front());
    }
    for (const auto& row : *outbox) text += "\n  ordered by event " + std::to_string(row.seq) + " of run " + row.run.text + ": " + row.kind;
    for (const auto& row : *letters) text += "\n  in the inbox: " + row.kind + " " + row.run.text;
    return text;
}

/// A last engine without faults finds nothing left to do.
std::string SimulatedWorld::drain() {
    faults_ = WorldFaults{};
    faulty_.end_faults();
    boot();
    for (int i = 0; i < 10'000; ++i) {
        if (pending_work()) settle_down();
        else if (!pass_time()) break;
    }
    if (!wrong_.empty()) return wrong_;
    if (!engine_->orchestrator.quiet()) return "an engine with nothing to do is not quiet";
    if (!all_ended()) return "a run is open again";
    if (const auto left = memory_.outbox(std::nullopt); !left->empty()) return "a command of run " + left->front().run.text + " is left in the outbox";
    if (const auto left = memory_.timers(Instant{INT64_MAX}, 1); !left->empty()) return "a timer of run " + left->front().run.text + " is left";
    return {};
}

} // namespace orkestr::test
