// Which fields a filter looks at: whoever judges many records reads no more of them than that.
#pragma once

#include "core/filter/filter.h"

#include <vector>

namespace orkestr {

/// By the index of filter_fields().
std::vector<bool> named_fields(const Filter& filter);

} // namespace orkestr
