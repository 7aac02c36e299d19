#include "ui/theme/appearance.h"

#include "ui/theme/style_sheet.h"

#include <QApplication>
#include <QDebug>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>

static void init_font_resources() { Q_INIT_RESOURCE(orkestr_fonts); }

namespace orkestr {

namespace {

constexpr int ui_font_px = 13;

void load_fonts() {
    init_font_resources();
    for (const char* file : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf",
                             "JetBrainsMono-Bold.ttf"}) {
        if (QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(file)) < 0)
            qWarning() << "the embedded font" << file << "could not be loaded";
    }
}

QFont embedded_font(const char* family) {
    static const bool ready = (load_fonts(), true);
    Q_UNUSED(ready);
    QFont font{QString::fromLatin1(family)};
    font.setPixelSize(ui_font_px);
    font.setHintingPreference(QFont::PreferNoHinting);
    // Names are shown as they are: Inter would draw the x of `step2x3` as a multiplication sign.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

} // namespace

QFont ui_font() { return embedded_font("Inter"); }

QFont code_font() {
    QFont font = embedded_font("JetBrains Mono");
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QFont ui_font(double size_px, QFont::Weight weight) {
    QFont font = embedded_font("Inter");
    font.setPixelSize(std::max(1, qRound(size_px)));
    font.setWeight(weight);
    return font;
}

ThemeKind desktop_theme() {
    static const ThemeKind kind = Theme::of(QApplication::palette()).kind;
    return kind;
}

void apply_theme(QApplication& application, ThemeKind kind) {
    desktop_theme(); // asked before our own palette hides the desktop's
    const Theme& theme = Theme::of(kind);
    if (application.style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette_of(theme));
    QApplication::setFont(ui_font());
    application.setStyleSheet(style_sheet(theme));
}

} // namespace orkestr
