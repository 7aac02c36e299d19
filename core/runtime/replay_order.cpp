#include "core/runtime/replay_order.h"

namespace orkestr {

namespace {

std::size_t bytes_of(const std::vector<ReplayCell>& cells) {
    std::size_t bytes = 0;
    for (const ReplayCell& cell : cells) bytes += sizeof(cell) + cell.expected.size() + cell.actual.size() + cell.message.size();
    return bytes;
}

} // namespace

bool ReplayOrder::may_begin(bool wait) {
    std::unique_lock lock(mutex_);
    if (wait) moved_.wait(lock, [this] { return ended_ || !crowded(); });
    return !ended_ && !crowded();
}

void ReplayOrder::begun() {
    const std::scoped_lock lock(mutex_);
    ++begun_;
}

void ReplayOrder::put(std::uint64_t number, std::vector<ReplayCell> cells, std::uint64_t total) {
    const std::scoped_lock lock(mutex_);
    waiting_bytes_ += bytes_of(cells);
    waiting_.emplace(number, std::move(cells));
    for (auto at = waiting_.begin(); at != waiting_.end() && at->first == told_; at = waiting_.erase(at)) {
        waiting_bytes_ -= bytes_of(at->second);
        ++told_;
        ++totals_.runs;
        for (const ReplayCell& cell : at->second) tell(cell);
    }
    tell_progress(total, told_ == total);
    moved_.notify_all();
}

void ReplayOrder::tell(const ReplayCell& cell) {
    totals_.compared += cell.compared;
    if (cell.outcome == ReplayCell::Outcome::equal) ++totals_.equal;
    if (cell.outcome == ReplayCell::Outcome::diverges) ++totals_.diverging;
    if (cell.outcome == ReplayCell::Outcome::impossible) ++totals_.impossible;
    if (cell.reason == ReplayCell::Reason::another_workflow) ++totals_.another_workflow;
    if (cell_) cell_(cell);
}

void ReplayOrder::add_events(std::uint64_t events, std::uint64_t total) {
    const std::scoped_lock lock(mutex_);
    totals_.events += events;
    tell_progress(total, false);
}

void ReplayOrder::tell_progress(std::uint64_t total, bool now) {
    const auto time = std::chrono::steady_clock::now();
    if (!progress_ || (!now && time < next_progress_)) return;
    next_progress_ = time + std::chrono::milliseconds(100);
    progress_({told_, total, totals_.events, totals_.diverging, totals_.impossible});
}

void ReplayOrder::end() {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    moved_.notify_all();
}

ReplayTotals ReplayOrder::totals() const {
    const std::scoped_lock lock(mutex_);
    return totals_;
}

} // namespace orkestr
