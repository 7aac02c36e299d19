#include "core/adapters/memory/memory_bus.h"

#include "core/ports/append_check.h"

#include <algorithm>

namespace orkestr {

std::int64_t MemoryBus::publish(const BusEvent& event) {
    BusEvent& kept = events_[++last_id_];
    kept = event;
    kept.id = last_id_;
    kept.claimed = false;
    unclaimed_.insert(kept.id);
    by_expiry_.insert({kept.expires, kept.id});
    return kept.id;
}

Result<std::vector<BusEvent>> MemoryBus::find(const BusQuery& query) const {
    if (auto checked = check_query(query); !checked) return checked.error();
    std::vector<BusEvent> found;
    std::size_t bytes = 0;
    const auto add = [&](const BusEvent& event) {
        bytes += event.event.text().size();
        found.push_back(event);
        return found.size() < query.limit && bytes < most_page_bytes;
    };
    if (query.unclaimed_only) {
        for (auto id = unclaimed_.upper_bound(query.after); id != unclaimed_.end() && add(events_.at(*id));) ++id;
    } else {
        for (auto at = events_.upper_bound(query.after); at != events_.end() && add(at->second);) ++at;
    }
    return found;
}

void MemoryBus::claim(std::int64_t id) {
    const auto event = events_.find(id);
    if (event == events_.end() || event->second.claimed) return;
    event->second.claimed = true;
    claimed_.insert(id);
    unclaimed_.erase(id);
    by_expiry_.erase({event->second.expires, id});
}

std::vector<BusEvent> MemoryBus::expire(Instant now, std::int64_t passed, std::uint32_t limit) {
    std::uint32_t removed = 0;
    while (removed < limit && !claimed_.empty() && *claimed_.begin() <= passed) {
        events_.erase(*claimed_.begin());
        claimed_.erase(claimed_.begin());
        ++removed;
    }
    std::vector<BusEvent> undelivered;
    for (auto at = by_expiry_.begin(); removed < limit && at != by_expiry_.end() && at->first <= now;) {
        const std::int64_t id = at->second;
        if (id > passed) {
            ++at;
            continue;
        }
        if (BusEvent& event = events_.at(id); !event.to.empty()) undelivered.push_back(std::move(event));
        events_.erase(id);
        unclaimed_.erase(id);
        at = by_expiry_.erase(at);
        ++removed;
    }
    return undelivered;
}

std::vector<ListenerRow> MemoryBus::listeners() const {
    std::vector<ListenerRow> all;
    all.reserve(listeners_.size());
    for (const auto& [key, listener] : listeners_) all.push_back(listener);
    return all;
}

void MemoryBus::receive(const RunId& run, const Receipt& receipt) {
    claim(receipt.event);
    const auto listener = listeners_.find({run, receipt.step});
    if (listener == listeners_.end()) return;
    listener->second.position = std::max(listener->second.position, receipt.event);
}

void MemoryBus::clear_listeners(const RunId& run) {
    auto at = listeners_.lower_bound({run, 0});
    while (at != listeners_.end() && at->first.first == run) at = listeners_.erase(at);
}

} // namespace orkestr
