// The events of a workspace that lives in memory, and those who listen. Not safe for several threads: the store around
// it is.
#pragma once

#include "core/ports/event_bus.h"

#include <map>
#include <set>
#include <utility>

namespace orkestr {

class MemoryBus {
public:
    std::int64_t publish(const BusEvent& event);
    Result<std::vector<BusEvent>> find(const BusQuery& query) const;
    std::int64_t last() const { return last_id_; }
    void claim(std::int64_t id);
    std::vector<BusEvent> expire(Instant now, std::int64_t passed, std::uint32_t limit);

    std::vector<ListenerRow> listeners() const;
    void set_listener(const ListenerRow& listener) { listeners_[{listener.run, listener.step}] = listener; }
    void receive(const RunId& run, const Receipt& receipt);
    void clear_listener(const RunId& run, std::uint32_t step) { listeners_.erase({run, step}); }
    void clear_listeners(const RunId& run);

private:
    std::map<std::int64_t, BusEvent> events_;
    std::set<std::int64_t> claimed_;
    std::set<std::int64_t> unclaimed_;
    std::set<std::pair<Instant, std::int64_t>> by_expiry_; ///< the unclaimed ones
    std::map<std::pair<RunId, std::uint32_t>, ListenerRow> listeners_;
    std::int64_t last_id_ = 0;
};

} // namespace orkestr
