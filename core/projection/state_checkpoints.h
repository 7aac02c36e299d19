// States of a run along its history, so that any other one is a few events away. Steps that did not change between two of
// them are kept once. Where all of them would take more memory than they may, every other is left out, and so from then on.
//
// A state comes back exactly as it was folded. One thread.
#pragma once

#include "core/engine/state.h"

#include <memory>
#include <unordered_set>
#include <vector>

namespace orkestr {

class StateCheckpoints {
public:
    /// `spacing`: events between two, at first.
    StateCheckpoints(std::size_t most_bytes, std::uint64_t spacing) : most_bytes_(most_bytes), spacing_(spacing) {}

    /// Before an event is folded: which steps it may change.
    void note(const State& before, const Event& event);
    /// After it was: keeps the state where it is time to. It is as it was when this returns. `payloads_kept`: what it holds
    /// is held elsewhere, too.
    void add(State& after, bool payloads_kept);

    /// The last event up to `seq` that there is a state of; 0: the empty one before the first.
    std::uint64_t nearest(std::uint64_t seq) const;
    /// The state at one of those.
    State restore(std::uint64_t at) const;
    /// Events to the next one, at most: what lies between two.
    std::uint64_t spacing() const { return spacing_; }
    std::size_t size() const { return kept_.size(); }
    std::size_t memory_bytes() const { return bytes_; }

private:
    struct Kept {
        State head; ///< all but the steps
        std::vector<std::shared_ptr<const Step>> steps; ///< by id
        std::size_t payload_bytes = 0;
    };
    std::size_t bytes_of(const Kept& kept, std::unordered_set<const Step*>& counted) const;
    void thin_out();

    std::size_t most_bytes_;
    std::uint64_t spacing_;
    std::size_t bytes_ = 0;
    std::vector<Kept> kept_;
    std::unordered_set<StepId> changed_; ///< since the last one
};

} // namespace orkestr
