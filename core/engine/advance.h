// Decides what happens next in a run: the second of the engine's two pure functions (the first is apply, state.h).
//
// advance() reads no clock, draws nothing and does no I/O. What it needs from outside it asks for: a request is an
// expression with just the variables that its text names, or a schema check. Called again with the answers it goes on
// from the same state; answers are kept by the caller until the events that use them are there.
#pragma once

#include "core/base/sha256.h"
#include "core/engine/state.h"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace orkestr {

/// What of a step a value is for.
enum class Slot : std::uint8_t {
    if_true, input_schema, input_from, timeout, main, authentication, loop_while, catch_when, catch_except, retry_when,
    retry_except, retry_delay, retry_duration, attempt_duration, jitter_from, jitter_to, output_as, output_schema,
    export_as, export_schema, listen_until, extension_when
};
const char* to_string(Slot slot);

struct RequestKey {
    StepId step = 0;
    Slot slot = Slot::main;
    std::uint64_t touched = 0; ///< the step's last event: a loop asks the same again in each iteration
    auto operator<=>(const RequestKey&) const = default;
};

struct ValueRequest {
    RequestKey key;
    bool is_schema = false;
    std::uint32_t index = 0; ///< ExpressionIndex or SchemaIndex
    Json input;
    std::vector<Json> variables; ///< in the order of ProgramExpression::variables
};

/// Why a value could not be had.
struct ValueFailure {
    bool stopped = false; ///< by a limit: recorded as evaluation.stopped
    std::string message;
};
/// A value, `true` for a schema check that passed, or a failure.
using ValueOutcome = std::variant<Json, ValueFailure>;
using Values = std::map<RequestKey, ValueOutcome>;

struct Advanced {
    std::vector<Event> events;          ///< applied to the state already
    std::vector<ValueRequest> requests; ///< what it needs to go on; in a fixed order
    bool more = false;                  ///< it stopped at a slice's end and would go on
};

/// A slice of events ends a call, so that a loop without end can be stopped and memory is bounded. For the same reason
/// who calls commits when so many have gathered, and takes what has come meanwhile, though values are asked for.
inline constexpr std::size_t slice_events = 500;
/// A run with more events faults with runtime/500.
inline constexpr std::uint64_t max_run_events = 5'000'000;

/// Goes on until every branch waits for the outside, needs values, or the slice is full. Events that it decides carry
/// the time max(state.at, now). Errors: corrupt when the plan and the state don't belong together.
Result<Advanced> advance(const Plan& plan, State& state, const Values& values, Instant now, Effects& effects);

/// What a listening step is to be asked about an event: the filter's `match` on the envelope, with the variables as they
/// are now. Nothing when the filter has none.
std::optional<ValueRequest> match_request(const Plan& plan, const State& state, const Step& step, const PlannedFilter& filter, const Json& envelope);

/// 32 bytes drawn for the run's event `seq`, from its nonce: jitter and ids are functions of the history. A fork draws
/// as the run it was made from did, as far as it has its history.
Digest draw(const State& state, std::uint64_t seq, std::string_view purpose);

} // namespace orkestr
