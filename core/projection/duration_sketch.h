// Percentiles of many durations in little memory. Exact for up to most_exact values; beyond that a DDSketch (Masson, Rim,
// Lee: "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019) with a relative
// error of at most 1 %: a value v stands in bucket ceil(log_g(v)), g = 1.01 / 0.99, and is given back as
// 2 g^i / (g + 1). Values of 0 have a bucket of their own. What comes out hangs on the values alone, never on the order in
// which they were added or sketches were merged.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <map>
#include <vector>

namespace orkestr {

class DurationSketch {
public:
    static constexpr std::size_t most_exact = 1000;

    /// Negative durations count as 0.
    void add(Duration duration);
    void merge(const DurationSketch& other);

    std::uint64_t count() const { return count_; }
    bool is_exact() const { return buckets_.empty() && zeros_ == 0; }
    Duration sum() const { return Duration{sum_ms_}; }
    Duration least() const { return Duration{count_ == 0 ? 0 : least_ms_}; }
    Duration most() const { return Duration{count_ == 0 ? 0 : most_ms_}; }
    /// Nearest rank: the value number ceil(share * count) of them in ascending order, the first at least; 0 of none. Exact,
    /// or within 1 %, and never outside least() and most().
    Duration percentile(double share) const;

private:
    void sketch();
    void put(std::int64_t ms, std::uint64_t times);

    std::vector<std::int64_t> values_; ///< while exact; not sorted
    std::map<std::int32_t, std::uint64_t> buckets_;
    std::uint64_t zeros_ = 0;
    std::uint64_t count_ = 0;
    std::int64_t sum_ms_ = 0;
    std::int64_t least_ms_ = 0;
    std::int64_t most_ms_ = 0;
};

} // namespace orkestr
