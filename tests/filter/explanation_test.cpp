// Filters in words.
#include "core/filter/explain.h"

#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class FilterExplanationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void in_words_data();
    void in_words();
    void in_other_words();
};

void FilterExplanationTest::in_words_data() {
    QTest::addColumn<QString>("expected");
    const auto add = [](const char* filter, const char* words) { QTest::newRow(filter) << QString::fromUtf8(words); };
    add("", "everything");
    add("status == faulted", "status is “faulted”");
    add("status != faulted and open", "status is not “faulted” and open is true");
    add("duration > 5s or duration <= 90s", "duration is longer than 5 s or duration is 1 min 30 s at most");
    add("started in last 2h", "started is in the last 2 h");
    add("started not in last 7d", "started is not in the last 7 d");
    add("started >= now-2h", "started is not earlier than 2 h ago");
    add("started == 2026-11-21", "started is 2026-11-21");
    add("started < 2026-11", "started is before 2026-11");
    add("started > 2026", "started is after 2026");
    add("ended in 2026-11-21T10:15..now", "ended is from 2026-11-21T10:15:00Z to now");
    add("events >= 3 and events != 2.5", "events is at least 3 and events is not 2.5");
    add("definition ~ \"order.*\"", "definition matches the regular expression “order.*”");
    add("error not contains x", "error does not contain “x”");
    add("input[\"a b\"].c[0] == null", "input[\"a b\"].c[0] is nothing");
    add("parent", "parent is there");
    add("not (parent or \"x\")", "not (parent is there or “x” is found in its texts)");
    add("open and (error or parent)", "open is true and (error is there or parent is there)");
    add("name in (a, 'b c')", "name is one of “a”, “b c”");
    add("name in (1,2,3,4,5,6,7,8,9,10,11,12)", "name is one of “1”, “2”, “3”, “4”, “5”, “6”, “7”, “8”, “9”, “10”, 2 more");
}

void FilterExplanationTest::in_words() {
    QFETCH(QString, expected);
    const auto read = read_filter(QTest::currentDataTag(), FilterSubject::run);
    QVERIFY(read.ok());
    QCOMPARE(QString::fromStdString(explain_filter(*read)), expected);
}

void FilterExplanationTest::in_other_words() {
    for (const std::string& phrase : english_filter_words().phrases) QVERIFY(!phrase.empty());
    FilterWords words = english_filter_words();
    words[FilterPhrase::both] = "%1 e %2";
    words[FilterPhrase::equal] = "%1 é %2";
    words[FilterPhrase::longer] = "%1 dura mais que %2";
    const auto read = read_filter("status == faulted and duration > 5s", FilterSubject::run);
    QCOMPARE(explain_filter(*read, words), "status é “faulted” e duration dura mais que 5 s");
}

ORKESTR_TEST(FilterExplanationTest)

} // namespace orkestr::test

#include "explanation_test.moc"
