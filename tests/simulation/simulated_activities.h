// Activities whose outcome hangs on their command and attempt alone, however often they are done: `ok`, `echo`, `flaky`
// (fails the first attempt), `fail`, `hang` (never answers). What is under way is lost when the engine crashes.
#pragma once

#include "core/base/random.h"
#include "core/ports/activity_runner.h"

#include <functional>
#include <vector>

namespace orkestr::test {

class SimulatedActivities : public ActivityRunner {
public:
    explicit SimulatedActivities(Random& random) : random_(random) {}

    void start(ActivityRequest request, std::function<void(ActivityResult)> done) override;
    void cancel(const ActivityKey& key) override;

    bool idle() const { return answerable() == 0; }
    /// One of those under way comes to its end. Without `answers` its effect is there, and nobody knows of it yet.
    void finish_one(bool answers = true);
    /// The process has died, and with it what was under way.
    void lose_everything() { under_way_.clear(); }
    /// Told each request as it starts.
    std::function<void(const ActivityRequest&)> started = [](const ActivityRequest&) {};
    /// Told each effect on the outside as it happens.
    std::function<void(const ActivityKey&)> performed = [](const ActivityKey&) {};

private:
    struct UnderWay {
        ActivityRequest request;
        std::function<void(ActivityResult)> done;
        bool performed = false;
    };
    std::size_t answerable() const;
    Random& random_;
    std::vector<UnderWay> under_way_;
};

} // namespace orkestr::test
