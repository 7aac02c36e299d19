// The few lines of style sheet that Fusion and the palette can't say.
#pragma once

#include "ui/theme/theme.h"

namespace orkestr {

QString style_sheet(const Theme& theme);

} // namespace orkestr
