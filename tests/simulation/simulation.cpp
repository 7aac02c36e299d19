#include "tests/simulation/simulation.h"

#include "core/definition/reader.h"
#include "core/history/chain.h"
#include "core/history/codec.h"
#include "core/history/replay.h"
#include "core/runtime/value_outcome.h"
#include "tests/golden/state_text.h"
#include "tests/simulation/known_expressions.h"
#include "tests/simulation/random_definition.h"

#include <algorithm>
#include <set>

namespace orkestr::test {

namespace {

struct Drawn {
    std::vector<std::pair<std::shared_ptr<const Plan>, std::string>> definitions;
    std::vector<SimulatedRun> runs;
    std::vector<bool> settled; ///< by run
    std::string wrong;
};

Drawn draw_runs(Random& random) {
    Drawn drawn;
    const int children = static_cast<int>(random.below(3));
    const std::uint64_t count = 1 + random.below(2);
    bool children_settled = true;
    const auto add = [&](const std::string& name, int with_children) {
        const auto definition = random_definition(random, name, with_children);
        const auto read = read_definition(definition.text, name);
        if (!read.definition) {
            drawn.wrong = "the definition is no good: " + read.diagnostics.front().message + "\n" + definition.text;
            return false;
        }
        drawn.definitions.emplace_back(*compile_plan(*read.definition), definition.text);
        return definition.settled;
    };
    for (int i = 0; i < children; ++i) children_settled = add("child" + std::to_string(i), 0) && children_settled;
    for (std::uint64_t i = 0; i < count && drawn.wrong.empty(); ++i) {
        const bool settled = add("main" + std::to_string(i), children);
        if (!drawn.wrong.empty()) break;
        drawn.settled.push_back(settled && children_settled);
        const RunId id{make_ulid(Instant{1'767'225'600'000}, "entropy" + std::to_string(100 + i))};
        drawn.runs.push_back({id, drawn.definitions.back().first, Json::trusted("{\"n\":" + std::to_string(random.below(4)) + "}")});
    }
    return drawn;
}

std::string describe_end(const RunRow& row, const State& state) {
    return row.status + " " + state.output.json.text() + " " + state.fault.problem.to_json().text();
}

/// One history of the store, held against everything that must be true of it.
class HistoryCheck {
public:
    HistoryCheck(SimulatedWorld& world, const RunRow& row, std::shared_ptr<const Plan> plan)
        : world_(world), row_(row), plan_(std::move(plan)), rows_(*world.store().events(row.run, 0, 1'000'000)) {}

