#include "core/ports/filter_records.h"
#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/color_rules.h"
#include "ui/viewmodels/run_columns.h"
#include "ui/viewmodels/saved_searches.h"
#include "ui/viewmodels/short_number.h"

#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

/// What people choose and Studio remembers: columns, searches, colouring rules.
class RunChoicesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columns_come_and_go();
    void columns_are_remembered();
    void columns_that_nobody_wrote_are_refused();
    void searches_are_kept_by_name();
    void searches_are_remembered();
    void used_filters_come_first();
    void rules_are_tried_in_order();
    void rules_serve_what_they_can_be_read_for();
    void rules_are_remembered();
    void hostile_settings_are_bounded();
    void numbers_are_short();
};

void RunChoicesTest::columns_come_and_go() {
    RunColumns columns;
    QVERIFY(columns.shows(RunColumn::status));
    QVERIFY(!columns.shows(RunColumn::events));
    columns.set_shown(RunColumn::ended, true);
    QCOMPARE(columns.shown()[4].column, RunColumn::ended); // after what is offered before it
    columns.move(RunColumn::run, 0);
    QCOMPARE(columns.shown().front().column, RunColumn::run);
    columns.move(RunColumn::run, 99);
    QCOMPARE(columns.shown().back().column, RunColumn::run);
    columns.set_width(RunColumn::run, 1);
    QCOMPARE(columns.shown().back().width_px, RunColumns::least_width_px);
    for (int i = 0; i < run_column_count; ++i) columns.set_shown(static_cast<RunColumn>(i), false);
    QCOMPARE(columns.shown().size(), std::size_t{1});
}

void RunChoicesTest::columns_are_remembered() {
    RunColumns columns;
    columns.set_shown(RunColumn::parent, true);
    columns.set_width(RunColumn::error, 333);
    columns.move(RunColumn::error, 1);
    QCOMPARE(RunColumns::read(columns.text()), std::optional(columns));
}

void RunChoicesTest::columns_that_nobody_wrote_are_refused() {
    for (const char* text : {"", "{", "[]", "[1,2]", R"([{"column":"nothing","width":10}])", R"([{"column":"run","width":-1}])"})
        QVERIFY2(!RunColumns::read(text), text);
    const auto columns = RunColumns::read(R"([{"column":"run","width":99999},{"column":"run","width":80},{"column":"error","width":80}])");
    QVERIFY(columns);
    QCOMPARE(columns->shown().size(), std::size_t{2});
    QCOMPARE(columns->shown().front().width_px, RunColumns::most_width_px);
}

void RunChoicesTest::searches_are_kept_by_name() {
    SavedSearches searches;
    QSignalSpy changed(&searches, &SavedSearches::changed);
    QVERIFY(searches.put({QStringLiteral(" Faulted today "), QStringLiteral("status == faulted"), {}}));
    QVERIFY(searches.put({QStringLiteral("Long"), QStringLiteral("duration > 1h"), RunColumns()}));
    QVERIFY(!searches.put({QStringLiteral("  "), QStringLiteral("open"), {}}));
    QVERIFY(searches.put({QStringLiteral("faulted TODAY"), QStringLiteral("open"), {}}));
    QCOMPARE(searches.all().size(), std::size_t{2});
    QCOMPARE(searches.all()[0].filter, QStringLiteral("open"));
    QVERIFY(!searches.rename(QStringLiteral("Long"), QStringLiteral("Faulted today")));
    QVERIFY(searches.rename(QStringLiteral("Long"), QStringLiteral("Longest")));
    searches.move(1, 0);
    QCOMPARE(searches.all()[0].name, QStringLiteral("Longest"));
    searches.remove(QStringLiteral("Longest"));
    QCOMPARE(searches.all().size(), std::size_t{1});
    QCOMPARE(changed.count(), 6);
}

void RunChoicesTest::searches_are_remembered() {
    SavedSearches searches;
    RunColumns columns;
    columns.set_shown(RunColumn::parent, true);
    searches.put({QStringLiteral("Grüße"), QStringLiteral("name == \"ä\""), columns});
    searches.put({QStringLiteral("Plain"), {}, {}});
    searches.use(QStringLiteral("open"));
    SavedSearches again;
    again.read(searches.text());
    QCOMPARE(again.all(), searches.all());
    QCOMPARE(again.used(), QStringList{QStringLiteral("open")});
}

