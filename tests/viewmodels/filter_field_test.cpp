#include "core/filter/complete.h"
#include "tests/support/test.h"
#include "ui/viewmodels/filter_field_model.h"
#include "ui/viewmodels/filter_terms.h"
#include "ui/viewmodels/filter_words.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace orkestr::test {

using Tone = FilterFieldModel::Tone;

class FilterFieldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tones_data();
    void tones();
    void the_reason_is_the_one_under_the_caret();
    void places_are_characters();
    void a_good_filter_is_used_after_a_pause();
    void a_doubtful_one_waits_to_be_used();
    void what_is_shown_is_not_used_again();
    void offers_are_taken();
    void it_is_explained();
    void every_text_has_a_translation();
    void terms_data();
    void terms();
    void values_go_in_and_out_data();
    void values_go_in_and_out();
};

void FilterFieldTest::tones_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("tone");
    QTest::newRow("empty") << QString() << static_cast<int>(Tone::empty);
    QTest::newRow("spaces") << QStringLiteral("   ") << static_cast<int>(Tone::empty);
    QTest::newRow("good") << QStringLiteral("status == faulted") << static_cast<int>(Tone::good);
    QTest::newRow("doubtful") << QStringLiteral("status == fauled") << static_cast<int>(Tone::doubtful);
    QTest::newRow("wrong") << QStringLiteral("status ==") << static_cast<int>(Tone::wrong);
    QTest::newRow("unknown field") << QStringLiteral("colour == red") << static_cast<int>(Tone::wrong);
}

void FilterFieldTest::tones() {
    QFETCH(QString, text);
    QFETCH(int, tone);
    FilterFieldModel model(FilterSubject::run);
    model.edit(text);
    QCOMPARE(static_cast<int>(model.tone()), tone);
    QCOMPARE(model.remarks().empty(), tone == static_cast<int>(Tone::empty) || tone == static_cast<int>(Tone::good));
    for (const FilterRemark& remark : model.remarks())
        QVERIFY(remark.message[0].isUpper() || remark.message.startsWith(QStringLiteral("status is never")));
}

void FilterFieldTest::the_reason_is_the_one_under_the_caret() {
    FilterFieldModel model(FilterSubject::run);
    model.edit(QStringLiteral("colour == red and duration > 5 and status == faulted"));
    QVERIFY(model.remarks().size() >= 2);
    const FilterRemark* first = model.remark_at(3);
    const FilterRemark* second = model.remark_at(30);
    QVERIFY(first && second && first != second);
    QCOMPARE(first->begin, 0);
    QVERIFY(second->message.contains(QStringLiteral("5ms")));
    QCOMPARE(model.remark_at(45), first); // elsewhere: the first error
}

void FilterFieldTest::places_are_characters() {
    FilterFieldModel model(FilterSubject::run);
    model.edit(QStringLiteral("name == \"Grüße 😀\" and colour == 1"));
    QCOMPARE(model.remarks().size(), std::size_t{1});
    QCOMPARE(model.text().mid(model.remarks()[0].begin, model.remarks()[0].end - model.remarks()[0].begin), QStringLiteral("colour"));
    model.set_seen({{"name", {"Grüße", "order"}}});
    const QString text = QStringLiteral("error == \"ä\" and name == ord and status == faulted");
    model.edit(text);
    const FilterOffers offers = model.offers_at(static_cast<int>(text.indexOf(QStringLiteral(" and status"))));
    QVERIFY(!offers.items.empty());
    QCOMPARE(text.mid(offers.begin, offers.end - offers.begin), QStringLiteral("ord"));
    QCOMPARE(offers.items.front().text, QStringLiteral("order"));
}

