// The engine's way to a store that outlives it: jobs wait, a crash drops what was not done yet.
#pragma once

#include "core/runtime/store_access.h"

#include <deque>

namespace orkestr::test {

class SimulatedStore : public StoreAccess {
public:
    explicit SimulatedStore(Stores& stores) : store_(stores) {}

    void run(std::function<void(Stores&)> job, std::function<void()> then) override { jobs_.push_back({std::move(job), std::move(then)}); }

    bool has_work() const { return !jobs_.empty(); }
    bool has_answers() const { return !answers_.empty(); }
    /// Does the next job; its answer waits.
    void work();
    void answer();

private:
    struct Job {
        std::function<void(Stores&)> work;
        std::function<void()> then;
    };
    Stores& store_;
    std::deque<Job> jobs_;
    std::deque<std::function<void()>> answers_;
};

} // namespace orkestr::test
