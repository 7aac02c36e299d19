// Where each of a run's steps stands in a list of them. Steps are numbered 1, 2, 3 as they are made, so that a table by id
// is nearly full: four bytes an entry. Ids that are far from it (what a hostile file says) are kept aside.
#pragma once

#include "core/engine/event.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace orkestr {

class StepNumbers {
public:
    static constexpr std::uint32_t none = 0xffffffff;

    /// none: there is no such step.
    std::uint32_t find(StepId step) const {
        if (step < near_.size() && near_[step] != none) return near_[step];
        if (far_.empty()) return none;
        const auto at = far_.find(step);
        return at == far_.end() ? none : at->second;
    }
    bool contains(StepId step) const { return find(step) != none; }
    void set(StepId step, std::uint32_t number) {
        if (step >= near_.size() && step < 4 * (count_ + 256)) near_.resize(std::size_t{step} + 1, none);
        if (!contains(step)) ++count_;
        if (step < near_.size() && !far_.contains(step)) near_[step] = number;
        else far_[step] = number;
    }
    void erase(StepId step) {
        if (!contains(step)) return;
        --count_;
        if (far_.erase(step) == 0) near_[step] = none;
    }
    void clear() { *this = StepNumbers(); }

private:
    std::vector<std::uint32_t> near_; ///< by id
    std::unordered_map<StepId, std::uint32_t> far_;
    std::size_t count_ = 0;
};

} // namespace orkestr
