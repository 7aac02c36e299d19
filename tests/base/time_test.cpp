#include "core/base/random.h"
#include "core/base/time.h"
#include "tests/support/test.h"

#include <QTest>

using orkestr::Duration;
using orkestr::ErrorCode;
using orkestr::Instant;
using orkestr::parse_instant;
using orkestr::to_iso8601;

class TimeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void read_data();
    void read();
    void refused_data();
    void refused();
    void written_data();
    void written();
    void round_trips();
    void arithmetic();
    void finer_times_are_kept_where_they_are_wanted();
};

void TimeTest::read_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char* text, qint64 ms) { QTest::newRow(text) << std::string(text) << ms; };
    row("1970-01-01T00:00:00Z", 0);
    row("1970-01-01T00:00:00.001Z", 1);
    row("1969-12-31T23:59:59.999Z", -1);
    row("2026-11-21T01:02:03.456Z", 1795222923456);
    row("2026-11-21T01:02:03Z", 1795222923000);
    row("2026-11-21t01:02:03z", 1795222923000);
    row("2026-11-21 01:02:03Z", 1795222923000);
    row("2026-11-21T01:02:03.4Z", 1795222923400);
    row("2026-11-21T01:02:03.45Z", 1795222923450);
    row("2026-11-21T01:02:03.456999999Z", 1795222923456);
    row("2026-11-21T01:02:03+00:00", 1795222923000);
    row("2026-11-21T01:02:03-00:00", 1795222923000);
    row("2026-11-20T22:02:03-03:00", 1795222923000);
    row("2026-11-21T06:32:03+05:30", 1795222923000);
    row("2024-02-29T12:00:00Z", 1709208000000);
    row("2000-02-29T12:00:00Z", 951825600000);
    row("2016-12-31T23:59:60Z", 1483228800000);
    row("0000-01-01T00:00:00Z", -62167219200000);
    row("9999-12-31T23:59:59.999Z", 253402300799999);
}

void TimeTest::read() {
    QFETCH(std::string, text);
    QFETCH(qint64, ms);
    const auto instant = parse_instant(text);
    QVERIFY(instant);
    QCOMPARE(qint64{instant->ms}, ms);
}

void TimeTest::refused_data() {
    QTest::addColumn<std::string>("text");
    for (const char* text :
         {"", " ", "now", "2026", "2026-11-21", "2026-11-21T01:02Z", "2026-11-21T01:02:03", "2026-11-21T01:02:03 Z", " 2026-11-21T01:02:03Z",
          "2026-11-21T01:02:03Z ", "2026-11-21T01:02:03ZZ", "2026-11-21T01:02:03.Z", "2026-11-21T01:02:03.1234567890Z",
          "2026-11-21T01:02:03,5Z", "2026-13-21T01:02:03Z", "2026-00-21T01:02:03Z", "2026-02-29T01:02:03Z", "1900-02-29T01:02:03Z",
          "2026-04-31T01:02:03Z", "2026-11-00T01:02:03Z", "2026-11-21T24:00:00Z", "2026-11-21T01:60:03Z", "2026-11-21T01:02:61Z",
          "2026-11-21T01:02:03+24:00", "2026-11-21T01:02:03+01:60", "2026-11-21T01:02:03+0100", "2026-11-21T01:02:03+01",
          "26-11-21T01:02:03Z", "+2026-11-21T01:02:03Z", "-2026-11-21T01:02:03Z", "12026-11-21T01:02:03Z", "2026-1-21T01:02:03Z",
          "2026/11/21T01:02:03Z", "2026-11-21_01:02:03Z", "2026-11-21T-1:02:03Z", "20261121T010203Z"})
        QTest::newRow(text) << std::string(text);
    QTest::newRow("NUL byte") << std::string("2026-11-21T01:02:03Z\0", 21);
    QTest::newRow("very long") << std::string(100000, '1');
}

void TimeTest::refused() {
    QFETCH(std::string, text);
    const auto instant = parse_instant(text);
    QVERIFY(!instant);
    QCOMPARE(instant.error().code, ErrorCode::invalid_argument);
    QVERIFY(instant.error().message.size() < 200);
}

void TimeTest::written_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* text, qint64 ms) { QTest::newRow(text) << ms << std::string(text); };
    row("1970-01-01T00:00:00.000Z", 0);
    row("1969-12-31T23:59:59.999Z", -1);
    row("2026-11-21T01:02:03.456Z", 1795222923456);
    row("2024-02-29T23:59:59.007Z", 1709251199007);
    row("0000-01-01T00:00:00.000Z", -62167219200000);
    row("9999-12-31T23:59:59.999Z", 253402300799999);
}

void TimeTest::written() {
    QFETCH(qint64, ms);
    QFETCH(std::string, text);
    QCOMPARE(to_iso8601(Instant{ms}), text);
}

void TimeTest::round_trips() {
    orkestr::Random random(20261121);
    constexpr std::int64_t first = -62167219200000;
    constexpr std::uint64_t span = 253402300799999 + 62167219200000 + 1;
    for (int i = 0; i < 20000; ++i) {
        const Instant instant{first + static_cast<std::int64_t>(random.below(span))};
        const auto read = parse_instant(to_iso8601(instant));
        QVERIFY(read);
        QCOMPARE(read->ms, instant.ms);
    }
}

void TimeTest::arithmetic() {
    const Instant start{1000};
    QCOMPARE((start + Duration{500}).ms, std::int64_t{1500});
    QCOMPARE((start - Instant{400}).ms, std::int64_t{600});
    QVERIFY(start < start + Duration{1});
    QVERIFY(Duration{1} == Duration{1});
}

void TimeTest::finer_times_are_kept_where_they_are_wanted() {
    const char* const text = "2026-11-21T01:02:03.456789012Z";
    QVERIFY((orkestr::parse_fine_instant(text).value() == Instant{1795222923456, 789012}));
    QVERIFY((parse_instant(text).value() == Instant{1795222923456}));
    QCOMPARE(to_iso8601(Instant{1795222923456, 789012}), std::string(text));
    QCOMPARE(to_iso8601(Instant{1795222923456, 5000}), std::string("2026-11-21T01:02:03.456005Z"));
    QVERIFY((Instant{10, 999'000} + Duration{0, 2'000} == Instant{11, 1'000}));
    QVERIFY((Instant{11, 1'000} - Instant{10, 999'000} == Duration{0, 2'000}));
    QVERIFY((Instant{10, 0} - Instant{10, 5'000} < Duration{}));
    QVERIFY((Instant{10, 999'999} < Instant{11}));
    QCOMPARE((Duration{1, 500'000}).fractional_ms(), 1.5);
}

ORKESTR_TEST(TimeTest)
#include "time_test.moc"
