// What of a request its answer can depend on.
#pragma once

#include "core/engine/advance.h"

#include <functional>

namespace orkestr {

/// Whether one of the values that the request looks at holds for `holds`: of an expression those that its text names (its
/// input and variables whole, where that can't be told), of a schema check the input. Of a member that is not there it is
/// what stands on the way to it.
bool looks_at(const Plan& plan, const ValueRequest& request, const std::function<bool(const JsonValue&)>& holds);

} // namespace orkestr
