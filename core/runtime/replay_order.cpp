#include "core/runtime/replay_order.h"

namespace orkestr {

namespace {

std::size_t bytes_of(const std::vector<ReplayCell>& cells) {
    std::size_t bytes = 0;
    for (const ReplayCell& cell : cells) bytes += sizeof(cell) + cell.expected.size() + cell.actual.size() + cell.message.size() + cell.unjudged_steps.size() * sizeof(std::string);
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
    {
        const std::scoped_lock lock(mutex_);
        waiting_bytes_ += bytes_of(cells);
        waiting_.emplace(number, std::move(cells));
    }
    tell_ready(total);
}

void ReplayOrder::tell_ready(std::uint64_t total) {
    const std::scoped_lock telling(telling_);
    while (const auto cells = take_ready())
        for (const ReplayCell& cell : *cells)
            if (cell_) cell_(cell);
    tell_progress(total);
}

std::optional<std::vector<ReplayCell>> ReplayOrder::take_ready() {
    const std::scoped_lock lock(mutex_);
    const auto first = waiting_.begin();
    if (first == waiting_.end() || first->first != told_) return std::nullopt;
    std::vector<ReplayCell> cells = std::move(first->second);
    waiting_.erase(first);
    waiting_bytes_ -= bytes_of(cells);
    ++told_;
    ++totals_.runs;
    for (const ReplayCell& cell : cells) count(cell);
    moved_.notify_all();
    return cells;
}

void ReplayOrder::count(const ReplayCell& cell) {
    totals_.compared += cell.compared;
    if (cell.outcome == ReplayCell::Outcome::equal) ++totals_.equal;
    if (cell.outcome == ReplayCell::Outcome::diverges) ++totals_.diverging;
    if (cell.outcome == ReplayCell::Outcome::impossible) ++totals_.impossible;
    if (cell.reason == ReplayCell::Reason::redacted) ++totals_.redacted;
    totals_.unjudged += cell.unjudged;
    if (cell.reason == ReplayCell::Reason::another_workflow) ++totals_.another_workflow;
}

void ReplayOrder::add_events(std::uint64_t events, std::uint64_t total) {
    {
        const std::scoped_lock lock(mutex_);
        totals_.events += events;
    }
    const std::unique_lock telling(telling_, std::try_to_lock);
    if (telling) tell_progress(total);
}

void ReplayOrder::tell_progress(std::uint64_t total) {
    if (!progress_) return;
    const auto time = std::chrono::steady_clock::now();
    ReplayProgress now;
    {
        const std::scoped_lock lock(mutex_);
        if (time < next_progress_ && told_ != total) return;
        now = {told_, total, totals_.events, totals_.diverging, totals_.impossible};
    }
    next_progress_ = time + std::chrono::milliseconds(100);
    progress_(now);
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
