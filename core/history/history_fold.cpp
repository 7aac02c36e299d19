#include "core/history/history_fold.h"

#include "core/history/snapshot.h"

namespace orkestr {

HistoryFold::HistoryFold(State from) : state_(std::move(from)), decoder_(decoder_after(state_)) {}

Result<void> HistoryFold::add(const EventRow& row) {
    const auto event = decoder_.decode(row);
    if (!event) return event.error();
    if (auto applied = apply(state_, *event); !applied) return applied;
    forget_unneeded(decoder_, state_);
    return {};
}

void forget_unneeded(Decoder& decoder, const State& state) {
    if (decoder.is_large()) decoder.keep(state.seq, decoder_after(state));
}

} // namespace orkestr
