// Numbers as buttons and progress say them: `9,999`, `12.3 k`, `2.4 M`.
#pragma once

#include <QString>

namespace orkestr {

/// Three digits or so of what is 10,000 or more, in the user's language.
QString short_number(qulonglong number);

/// A number as tr() takes it to choose a plural form and to write it (%Ln); cut at what an int holds.
int plural_number(qulonglong number);

} // namespace orkestr
