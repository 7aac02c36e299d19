// In which part two events differ, said for people.
#pragma once

#include "core/engine/event.h"
#include "core/history/event_row.h"

#include <functional>
#include <string>

namespace orkestr {

/// A task's JSON pointer in the definition that an event was decided by; empty where it has none of that number.
using TaskPointer = std::function<std::string(TaskIndex)>;
TaskPointer pointers_of(const Plan& plan);

/// Of a recorded event and the one that is decided in its place, both under the same plan: `it goes to /do/2/ship, where
/// the record goes to /do/1/pay`, `its value is 3, where the record has 2, at /total`. Values are shortened. Empty when they
/// are equal.
std::string event_difference(const Plan& plan, const EventRow& recorded, const EventRow& decided);
/// Where the record was made by another plan: `original` is the recorded one as it stands there, whose tasks are told by the
/// pointers of that plan.
std::string event_difference(const Plan& plan, const EventRow& recorded, const EventRow& decided, const EventRow& original, const TaskPointer& originals);

/// The same event with its tasks as pointers: their numbers mean something in their own plan only.
EventRow with_task_pointers(EventRow row, const TaskPointer& pointer);

} // namespace orkestr
