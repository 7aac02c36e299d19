// What is wrong with a filter, where, and what to do about it.
#include "core/filter/filter.h"

#include "tests/support/test.h"

#include <QRegularExpression>
#include <QTest>

namespace orkestr::test {

class FilterDiagnosticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errors_data();
    void errors();
    void signs_that_stand_together_are_one_operator_or_none();
    void warnings_data();
    void warnings();
    void what_is_right_is_not_complained_about_data();
    void what_is_right_is_not_complained_about();
    void bounds_are_kept();
    void several_mistakes_are_shown_at_once();
    void messages_can_be_put_together_anew();
};

namespace {

/// `begin-end: message` of each, begin and end in bytes.
QString text_of(const std::vector<FilterDiagnostic>& diagnostics) {
    QString text;
    for (const FilterDiagnostic& one : diagnostics) {
        text += QStringLiteral("%1-%2: %3\n").arg(one.begin).arg(one.end).arg(QString::fromStdString(one.message));
    }
    return text.trimmed();
}

void add(const char* filter, const char* expected) { QTest::newRow(filter) << QString::fromUtf8(expected); }

} // namespace

void FilterDiagnosticsTest::errors_data() {
    QTest::addColumn<QString>("expected");
    add("status ==", "9-9: a value for status is missing: a word, or a text in quotes");
    add("status = faulted", "7-8: = is not an operator: use ==");
    add("status === faulted", "7-10: === is not an operator: use ==");
    add("status ===faulted", "7-10: === is not an operator: use ==");
    add("status ==== faulted", "7-11: ==== is not an operator: use ==");
    add("status !== faulted", "7-10: !== is not an operator: use !=");
    add("status <> faulted", "7-9: <> is not an operator: use !=");
    add("status ! faulted", "7-8: ! is not an operator: use !=");
    add("error ! contains gone", "6-7: ! is not an operator: use not");
    add("status =~ fault", "7-9: =~ is not an operator: use ~");
    add("status ~= fault", "7-9: ~= is not an operator: use ~");
    add("status !=~ fault", "7-10: !=~ is not an operator: use !~");
    add("events => 5", "7-9: => is not an operator: use >=");
    add("events =< 5", "7-9: =< is not an operator: use <=");
    add("events >> 5", "7-9: >> is not an operator: use >");
    add("events <<>> 5", "7-11: <<>> is not an operator: there are ==, !=, <, <=, >, >=, ~ and !~");
    add("status == = faulted", "10-11: a value for status is missing: a word, or a text in quotes");
    add("open & error", "5-6: & is not an operator: use &&");
    add("open | error", "5-6: | is not an operator: use ||");
    add("open &&& error", "5-8: &&& is not an operator: use &&");
    add("(open ||| error)", "6-9: ||| is not an operator: use ||");
    add("open &&", "7-7: here a field, a text in quotes, `not` or ( is expected");
    add("|| open", "0-2: here a field, a text in quotes, `not` or ( is expected");
    add("!", "1-1: here a field, a text in quotes, `not` or ( is expected");
    add("stauts === x", "0-6: there is no field stauts: did you mean status? A text to look for stands in quotes");
    add("status == a b", "12-13: `and` or `or` is missing before b");
    add("(status == faulted", "0-1: a ) is missing for this (");
    add("open)", "4-5: ) does not belong here: leave it out, or put it in quotes");
    add("open and", "8-8: here a field, a text in quotes, `not` or ( is expected");
    add("and open", "0-3: here a field, a text in quotes, `not` or ( is expected");
    add("== 5", "0-2: here a field, a text in quotes, `not` or ( is expected");
    add("@", "0-1: here a field, a text in quotes, `not` or ( is expected");
    add("\"abc", "0-4: the text's closing quote is missing");
    add("status == 'abc", "10-14: the text's closing quote is missing");
    add("status in", "9-9: after `in` comes a list (a, b), a range A..B, or `last` and a duration");
    add("status in a", "10-11: after `in` comes a list (a, b), a range A..B, or `last` and a duration");
    add("status in (a b)", "13-14: the list goes on with a comma or ends with )");
    add("events in 1..", "11-13: the end of the range is missing: A..B");
    add("error starts x", "13-14: after `starts` comes `with`: `starts with \"text\"`");
    add("started in last", "15-15: after `last` comes a duration such as 2h or 30min");
    add("started in last week", "16-20: after `last` comes a duration such as 2h or 30min");
    add("status.x == 1", "6-8: status has no members: only input, output and tag have");
    add("input. == 1", "5-6: here the name of a member is expected: .name, [\"any name\"] or [0]");
    add("input[x] == 1", "5-6: here the name of a member is expected: .name, [\"any name\"] or [0]");
    add("started ~ 2026", "8-9: `~` does not work with started: use ==, <, >, in A..B or in last 2h");
    add("open < true", "5-6: `<` does not work with open: use == true or == false");
    add("status in last 2h", "10-14: `in last` does not work with status: use ==, in (a, b) or in A..B");
    add("events == many", "10-14: events is a number, and many is none");
    add("duration > soon", "11-15: duration is a duration, and soon is none: write 500ms, 5s, 2h30m or PT5S");
    add("duration > 5", "11-12: duration is a duration: say of what, 5ms, 5s, 5m or 5h");
    add("started > monday", "10-16: started is a time, and monday is none: write 2026-11-21, 2026-11-21T10:15, today or now-2h");
    add("open == maybe", "8-13: open is true or false, and not maybe");
    add("name ~ \"(\"", "7-10: this is no regular expression: missing ): (; text to look for as it is goes with `contains`");
    add("name < null", "7-11: null is nothing: use `name == null` or `name != null`");
    add("stauts == x", "0-6: there is no field stauts: did you mean status? A text to look for stands in quotes");
    add("xyzzy", "0-5: there is no field xyzzy: there are run, status, definition, name, namespace, version, hash, started, ended, "
                 "duration, error, parent, events, open, input, output and tag; a text to look for stands in quotes");
}