    /// With `all` not only that its end is what the row says.
    std::string check(bool all) {
        const auto decoded = decode_all(rows_);
        if (!decoded) return decoded.error().message;
        for (const auto& event : *decoded)
            if (auto applied = apply(state_, event); !applied) return applied.error().message;
        if (!all) return row();
        for (const auto& one : {chain(), row(), times(), taken_once(*decoded), performed(*decoded), acknowledged(), steered(*decoded), world_.bus().check_run(row_.run, *plan_, *decoded), replay()})
            if (!one.empty()) return one;
        return {};
    }
    const State& state() const { return state_; }

private:
    std::string chain() const {
        Digest head = chain_start(row_.run);
        const auto broken = verify_chain(rows_, run_key(simulated_key, state_.run, state_.header.nonce), 0, head);
        return broken ? broken->message : std::string();
    }
    std::string row() const {
        if (row_.status != to_string(state_.status)) return "the row says " + row_.status + ", the history " + to_string(state_.status);
        if (!state_.ended() || !row_.ended || *row_.ended != state_.at) return "the row's end is not the history's";
        if (row_.events != rows_.size()) return "the row's number of events is wrong";
        const auto known = world_.final_states().find(row_.run);
        if (known != world_.final_states().end() && known->second != state_text(state_)) return "the engine's last state is not the fold of the history";
        return {};
    }
    std::string times() const {
        for (std::size_t i = 1; i < rows_.size(); ++i)
            if (rows_[i].at < rows_[i - 1].at) return "event " + std::to_string(rows_[i].seq) + " is before the one before";
        return {};
    }
    static std::string taken_once(const std::vector<Event>& events) {
        std::map<std::uint64_t, std::pair<StepId, std::uint32_t>> orders;
        std::set<std::pair<StepId, std::uint32_t>> attempts;
        std::set<std::uint64_t> taken;
        for (const auto& event : events) {
            if (const auto* order = std::get_if<events::ActivityScheduled>(&event.body))
                if (!attempts.insert({order->step, order->attempt}).second) return "event " + std::to_string(event.seq) + " orders an attempt again";
            std::uint64_t scheduled = 0;
            if (const auto* done = std::get_if<events::ActivityCompleted>(&event.body)) scheduled = done->scheduled;
            if (const auto* done = std::get_if<events::ActivityFailed>(&event.body)) scheduled = done->scheduled;
            if (const auto* done = std::get_if<events::ChildCompleted>(&event.body)) scheduled = done->scheduled;
            if (const auto* done = std::get_if<events::ChildFailed>(&event.body)) scheduled = done->scheduled;
            if (scheduled != 0 && !taken.insert(scheduled).second) return "event " + std::to_string(event.seq) + " takes a result twice";
        }
        return {};
    }
    /// What is taken as done was done.
    std::string performed(const std::vector<Event>& events) const {
        std::map<std::uint64_t, ActivityKey> orders;
        for (const auto& event : events) {
            if (const auto* order = std::get_if<events::ActivityScheduled>(&event.body)) orders[event.seq] = {row_.run, order->step, order->attempt};
            std::uint64_t scheduled = 0;
            if (const auto* done = std::get_if<events::ActivityCompleted>(&event.body)) scheduled = done->scheduled;
            if (const auto* done = std::get_if<events::ActivityFailed>(&event.body)) scheduled = done->scheduled;
            if (scheduled != 0 && !world_.performed().contains(orders[scheduled])) return "event " + std::to_string(event.seq) + " is the result of what was never done";
        }
        return {};
    }
    std::string steered(const std::vector<Event>& events) const {
        std::map<Steering, int> done;
        for (const auto& event : events) {
            if (std::holds_alternative<events::RunCancelRequested>(event.body)) ++done[Steering::cancel];
            if (std::holds_alternative<events::RunSuspended>(event.body)) ++done[Steering::suspend];
            if (std::holds_alternative<events::RunResumed>(event.body)) ++done[Steering::resume];
        }
        for (const Steering how : {Steering::cancel, Steering::suspend, Steering::resume})
            if (done[how] < world_.steered(row_.run, how)) return std::string("to ") + to_string(how) + " it was acknowledged and is lost";
        return {};
    }
    std::string acknowledged() const {
        const auto told = world_.acknowledged().find(row_.run);
        if (told == world_.acknowledged().end()) return {};
        for (const auto& [seq, text] : told->second) {
            if (seq > rows_.size()) return "event " + std::to_string(seq) + " was acknowledged and is lost";
            const EventRow& now = rows_[seq - 1];
            if (text != now.type + " " + now.data.text() + " " + (now.value ? now.value->text() : "")) return "event " + std::to_string(seq) + " is not the one that was acknowledged";
        }
        return {};
    }
    std::string replay() const {
        // Every other one as by a changed definition in which nothing was changed.
        std::shared_ptr<const PlanAlignment> alignment;
        if (rows_.size() % 2 == 0) alignment = std::make_shared<const PlanAlignment>(PlanAlignment::between(*plan_, *plan_));
        auto replay = Replay::create(plan_, rows_of(rows_, 50), std::move(alignment));
        if (!replay) return replay.error().message;
        for (Values values;;) {
            if (auto went = replay->go(std::exchange(values, {})); !went) return went.error().message;
            if (replay->done()) break;
            for (const auto& request : replay->requests())
                values[request.key] = value_outcome(evaluate_known({0, plan_->program, request.is_schema, request.index, request.input, request.variables}));
        }
        const auto& divergence = replay->divergence();
        if (!divergence) return {};
        return "replay: " + divergence->message + " " + std::to_string(divergence->seq) + "\n" + divergence->expected + "\n" + divergence->actual;
    }

