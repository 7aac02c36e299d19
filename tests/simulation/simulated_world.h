// A workspace with one engine at a time, which may crash. What the store holds outlives it, and so does what people were
// told.
#pragma once

#include "core/runtime/orchestrator.h"
#include "tests/simulation/simulated_activities.h"
#include "tests/simulation/simulated_evaluator.h"
#include "tests/simulation/simulated_store.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace orkestr::test {

inline constexpr const char* simulated_key = "the key of a simulated workspace";

/// What may go wrong; nothing by default.
struct WorldFaults {
    StoreFaults store;
    int crashes = 0;             ///< at most
    unsigned cancel_permille = 0;
    unsigned stop_percent = 0;   ///< evaluations stopped by a limit
    bool restless = false;       ///< things happen in any order, and the clock jumps
    bool inbox = false;          ///< runs are started by letters
};

struct SimulatedRun {
    RunId id;
    std::shared_ptr<const Plan> plan;
    Json input;
};

class SimulatedWorld {
public:
    SimulatedWorld(std::uint64_t seed, WorldFaults faults);
    ~SimulatedWorld();

    void add_definition(const std::shared_ptr<const Plan>& plan, const std::string& text);
    /// Starts the runs and lets things happen until every run has ended. What is wrong, or empty.
    std::string live(std::vector<SimulatedRun> runs);

    const MemoryStore& store() const { return memory_; }
    int crashes() const { return crashes_; }
    int refusals() const { return refusals_; }
    /// What people were told had happened: by run and sequence number, each event as it was.
    const std::map<RunId, std::map<std::uint64_t, std::string>>& acknowledged() const { return acknowledged_; }
    /// The state that the engine ended a run with, as text.
    const std::map<RunId, std::string>& final_states() const { return final_states_; }

private:
    struct Engine;
    class SimulatedClock : public Clock {
    public:
        Instant now() const override { return now_; }
        Instant now_{1'767'225'600'000};
    };
    class NoSecrets : public SecretSource {
    public:
        Result<std::optional<JsonValue>> find(const std::string&) const override { return std::optional<JsonValue>(); }
    };

    void boot();
    void crash();
    void begin_runs();
    void happen();
    void settle_down();
    bool pending_work() const;
    bool all_ended() const;
    bool pass_time();
    void check_committed(const ActivityRequest& request);
    std::string describe_open() const;
    std::string drain();

    Random random_;
    Random entropy_;
    WorldFaults faults_;
    MemoryStore memory_;
    FaultyStore faulty_;
    SimulatedClock clock_;
    NoSecrets secrets_;
    std::unique_ptr<Engine> engine_;
    std::vector<SimulatedRun> runs_;
    std::map<RunId, std::map<std::uint64_t, std::string>> acknowledged_;
    std::map<RunId, std::string> final_states_;
    std::set<RunId> posted_;
    std::string wrong_;
    int crashes_ = 0;
    int refusals_ = 0;
    int idle_rounds_ = 0;
};

} // namespace orkestr::test