void FilterFieldTest::a_good_filter_is_used_after_a_pause() {
    FilterFieldModel model(FilterSubject::run);
    QSignalSpy applied(&model, &FilterFieldModel::applied_changed);
    model.edit(QStringLiteral("status == faulted"));
    QVERIFY(!model.is_applied());
    model.edit(QStringLiteral("status == faulted and"));
    model.edit(QStringLiteral("status == running "));
    QTRY_COMPARE(applied.count(), 1);
    QCOMPARE(model.applied().text(), std::string("status == running"));
    QVERIFY(model.is_applied());
    QVERIFY(model.apply());
    QCOMPARE(applied.count(), 1);
    model.edit({});
    QTRY_COMPARE(applied.count(), 2);
    QVERIFY(model.applied().is_empty());
}

void FilterFieldTest::a_doubtful_one_waits_to_be_used() {
    FilterFieldModel model(FilterSubject::run);
    QSignalSpy applied(&model, &FilterFieldModel::applied_changed);
    model.edit(QStringLiteral("status == fauled"));
    QTest::qWait(2 * FilterFieldModel::pause_ms);
    QCOMPARE(applied.count(), 0);
    QVERIFY(model.apply());
    QCOMPARE(applied.count(), 1);
    model.edit(QStringLiteral("status =="));
    QVERIFY(!model.apply());
    QCOMPARE(applied.count(), 1);
    model.revert();
    QCOMPARE(model.text(), QStringLiteral("status == fauled"));
}

void FilterFieldTest::what_is_shown_is_not_used_again() {
    FilterFieldModel model(FilterSubject::event);
    QSignalSpy applied(&model, &FilterFieldModel::applied_changed);
    model.show(parse_filter("failed", FilterSubject::event).filter.value());
    QCOMPARE(model.text(), QStringLiteral("failed"));
    QCOMPARE(model.tone(), Tone::good);
    QVERIFY(model.is_applied());
    QVERIFY(model.apply());
    QCOMPARE(applied.count(), 0);
}

void FilterFieldTest::offers_are_taken() {
    FilterFieldModel model(FilterSubject::run);
    model.edit(QStringLiteral("sta"));
    FilterOffers offers = model.offers_at(3);
    QCOMPARE(offers.items.front().text, QStringLiteral("status"));
    QVERIFY(!offers.items.front().about.isEmpty());
    auto [text, caret] = model.with_offer(offers, offers.items.front());
    QCOMPARE(text, QStringLiteral("status "));
    QCOMPARE(caret, 7);
    model.edit(text);
    offers = model.offers_at(caret);
    QCOMPARE(offers.items.front().kind, FilterSuggestion::Kind::sign);
    model.edit(QStringLiteral("status =="));
    offers = model.offers_at(9);
    QVERIFY(!offers.items.empty());
    std::tie(text, caret) = model.with_offer(offers, offers.items.front());
    QCOMPARE(text, QStringLiteral("status == %1 ").arg(offers.items.front().text));
    model.edit(QStringLiteral("status == fau and open"));
    offers = model.offers_at(13);
    QCOMPARE(offers.items.size(), std::size_t{1});
    std::tie(text, caret) = model.with_offer(offers, offers.items.front());
    QCOMPARE(text, QStringLiteral("status == faulted and open"));
    QCOMPARE(caret, 18);
}

void FilterFieldTest::it_is_explained() {
    FilterFieldModel model(FilterSubject::run);
    model.edit(QStringLiteral("status == faulted and duration > 5s"));
    QCOMPARE(model.in_words(), QStringLiteral("status is “faulted” and duration is longer than 5 s"));
    model.edit(QStringLiteral("status =="));
    QCOMPARE(model.in_words(), QString());
}

void FilterFieldTest::every_text_has_a_translation() {
    const auto known = translatable_filter_texts();
    const auto check = [&known](std::string_view text) {
        const bool found = std::find(known.begin(), known.end(), text) != known.end();
        QVERIFY2(found, std::string(text).c_str());
    };
    for (int i = 0; i <= static_cast<int>(FilterProblem::mixed_types); ++i) {
        const auto text = filter_problem_text(static_cast<FilterProblem>(i));
        QVERIFY(!text.empty());
        check(text);
    }
    QVERIFY(filter_problem_text(static_cast<FilterProblem>(static_cast<int>(FilterProblem::mixed_types) + 1)).empty());
    for (const std::string& phrase : english_filter_words().phrases) check(phrase);
    for (const FilterSubject subject : {FilterSubject::run, FilterSubject::step, FilterSubject::event}) {
        for (const FilterField& field : filter_fields(subject)) {
            check(field.about);
            const std::string name(field.name);
            for (const std::string& text : {std::string(), name + " ", name + " == ", name + " in ", name + " not ", "(" + name + " exists "})
                for (const FilterSuggestion& item : complete_filter(text, text.size(), subject).items)
                    if (!item.about.empty()) check(item.about);
        }
    }
}

