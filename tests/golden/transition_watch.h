// Which transitions happened in a history, seen from outside: its events are folded, and each is told by its type and by
// what the branches of its parent come to.
#pragma once

#include "core/engine/state.h"

#include <set>
#include <string>
#include <vector>

namespace orkestr::test {

struct SeenTransition {
    std::string machine;
    Stage from = Stage::pending;
    Trigger trigger = Trigger::start;
    auto operator<=>(const SeenTransition&) const = default;
};

std::string text_of(const SeenTransition& seen);

class TransitionWatch {
public:
    void see(const Plan& plan, const std::vector<Event>& events);

    const std::set<SeenTransition>& seen() const { return seen_; }
    /// Transitions that led elsewhere than their machine's table says, or are in none.
    const std::vector<std::string>& wrong() const { return wrong_; }
    /// Rows of the tables that have not been seen.
    std::vector<SeenTransition> missing() const;

private:
    void expect(const Plan& plan, const State& before, const State& after, StepId id, Trigger trigger);

    std::set<SeenTransition> seen_;
    std::vector<std::string> wrong_;
};

} // namespace orkestr::test
