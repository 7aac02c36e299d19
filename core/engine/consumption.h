// Which events a consumption strategy still wants, and when it has had enough: for steps that listen and for schedules.
#pragma once

#include "core/engine/state.h"

namespace orkestr {

/// What `read` makes of a CloudEvent: its data; itself; its data as text (JSON as its text, text and base64 as they are).
Json read_event(EventRead read, const Json& envelope);

/// The n-th of those that filters of `filters` took.
const Json& consumed_event(const Consumption& consumption, const Step& step, std::size_t index);
std::size_t consumed_events(const Consumption& consumption, const std::vector<Heard>& heard);

/// Whether an event for this filter is still wanted after what was heard. `condition_holds` is not known here: who
/// listens until a condition wants more until it is judged.
bool wants_event(const Consumption& consumption, const std::vector<Heard>& heard, std::size_t filter);

/// Whether what was heard is all that is wanted; nothing when `until`, a condition, is to be judged.
std::optional<bool> has_enough(const Consumption& consumption, const std::vector<Heard>& heard);

/// The array that `until` is judged on, and that a listener without `foreach` yields.
Json events_read(const Consumption& consumption, const std::vector<Heard>& heard, EventRead read);

/// Whether a step that listens can take this event now.
bool takes_event(const Plan& plan, const State& state, const events::EventReceived& event);

/// What was bound before and what an event would bind: nothing when they differ.
std::optional<Json> bind_correlations(const Json& bound, const Json& found);

} // namespace orkestr
