// What the colours of colouring rules look like in each theme.
#pragma once

#include "ui/theme/theme.h"
#include "ui/viewmodels/color_rules.h"

#include <QIcon>

class QPainter;

namespace orkestr {

/// For a row's text and its stripe; readable on Theme::raised (4.5:1).
QColor rule_ink(RuleColor color, const Theme& theme);
/// The shape of the colour, which tells it from others where colours can't be told apart: a disc, a square, a triangle, ...
void paint_rule_mark(QPainter& painter, RuleColor color, const QRectF& place, const QColor& ink);
/// The shape in its colour, for lists to choose from.
QIcon rule_swatch(RuleColor color, const Theme& theme);

} // namespace orkestr
