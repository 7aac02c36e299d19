// The events of a golden case, and who listens: a stand-in for the workspace's bus that judges as the runtime does.
#pragma once

#include "core/engine/state.h"
#include "tests/golden/value_desk.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace orkestr::test {

class GoldenBus {
public:
    /// `at` says for whom it is; empty: for everybody.
    void publish(const Json& envelope, const std::string& at) { events_.push_back({envelope, at, false}); }
    /// A step begins to listen: older events are for it only while nobody has taken them.
    void listen(StepId step) { listeners_[step] = {events_.size(), 0}; }
    /// What each step that listens would take next, by steps. What it passes over is not offered again.
    std::vector<EventBody> offers(const Plan& plan, const State& state, ValueDesk& desk,
                                  const std::function<bool(StepId, const std::string&)>& is_at);
    /// The step takes what it was offered.
    void took(StepId step);

private:
    struct Published {
        Json envelope;
        std::string at;
        bool claimed = false;
    };
    struct Listener {
        std::size_t since = 0;
        std::size_t position = 0;
    };
    std::vector<Published> events_;
    std::map<StepId, Listener> listeners_;
};

} // namespace orkestr::test
