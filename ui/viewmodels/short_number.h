// Numbers as buttons and progress say them: `9,999`, `12.3 k`, `2.4 M`.
#pragma once

#include <QString>

namespace orkestr {

/// Three digits or so of what is 10,000 or more, in the user's language.
QString short_number(qulonglong number);

/// A number as tr() takes it to choose a plural form and to write it (%Ln); cut at what an int holds.
int plural_number(qulonglong number);

/// How much of it is done, 0 to 100; -1 where it is not known of how much.
int percent_of(qulonglong done, qulonglong of);

} // namespace orkestr
