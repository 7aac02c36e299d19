// The latest of several versions of a definition.
#pragma once

#include "core/ports/store.h"

#include <vector>

namespace orkestr {

/// Negative, zero or positive: the precedence of semantic versions (semver.org 2.0.0, section 11; build metadata does
/// not count).
int compare_versions(std::string_view a, std::string_view b);

/// The row with the highest version; of several alike, the one published last. `rows` is not empty.
const DefinitionRow& latest_version(const std::vector<DefinitionRow>& rows);

} // namespace orkestr
