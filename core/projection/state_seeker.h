// Finds the state after any event: from the checkpoint before it on. The events around there are kept decoded, and the last
// state, so that going on from it takes what lies between. One thread.
#pragma once

#include "core/projection/payload_shelf.h"
#include "core/projection/state_checkpoints.h"

#include <list>

namespace orkestr {

class StateSeeker {
public:
    StateSeeker(const StateCheckpoints& checkpoints, PayloadShelf& shelf, PayloadShelf::Rows rows) : checkpoints_(checkpoints), shelf_(shelf), rows_(std::move(rows)) {}

    struct Found {
        const State* state = nullptr; ///< until the next call
        const Event* event = nullptr; ///< after which it is
    };
    /// `seq`: from 1 to `last`, which have been folded before. Errors: what reading says; corrupt when it is not what was
    /// read before.
    Result<Found> at(std::uint64_t seq, std::uint64_t last);

    std::size_t memory_bytes() const;

private:
    /// Events from a checkpoint on, as far as somebody has looked.
    struct Stretch {
        std::uint64_t after = 0;
        Decoder decoder;
        std::vector<Event> events;
        std::size_t bytes = 0;
    };
    Result<Stretch*> stretch(std::uint64_t after);
    Result<void> read(Stretch& stretch, std::uint64_t to, std::uint64_t last);
    void forget();

    const StateCheckpoints& checkpoints_;
    PayloadShelf& shelf_;
    PayloadShelf::Rows rows_;
    std::list<Stretch> stretches_; ///< the latest first
    State state_;
    bool there_is_state_ = false;
};

} // namespace orkestr
