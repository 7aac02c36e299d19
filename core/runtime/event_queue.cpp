#include "core/runtime/event_queue.h"

#include "core/runtime/event_types.h"

namespace orkestr {

void BusReading::read(const Stores& store, bool unclaimed_only, std::int64_t most, const std::function<bool(const BusEvent&, const std::string&)>& wanted) {
    std::size_t bytes = 0;
    for (BusQuery query{until, unclaimed_only}; !full && !error; query.after = until) {
        const auto events = store.bus_events(query);
        if (!events) {
            error = events.error();
            return;
        }
        for (const BusEvent& event : *events) {
            if (event.id > most) return;
            until = event.id;
            const std::string type = type_of_event(event.event);
            if (!event.claimed) kept.insert(type);
            if (!wanted(event, type)) continue;
            found.push_back(event);
            bytes += event.event.text().size();
            full = found.size() >= EventQueue::most_events || bytes >= EventQueue::most_bytes;
            if (full) return;
        }
        if (!is_full_page(*events, query)) return;
    }
}

void EventQueue::take_over(BusReading& read, const std::function<bool(const BusEvent&)>& still_wanted) {
    reading = false;
    current = !read.full;
    cursor = read.until;
    for (BusEvent& event : read.found)
        if (still_wanted(event)) add(std::make_shared<const BusEvent>(std::move(event)));
}

} // namespace orkestr
