// A run's state at an event as bytes, so that a long history need not be folded from its beginning. Disposable: what can't
// be read is left aside, and the history folded.
//
// {"format":1,"state":{...},"sum":"SHA-256 of state's canonical text, hex"}. Payloads and errors stand as the sequence number
// of the event that holds them; what no event holds would stand as {"value":...} or {"error":...}. Members are named as in
// state.h; zero, false, empty and absent ones are left out.
#pragma once

#include "core/engine/state.h"
#include "core/history/codec.h"

#include <functional>

namespace orkestr {

/// Of a state whose events are all committed.
Json snapshot_of(const State& state);

/// `held_at` gives what the event of that sequence number holds (held_by); it is asked once for each. Errors: corrupt;
/// newer_version for another format; what held_at says.
Result<State> restore(const Json& snapshot, const std::function<Result<Json>(std::uint64_t seq)>& held_at);

/// The payload that an event holds itself, or its error as problem details. Errors: corrupt when it holds neither.
Result<Json> held_by(const EventRow& row);

/// A decoder for the events that follow a state: it knows all that they can refer to.
Decoder decoder_after(const State& state);

} // namespace orkestr