void FilterFieldTest::terms_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("parts");
    QTest::newRow("none") << QString() << QStringList();
    QTest::newRow("one") << QStringLiteral("open") << QStringList{QStringLiteral("open")};
    QTest::newRow("two") << QStringLiteral("open and name == \"a and b\"") << QStringList{QStringLiteral("open"), QStringLiteral("name == \"a and b\"")};
    QTest::newRow("or") << QStringLiteral("open or failed and x") << QStringList{QStringLiteral("open or failed and x")};
    QTest::newRow("group") << QStringLiteral("(a or b) && c") << QStringList{QStringLiteral("(a or b)"), QStringLiteral("c")};
    QTest::newRow("enclosed") << QStringLiteral("(a and b)") << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("two groups") << QStringLiteral("(a or b) and (c or d)") << QStringList{QStringLiteral("(a or b)"), QStringLiteral("(c or d)")};
    QTest::newRow("words within") << QStringLiteral("android == 1 AND name == candor") << QStringList{QStringLiteral("android == 1"), QStringLiteral("name == candor")};
    QTest::newRow("open quote") << QStringLiteral("a == \"b and c") << QStringList{QStringLiteral("a == \"b and c")};
}

void FilterFieldTest::terms() {
    QFETCH(QString, text);
    QFETCH(QStringList, parts);
    QCOMPARE(filter_terms(text), parts);
}

void FilterFieldTest::values_go_in_and_out_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QString>("changed");
    const QStringList faulted{QStringLiteral("faulted")};
    QTest::newRow("into nothing") << QString() << faulted << QStringLiteral("status == faulted");
    QTest::newRow("two") << QString() << QStringList{QStringLiteral("faulted"), QStringLiteral("running")} << QStringLiteral("status in (faulted, running)");
    QTest::newRow("beside") << QStringLiteral("open") << faulted << QStringLiteral("open and status == faulted");
    QTest::newRow("beside or") << QStringLiteral("open or events > 3") << faulted << QStringLiteral("(open or events > 3) and status == faulted");
    QTest::newRow("in its place") << QStringLiteral("open and status == running and events > 3") << faulted << QStringLiteral("open and status == faulted and events > 3");
    QTest::newRow("out") << QStringLiteral("open and status in (running, faulted)") << QStringList() << QStringLiteral("open");
    QTest::newRow("the last out") << QStringLiteral("state == running") << QStringList() << QString();
    QTest::newRow("another kind stays") << QStringLiteral("status != running") << faulted << QStringLiteral("status != running and status == faulted");
    QTest::newRow("inside of or stays") << QStringLiteral("(status == running or open)") << faulted << QStringLiteral("(status == running or open) and status == faulted");
}

void FilterFieldTest::values_go_in_and_out() {
    QFETCH(QString, text);
    QFETCH(QStringList, values);
    QFETCH(QString, changed);
    const QString made = with_values(text, QStringLiteral("status"), values);
    QCOMPARE(made, changed);
    QCOMPARE(chosen_values(made, QStringLiteral("status")), values);
    if (!made.isEmpty()) QVERIFY(parse_filter(made.toStdString(), FilterSubject::run).filter);
    const QString awkward = QStringLiteral("It's \"quoted\" (and) \\ more");
    QCOMPARE(chosen_values(with_values(text, QStringLiteral("error"), {awkward}), QStringLiteral("error")), QStringList{awkward});
}

ORKESTR_TEST(FilterFieldTest)

} // namespace orkestr::test

#include "filter_field_test.moc"