    SimulatedWorld& world_;
    const RunRow& row_;
    std::shared_ptr<const Plan> plan_;
    std::vector<EventRow> rows_;
    State state_;
};

/// Checks every run of the world; how each of the started ones ended, in their order.
std::string check_world(SimulatedWorld& world, const Drawn& drawn, bool all_of_it, std::vector<std::string>& ends, SimulationCounts& counts) {
    RunQuery all;
    all.limit = 10'000;
    std::map<RunId, std::string> by_run;
    const auto rows = world.store().runs(all);
    for (const auto& row : *rows) {
        std::shared_ptr<const Plan> plan;
        for (const auto& [known, text] : drawn.definitions)
            if (known->definition_hash == row.definition) plan = known;
        HistoryCheck history(world, row, plan);
        if (const auto wrong = history.check(all_of_it); !wrong.empty()) return "run " + row.run.text + " (" + row.name + "): " + wrong;
        by_run[row.run] = describe_end(row, history.state());
        ++counts.runs;
        counts.events += row.events;
    }
    for (const auto& run : drawn.runs) ends.push_back(by_run[run.id]);
    return all_of_it ? world.bus().check_rest(world.store(), world.is_young()) : std::string();
}

/// One world after another, with what each made of the runs.
std::string live_in(SimulatedWorld& world, const Drawn& drawn, bool all_of_it, std::vector<std::string>& ends, SimulationCounts& counts) {
    for (const auto& [plan, text] : drawn.definitions) world.add_definition(plan, text);
    std::string wrong = world.live(drawn.runs);
    if (wrong.empty()) wrong = check_world(world, drawn, all_of_it, ends, counts);
    return wrong;
}

std::string with_texts(std::string wrong, const Drawn& drawn) {
    for (const auto& [plan, text] : drawn.definitions) wrong += "\n" + text;
    return wrong;
}

} // namespace

void draw_people(WorldFaults& world, Random& random) {
    if (random.percent(60)) world.publish_permille = static_cast<unsigned>(random.below(40));
    if (random.percent(30)) world.suspend_permille = static_cast<unsigned>(random.below(10));
}

SimulationFaults draw_memory_faults(std::uint64_t seed, Random& random) {
    WorldFaults world;
    StoreFaults store;
    world.restless = true;
    world.inbox = random.percent(30);
    if (random.percent(50)) store.conflict_percent = static_cast<unsigned>(random.below(8));
    if (random.percent(40)) store.io_percent = static_cast<unsigned>(random.below(5));
    if (random.percent(70)) world.crashes = static_cast<int>(random.below(5));
    world.clock_hours = random.percent(20);
    draw_people(world, random);
    return {world, std::make_unique<MemoryWorkspace>(seed, store)};
}

std::string simulate(std::uint64_t seed, const DrawFaults& draw_faults, SimulationCounts& counts) {
    Random random(seed * 0x9e3779b97f4a7c15 + 1);
    const Drawn drawn = draw_runs(random);
    if (!drawn.wrong.empty()) return drawn.wrong;
    SimulationFaults faults = draw_faults(seed, random);
    const bool meddled = random.percent(25);
    faults.world.kill_percent = random.percent(30) ? 5 : 0;
    if (meddled) {
        faults.world.cancel_permille = static_cast<unsigned>(random.below(6));
        faults.world.stop_percent = static_cast<unsigned>(random.below(4));
    }

    // The world without faults is there to be compared with.
    const bool compares = !meddled && std::find(drawn.settled.begin(), drawn.settled.end(), true) != drawn.settled.end();
    std::vector<std::string> expected(drawn.runs.size());
    if (compares) {
        WorldFaults none;
        none.watched = false;
        SimulatedWorld oracle(seed, none, std::make_unique<MemoryWorkspace>(seed, StoreFaults{}));
        expected.clear();
        if (const auto wrong = live_in(oracle, drawn, false, expected, counts); !wrong.empty()) return with_texts("without faults: " + wrong, drawn);
    }
    SimulatedWorld world(seed, faults.world, std::move(faults.workspace));
    std::vector<std::string> ends;
    const auto wrong = live_in(world, drawn, true, ends, counts);
    counts.crashes += static_cast<std::uint64_t>(world.crashes());
    counts.refusals += static_cast<std::uint64_t>(world.refusals());
    if (!wrong.empty()) return with_texts("with faults: " + wrong, drawn);
    for (std::size_t i = 0; i < drawn.runs.size(); ++i) {
        if (meddled || !drawn.settled[i]) continue;
        ++counts.compared;
        if (expected[i] == ends[i]) continue;
        return with_texts("run " + std::to_string(i) + " should end\n  " + expected[i] + "\nand ended\n  " + ends[i], drawn);
    }
    return {};
}

std::string simulate_fixed(const std::vector<FixedDefinition>& definitions, SimulatedWorld& world, std::vector<std::string>& ends, SimulationCounts& counts) {
    Drawn drawn;
    for (const auto& [name, text] : definitions) {
        const auto read = read_definition(text, name);
        if (!read.definition) return "the definition is no good: " + read.diagnostics.front().message + "\n" + text;
        drawn.definitions.emplace_back(*compile_plan(*read.definition), text);
        if (!name.starts_with("main")) continue;
        const RunId id{make_ulid(Instant{1'767'225'600'000}, "entropy" + std::to_string(100 + drawn.runs.size()))};
        drawn.runs.push_back({id, drawn.definitions.back().first, Json::trusted("{\"n\":1}")});
    }
    const auto wrong = live_in(world, drawn, true, ends, counts);
    counts.crashes += static_cast<std::uint64_t>(world.crashes());
    return wrong;
}

} // namespace orkestr::test
