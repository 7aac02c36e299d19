// What filters mean: each line of LANGUAGE.md's tables as a filter that holds or does not.
#include "tests/filter/sample_record.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class FilterLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holds_data();
    void holds();
    void an_empty_filter_holds_for_all();
    void the_place_of_an_error_is_told();
};

void FilterLanguageTest::holds_data() {
    QTest::addColumn<bool>("expected");
    const auto yes = [](const char* filter) { QTest::newRow(filter) << true; };
    const auto no = [](const char* filter) { QTest::newRow(filter) << false; };

    // Texts and their case.
    yes("status == faulted");
    yes("STATE == Faulted");
    no("status == running");
    yes("status != running");
    yes("status==faulted&&open==false");
    yes("version == 1.10.0");
    yes("version < 1.9.0"); // byte by byte
    no("name == order");
    yes("name == 'Order'");
    yes("name contains ORD");
    no("name not contains ORD");
    yes("error contains É");
    yes("error starts with \"not found\"");
    yes("error ends with gone");
    no("error ends with found");
    yes("error contains \"\\\"milou\\\"\"");
    yes("definition ~ \"Order$\"");
    yes("definition ~ ^shop/.");
    no("definition ~ order");
    yes("definition ~ \"(?i)order\"");
    yes("definition !~ order");
    yes("definition matches \"O[rt]der\"");
    yes("version ~ \"^1\\.\\d+\"");
    yes("status in (completed, faulted)");
    no("status not in (completed, faulted)");
    yes("name in A..P");

    // What is there, what is not.
    yes("error");
    yes("error exists");
    no("parent");
    yes("parent not exists");
    yes("parent == null");
    yes("parent == \"\"");
    no("parent != null");
    no("parent < zzz");
    yes("parent != zzz");
    yes("not parent == zzz");
    no("parent contains \"\"");
    no("output.total > 1");
    yes("output.total == null");
    yes("parent in (null, a)");

    // Durations and numbers.
    yes("duration > 5s");
    yes("duration == 1m");
    yes("duration == PT1M");
    yes("took <= 60000ms");
    no("duration < 1m");
    yes("duration in 59s..61s");
    yes("duration in (1s, 60s)");
    yes("events == 22");
    yes("events > 21.5");
    no("events in 1..21");
    no("events == null");

    // Times, and what they stand for.
    yes("started == 2026-11-21");
    no("started > 2026-11-21");
    yes("started >= 2026-11-21");
    yes("started <= 2026-11");
    yes("started == 2026");
    yes("started < 2026-12");
    yes("started == 2026-11-21T11:00");
    yes("started == 2026-11-21T13:00+02:00");
    yes("started == \"2026-11-21 11:00\"");
    no("ended == 2026-11-21T11:00");
    yes("ended > 2026-11-21T11:00");
    yes("started in last 1h");
    no("started in last 59m");
    yes("started not in last 59m");
    yes("started >= now-1h");
    yes("started >= now - 1h and started < now");
    yes("started == today");
    no("started == yesterday");
    yes("started > yesterday");
    yes("started in today..now");
    yes("started in 2026-11-01..2026-11-21");
    no("started in 2026-11-01..2026-11-20");
    yes("started in (2026-11-20, 2026-11-21)");

    // Inside JSON.
    yes("input.customer.id == 42");
    yes("input.customer.id == 42.0");
    no("input.customer.id == \"42\"");
    no("input.Customer.id == 42");
    yes("input.customer.name == Ada");
    yes("input.items[1].sku == MUG");
    no("input.items[2].sku exists");
    yes("input.items[0] contains TEA");
    yes("input[\"a b\"] == \"c\\\"d\"");
    yes("input['a b'] ~ 'c.d'");
    yes("input.price < 13");
    yes("input.price == 12.5");
    yes("input.big > 12345678901234000000");
    yes("input.yes == true");
    no("input.yes == \"true\"");
    yes("input.none == null");
    yes("input.none exists");
    no("input.missing exists");
    yes("input.list contains x");
    yes("input.list contains 1");
    no("input.list contains \"1\"");
    yes("input.customer.id ~ ^4");
    yes("input contains \"sku\"");
    yes("input.at in last 1h");
    no("input.at in last 10m");
    yes("input.at < now");
    no("input.customer < 5");
    no("input.customer.id < \"5\"");
    yes("tag.env == test");
    yes("tag.env in (test, live)");
    no("tag.level == 1");
    yes("tag.level == \"1\"");

    // Putting together.
    yes("open == false and not open");
    yes("status == running or status == faulted and events == 22");
    no("(status == running or status == faulted) and events == 23");
    yes("!(open || status == running)");
    yes("not not status == faulted");
    no("not status == faulted");

    // A text alone.
    yes("\"not found\"");
    yes("'shop/order'");
    no("\"ada\"");
    yes("not \"ada\" and \"1.10\"");
}

void FilterLanguageTest::holds() {
    QFETCH(bool, expected);
    QCOMPARE(faulted_run().holds(QTest::currentDataTag()), expected);
}

void FilterLanguageTest::an_empty_filter_holds_for_all() {
    QVERIFY(faulted_run().holds(""));
    QVERIFY(faulted_run().holds("  \n\t"));
    QVERIFY(read_filter(" ", FilterSubject::run)->is_empty());
    QCOMPARE(read_filter("open", FilterSubject::run)->text(), "open");
}

void FilterLanguageTest::the_place_of_an_error_is_told() {
    const auto read = read_filter("status == faulted and satus", FilterSubject::run);
    QVERIFY(!read.ok());
    QVERIFY(read.error().code == ErrorCode::invalid_argument);
    QCOMPARE(read.error().message, "the filter's byte 23: there is no field satus: did you mean status? A text to look for stands in quotes");
    QCOMPARE(read.error().span->begin, 22u);
}

ORKESTR_TEST(FilterLanguageTest)

} // namespace orkestr::test

#include "language_test.moc"
