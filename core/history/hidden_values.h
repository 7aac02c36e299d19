// Values of a history that something was taken out of (redaction.h), where they are compared and evaluated. A mark that
// somebody recorded looks the same: of that nothing is told either.
#pragma once

#include "core/base/json_value.h"

#include <string_view>

namespace orkestr {

/// Whether a mark may stand somewhere in it.
bool text_holds_mark(std::string_view text);
bool holds_mark(const JsonValue& value);

/// The first value, with the other's in all places where one of them is a mark: then they are equal if all is that can be told.
JsonValue with_marks_filled(const JsonValue& value, const JsonValue& other);

} // namespace orkestr
