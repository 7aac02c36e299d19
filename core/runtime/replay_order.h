// Cells come as they are done and are told in the order of their runs. Whoever is too far ahead of the slowest waits, so
// that few cells wait for one before them. Any thread.
#pragma once

#include "core/ports/run_replayer.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace orkestr {

class ReplayOrder {
public:
    using TellCell = std::function<void(const ReplayCell&)>;
    using TellProgress = std::function<void(const ReplayProgress&)>;
    ReplayOrder(TellCell cell, TellProgress progress) : cell_(std::move(cell)), progress_(std::move(progress)) {}

    /// Whether another run may be begun. With `wait` it always may in the end, unless it was ended.
    bool may_begin(bool wait);
    void begun();
    /// All cells of the run of this number, which was begun.
    void put(std::uint64_t number, std::vector<ReplayCell> cells, std::uint64_t total);
    /// Events that were read; now and then.
    void add_events(std::uint64_t events, std::uint64_t total);
    /// Nobody waits any more.
    void end();
    ReplayTotals totals() const;

private:
    bool crowded() const { return begun_ - told_ >= most_waiting || (waiting_bytes_ >= most_waiting_bytes && begun_ > told_); }
    void tell_ready(std::uint64_t total);
    std::optional<std::vector<ReplayCell>> take_ready();
    void count(const ReplayCell& cell);
    void tell_progress(std::uint64_t total);

    static constexpr std::uint64_t most_waiting = 4096;
    static constexpr std::size_t most_waiting_bytes = std::size_t{64} << 20;

    // Who is told may end it from within: nothing is told under the lock of the state.
    std::recursive_mutex telling_;
    TellCell cell_;
    TellProgress progress_;
    std::chrono::steady_clock::time_point next_progress_{};

    mutable std::mutex mutex_; ///< for what follows
    std::condition_variable moved_;
    std::map<std::uint64_t, std::vector<ReplayCell>> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::uint64_t begun_ = 0; ///< runs
    std::uint64_t told_ = 0;
    bool ended_ = false;
    ReplayTotals totals_;
};

} // namespace orkestr
