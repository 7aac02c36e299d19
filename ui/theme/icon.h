// Icons of lucide-static (resources/icons.txt lists them), drawn from SVG in the application palette's colours at the
// moment they are painted: a switch of theme repaints them right without anyone's help. GUI thread only.
#pragma once

#include "ui/theme/display_status.h"

#include <QIcon>
#include <QPalette>
#include <QPixmap>

namespace orkestr {

/// The icon of this name in the palette's colour of this role (disabled and selected ones follow the palette too).
/// A name that is not in resources/icons.txt: an icon without pictures, and a warning in the log.
QIcon icon(const QString& name, QPalette::ColorRole role = QPalette::ButtonText);

/// The status's icon in its own colour; a null icon for none.
QIcon status_icon(DisplayStatus status);

/// The program's own icon, for windows and about boxes.
QIcon application_icon();

/// One picture of size x size logical pixels at this device pixel ratio. Null for an unknown name.
QPixmap icon_pixmap(const QString& name, const QColor& color, double size_px, double device_pixel_ratio);

} // namespace orkestr
