#include "tests/support/test.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QSet>
#include <QTest>
#include <QToolButton>

namespace orkestr {

namespace {

constexpr double readable = 4.5; ///< WCAG 2.1, 1.4.3, level AA
constexpr double visible = 3.0;  ///< 1.4.11

/// The darkest or lightest colour that an icon was drawn in, found where it covers most.
QColor ink(const QImage& image) {
    QColor found;
    int most = -1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color.alpha() <= most) continue;
            most = color.alpha();
            found = color;
        }
    }
    return found;
}

QByteArray shape(const QImage& image) {
    QByteArray bits;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            bits += image.pixelColor(x, y).alpha() > 100 ? '#' : '.';
    }
    return bits;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrast_is_measured_as_the_guidelines_do() {
        QCOMPARE(contrast_ratio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast_ratio(Qt::red, Qt::red), 1.0);
        // w3.org/TR/WCAG21: #767676 on white is the well-known grey that just passes.
        QVERIFY(std::abs(contrast_ratio(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }

    void texts_can_be_read_data() { both_themes(); }
    void texts_can_be_read() {
        const Theme& theme = fetched();
        const auto check = [](const QColor& text, const QColor& ground, const char* what) {
            const double ratio = contrast_ratio(text, ground);
            QVERIFY2(ratio >= readable, qPrintable(QString("%1: %2").arg(what).arg(ratio)));
        };
        for (const QColor& ground : {theme.window, theme.surface, theme.raised, theme.sunken, theme.hover}) {
            check(theme.text, ground, "text");
            check(theme.secondary_text, ground, "secondary text");
        }
        for (const QColor& ground : {theme.window, theme.surface, theme.raised}) {
            check(theme.accent, ground, "accent");
            check(theme.error, ground, "error");
            check(theme.warning, ground, "warning");
            check(theme.success, ground, "success");
        }
        check(theme.on_accent, theme.accent_fill, "text on accent");
        check(theme.text, theme.accent_tint, "text on accent tint");
        for (const QColor& color : {theme.code.key, theme.code.string, theme.code.number, theme.code.keyword,
                                    theme.code.comment, theme.code.expression})
            check(color, theme.raised, "code");
    }

    void statuses_can_be_read_data() { both_themes(); }
    void statuses_can_be_read() {
        const Theme& theme = fetched();
        for (const DisplayStatus status : all_display_statuses) {
            const StatusColors& colors = theme.colors(status);
            for (const QColor& ground : {colors.fill, theme.raised, theme.surface, theme.window}) {
                const double ratio = contrast_ratio(colors.text, ground);
                QVERIFY2(ratio >= readable, qPrintable(QString("%1: %2").arg(status_word(status)).arg(ratio)));
                const double secondary = contrast_ratio(theme.secondary_text, colors.fill);
                QVERIFY2(secondary >= readable,
                         qPrintable(QString("secondary text on %1: %2").arg(status_word(status)).arg(secondary)));
            }
            if (status == DisplayStatus::none || status == DisplayStatus::skipped) continue;
            const double ratio = contrast_ratio(colors.stripe, theme.raised);
            QVERIFY2(ratio >= visible, qPrintable(QString("stripe of %1: %2").arg(status_word(status)).arg(ratio)));
        }
    }

    void the_palette_is_complete_data() { both_themes(); }
    void the_palette_is_complete() {
        const QPalette palette = palette_of(fetched());
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role == QPalette::NoRole) continue;
            for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
                QVERIFY2(palette.isBrushSet(group, static_cast<QPalette::ColorRole>(role)),
                         qPrintable(QString("role %1 of group %2").arg(role).arg(group)));
        }
        QCOMPARE(Theme::of(palette).kind, fetched().kind);
        QVERIFY(palette.color(QPalette::Disabled, QPalette::Text) != palette.color(QPalette::Active, QPalette::Text));
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            QVERIFY(contrast_ratio(palette.color(group, QPalette::HighlightedText),
                                   palette.color(group, QPalette::Highlight)) >= readable);
    }

    void statuses_have_words_labels_and_shapes_of_their_own() {
        QSet<QString> labels;
        QSet<QByteArray> shapes;
        for (const DisplayStatus status : all_display_statuses) {
            QCOMPARE(display_status(status_word(status)), status);
            if (status == DisplayStatus::none) continue;
            QVERIFY(!status_label(status).isEmpty());
            labels.insert(status_label(status));
            shapes.insert(shape(icon_pixmap(status_icon_name(status), Qt::black, 16, 1).toImage()));
        }
        QCOMPARE(labels.size(), static_cast<qsizetype>(all_display_statuses.size()) - 1);
        QCOMPARE(shapes.size(), labels.size());
        QCOMPARE(display_status(u"Running"), DisplayStatus::none);
        QVERIFY(status_icon(DisplayStatus::none).isNull());
    }

    void icons_have_the_palettes_colours() {
        apply_theme(*qApp, ThemeKind::light);
        const QIcon play = icon("play");
        QVERIFY(!play.isNull());
        QCOMPARE(ink(play.pixmap(QSize(32, 32), 1.0).toImage()), Theme::light().text);
        QCOMPARE(ink(play.pixmap(QSize(32, 32), 1.0, QIcon::Disabled).toImage()), Theme::light().disabled_text);
        QCOMPARE(ink(play.pixmap(QSize(32, 32), 1.0, QIcon::Selected).toImage()), Theme::light().on_accent);
        // The same icon, after a switch of theme.
        apply_theme(*qApp, ThemeKind::dark);
        QCOMPARE(ink(play.pixmap(QSize(32, 32), 1.0).toImage()), Theme::dark().text);
        QCOMPARE(ink(status_icon(DisplayStatus::faulted).pixmap(QSize(32, 32), 1.0).toImage()),
                 Theme::dark().colors(DisplayStatus::faulted).stripe);
        apply_theme(*qApp, ThemeKind::light);
    }

    void icons_are_sharp_at_any_ratio() {
        const QPixmap twice = icon("settings").pixmap(QSize(16, 16), 2.0);
        QCOMPARE(twice.size(), QSize(32, 32));
        QCOMPARE(twice.devicePixelRatio(), 2.0);
        QCOMPARE(icon_pixmap("settings", Qt::red, 16, 1.5).size(), QSize(24, 24));
        QCOMPARE(ink(icon_pixmap("settings", Qt::red, 16, 1.5).toImage()), QColor(Qt::red));
    }

    void a_button_redraws_its_icon_when_the_theme_changes() {
        apply_theme(*qApp, ThemeKind::light);
        QToolButton button;
        button.setIcon(icon("play"));
        button.setIconSize({24, 24});
        button.resize(40, 40);
        const QImage light = button.grab().toImage();
        apply_theme(*qApp, ThemeKind::dark);
        const QImage dark = button.grab().toImage();
        apply_theme(*qApp, ThemeKind::light);
        QVERIFY(light != dark);
        QCOMPARE(button.grab().toImage(), light);
    }

    void an_unknown_icon_is_empty() {
        QTest::ignoreMessage(QtWarningMsg, "no icon is named no-such-icon");
        QVERIFY(icon("no-such-icon").isNull());
        QVERIFY(icon_pixmap("no-such-icon", Qt::red, 16, 1).isNull());
    }

    void the_embedded_fonts_are_used() {
        QCOMPARE(ui_font().family(), QString("Inter"));
        QCOMPARE(QFontInfo(ui_font()).family(), QString("Inter"));
        QCOMPARE(ui_font().pixelSize(), 13);
        QCOMPARE(ui_font().hintingPreference(), QFont::PreferNoHinting);
        QCOMPARE(QFontInfo(code_font()).family(), QString("JetBrains Mono"));
        QVERIFY(QFontInfo(code_font()).fixedPitch());
        QCOMPARE(QFontInfo(ui_font(13, QFont::DemiBold)).weight(), static_cast<int>(QFont::DemiBold));
        apply_theme(*qApp, ThemeKind::light);
        QCOMPARE(QApplication::font().family(), QString("Inter"));
    }

    void the_program_has_an_icon() {
        QVERIFY(!application_icon().isNull());
        QCOMPARE(application_icon().pixmap(QSize(64, 64), 1.0).size(), QSize(64, 64));
        QVERIFY(ink(application_icon().pixmap(QSize(64, 64), 1.0).toImage()).alpha() == 255);
    }

    void the_licences_are_carried_along() {
        QFile licence(":/licences/lucide.txt");
        QVERIFY(licence.open(QIODevice::ReadOnly));
        QVERIFY(licence.readAll().contains("ISC"));
    }

private:
    static void both_themes() {
        QTest::addColumn<int>("kind");
        QTest::addRow("light") << static_cast<int>(ThemeKind::light);
        QTest::addRow("dark") << static_cast<int>(ThemeKind::dark);
    }
    static const Theme& fetched() {
        QFETCH(int, kind);
        return Theme::of(static_cast<ThemeKind>(kind));
    }
};

} // namespace orkestr

using orkestr::ThemeTest;
ORKESTR_TEST(ThemeTest)
#include "theme_test.moc"
