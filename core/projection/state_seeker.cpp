#include "core/projection/state_seeker.h"

#include "core/history/snapshot.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t most_stretches = 4;
constexpr std::size_t most_stretch_bytes = std::size_t{16} << 20;
constexpr std::uint64_t most_stretch_page = 10'000;
constexpr std::uint64_t read_ahead = 128;

} // namespace

Result<StateSeeker::Stretch*> StateSeeker::stretch(std::uint64_t after) {
    const auto known = std::find_if(stretches_.begin(), stretches_.end(), [after](const Stretch& one) { return one.after == after; });
    if (known != stretches_.end()) {
        stretches_.splice(stretches_.begin(), stretches_, known);
        return &stretches_.front();
    }
    const bool here = there_is_state_ && state_.seq == after;
    if (!here) state_ = checkpoints_.restore(after);
    there_is_state_ = true;
    if (state_.seq != after) return Error{ErrorCode::internal, "there is no checkpoint at event " + std::to_string(after), {}};
    stretches_.push_front({after, decoder_after(state_), {}, 0});
    forget();
    return &stretches_.front();
}

void StateSeeker::forget() {
    std::size_t bytes = 0;
    for (const Stretch& one : stretches_) bytes += one.bytes;
    while (stretches_.size() > 1 && (stretches_.size() > most_stretches || bytes > most_stretch_bytes)) {
        bytes -= stretches_.back().bytes;
        stretches_.pop_back();
    }
}

Result<void> StateSeeker::read(Stretch& stretch, std::uint64_t to, std::uint64_t last) {
    // What comes next is read too: who looks here goes on from here.
    to = std::min(last, to + read_ahead);
    for (std::uint64_t at = stretch.after + stretch.events.size(); at < to; at = stretch.after + stretch.events.size()) {
        const auto rows = rows_(at, static_cast<std::uint32_t>(std::min(most_stretch_page, to - at)));
        if (!rows) return rows.error();
        if (rows->empty()) return {ErrorCode::corrupt, "event " + std::to_string(at + 1) + " is missing"};
        for (const EventRow& row : *rows) {
            auto event = shelf_.decode(stretch.decoder, row);
            if (!event) return event.error();
            stretch.bytes += sizeof(Event) + row.data.size_bytes() + (row.value ? row.value->size_bytes() : 0);
            stretch.events.push_back(std::move(*event));
        }
    }
    return {};
}

Result<StateSeeker::Found> StateSeeker::at(std::uint64_t seq, std::uint64_t last) {
    const std::uint64_t after = checkpoints_.nearest(seq - 1);
    auto found = stretch(after);
    if (!found) return found.error();
    Stretch& events = **found;
    if (events.after + events.events.size() < seq) {
        if (auto done = read(events, seq, last); !done) return done.error();
        forget();
    }
    if (!there_is_state_ || state_.seq < after || state_.seq > seq) state_ = checkpoints_.restore(after);
    there_is_state_ = true;
    for (std::uint64_t next = state_.seq + 1; next <= seq; ++next) {
        if (auto applied = apply(state_, events.events[next - after - 1]); !applied) {
            there_is_state_ = false;
            return applied.error();
        }
    }
    return Found{&state_, &events.events[seq - after - 1]};
}

std::size_t StateSeeker::memory_bytes() const {
    std::size_t bytes = 0;
    for (const Stretch& one : stretches_) bytes += one.bytes;
    return bytes;
}

} // namespace orkestr
