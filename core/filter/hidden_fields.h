// A filter over records of which something is not shown: what it can still tell.
#pragma once

#include "core/filter/filter_tree.h"

#include <functional>
#include <optional>

namespace orkestr {

/// Whether something of this value, a text or canonical JSON, stands for what is not shown.
using HidesSome = std::function<bool(std::string_view value)>;

/// Whether the filter holds of the record, whatever it is that isn't shown; nothing where that decides.
std::optional<bool> judged(const Filter& filter, const FilterRecord& record, Instant now, const HidesSome& hides);

} // namespace orkestr