void RunChoicesTest::used_filters_come_first() {
    SavedSearches searches;
    for (int i = 0; i < 60; ++i) searches.use(QStringLiteral("events > %1").arg(i));
    searches.use(QStringLiteral("events > 58"));
    searches.use(QStringLiteral("  "));
    QCOMPARE(searches.used().size(), SavedSearches::most_filters_remembered);
    QCOMPARE(searches.used()[0], QStringLiteral("events > 58"));
    QCOMPARE(searches.used()[1], QStringLiteral("events > 59"));
}

void RunChoicesTest::rules_are_tried_in_order() {
    ColorRules rules;
    rules.set_rules({{QStringLiteral("Slow"), QStringLiteral("duration > 1s"), RuleColor::orange, true},
                     {QStringLiteral("Broken"), QStringLiteral("status == faulted"), RuleColor::red, true},
                     {QStringLiteral("Unreadable"), QStringLiteral("status =="), RuleColor::gray, true}});
    const RunRow slow = run_row(1, "faulted"); // it took 1234 ms
    QCOMPARE(rules.rule_for(RunRecord(slow), FilterSubject::run, slow.started), 0);
    RunRow quick = run_row(2, "faulted");
    quick.ended = quick.started;
    QCOMPARE(rules.rule_for(RunRecord(quick), FilterSubject::run, quick.started), 1);
    RunRow fine = run_row(3, "completed");
    fine.ended = fine.started;
    QCOMPARE(rules.rule_for(RunRecord(fine), FilterSubject::run, fine.started), -1);
}

void RunChoicesTest::rules_serve_what_they_can_be_read_for() {
    ColorRules rules;
    rules.set_rules({{QStringLiteral("Failure"), QStringLiteral("failed"), RuleColor::red, true}});
    EventView event;
    event.type = "task.faulted";
    QCOMPARE(rules.rule_for(EventRecord(event), FilterSubject::event, {}), 0);
    const RunRow row = run_row(1, "faulted");
    QCOMPARE(rules.rule_for(RunRecord(row), FilterSubject::run, {}), -1);
    QCOMPARE(ColorRules::subjects_of(QStringLiteral("failed")), std::vector<FilterSubject>{FilterSubject::event});
    QCOMPARE(ColorRules::subjects_of(QStringLiteral("status == faulted")).size(), std::size_t{2});
    QVERIFY(ColorRules::subjects_of(QStringLiteral("status ==")).empty());
    QVERIFY(ColorRules::subjects_of(QStringLiteral(" ")).empty());
}

void RunChoicesTest::rules_are_remembered() {
    ColorRules rules;
    rules.set_rules({{QStringLiteral("A"), QStringLiteral("open"), RuleColor::violet, false}, {QStringLiteral("B"), QStringLiteral("failed"), RuleColor::green, true}});
    ColorRules again;
    QSignalSpy changed(&again, &ColorRules::changed);
    again.read(rules.text());
    QCOMPARE(again.rules(), rules.rules());
    QCOMPARE(changed.count(), 1);
    again.read(rules.text());
    QCOMPARE(changed.count(), 1);
}

void RunChoicesTest::hostile_settings_are_bounded() {
    QByteArray many = "[";
    for (int i = 0; i < 5000; ++i) many += R"({"name":"a","filter":"open","color":"none such"},)";
    many += "1]";
    ColorRules rules;
    rules.read(many);
    QCOMPARE(rules.rules().size(), ColorRules::most_rules);
    QCOMPARE(rules.rules().front().color, RuleColor::gray);
    QByteArray searches = R"({"searches":[)";
    for (int i = 0; i < 5000; ++i) searches += R"({"name":"n)" + QByteArray::number(i) + R"(","filter":"open","columns":[7]},)";
    searches += "{}]}";
    SavedSearches kept;
    kept.read(searches);
    QCOMPARE(kept.all().size(), SavedSearches::most_searches);
    QVERIFY(!kept.all().front().columns);
    kept.read("not json");
    QVERIFY(kept.all().empty());
}

void RunChoicesTest::numbers_are_short() {
    QCOMPARE(short_number(9999), QStringLiteral("9,999"));
    QCOMPARE(short_number(10'000), QStringLiteral("10 k"));
    QCOMPARE(short_number(12'345), QStringLiteral("12.3 k"));
    QCOMPARE(short_number(123'456), QStringLiteral("123 k"));
    QCOMPARE(short_number(999'999), QStringLiteral("999 k"));
    QCOMPARE(short_number(2'450'000), QStringLiteral("2.4 M"));
    QCOMPARE(short_number(10'000'000), QStringLiteral("10 M"));
    QCOMPARE(short_number(3'000'000'000), QStringLiteral("3 G"));
}

ORKESTR_TEST(RunChoicesTest)

} // namespace orkestr::test

#include "run_choices_test.moc"
