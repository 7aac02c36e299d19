// Events of the bus on their way to one who wants them, in order. He either is told of what comes or reads the bus for
// himself, never both: nothing can be passed over. Internal to the runtime.
#pragma once

#include "core/ports/store.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace orkestr {

/// What one reads of the bus for himself.
struct BusReading {
    std::vector<BusEvent> found;
    std::int64_t until = 0;     ///< all that he may want up to this event is found
    bool full = false;          ///< there may be more
    std::set<std::string> kept; ///< the types of what nobody had received, as far as that was read
    std::optional<Error> error;

    /// Goes on after `until`, up to the event `most`; no further when it is full or something is wrong.
    void read(const Stores& store, bool unclaimed_only, std::int64_t most, const std::function<bool(const BusEvent&, const std::string& type)>& wanted);
};

class EventQueue {
public:
    using Event = std::shared_ptr<const BusEvent>;
    static constexpr std::size_t most_events = 1000;
    static constexpr std::size_t most_bytes = most_page_bytes;

    std::int64_t cursor = 0; ///< all that he may want up to this event is, or was, in the queue
    bool reading = false;    ///< the bus is being read for him alone
    bool current = false;    ///< he is told of what comes after the cursor; else he reads it when the queue is empty

    bool empty() const { return events_.empty(); }
    std::size_t size() const { return events_.size(); }
    bool is_full() const { return events_.size() >= most_events || bytes_ >= most_bytes; }
    const Event& front() const { return events_.front(); }
    auto begin() const { return events_.begin(); }
    auto end() const { return events_.end(); }
    /// The first event that he may still want; 0 when he has done with all there are.
    std::int64_t oldest() const { return !empty() ? front()->id : current ? 0 : cursor + 1; }

    void add(const Event& event) {
        events_.push_back(event);
        bytes_ += event->event.text().size();
    }
    /// It was received, or not wanted.
    void take_first() {
        bytes_ -= front()->event.text().size();
        events_.pop_front();
    }
    /// What he has read for himself. `still_wanted` may leave some of it out.
    void take_over(BusReading& reading, const std::function<bool(const BusEvent&)>& still_wanted);

private:
    std::deque<Event> events_;
    std::size_t bytes_ = 0;
};

} // namespace orkestr
