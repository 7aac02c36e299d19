// What was taken out of a history when its log was handed over, and whether a path looks there. One thread.
#pragma once

#include "core/base/json_value.h"
#include "core/history/event_row.h"
#include "core/history/redaction_path.h"

#include <functional>
#include <optional>
#include <vector>

namespace orkestr {

/// Below a payload: the names and numbers of a JSON pointer.
using PlaceTokens = std::vector<std::string>;

/// Whether some of what the segments from number `first` on select may be at the place, above or below it: what was there
/// is not known, nor what was in it.
bool may_select(const std::vector<RedactionPath::Segment>& segments, std::size_t first, const PlaceTokens& place);

class TakenOutPlaces {
public:
    /// JSON pointers into an event's record; none where all is shown.
    using Pointers = std::function<Result<std::vector<std::string>>(std::uint64_t seq)>;
    using Rows = std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)>;

    /// Without `pointers` nothing was taken out.
    TakenOutPlaces(Pointers pointers, Rows rows) : pointers_(std::move(pointers)), rows_(std::move(rows)) {}

    /// In what the event holds, its payload or its error, which is `value`. Asks only where something looks like it.
    Result<std::vector<PlaceTokens>> in_event(std::uint64_t seq, const Json& value);
    /// In a value that was made of what events hold. Errors: as the history's.
    Result<std::vector<PlaceTokens>> in_made(const Json& value);

private:
    Result<bool> is_any();

    Pointers pointers_;
    Rows rows_;
    std::optional<bool> any_; ///< some event has something taken out
};

} // namespace orkestr
