#include "ui/theme/appearance.h"

#include "ui/theme/style_sheet.h"

#include <QApplication>
#include <QDebug>
#include <QFontDatabase>
#include <QProxyStyle>
#include <QStyleOptionButton>

#include <algorithm>
#include <utility>

static void init_font_resources() { Q_INIT_RESOURCE(orkestr_fonts); }

namespace orkestr {

namespace {

constexpr int ui_font_px = 13;
constexpr int button_padding_px = 12;

void load_fonts() {
    init_font_resources();
    for (const char* file : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf",
                             "JetBrainsMono-Bold.ttf"}) {
        if (QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(file)) < 0)
            qWarning() << "the embedded font" << file << "could not be loaded";
    }
}

/// Fusion, with room beside the words of buttons.
class StudioStyle : public QProxyStyle {
public:
    StudioStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents, const QWidget* widget) const override {
        QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        const auto* button = type == CT_PushButton ? qstyleoption_cast<const QStyleOptionButton*>(option) : nullptr;
        if (button && !button->text.isEmpty()) size.setWidth(std::max(size.width(), contents.width() + 2 * button_padding_px));
        return size;
    }
};

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
    static bool dressed = false;
    if (!std::exchange(dressed, true)) QApplication::setStyle(new StudioStyle);
    QApplication::setPalette(palette_of(theme));
    QApplication::setFont(ui_font());
    application.setStyleSheet(style_sheet(theme));
}

} // namespace orkestr
