// Where the events of a fork stand in its own time: those that it took from the other run right before it was forked, as in
// its timeline (timeline.h). A value.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace orkestr {

class ForkShifts {
public:
    /// In order: the event that made a fork, and by how much it put off what was before.
    void add(std::uint64_t seq, std::int64_t shift_ms);
    /// Of an event that was at this time.
    Instant place(std::uint64_t seq, Instant at) const;
    bool operator==(const ForkShifts&) const = default;

private:
    std::vector<std::pair<std::uint64_t, std::int64_t>> forks_; ///< by event; how much all of them up to this one put off
};

} // namespace orkestr
