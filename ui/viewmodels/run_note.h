// Who suspended or cancelled a run, and why, in a line: `suspended by ada: maintenance`.
#pragma once

#include "core/projection/run_view.h"

#include <QString>

namespace orkestr {

/// Empty when nobody did.
QString run_note(const RunView& run);

} // namespace orkestr
