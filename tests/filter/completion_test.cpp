// What is offered while a filter is typed. The cursor is where | stands.
#include "core/filter/complete.h"

#include "tests/support/test.h"

#include <QTest>

#include <algorithm>

namespace orkestr::test {

class FilterCompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
    void the_piece_at_the_cursor_is_replaced_data();
    void the_piece_at_the_cursor_is_replaced();
    void what_is_taken_can_be_read();
    void values_are_put_in_quotes_where_they_need_them();
    void fields_are_described();
};

namespace {

const SeenFilterValues seen{{"definition", {"shop/order", "a b/c"}},
                            {"tag.env", {"\"test\"", "1"}},
                            {"input.customer.id", {"42"}},
                            {"input[\"a b\"]", {"true"}}};

FilterCompletion completion_of(std::string marked, FilterSubject subject = FilterSubject::run) {
    const std::size_t cursor = marked.find('|');
    marked.erase(cursor, 1);
    return complete_filter(marked, cursor, subject, seen);
}

} // namespace

void FilterCompletionTest::offers_data() {
    QTest::addColumn<QString>("first"); ///< with which the list begins, joined by spaces
    const auto add = [](const char* text, const char* first) { QTest::newRow(text) << QString::fromUtf8(first); };
    add("|", "run status definition name");
    add("st|", "status started");
    add("ST|", "status started");
    add("open and not dur|", "duration");
    add("rror|", "error");
    add("status |", "== != ~ !~ in contains");
    add("status c|", "contains");
    add("duration |", "== != < <= > >= in exists not and or");
    add("started |", "== != < <= > >= in exists");
    add("open |", "== != exists not and or");
    add("status not |", "in contains starts with ends with exists");
    add("status ==|", "pending running");
    add("status == f|", "faulted");
    add("status == \"f|\"", "faulted");
    add("status in (faulted, r|", "running");
    add("definition == |", "shop/order \"a b/c\"");
    add("definition == \"a|", "\"a b/c\"");
    add("definition == c|", "\"a b/c\"");
    add("input.|", "input.customer.id");
    add("input.cu| == 4", "input.customer.id");
    add("input[\"a|", "input[\"a b\"]");
    add("tag.env == |", "\"test\" 1");
    add("input.customer.id > |", "42");
    add("started in |", "last ( now today");
    add("started in last |", "5m 1h");
    add("started in now-2d..|", "now today");
    add("started >= n|", "now now-1h");
    add("error starts |", "with");
    add("(status == faulted |", "and or )");
    add("status == faulted a|", "and");
    add("\"text\" |", "and or");
    add("open == |", "true false");
}

void FilterCompletionTest::offers() {
    QFETCH(QString, first);
    QStringList offered;
    for (const FilterSuggestion& one : completion_of(QTest::currentDataTag()).items) offered += QString::fromStdString(one.text);
    QVERIFY2((offered.join(' ') + ' ').startsWith(first + ' '), qPrintable(offered.join(' ')));
}

void FilterCompletionTest::the_piece_at_the_cursor_is_replaced_data() {
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("sta|") << 0 << 3;
    QTest::newRow("s|tatus == x") << 0 << 6;
    QTest::newRow("open and sta|") << 9 << 12;
    QTest::newRow("status == fau|lted and open") << 10 << 17;
    QTest::newRow("definition == \"a |b/c\" and open") << 14 << 21;
    QTest::newRow("definition == \"a |") << 14 << 17;
    QTest::newRow("status in (a,b|)") << 13 << 14;
    QTest::newRow("started in 2026-11..tod|") << 20 << 23;
    QTest::newRow("input[\"a b|\"] == 1") << 0 << 12;
    QTest::newRow("é|") << 0 << 2;
    QTest::newRow("open |") << 5 << 5;
}

void FilterCompletionTest::the_piece_at_the_cursor_is_replaced() {
    QFETCH(int, begin);
    QFETCH(int, end);
    const FilterCompletion completion = completion_of(QTest::currentDataTag());
    QCOMPARE(completion.begin, static_cast<std::size_t>(begin));
    QCOMPARE(completion.end, static_cast<std::size_t>(end));
}

/// Always taking what is offered leads to a filter that can be read.
void FilterCompletionTest::what_is_taken_can_be_read() {
    for (std::size_t choice = 0; choice < 12; ++choice) {
        std::string text;
        for (int step = 0; step < 3; ++step) {
            const FilterCompletion completion = complete_filter(text, text.size(), FilterSubject::run, seen);
            QVERIFY(!completion.items.empty());
            // No brackets or `not`, which would lead on and on.
            std::vector<FilterSuggestion> items = completion.items;
            std::erase_if(items, [](const FilterSuggestion& one) { return one.kind == FilterSuggestion::Kind::keyword; });
            if (step == 1) std::erase_if(items, [](const FilterSuggestion& one) { return one.text != "==" && one.text != "!="; });
            QVERIFY(!items.empty() || step == 2);
            if (items.empty()) items = {{FilterSuggestion::Kind::value, "1", ""}};
            text.replace(completion.begin, completion.end - completion.begin, items[choice % items.size()].text + " ");
        }
        const auto read = read_filter(text, FilterSubject::run);
        // Fields without known values got a number, which is none of their own.
        QVERIFY2(read.ok() || read.error().message.find("is a") != std::string::npos, (text + ": " + (read ? "" : read.error().message)).c_str());
    }
}

void FilterCompletionTest::values_are_put_in_quotes_where_they_need_them() {
    for (const char* plain : {"faulted", "shop/order", "1.0.0", "/do/0/call#3.2", "Ação"}) QCOMPARE(quoted_filter_text(plain), plain);
    for (const char* text : {"", "a b", "a\"b", "a\\", "a\\\"b", "(x)", "a,b", "a..b", "null", "NULL", "a&&b", "it's", "\t", "a=b"}) {
        const std::string quoted = quoted_filter_text(text);
        QVERIFY(quoted.starts_with('"'));
        const auto read = read_filter("name in (x, " + quoted + ")", FilterSubject::run);
        QVERIFY2(read.ok(), quoted.c_str());
    }
}

void FilterCompletionTest::fields_are_described() {
    for (const auto subject : {FilterSubject::run, FilterSubject::step, FilterSubject::event}) {
        for (const FilterSuggestion& one : complete_filter("", 0, subject).items) {
            QVERIFY2(!one.about.empty(), one.text.c_str());
        }
        QCOMPARE(complete_filter("", 0, subject).items.size(), filter_fields(subject).size() + 2);
    }
}

ORKESTR_TEST(FilterCompletionTest)

} // namespace orkestr::test

#include "completion_test.moc"
