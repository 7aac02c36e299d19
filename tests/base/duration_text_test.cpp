#include "core/base/duration_text.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::Duration;
using orkestr::ErrorCode;
using orkestr::Instant;
using orkestr::parse_duration;
using orkestr::parse_fine_duration;
using orkestr::parse_iso_duration;
using orkestr::to_human;

namespace {

constexpr qint64 day = 86400000;

} // namespace

class DurationTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void iso_data();
    void iso();
    void short_form_data();
    void short_form();
    void refused_data();
    void refused();
    void too_long_data();
    void too_long();
    void human_data();
    void human();
    void fine();
};

void DurationTextTest::iso_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char* text, qint64 ms) { QTest::newRow(text) << std::string(text) << ms; };
    row("PT15S", 15000);
    row("PT0S", 0);
    row("P0D", 0);
    row("PT0.5S", 500);
    row("PT0.001S", 1);
    row("PT0.0004S", 0);
    row("PT1M", 60000);
    row("P1M", 30 * day);
    row("P1Y", 365 * day);
    row("P1W", 7 * day);
    row("P1DT2H", day + 7200000);
    row("P0.5D", day / 2);
    row("PT1.5H", 5400000);
    row("P1Y2M3W4DT5H6M7.5S", (365 + 60 + 21 + 4) * day + 5 * 3600000 + 6 * 60000 + 7500);
    row("PT90M", 5400000);
    row("PT00015S", 15000);
    row("P1000Y", 365000 * day);
}

void DurationTextTest::iso() {
    QFETCH(std::string, text);
    QFETCH(qint64, ms);
    const auto duration = parse_iso_duration(text);
    QVERIFY(duration);
    QCOMPARE(qint64{duration->ms}, ms);
    // The looser reader takes the same texts.
    QCOMPARE(qint64{parse_duration(text)->ms}, ms);
}

void DurationTextTest::short_form_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char* text, qint64 ms) { QTest::newRow(text) << std::string(text) << ms; };
    row("250ms", 250);
    row("20s", 20000);
    row("1h30m", 5400000);
    row("2d", 2 * day);
    row("1.5s", 1500);
    row("0.25h", 900000);
    row("1m500ms", 60500);
    row("1d1h1m1s1ms", day + 3661001);
    row("0s", 0);
    row("0.4ms", 0);
}

void DurationTextTest::short_form() {
    QFETCH(std::string, text);
    QFETCH(qint64, ms);
    const auto duration = parse_duration(text);
    QVERIFY(duration);
    QCOMPARE(qint64{duration->ms}, ms);
    QVERIFY(!parse_iso_duration(text));
}

void DurationTextTest::refused_data() {
    QTest::addColumn<std::string>("text");
    for (const char* text :
         {"", " ", "P", "PT", "P1DT", "P1", "PT1", "1D", "P1S", "P1H", "PT1D", "PT1Y", "PT1W", "p1d", "Pt1s", "P-1D", "-P1D", "+P1D",
          "P1D2D", "P1D1Y", "PT1S1M", "PT1M1M", "P1DT2HT3M", "P 1D", "P1D ", " P1D", "P.5D", "P1.D", "P1,5D", "P1e3D", "PTS", "PD",
          "PT1S2", "PTT1S", "T1S", "P1DX", "PT1ms", "10", "s", "ms", "5 s", "5s ", " 5s", "-5s", "+5s", "5S", "5sec", "5min", "1h 30m",
          "1h30", "1.s", ".5s", "1,5s", "1e3s", "0x10s", "1h-30m", "infs", "nans", "PinfD", "5s\n"})
        QTest::newRow(text) << std::string(text);
    QTest::newRow("NUL byte") << std::string("5s\0", 3);
}

void DurationTextTest::refused() {
    QFETCH(std::string, text);
    const auto duration = parse_duration(text);
    QVERIFY(!duration);
    QCOMPARE(duration.error().code, ErrorCode::invalid_argument);
    QVERIFY(duration.error().message.find("expected") != std::string::npos);
    QVERIFY(!parse_iso_duration(text));
}

void DurationTextTest::too_long_data() {
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, std::string text) { QTest::newRow(name) << text; };
    row("1001 years", "P1001Y");
    row("days", "366000d");
    row("many digits", std::string(400, '9') + "s");
    row("many digits in ISO", "P" + std::string(400, '9') + ".5D");
    row("sum of many", "P999Y99999D");
}

void DurationTextTest::too_long() {
    QFETCH(std::string, text);
    const auto duration = parse_duration(text);
    QVERIFY(!duration);
    QCOMPARE(duration.error().code, ErrorCode::limit);
    QVERIFY(duration.error().message.size() < 200);
}

void DurationTextTest::human_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<std::string>("text");
    const auto row = [](qint64 ms, const char* text) { QTest::newRow(text) << ms << std::string(text); };
    row(0, "0 ms");
    row(850, "850 ms");
    row(999, "999 ms");
    row(1000, "1 s");
    row(1250, "1.25 s");
    row(1255, "1.25 s");
    row(1200, "1.2 s");
    row(1050, "1.05 s");
    row(9999, "9.99 s");
    row(10000, "10 s");
    row(12340, "12.3 s");
    row(59999, "59.9 s");
    row(60000, "1 min 0 s");
    row(200000, "3 min 20 s");
    row(3599999, "59 min 59 s");
    row(7500000, "2 h 5 min");
    row(day - 1, "23 h 59 min");
    row(3 * day + 4 * 3600000, "3 d 4 h");
    row(-1250, "-1.25 s");
}

void DurationTextTest::human() {
    QFETCH(qint64, ms);
    QFETCH(std::string, text);
    QCOMPARE(to_human(Duration{ms}), text);
}

void DurationTextTest::fine() {
    const auto text = [](const char* given) { return to_human(parse_fine_duration(given).value()); };
    QCOMPARE(text("5us"), std::string("5 µs"));
    QCOMPARE(text("5µs"), std::string("5 µs"));
    QCOMPARE(text("5μs"), std::string("5 µs")); // the Greek letter
    QCOMPARE(text("850ns"), std::string("850 ns"));
    QCOMPARE(text("1234ns"), std::string("1.23 µs"));
    QCOMPARE(text("12999ns"), std::string("12.9 µs"));
    QCOMPARE(text("999999ns"), std::string("999 µs"));
    QCOMPARE(text("1.25ms"), std::string("1.25 ms"));
    QCOMPARE(text("12.34ms"), std::string("12.3 ms"));
    QCOMPARE(text("850.9ms"), std::string("850 ms"));
    QCOMPARE(text("PT0.000005S"), std::string("5 µs"));
    QCOMPARE(text("1s5us"), std::string("1 s"));
    QVERIFY((parse_fine_duration("1s5us").value() == Duration{1000, 5000}));
    QVERIFY((parse_fine_duration("0.9999999ms").value() == Duration{1, 0}));
    QCOMPARE(to_human(Instant{1, 0} - Instant{1, 5000}), std::string("-5 µs"));
    // What a definition says is in milliseconds.
    QVERIFY(!parse_duration("5us"));
    QVERIFY(parse_duration("PT0.0005S").value() == Duration{1});
    QVERIFY(!parse_fine_duration("5 us"));
}

ORKESTR_TEST(DurationTextTest)
#include "duration_text_test.moc"
