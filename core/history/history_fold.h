// Folds a history row by row, and forgets what no later event can refer to: a history of any length takes the memory of
// its state.
#pragma once

#include "core/engine/state.h"
#include "core/history/codec.h"

namespace orkestr {

class HistoryFold {
public:
    HistoryFold() = default;
    /// Goes on after this state's last event.
    explicit HistoryFold(State from);

    /// The next event. Errors: as Decoder::decode and apply; the state is not to be used any more then.
    Result<void> add(const EventRow& row);
    const State& state() const { return state_; }
    State take() { return std::move(state_); }

private:
    State state_;
    Decoder decoder_;
};

/// Forgets what no event after this state can refer to, except what came after it. Called often, does little.
void forget_unneeded(Decoder& decoder, const State& state);

} // namespace orkestr
