#include "ui/viewmodels/picked_iteration.h"

#include <string_view>

namespace orkestr {

namespace {

bool repeats(const StepView& step) { return step.kind == "for" || step.kind == "listen" || step.kind == "try"; }

/// Which time round of what holds it: the last counter of its key, `#3.2` -> `2`.
std::string_view last_counter(const StepView& step) {
    const std::string_view key = step.key;
    const auto counters = key.rfind('#');
    if (counters == std::string_view::npos) return {};
    const auto dot = key.rfind('.');
    return key.substr(dot == std::string_view::npos || dot < counters ? counters + 1 : dot + 1);
}

} // namespace

std::unordered_map<std::string, const StepView*> picked_iteration(const RunView& run, const StepView& picked) {
    std::unordered_map<StepId, const StepView*> by_id;
    for (const StepView& step : run.steps) by_id.emplace(step.id, &step);
    // The time round of each step that holds the picked one.
    std::unordered_map<StepId, std::string_view> rounds;
    bool repeated = false;
    for (const StepView* step = &picked; step->parent != 0;) {
        const auto parent = by_id.find(step->parent);
        if (parent == by_id.end()) break;
        // What a hostile file says may be a ring.
        if (!rounds.emplace(step->parent, last_counter(*step)).second) break;
        repeated = repeated || repeats(*parent->second);
        step = parent->second;
    }
    std::unordered_map<std::string, const StepView*> found;
    if (!repeated) return found;
    struct Place {
        bool same = true;   ///< in the same time round as far as they are held by the same
        bool inside = false; ///< of something that repeats
    };
    std::unordered_map<StepId, Place> places;
    for (const StepView& step : run.steps) {
        Place place;
        if (const auto above = places.find(step.parent); above != places.end()) place = above->second;
        const auto parent = by_id.find(step.parent);
        const auto round = rounds.find(step.parent);
        if (parent != by_id.end() && round != rounds.end() && repeats(*parent->second)) {
            place.inside = true;
            place.same = place.same && last_counter(step) == round->second;
        }
        places.emplace(step.id, place);
        if (!place.inside) continue;
        const StepView*& latest = found[step.task];
        if (place.same) latest = &step;
    }
    return found;
}

} // namespace orkestr
