#include "ui/theme/theme.h"

#include <cmath>

namespace orkestr {

namespace {

Theme make_light() {
    Theme t;
    t.kind = ThemeKind::light;
    t.window = QColor(0xf3f4f6);
    t.surface = QColor(0xf8f9fb);
    t.raised = QColor(0xffffff);
    t.sunken = QColor(0xeceef2);
    t.border = QColor(0xdfe3e8);
    t.strong_border = QColor(0xb4bcc8);
    t.text = QColor(0x1a1f29);
    t.secondary_text = QColor(0x586172);
    t.disabled_text = QColor(0x9aa3b1);
    t.accent = QColor(0x2458d6);
    t.accent_fill = QColor(0x2b62e0);
    t.on_accent = QColor(0xffffff);
    t.accent_tint = QColor(0xe4ecfd);
    t.hover = QColor(0xeef1f6);
    t.shadow = QColor(24, 32, 48, 26);
    t.error = QColor(0xb42318);
    t.warning = QColor(0x8a5206);
    t.success = QColor(0x17663a);
    t.code = {QColor(0x1f4fb0), QColor(0x17663a), QColor(0x8a4b08),
              QColor(0x8b2fa8), QColor(0x69717f), QColor(0xa0286a)};
    t.statuses = {{
        {QColor(0xffffff), QColor(0xc9d0d9), QColor(0x586172)}, // none
        {QColor(0xeef0f4), QColor(0x7b8697), QColor(0x4a5364)}, // pending
        {QColor(0xe3edfe), QColor(0x2b62e0), QColor(0x1f4fc0)}, // running
        {QColor(0xefe9fd), QColor(0x7c4ddb), QColor(0x6332c4)}, // waiting
        {QColor(0xfdf1d3), QColor(0xb86e00), QColor(0x854a05)}, // suspended
        {QColor(0xeeebe8), QColor(0x7d746c), QColor(0x5a524b)}, // cancelled
        {QColor(0xfde7e6), QColor(0xd92d20), QColor(0xb42318)}, // faulted
        {QColor(0xe0f4e8), QColor(0x1b9550), QColor(0x17663a)}, // completed
        {QColor(0xf4f5f7), QColor(0xb4bcc8), QColor(0x586172)}, // skipped
    }};
    return t;
}

Theme make_dark() {
    Theme t;
    t.kind = ThemeKind::dark;
    t.window = QColor(0x1d2026);
    t.surface = QColor(0x16181d);
    t.raised = QColor(0x23272f);
    t.sunken = QColor(0x121418);
    t.border = QColor(0x343943);
    t.strong_border = QColor(0x5a6272);
    t.text = QColor(0xe5e8ed);
    t.secondary_text = QColor(0xa0a9b8);
    t.disabled_text = QColor(0x6a7282);
    t.accent = QColor(0x7aa5ff);
    t.accent_fill = QColor(0x2f63d3);
    t.on_accent = QColor(0xffffff);
    t.accent_tint = QColor(0x26344f);
    t.hover = QColor(0x2b303a);
    t.shadow = QColor(0, 0, 0, 90);
    t.error = QColor(0xff8f86);
    t.warning = QColor(0xf0b45c);
    t.success = QColor(0x6fd39a);
    t.code = {QColor(0x82aaff), QColor(0x8fd6a4), QColor(0xf2b27a),
              QColor(0xcf9bf0), QColor(0x8791a1), QColor(0xf29ac4)};
    t.statuses = {{
        {QColor(0x23272f), QColor(0x454c59), QColor(0xa0a9b8)}, // none
        {QColor(0x2b3039), QColor(0x8792a4), QColor(0xb7c0ce)}, // pending
        {QColor(0x1e3054), QColor(0x5b8ff9), QColor(0xa3c2ff)}, // running
        {QColor(0x33284f), QColor(0xa585f5), QColor(0xcdb8ff)}, // waiting
        {QColor(0x41331a), QColor(0xe0a030), QColor(0xf5c878)}, // suspended
        {QColor(0x33302d), QColor(0x9a9088), QColor(0xc9c0b8)}, // cancelled
        {QColor(0x4a2424), QColor(0xf0645a), QColor(0xffaaa3)}, // faulted
        {QColor(0x1c3a2a), QColor(0x3fb872), QColor(0x8fe0b0)}, // completed
        {QColor(0x262a32), QColor(0x5a6272), QColor(0xa0a9b8)}, // skipped
    }};
    return t;
}

double linear_channel(double value) {
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double relative_luminance(const QColor& color) {
    return 0.2126 * linear_channel(color.redF()) + 0.7152 * linear_channel(color.greenF()) +
           0.0722 * linear_channel(color.blueF());
}

} // namespace

const Theme& Theme::light() {
    static const Theme theme = make_light();
    return theme;
}

const Theme& Theme::dark() {
    static const Theme theme = make_dark();
    return theme;
}

const Theme& Theme::of(const QPalette& palette) {
    const bool is_dark = palette.color(QPalette::Active, QPalette::Window).lightness() <
                         palette.color(QPalette::Active, QPalette::WindowText).lightness();
    return is_dark ? dark() : light();
}

double contrast_ratio(const QColor& a, const QColor& b) {
    const double first = relative_luminance(a);
    const double second = relative_luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blended(const QColor& under, const QColor& over, double opacity) {
    const auto mix = [opacity](float from, float to) { return static_cast<float>(from + (to - from) * opacity); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

} // namespace orkestr
