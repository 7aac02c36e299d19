// A workspace with one engine at a time, which may crash. What the store holds outlives it, and so does what people were
// told and what was done outside.
#pragma once

#include "core/runtime/orchestrator.h"
#include "tests/simulation/simulated_activities.h"
#include "tests/simulation/simulated_bus.h"
#include "tests/simulation/simulated_evaluator.h"
#include "tests/simulation/simulated_store.h"
#include "tests/simulation/simulated_workspace.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace orkestr::test {

inline constexpr const char* simulated_key = "the key of a simulated workspace";

/// What may go wrong; nothing by default. What goes wrong with the store is the workspace's own.
struct WorldFaults {
    int crashes = 0;             ///< at most, of the engine alone
    unsigned crash_permille = 20; ///< of steps, while there are crashes left
    unsigned restart_permille = 0; ///< of steps: the engine ends in order, and another one begins
    unsigned cancel_permille = 0;
    unsigned suspend_permille = 0; ///< of steps: a run is suspended or resumed
    unsigned publish_permille = 0; ///< of steps: somebody publishes an event
    unsigned stop_percent = 0;   ///< evaluations stopped by a limit
    unsigned kill_percent = 0;   ///< of evaluations: their worker is killed; each at most once, unless some are stopped
    unsigned visit_permille = 0; ///< of steps: another program looks in
    bool restless = false;       ///< things happen in any order, and the clock jumps
    bool clock_hours = false;    ///< it jumps by hours, forward and back
    bool inbox = false;          ///< runs are started by letters
    bool watched = true;         ///< it is noted what was acknowledged
};

struct SimulatedRun {
    RunId id;
    std::shared_ptr<const Plan> plan;
    Json input;
};

class SimulatedWorld {
public:
    SimulatedWorld(std::uint64_t seed, WorldFaults faults, std::unique_ptr<SimulatedWorkspace> workspace);
    ~SimulatedWorld();

    void add_definition(const std::shared_ptr<const Plan>& plan, const std::string& text);
    /// Starts the runs and lets things happen until every run has ended. What is wrong, or empty.
    std::string live(std::vector<SimulatedRun> runs);
    /// The engine crashes before the n-th step that the world takes (from 1); for worlds without restlessness.
    void crash_at_step(std::uint64_t step) { crash_at_step_ = step; }
    std::uint64_t steps() const { return steps_; }

    const Stores& store() const { return workspace_->stores(); }
    int crashes() const { return crashes_ + workspace_->crashes(); }
    int refusals() const { return refusals_; }
    /// What people were told had happened: by run and sequence number, each event as it was.
    const std::map<RunId, std::map<std::uint64_t, std::string>>& acknowledged() const { return acknowledged_; }
    /// How often a run was told to do what, as was acknowledged.
    int steered(const RunId& run, Steering how) const;
    SimulatedBus& bus() { return bus_; }
    /// Less than half a day has passed, however the clock was put.
    bool is_young() const { return !jumped_ && clock_.now() - begin_ < Duration{43'200'000}; }
    /// How often each attempt of an activity had its effect.
    const std::map<ActivityKey, int>& performed() const { return performed_; }
    /// The state that the engine ended a run with, as text.
    const std::map<RunId, std::string>& final_states() const { return final_states_; }

private:
    // More would leave the engine no time for anything else.
    static constexpr int most_restarts = 10;
    static constexpr int most_publications = 60;
    static constexpr Instant begin_{1'767'225'600'000};
    struct Engine;
    class SimulatedClock : public Clock {
    public:
        Instant now() const override { return now_; }
        Instant now_ = begin_;
    };
    class NoSecrets : public SecretSource {
    public:
        Result<std::optional<JsonValue>> find(const std::string&) const override { return std::optional<JsonValue>(); }
    };

    void boot();
    void crash();
    void end_engine(bool in_order);
    bool put_definitions();
    void begin_runs();
    void begin(const SimulatedRun& run);
    void happen();
    void meddle();
    void steer(const RunId& run, Steering how);
    void publish();
    bool help();
    void jump_clock();
    void step();
    void settle_down();
    bool pending_work() const;
    bool all_ended() const;
    bool pass_time();
    void check_committed(const ActivityRequest& request);
    void check_kept();
    std::string describe_open() const;
    std::string drain();

    Random random_;
    Random entropy_;
    WorldFaults faults_;
    std::unique_ptr<SimulatedWorkspace> workspace_;
    SimulatedBus bus_;
    SimulatedClock clock_;
    NoSecrets secrets_;
    std::unique_ptr<Engine> engine_;
    std::vector<SimulatedRun> runs_;
    std::map<RunId, std::map<std::uint64_t, std::string>> acknowledged_;
    std::vector<DefinitionRow> definitions_;
    std::set<std::string> published_;
    std::set<RunId> started_;
    std::map<std::pair<RunId, Steering>, int> steered_;
    std::map<ActivityKey, int> performed_;
    std::map<RunId, std::string> final_states_;
    std::set<RunId> posted_;
    std::string wrong_;
    std::uint64_t steps_ = 0;
    std::uint64_t crash_at_step_ = 0;
    int crashes_ = 0;
    int refusals_ = 0;
    int restarts_ = 0;
    int publications_ = 0;
    int idle_rounds_ = 0;
    bool half_done_ = false;
    bool jumped_ = false;
};

} // namespace orkestr::test
