// What is wrong with a translated message, as sentences for whoever mends it.
#pragma once

#include "tests/translations/ts_file.h"

namespace orkestr::translations {

/// Unfinished, empty, without a plural form, or with another set of placeholders, markup, keyboard mark, edge space or
/// closing punctuation than its source.
QStringList complaints(const Message& message, int plural_forms);

/// %1 to %99, %L1 and %n, sorted.
QStringList placeholders(const QString& text);

} // namespace orkestr::translations