void FilterDiagnosticsTest::errors() {
    QFETCH(QString, expected);
    const ParsedFilter parsed = parse_filter(QTest::currentDataTag(), FilterSubject::run);
    QCOMPARE(text_of(parsed.diagnostics), expected);
    QVERIFY(!parsed.filter);
    QVERIFY(!parsed.diagnostics.front().is_warning());
}

/// Every run of up to four signs: an operator, or an error there and nowhere before.
void FilterDiagnosticsTest::signs_that_stand_together_are_one_operator_or_none() {
    const QRegularExpression known(QStringLiteral("^(==|!=|<|<=|>|>=|~|!~|(&&|\\|\\|)!*)$"));
    const std::string signs = "=!<>~&|";
    int refused = 0;
    for (std::size_t length = 1; length <= 4; ++length) {
        std::size_t count = 1;
        for (std::size_t i = 0; i < length; ++i) count *= signs.size();
        for (std::size_t number = 0; number < count; ++number) {
            std::string run;
            for (std::size_t i = 0, rest = number; i < length; ++i, rest /= signs.size()) run += signs[rest % signs.size()];
            for (const std::string& text : {"name" + run + "open", "name " + run + " open"}) {
                const ParsedFilter parsed = parse_filter(text, FilterSubject::run);
                const bool allowed = known.match(QString::fromStdString(run)).hasMatch();
                QVERIFY2(parsed.filter.has_value() == allowed, text.c_str());
                if (allowed) continue;
                ++refused;
                const FilterDiagnostic& first = parsed.diagnostics.front();
                const std::size_t begin = text.find(run);
                QVERIFY2(first.begin >= begin && first.begin < begin + run.size() && first.end > first.begin && !first.is_warning(), text.c_str());
                QVERIFY2(first.message.find("use ") != std::string::npos || first.message.find("there are ==") != std::string::npos ||
                             first.message.find("expected") != std::string::npos || first.message.find("missing") != std::string::npos,
                         first.message.c_str());
            }
        }
    }
    QVERIFY(refused > 5000);
}

void FilterDiagnosticsTest::warnings_data() {
    QTest::addColumn<QString>("expected");
    add("status == fauled", "10-16: status is never fauled: did you mean faulted?");
    add("status in (faulted, gone)", "10-25: status is never gone: it is one of pending, running, waiting, suspended, cancelled, faulted and completed");
    add("events < 0", "0-10: events < 0 never holds: change it or leave it out");
    add("duration < 0s", "0-13: duration < 0s never holds: change it or leave it out");
    add("status == faulted and status == running",
        "22-39: status can't be all of these at once, so this never holds: did you mean `or`?");
    add("status != faulted or status != running",
        "21-38: status always differs from one of these, so this always holds: did you mean `and`?");
    add("events in 9..1", "10-14: the range ends before it begins, so nothing is in it: change the ends round");
    add("started in 2026-12..2026-11", "11-27: the range ends before it begins, so nothing is in it: change the ends round");
    add("definition == order", "14-19: a definition is NAMESPACE/NAME: write `name == order`, or `definition ~ order`");
    add("run == 01JD", "7-11: 01JD is no run's id, which has 26 letters and digits: use `starts with` for its beginning");
    add("input.id in (1, \"1\")", "12-20: texts and numbers in one list: 42 is a number and \"42\" a text, and they are never equal");
}

void FilterDiagnosticsTest::warnings() {
    QFETCH(QString, expected);
    const ParsedFilter parsed = parse_filter(QTest::currentDataTag(), FilterSubject::run);
    QCOMPARE(text_of(parsed.diagnostics), expected);
    QVERIFY(parsed.filter);
    QVERIFY(parsed.diagnostics.front().is_warning());
}

