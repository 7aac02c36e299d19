// One run in the engine's memory. Internal to the orchestrator.
#pragma once

#include "core/engine/advance.h"
#include "core/history/chain.h"
#include "core/history/codec.h"
#include "core/ports/store.h"

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace orkestr {

/// Something from outside that a run is to take.
struct Fact {
    EventBody body;
    std::int64_t inbox = 0;                       ///< the inbox row it came by; 0 for none
    std::function<void(Result<void>)> done = {}; ///< once it is durable, or refused
};

struct RunSlot {
    enum class Phase {
        loading,    ///< its history is being read
        idle,       ///< nothing to do until a fact comes
        ready,      ///< to be advanced
        evaluating, ///< values are asked for
        complete,   ///< its events wait for the next commit
        committing  ///< at the disk
    };

    RunId id;
    Instant started;
    Phase phase = Phase::loading;
    std::shared_ptr<const Plan> plan;
    State state;
    Digest key{};
    Digest head{};

    // Since the last commit:
    std::vector<Event> events;
    Effects effects;
    Values values;
    Instant now;
    std::size_t asked = 0; ///< requests without an answer
    bool more = false;     ///< the slice was full
    std::uint64_t committed = 0;
    std::vector<Fact> taken; ///< facts among the events, as they came
    std::optional<ScheduleRow> schedule;    ///< that starts it
    std::vector<std::int64_t> started_by;   ///< events of the bus that start it
    std::vector<DeadLetter> dead;           ///< work of it that was given up
    std::uint64_t snapshot = 0;             ///< sequence number of the last one

    std::uint64_t idle = 0; ///< when it came to rest last, as a number that grows; 0: its turn to leave memory is not watched
    std::deque<Fact> facts;
    bool must_dispatch = false; ///< once loaded: what was ordered may have been lost
    std::function<void()> begin = {}; ///< while loading: a start of this run that came meanwhile
};

/// The run's row as its state says.
RunRow run_row(const RunSlot& slot);

} // namespace orkestr
