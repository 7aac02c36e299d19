// The events of a workspace: what runs emit and people send, kept until those who listen have had them.
//
// An event is offered to a listener when it was published after the listener began (its id is above `since`), or, when it
// is older, as long as nobody has claimed it. A listener takes events in the order of their ids. That a run received one
// is committed with the run's history (AppendBatch::received), which claims the event and moves the listener on.
// Threads and durability as in store.h.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace orkestr {

struct BusEvent {
    std::int64_t id = 0; ///< given by the store, ascending, never given twice
    Instant at;
    Instant expires;     ///< who begins to listen later can have it until then
    RunId to;            ///< for this run only; empty: for everybody
    std::string by;      ///< who sent it by hand, and why; empty when a run did
    std::string reason;
    Json event;          ///< a CloudEvent 1.0 in its JSON format
    bool claimed = false; ///< somebody has received it
};

/// A step that listens.
struct ListenerRow {
    RunId run;
    std::uint32_t step = 0;
    std::int64_t since = 0;    ///< the last event there was when it began
    std::int64_t position = 0; ///< the last event it received
    Json types;                ///< an array of the types it listens for (runtime/event_types.h); empty: any
};

/// A run's step received an event.
struct Receipt {
    std::uint32_t step = 0;
    std::int64_t event = 0;
};

struct BusQuery {
    std::int64_t after = 0;    ///< events with a higher id, in order
    bool unclaimed_only = false;
    std::uint32_t limit = 1000; ///< 1 to 10,000
};

/// A page of events ends where they come to so many bytes.
inline constexpr std::size_t most_page_bytes = 16 << 20;

/// Whether there may be more after a page of events.
inline bool is_full_page(const std::vector<BusEvent>& page, const BusQuery& query) {
    std::size_t bytes = 0;
    for (const BusEvent& event : page) bytes += event.event.text().size();
    return page.size() >= query.limit || bytes >= most_page_bytes;
}

class EventBus {
public:
    virtual ~EventBus() = default;

    /// Puts an event (its `id` and `claimed` are ignored) and gives its id. Another connection than the engine's may.
    virtual Result<std::int64_t> publish(const BusEvent& event) = 0;
    /// See is_full_page().
    virtual Result<std::vector<BusEvent>> bus_events(const BusQuery& query) const = 0;
    /// The highest id ever given; 0 before the first.
    virtual Result<std::int64_t> last_bus_event() const = 0;
    /// All of them, by run and step.
    virtual Result<std::vector<ListenerRow>> listeners() const = 0;
    /// Marks an event as received by something that is no run.
    virtual Result<void> claim_bus_event(std::int64_t id) = 0;
    /// Removes events that every listener has passed (id <= passed) and that are claimed or have expired by `now`; gives
    /// those for one run that nobody received. At most `limit` at a time: received ones by id, then the others by the
    /// time they expire.
    virtual Result<std::vector<BusEvent>> expire_bus_events(Instant now, std::int64_t passed, std::uint32_t limit) = 0;
};

} // namespace orkestr
