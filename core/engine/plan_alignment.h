// Which task of one definition's plan is which of another's: the same by name at the same place of the tree of tasks,
// wherever in its list it stands; of what is left in lists that are the same, one of the same kind at the same position,
// which was renamed.
//
// Of an event recorded under one plan this makes what it would be under the other, so that they can be compared: tasks by
// the other's indices, errors with the other's pointers. Keys of steps are left out on both sides: they follow from the
// task and the state.
#pragma once

#include "core/engine/event.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace orkestr {

class PlanAlignment {
public:
    static PlanAlignment between(const Plan& from, const Plan& to);

    /// Content hash of the definition that is translated from.
    const std::string& from() const { return from_; }
    /// no_task for no_task; a number that no plan has where the other has no such task.
    TaskIndex of(TaskIndex task) const;
    /// JSON pointer of a task of the first plan; empty for what is none.
    std::string pointer(TaskIndex task) const { return task < places_.size() ? places_[task] : std::string(); }
    /// Facts stay as they are.
    void translate(EventBody& body) const;

private:
    std::string pointer_of(const std::string& pointer) const;

    std::string from_;
    std::vector<TaskIndex> tasks_; ///< by index in the first plan
    std::vector<std::string> places_;  ///< their pointers
    std::unordered_map<std::string, std::string> pointers_; ///< those that are written otherwise
};

/// Takes the step's key out of an event that holds one.
void forget_key(EventBody& body);

} // namespace orkestr
