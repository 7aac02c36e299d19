// Brings the events of the workspace's bus to the steps that listen, and to schedules. Internal to the orchestrator and on
// its thread.
//
// A listener is offered events one at a time, in the order of their ids, while its run rests: the filters that still want
// one are tried in order (those that end the listening first), their attributes here and the rest by the evaluator. What
// was taken is a fact of the run; the event is claimed, and the listener moved on, in the same commit.
#pragma once

#include "core/runtime/event_queue.h"
#include "core/runtime/plan_cache.h"
#include "core/runtime/targeted_events.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace orkestr {

class EventRouter {
public:
    using Event = EventQueue::Event;

    explicit EventRouter(RouterHost& host) : host_(host), targeted_(host) {}

    /// Reads where the bus stands; until then nothing may be committed that listens.
    void open(std::shared_ptr<PlanCache> plans);
    bool is_open() const { return open_; }
    /// Takes over the listeners of runs that are not in memory, with what came for them meanwhile.
    void recover();

    /// Somebody has published something, perhaps.
    void read_bus();
    /// The last event seen: those after it are new to who begins to listen now.
    std::int64_t last() const { return last_; }

    /// A committed step listens from now on; no longer.
    void listen(const RunSlot& slot, StepId step, std::int64_t since);
    void unlisten(const RunId& run, StepId step);
    void run_rests(const RunId& run);
    /// Nothing more is brought to this run.
    void leave(const RunId& run);
    /// An event is being judged for one of its steps: the answer is of use only while the run is in memory.
    bool is_offering_to(const RunId& run) const;
    /// The run has ended: events that were for it alone can't be delivered any more.
    void run_ended(const RunId& run) { targeted_.run_ended(run); }

    /// Events of these types after `after` come to `take`, in order; types as in ListenerRow. For schedules. `oldest` gives
    /// the id of the first that it has not done with; 0 for none.
    void subscribe(const std::string& name, const Json& types, std::int64_t after, std::function<void(Event)> take,
                   std::function<std::int64_t()> oldest);
    void unsubscribe(const std::string& name);

    /// The types of lifecycle events that somebody has asked for, as ListenerRow has them.
    std::set<std::string> lifecycle_types() const;
    /// Takes what nobody waits for any longer off the bus.
    void expire(Instant now);
    bool quiet() const { return busy_ == 0; }

private:
    using Key = std::pair<RunId, StepId>;
    struct Listener {
        std::int64_t since = 0;
        std::vector<std::string> types;
        EventQueue queue; ///< to be offered
        bool busy = false;         ///< the first is being offered to it
    };
    struct Subscription {
        std::vector<std::string> types;
        std::int64_t position = 0;
        std::function<void(Event)> take;
        std::function<std::int64_t()> oldest;
    };
    struct Offer {
        Key to;
        Event event;
        std::vector<std::uint32_t> filters;
        std::size_t next = 0;
        int tries = 0; ///< of this filter
    };

    void read_from(std::int64_t after);
    bool dispatch(const std::vector<BusEvent>& events);
    void tell_subscribers(const Event& event, const std::string& type);
    void enqueue(const Key& key, Listener& listener, const Event& event);
    void catch_up(const Key& key);
    void pump(const Key& key);
    bool offer(const Key& key, Listener& listener, RunSlot& slot, const Step& step);
    void try_filter(Offer offer);
    void judged(Offer offer, const EvaluationOutcome& outcome);
    void passed(const Offer& offer);
    void deliver(Offer offer, Json correlations);
    void received(const Key& key, const Event& event, const Result<void>& taken);
    void release(std::int64_t event);
    void note_claim(std::int64_t event);
    std::int64_t passed_by(const std::optional<RunId>& run) const;
    Listener* find(const Key& key);
    Listener& add_listener(const Key& key, std::int64_t since, std::vector<std::string> types);
    std::vector<Key> listeners_of(const RunId& run) const;
    std::vector<Key> listeners_for(const std::string& type) const;

    RouterHost& host_;
    bool open_ = false;
    bool reading_ = false;
    bool read_again_ = false;
    bool expiring_ = false;
    std::int64_t read_ = 0; ///< how far the bus was read; goes back for those who were not there
    std::int64_t last_ = 0; ///< the last event ever seen
    std::size_t busy_ = 0;
    std::map<Key, Listener> listeners_;
    std::map<std::string, std::set<Key>> by_type_; ///< "": any
    std::map<std::string, Subscription> subscriptions_;
    std::optional<std::set<std::string>> kept_types_; ///< of all events that nobody has received, and perhaps more
    std::set<std::string> absent_; ///< lifecycle events that were waited for when this engine began
    TargetedEvents targeted_;
    std::unordered_set<std::int64_t> claimed_; ///< by this engine, as far as somebody late may still be offered them
    static constexpr std::size_t least_claims_known = 100'000;
    std::size_t most_claims_known_ = least_claims_known;
    std::map<std::int64_t, std::vector<Key>> reserved_; ///< offered to one who came late, and the others who came late
    Instant next_expiry_;
    std::int64_t expired_at_ = 0; ///< how far the bus was read then
};

} // namespace orkestr
