// Putting the look on: style, palette, fonts and the few lines of style sheet. GUI thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QFont>

class QApplication;

namespace orkestr {

/// Sets Fusion, the theme's palette, Inter 13 px and the style sheet. May be called again at any time: windows that
/// are open change at once (QEvent::PaletteChange).
void apply_theme(QApplication& application, ThemeKind kind);

/// What the desktop asks for: dark when the palette it gave the application before apply_theme() was dark.
ThemeKind desktop_theme();

/// Inter, 13 px, not hinted; the embedded font is registered on first use.
QFont ui_font();
/// JetBrains Mono, 13 px, not hinted.
QFont code_font();
/// ui_font() with another size and weight.
QFont ui_font(double size_px, QFont::Weight weight = QFont::Normal);

} // namespace orkestr
