// What a secret's text means: a JSON object is a map of members, everything else is the text itself.
#pragma once

#include "core/base/json_value.h"

#include <string>

namespace orkestr {

/// A text that parses as a JSON object becomes that object; any other stays text.
JsonValue secret_value(std::string text);

} // namespace orkestr
