#include "core/definition/cron.h"
#include "tests/support/test.h"

#include <QTest>

class CronTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fields() {
        const auto every = orkestr::parse_cron("* * * * *");
        QVERIFY(every.ok());
        QCOMPARE(every->seconds, std::uint64_t{1});
        QCOMPARE(every->minutes, (std::uint64_t{1} << 60) - 1);
        QCOMPARE(every->hours, (1u << 24) - 1);
        QCOMPARE(every->days, 0xFFFFFFFEu);
        QCOMPARE(every->months, 0x1FFEu);
        QCOMPARE(every->weekdays, 0x7Fu);
        QVERIFY(!every->days_restricted && !every->weekdays_restricted);

        const auto office = orkestr::parse_cron("*/15 8-10,17 1,15 jan-MAR/2 mon-fri");
        QVERIFY(office.ok());
        QCOMPARE(office->minutes, (std::uint64_t{1} << 0) | (std::uint64_t{1} << 15) | (std::uint64_t{1} << 30) | (std::uint64_t{1} << 45));
        QCOMPARE(office->hours, (1u << 8) | (1u << 9) | (1u << 10) | (1u << 17));
        QCOMPARE(office->days, (1u << 1) | (1u << 15));
        QCOMPARE(office->months, (1u << 1) | (1u << 3));
        QCOMPARE(office->weekdays, 0x3Eu);
        QVERIFY(office->days_restricted && office->weekdays_restricted);

        const auto seconds = orkestr::parse_cron("  30 0  3/8 * * 7 ");
        QVERIFY(seconds.ok());
        QCOMPARE(seconds->seconds, std::uint64_t{1} << 30);
        QCOMPARE(seconds->hours, (1u << 3) | (1u << 11) | (1u << 19));
        QCOMPARE(seconds->weekdays, 1u);
    }

    void refused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("begin");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << "" << 0 << "this has 0";
        QTest::newRow("seven") << "* * * * * * *" << 0 << "this has 7";
        QTest::newRow("a word") << "daily" << 0 << "this has 1";
        QTest::newRow("minute 60") << "60 * * * *" << 0 << "'60' is no minute; expected 0 to 59";
        QTest::newRow("hour 24") << "0 24 * * *" << 2 << "'24' is no hour; expected 0 to 23";
        QTest::newRow("day 0") << "0 0 0 * *" << 4 << "'0' is no day of the month; expected 1 to 31";
        QTest::newRow("month 13") << "0 0 1 13 *" << 6 << "'13' is no month; expected 1 to 12 or JAN to DEC";
        QTest::newRow("weekday") << "0 0 * * funday" << 8 << "'funday' is no day of the week; expected 0 to 7 or SUN to SAT";
        QTest::newRow("backwards") << "0 5-3 * * *" << 2 << "the range '5-3' of the hour runs backwards";
        QTest::newRow("no step") << "*/0 * * * *" << 0 << "has no valid step";
        QTest::newRow("empty item") << "1,,2 * * * *" << 0 << "an empty item in the minute";
        QTest::newRow("negative") << "-1 * * * *" << 0 << "is no minute";
        QTest::newRow("never") << "0 0 30 2 *" << 0 << "it would never run";
        QTest::newRow("last day") << "0 0 L * *" << 4 << "'L' is no day of the month";
        QTest::newRow("no zone") << "CRON_TZ= 0 9 * * *" << 0 << "is no time zone";
        QTest::newRow("strange zone") << "CRON_TZ=../etc 0 9 * * *" << 0 << "is no time zone";
        QTest::newRow("other setting") << "SHELL=sh 0 9 * * *" << 0 << "is no field";
        QTest::newRow("huge") << "99999999999999999999 * * * *" << 0 << "is no minute";
    }

    void refused() {
        QFETCH(QString, text);
        QFETCH(int, begin);
        QFETCH(QString, message);
        const auto cron = orkestr::parse_cron(text.toStdString());
        QVERIFY(!cron.ok());
        QVERIFY2(cron.error().message.find(message.toStdString()) != std::string::npos, cron.error().message.c_str());
        QCOMPARE(static_cast<int>(cron.error().span->begin), begin);
    }

    void the_29th_of_february_comes() { QVERIFY(orkestr::parse_cron("0 0 29 2 *").ok()); }
};

ORKESTR_TEST(CronTest)
#include "cron_test.moc"
