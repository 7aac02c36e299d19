// When schedules are due, above all where clocks are put forward and back.
#include "core/runtime/schedule_clock.h"

#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class ScheduleClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void due_data();
    void due();
    void an_unknown_zone_is_an_error();
    void agrees_with_looking_at_every_second_data();
    void agrees_with_looking_at_every_second();
};

void ScheduleClockTest::due_data() {
    QTest::addColumn<QString>("cron");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const char* cron, const char* after, const QStringList& expected) {
        QTest::newRow(name) << QString(cron) << QString(after) << expected;
    };
    row("every minute", "* * * * *", "2026-11-21T01:02:03.456Z", {"2026-11-21T01:03:00.000Z", "2026-11-21T01:04:00.000Z"});
    row("strictly later", "0 9 * * *", "2026-11-21T09:00:00.000Z", {"2026-11-22T09:00:00.000Z"});
    row("seconds", "*/20 * * * * *", "2026-11-21T01:02:03.456Z", {"2026-11-21T01:02:20.000Z", "2026-11-21T01:02:40.000Z", "2026-11-21T01:03:00.000Z"});
    row("month's end", "30 23 31 * *", "2026-11-21T00:00:00.000Z", {"2026-12-31T23:30:00.000Z", "2027-01-31T23:30:00.000Z", "2027-03-31T23:30:00.000Z"});
    row("leap day", "0 0 29 2 *", "2096-03-01T00:00:00.000Z", {"2104-02-29T00:00:00.000Z"});
    row("day or weekday", "0 0 13 * FRI", "2026-11-05T00:00:00.000Z", {"2026-11-06T00:00:00.000Z", "2026-11-13T00:00:00.000Z", "2026-11-20T00:00:00.000Z"});
    row("before 1970", "0 0 1 1 *", "1969-06-01T00:00:00.000Z", {"1970-01-01T00:00:00.000Z"});
    row("zone", "CRON_TZ=America/New_York 0 9 * * MON-FRI", "2026-11-20T15:00:00.000Z", {"2026-11-23T14:00:00.000Z"});
    row("half hour zone", "TZ=Asia/Kolkata 0 9 * * *", "2026-11-21T00:00:00.000Z", {"2026-11-21T03:30:00.000Z"});
    // Rome puts its clocks forward on 29 March 2026 at 01:00 UTC, from 02:00 to 03:00, and back on 25 October at 01:00 UTC.
    row("left out once", "CRON_TZ=Europe/Rome 30 2 * * *", "2026-03-28T02:00:00.000Z",
        {"2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"});
    row("left out many", "CRON_TZ=Europe/Rome */10 2 * * *", "2026-03-28T02:00:00.000Z", {"2026-03-29T01:00:00.000Z", "2026-03-30T00:00:00.000Z"});
    row("left out and there", "CRON_TZ=Europe/Rome 0 2,3 * * *", "2026-03-28T12:00:00.000Z", {"2026-03-29T01:00:00.000Z", "2026-03-30T00:00:00.000Z"});
    row("every hour over it", "CRON_TZ=Europe/Rome 30 * * * *", "2026-03-29T00:00:00.000Z", {"2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z"});
    row("twice, due once", "CRON_TZ=Europe/Rome 30 2 * * *", "2026-10-24T12:00:00.000Z", {"2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"});
    row("every half hour twice", "CRON_TZ=Europe/Rome */30 * * * *", "2026-10-24T23:59:00.000Z",
        {"2026-10-25T00:00:00.000Z", "2026-10-25T00:30:00.000Z", "2026-10-25T01:00:00.000Z", "2026-10-25T01:30:00.000Z", "2026-10-25T02:00:00.000Z"});
    row("after the second time", "CRON_TZ=Europe/Rome 0 3 * * *", "2026-10-25T00:30:00.000Z", {"2026-10-25T02:00:00.000Z"});
    // Lord Howe's summer is half an hour.
    row("half an hour back", "CRON_TZ=Australia/Lord_Howe 45 1 * * *", "2026-04-04T00:00:00.000Z", {"2026-04-04T14:45:00.000Z", "2026-04-05T15:15:00.000Z"});
    row("half an hour forward", "CRON_TZ=Australia/Lord_Howe 15 2 * * *", "2026-10-03T00:00:00.000Z", {"2026-10-03T15:30:00.000Z", "2026-10-04T15:15:00.000Z"});
}

void ScheduleClockTest::due() {
    QFETCH(QString, cron);
    QFETCH(QString, after);
    QFETCH(QStringList, expected);
    const auto schedule = parse_cron(cron.toStdString());
    QVERIFY2(schedule.ok(), schedule ? "" : schedule.error().message.c_str());
    Instant at = *parse_instant(after.toStdString());
    for (const QString& one : expected) {
        const auto next = next_due(*schedule, at);
        QVERIFY(next.ok() && *next);
        QCOMPARE(QString::fromStdString(to_iso8601(**next)), one);
        at = **next;
    }
}

void ScheduleClockTest::an_unknown_zone_is_an_error() {
    const auto schedule = parse_cron("CRON_TZ=Europe/Atlantis 0 0 * * *");
    QVERIFY(schedule.ok());
    const auto next = next_due(*schedule, {0});
    QVERIFY(!next.ok());
    QVERIFY(next.error().message.find("Europe/Atlantis") != std::string::npos);
    QVERIFY(has_time_zone(""));
    QVERIFY(has_time_zone("Europe/Rome"));
    QVERIFY(!has_time_zone("Europe/Atlantis"));
}

void ScheduleClockTest::agrees_with_looking_at_every_second_data() {
    QTest::addColumn<QString>("cron");
    for (const char* cron : {"* * * * *", "*/7 * * * *", "15,45 3-5 * * *", "0 0 1 * *", "59 23 * * SUN", "5 4 13 * FRI", "10 */5 0 * * MON", "0 12 */2 3,4 *"})
        QTest::newRow(cron) << QString(cron);
}

/// In UTC, where nothing is put forward or back, against the fields of each second's date.
void ScheduleClockTest::agrees_with_looking_at_every_second() {
    QFETCH(QString, cron);
    const CronSchedule schedule = *parse_cron(cron.toStdString());
    const std::int64_t begin = parse_instant("2026-03-30T22:10:05.000Z")->ms / 1000;
    std::int64_t expected = begin;
    const auto matches = [&](std::int64_t second) {
        const QDateTime time = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        const auto bit = [](std::uint64_t bits, int value) { return (bits >> value & 1) != 0; };
        const bool day = bit(schedule.days, time.date().day());
        const bool weekday = bit(schedule.weekdays, time.date().dayOfWeek() % 7);
        const bool date = schedule.days_restricted && schedule.weekdays_restricted ? day || weekday : day && weekday;
        return date && bit(schedule.months, time.date().month()) && bit(schedule.hours, time.time().hour()) &&
               bit(schedule.minutes, time.time().minute()) && bit(schedule.seconds, time.time().second());
    };
    std::int64_t at = begin;
    for (int i = 0; i < 3; ++i) {
        const auto found = next_match(schedule, at);
        QVERIFY(found.has_value());
        // Every second is too slow over months: those of the found minute, and each minute's first before it.
        for (expected = at + 1; expected < *found; expected += expected % 60 == 0 && *found - expected > 60 ? 60 : 1)
            QVERIFY2(!matches(expected) || expected % 60 != 0, qPrintable(QString::number(expected)));
        QVERIFY(matches(*found));
        at = *found;
    }
}

ORKESTR_TEST(ScheduleClockTest)

} // namespace orkestr::test

#include "schedule_clock_test.moc"
