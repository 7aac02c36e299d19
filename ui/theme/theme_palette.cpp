#include "ui/theme/theme.h"

namespace orkestr {

namespace {

void set_shared_roles(QPalette& palette, const Theme& theme) {
    const bool dark = theme.kind == ThemeKind::dark;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.raised);
    palette.setColor(QPalette::AlternateBase, blended(theme.raised, theme.window, 0.6));
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, blended(theme.raised, theme.secondary_text, 0.85));
    palette.setColor(QPalette::Button, dark ? theme.hover : theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.error);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent_fill);
    palette.setColor(QPalette::HighlightedText, theme.on_accent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.code.keyword);
    // Fusion shades its frames with these five.
    palette.setColor(QPalette::Light, dark ? theme.strong_border : theme.raised);
    palette.setColor(QPalette::Midlight, dark ? theme.border : theme.window);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.strong_border);
    palette.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : theme.secondary_text);
}

} // namespace

QPalette palette_of(const Theme& theme) {
    QPalette palette;
    set_shared_roles(palette, theme);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::PlaceholderText, QPalette::Link, QPalette::LinkVisited, QPalette::BrightText}) {
        palette.setColor(QPalette::Disabled, role, theme.disabled_text);
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.window);
    palette.setColor(QPalette::Disabled, QPalette::Button, theme.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.strong_border);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, theme.raised);
    // A selection in a window that is not active keeps its place but not its voice.
    palette.setColor(QPalette::Inactive, QPalette::Highlight, theme.accent_tint);
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, theme.text);
    return palette;
}

} // namespace orkestr
