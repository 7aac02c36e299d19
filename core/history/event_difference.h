// In which part two events differ, said for people.
#pragma once

#include "core/engine/event.h"
#include "core/history/event_row.h"

#include <string>

namespace orkestr {

/// Of a recorded event and the one that is decided in its place, both under the same plan: `it goes to /do/2/ship, where
/// the record goes to /do/1/pay`, `its value is 3, where the record has 2, at /total`. Values are shortened. Empty when they
/// are equal.
std::string event_difference(const Plan& plan, const EventRow& recorded, const EventRow& decided);

} // namespace orkestr
