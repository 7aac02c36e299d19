// The look of Orkestr Studio as plain values: one Theme for light and one for dark. Widgets ask for
// Theme::of(palette()) when they paint, so a switch of theme needs nothing but the palette's change event.
#pragma once

#include "ui/theme/display_status.h"

#include <QColor>
#include <QPalette>

#include <array>

namespace orkestr {

enum class ThemeKind { light, dark };

/// `text` has a contrast of at least 4.5:1 on `fill`, on Theme::raised and on Theme::surface; `stripe` at least 3:1 on
/// Theme::raised (WCAG 2.1, 1.4.3 and 1.4.11), but for the statuses that are meant to stand back: none and skipped.
struct StatusColors {
    QColor fill;   ///< quiet tint behind text
    QColor stripe; ///< strong: stripes, frames, icons
    QColor text;
};

/// Colours of source text in editors and JSON views; all readable on `raised`.
struct CodeColors {
    QColor key;
    QColor string;
    QColor number;
    QColor keyword; ///< true, false, null; jq's words
    QColor comment;
    QColor expression; ///< `${ ... }`
};

struct Theme {
    ThemeKind kind = ThemeKind::light;

    QColor window;        ///< behind panels, tool bars, headers
    QColor surface;       ///< behind content: the canvas
    QColor raised;        ///< cards, tables, inputs, menus
    QColor sunken;        ///< tracks, wells, code blocks
    QColor border;        ///< hairlines between surfaces
    QColor strong_border; ///< outlines of inputs, edges of graphs
    QColor text;
    QColor secondary_text;
    QColor disabled_text;
    QColor accent;      ///< links, focus and selection rings, icons that are on; readable as text
    QColor accent_fill; ///< primary buttons, selected rows
    QColor on_accent;   ///< text on accent_fill
    QColor accent_tint; ///< quiet tint of selected or hovered things
    QColor hover;       ///< under the mouse
    QColor shadow;      ///< with its alpha
    QColor error;       ///< text of errors; as readable as StatusColors::text
    QColor warning;
    QColor success;
    CodeColors code;
    std::array<StatusColors, all_display_statuses.size()> statuses;

    const StatusColors& colors(DisplayStatus status) const { return statuses[static_cast<std::size_t>(status)]; }

    static const Theme& light();
    static const Theme& dark();
    static const Theme& of(ThemeKind kind) { return kind == ThemeKind::dark ? dark() : light(); }
    /// The theme that this palette belongs to: dark when its window is darker than its text.
    static const Theme& of(const QPalette& palette);
};

/// A complete palette: every role in every group.
QPalette palette_of(const Theme& theme);

/// WCAG 2.1's contrast ratio of two opaque colours: 1 (equal) to 21 (black and white).
double contrast_ratio(const QColor& a, const QColor& b);

/// `over` at this opacity (0 to 1) laid on `under`: an opaque colour.
QColor blended(const QColor& under, const QColor& over, double opacity);

} // namespace orkestr
