// What time travel (core/projection/time_travel.h) needs, from a reader of histories and from a filter of events.
#pragma once

#include "core/ports/filter_records.h"
#include "core/ports/history_reader.h"
#include "core/projection/time_travel.h"

#include <memory>
#include <utility>

namespace orkestr {

/// `plan`: of the run's definition, or null.
inline TravelHistory travel_history(std::shared_ptr<HistoryReader> reader, RunId run, std::shared_ptr<const Plan> plan) {
    auto rows = [reader, run](std::uint64_t after, std::uint32_t limit) { return reader->events(run, after, limit); };
    auto redacted = [reader = std::move(reader), run](std::uint64_t seq) { return reader->redacted(run, seq); };
    return {std::move(run), std::move(plan), std::move(rows), std::move(redacted)};
}

/// `filter`: of events; `now` as Filter::matches has it.
inline EventMatch event_match(Filter filter, Instant now) {
    std::string text = filter.text();
    return {std::move(text), [filter = std::move(filter), now](const EventView& event) { return filter.matches(EventRecord(event), now); }};
}

} // namespace orkestr
