// Events as bytes, and back. Format 1.
//
// `data` is an object of the event's members by their names in event.h, in snake case; empty texts, false and absent
// members are left out; times are integers of milliseconds since 1970. A payload stands in `value`, or, where an earlier
// event holds the same bytes, as `value_of`: that event's sequence number. An error stands as `error` (problem details)
// or as `error_of`. Tasks are indices of the plan; `key` names the step for people.
#pragma once

#include "core/engine/event.h"
#include "core/history/event_row.h"

#include <unordered_map>
#include <vector>

namespace orkestr {

inline constexpr int history_format = 1;

/// Without the hash, which chain.h adds.
EventRow encode(const Event& event);

/// Decodes the events of one run in order, resolving references to earlier ones.
class Decoder {
public:
    /// Errors: corrupt (what is missing or of another kind), newer_version (an unknown event type or format).
    Result<Event> decode(const EventRow& row);

    /// What an earlier event holds, when decoding doesn't begin at the first (snapshot.h); nothing when no event holds it.
    void know(const Payload& payload);
    void know(const Fault& fault);
    /// It knows much more than when it was last made to forget.
    bool is_large() const { return values_.size() + faults_.size() >= large_; }
    /// Forgets what events up to `after` hold, but for what `needed` knows.
    void keep(std::uint64_t after, const Decoder& needed);

private:
    static constexpr std::size_t least_large = 4096;
    std::size_t large_ = least_large;
    std::unordered_map<std::uint64_t, Json> values_;
    std::unordered_map<std::uint64_t, Problem> faults_;
};

/// All of them; errors as Decoder::decode's, naming the sequence number.
Result<std::vector<Event>> decode_all(const std::vector<EventRow>& rows);

} // namespace orkestr
