// Who publishes events in a simulated world, and what must be true of those that listen: an event that was acknowledged
// is received by each listener that wants it, once, and in its turn.
#pragma once

#include "core/base/random.h"
#include "core/engine/event.h"
#include "core/plan/plan.h"
#include "core/ports/store.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace orkestr::test {

/// Types of events whose filters have nothing else to judge (`sim.`), of which a listener wants one each (`all.`), and
/// that belong together by what they hold (`same.`).
extern const std::vector<std::string> simulated_event_types;

class SimulatedBus {
public:
    explicit SimulatedBus(Random& random) : random_(random) {}

    /// An event from outside; for one run, or for everybody. What was acknowledged is noted. False when it was not.
    bool publish(Stores& stores, const std::string& type, const RunId& to, Instant now);
    /// Notes where the bus stood when a step began to listen.
    void note_listeners(const Stores& stores);
    /// When nothing moves: publishes something for one of those who wait, of which there are some. False when that failed.
    bool serve_listener(Stores& stores, const std::vector<ListenerRow>& listeners, Instant now);

    /// A listener that waits though there is an event for it, in a world where nothing moves; or empty.
    std::string starving(const Stores& stores) const;
    /// What is wrong with what a run received, or empty.
    std::string check_run(const RunId& run, const Plan& plan, const std::vector<Event>& events);
    /// After every run was checked: what is wrong with the bus, or empty. `all_kept`: what runs emitted has not expired yet.
    std::string check_rest(const Stores& stores, bool all_kept) const;

private:
    struct Published {
        std::string type;
        RunId to;
    };
    struct Heard {
        TaskIndex task = no_task;
        std::vector<std::pair<std::int64_t, std::uint32_t>> received; ///< event and filter, in order
    };
    std::string check_step(const RunId& run, StepId step, const Consumption& wanted, const Heard& heard) const;
    /// The first event for this filter, published between the two, that was not received.
    std::optional<std::int64_t> passed_over(const RunId& run, std::int64_t since, std::int64_t until, const PlannedFilter& filter, const Heard& heard) const;

    Random& random_;
    std::map<std::int64_t, Published> published_;
    std::map<std::pair<RunId, StepId>, std::int64_t> since_;
    std::set<std::int64_t> received_;
    std::set<std::string> emitted_;        ///< ids of the events that runs emitted
    std::set<std::string> received_names_; ///< ids of those that runs received
    std::uint64_t next_id_ = 0;
};

} // namespace orkestr::test
