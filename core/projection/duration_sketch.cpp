#include "core/projection/duration_sketch.h"

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

const double log_of_base = std::log(1.01 / 0.99);

std::int32_t bucket_of(std::int64_t ms) { return static_cast<std::int32_t>(std::ceil(std::log(static_cast<double>(ms)) / log_of_base)); }

std::int64_t value_of_bucket(std::int32_t bucket) {
    const double base = 1.01 / 0.99;
    return static_cast<std::int64_t>(std::llround(2 * std::exp(bucket * log_of_base) / (base + 1)));
}

std::uint64_t rank_of(double share, std::uint64_t count) {
    const double rank = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(count));
    return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(rank), 1, count);
}

} // namespace

void DurationSketch::add(Duration duration) {
    const std::int64_t ms = std::max<std::int64_t>(duration.ms, 0);
    least_ms_ = count_ == 0 ? ms : std::min(least_ms_, ms);
    most_ms_ = count_ == 0 ? ms : std::max(most_ms_, ms);
    ++count_;
    sum_ms_ += ms;
    if (!is_exact()) return put(ms, 1);
    values_.push_back(ms);
    if (values_.size() > most_exact) sketch();
}

void DurationSketch::merge(const DurationSketch& other) {
    if (other.count_ == 0) return;
    least_ms_ = count_ == 0 ? other.least_ms_ : std::min(least_ms_, other.least_ms_);
    most_ms_ = count_ == 0 ? other.most_ms_ : std::max(most_ms_, other.most_ms_);
    count_ += other.count_;
    sum_ms_ += other.sum_ms_;
    if (is_exact() && other.is_exact()) {
        values_.insert(values_.end(), other.values_.begin(), other.values_.end());
        if (values_.size() > most_exact) sketch();
        return;
    }
    sketch();
    for (const std::int64_t ms : other.values_) put(ms, 1);
    for (const auto& [bucket, times] : other.buckets_) buckets_[bucket] += times;
    zeros_ += other.zeros_;
}

Duration DurationSketch::percentile(double share) const {
    if (count_ == 0) return {};
    const std::uint64_t rank = rank_of(share, count_);
    if (is_exact()) {
        std::vector<std::int64_t> sorted = values_;
        const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(rank - 1);
        std::nth_element(sorted.begin(), at, sorted.end());
        return Duration{*at};
    }
    std::uint64_t below = zeros_;
    if (rank <= below) return Duration{0};
    for (const auto& [bucket, times] : buckets_) {
        below += times;
        if (rank <= below) return Duration{std::clamp(value_of_bucket(bucket), least_ms_, most_ms_)};
    }
    return Duration{most_ms_};
}

void DurationSketch::sketch() {
    for (const std::int64_t ms : values_) put(ms, 1);
    values_.clear();
    values_.shrink_to_fit();
}

void DurationSketch::put(std::int64_t ms, std::uint64_t times) {
    if (ms == 0) zeros_ += times;
    else buckets_[bucket_of(ms)] += times;
}

} // namespace orkestr
