// Seeded random numbers for simulations and tests: the same seed, the same draws, on every machine.
#pragma once

#include <cstdint>

namespace orkestr {

/// SplitMix64 (Steele, Lea, Flood 2014; public domain reference by Vigna).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// Uniform in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// True with the given probability in percent.
    bool percent(unsigned chance) { return below(100) < chance; }

private:
    std::uint64_t state_;
};

} // namespace orkestr
