// What the colours of colouring rules look like in each theme.
#pragma once

#include "ui/theme/theme.h"
#include "ui/viewmodels/color_rules.h"

#include <QIcon>

namespace orkestr {

/// For a row's text and its stripe; readable on Theme::raised (4.5:1).
QColor rule_ink(RuleColor color, const Theme& theme);
/// A small square of the colour, for lists to choose from.
QIcon rule_swatch(RuleColor color, const Theme& theme);

} // namespace orkestr