void FilterDiagnosticsTest::what_is_right_is_not_complained_about_data() {
    QTest::addColumn<int>("subject");
    const auto right = [](const char* filter, FilterSubject subject = FilterSubject::run) { QTest::newRow(filter) << static_cast<int>(subject); };
    right("status == faulted and duration > 5s and definition ~ \"order.*\" and input.customer.id == 42 and started in last 2h and not tag.env == \"test\"");
    right("status == FAULTED");
    right("status == faulted or status == running");
    right("started == 2026-11-21 and started == 2026-11");
    right("started in yesterday..now");
    right("duration > 0");
    right("parent in (null, 01JD7Q2K5Z3V8W9X0Y1Z2A3B4C)");
    right("kind == call and attempt > 1 and task ~ ^/do/0 and step exists", FilterSubject::step);
    right("type ~ faulted and failed and data.error.status == 404 and at > now-1h", FilterSubject::event);
    right("type == WorkflowExecutionStarted", FilterSubject::event);
}

void FilterDiagnosticsTest::what_is_right_is_not_complained_about() {
    QFETCH(int, subject);
    QCOMPARE(text_of(parse_filter(QTest::currentDataTag(), static_cast<FilterSubject>(subject)).diagnostics), QString());
}

void FilterDiagnosticsTest::bounds_are_kept() {
    const auto problem_of = [](const std::string& text) {
        const ParsedFilter parsed = parse_filter(text, FilterSubject::run);
        return parsed.diagnostics.empty() ? std::string() : parsed.diagnostics.front().message;
    };
    const auto many = [](std::size_t count, const std::string& one, const std::string& joint) {
        std::string text = one;
        for (std::size_t i = 1; i < count; ++i) text += joint + one;
        return text;
    };
    QVERIFY(problem_of(std::string(most_filter_bytes + 1, ' ')).starts_with("a filter has at most 65536 bytes"));
    QCOMPARE(problem_of(std::string(most_filter_bytes, ' ')), "");
    QCOMPARE(problem_of(std::string(most_filter_depth, '(') + "open" + std::string(most_filter_depth, ')')), "");
    QVERIFY(problem_of(std::string(most_filter_depth + 1, '(') + "open").starts_with("parentheses and `not` go at most 64 deep"));
    QVERIFY(problem_of(std::string(60'000, '(')).starts_with("parentheses"));
    QVERIFY(problem_of(std::string(60'000, '!')).starts_with("parentheses"));
    QCOMPARE(problem_of(many(most_filter_terms, "open", " and ")), "");
    QVERIFY(problem_of(many(most_filter_terms + 1, "open", " or ")).starts_with("a filter has at most 500 comparisons"));
    QCOMPARE(problem_of("name in (" + many(most_filter_values, "a", ",") + ")"), "");
    QVERIFY(problem_of("name in (" + many(most_filter_values + 1, "a", ",") + ")").starts_with("lists have at most 2000 values"));
    QCOMPARE(problem_of(many(most_filter_patterns, "name ~ a", " or ")), "");
    QVERIFY(problem_of(many(most_filter_patterns + 1, "name ~ a", " or ")).starts_with("a filter has at most 50 patterns"));
    QVERIFY(problem_of("name ~ \"((a{1,1000}){1,1000}){1,1000}\"").starts_with("this is no regular expression"));
    QVERIFY(problem_of("name == \xff").starts_with("this is no UTF-8"));
}

void FilterDiagnosticsTest::several_mistakes_are_shown_at_once() {
    const ParsedFilter parsed = parse_filter("satus == x and duration > 5 and open == maybe", FilterSubject::run);
    QCOMPARE(parsed.diagnostics.size(), 3u);
    QCOMPARE(parsed.diagnostics[0].begin, 0u);
    QCOMPARE(parsed.diagnostics[1].begin, 26u);
    QCOMPARE(parsed.diagnostics[2].begin, 40u);
}

/// As a GUI does with its translations.
void FilterDiagnosticsTest::messages_can_be_put_together_anew() {
    const ParsedFilter parsed = parse_filter("status == fauled", FilterSubject::run);
    const FilterDiagnostic& one = parsed.diagnostics.front();
    QVERIFY(one.problem == FilterProblem::unknown_value_near);
    QCOMPARE(fill_filter_text("%2: %3? (%1, 100 %, %9)", one.arguments), "status: faulted? (fauled, 100 %, %9)");
    QCOMPARE(fill_filter_text(filter_problem_text(one.problem), one.arguments), one.message);
    for (int problem = 0; problem <= static_cast<int>(FilterProblem::mixed_types); ++problem) {
        QVERIFY(!filter_problem_text(static_cast<FilterProblem>(problem)).empty());
    }
}

ORKESTR_TEST(FilterDiagnosticsTest)

} // namespace orkestr::test

#include "diagnostics_test.moc"
