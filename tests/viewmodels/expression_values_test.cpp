// Expressions that were not recorded are computed again while somebody looks, appear as they come, and say why they don't.
#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/run_document.h"
#include "ui/viewmodels/step_details.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace orkestr::test {

namespace {

Json parsed(const char* text) { return JsonValue::parse(text)->json(); }

/// Says what the test tells it to, when it does.
class ToldSource : public FakeSource {
public:
    struct Asked {
        StepId step = 0;
        std::stop_token stop;
        std::function<void(Result<StepValues>)> told;
    };
    void values(RunId, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> told) override {
        asked.push_back({step, std::move(stop), std::move(told)});
    }
    std::vector<Asked> asked;
};

const RunId run{"01KDTMWQG0000000000000000G"};

/// A run of two steps, of which the first has an expression that is recorded and two that are not.
struct Shown {
    Shown() {
        source.change([](auto& content) {
            auto view = std::make_shared<RunView>();
            view->run = run;
            view->status = "completed";
            view->ended = Instant{9000};
            view->events = 9;
            for (const StepId id : {StepId{1}, StepId{2}}) {
                StepView step;
                step.id = id;
                step.task = step.key = "/do/" + std::to_string(id) + "/x";
                step.status = "completed";
                step.first = id * 2;
                step.last = id * 2 + 1;
                view->steps.push_back(step);
                StepDetail detail{step, {}, {}, {}, {}, {}};
                detail.expressions.push_back({step.task + "/input/from", "", parsed("7")});
                detail.expressions.push_back({step.task + "/if", "", {}});
                detail.expressions.push_back({step.task + "/set", "", {}});
                content.details[run.text][id] = detail;
            }
            content.views[run.text] = view;
        });
        document.open(run);
    }
    bool select(StepId step) {
        if (!QTest::qWaitFor([this] { return document.view() != nullptr; })) return false;
        document.select_step(step);
        return QTest::qWaitFor([this, step] { return document.detail() && document.detail()->step.id == step; });
    }
    QString text(int row, int column) { return details.expressions()->index(row, column).data().toString(); }
    QString origin(int row) { return text(row, ExpressionModel::origin_column); }
    QString value(int row) { return text(row, ExpressionModel::value_column); }

    ToldSource source;
    ChangeFeed feed{source};
    RunDocument document{source, feed};
    StepDetails details{document};
};

} // namespace

class ExpressionValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing_is_computed_unless_somebody_looks();
    void values_appear_as_they_come();
    void why_there_is_none_data();
    void why_there_is_none();
    void parts_of_an_object_have_their_own_values();
    void where_an_expression_stands_is_said();
};

void ExpressionValuesTest::nothing_is_computed_unless_somebody_looks() {
    Shown shown;
    QVERIFY(shown.select(1));
    QVERIFY(shown.source.asked.empty());
    QCOMPARE(shown.origin(0), QStringLiteral("recorded"));
    QCOMPARE(shown.origin(1), QStringLiteral("not recorded"));
    shown.details.follow_values(true);
    QCOMPARE(shown.source.asked.size(), std::size_t{1});
    QCOMPARE(shown.source.asked[0].step, StepId{1});
    // Somebody looks at another step, and then at none.
    QVERIFY(shown.select(2));
    QVERIFY(shown.source.asked[0].stop.stop_requested());
    QCOMPARE(shown.source.asked.size(), std::size_t{2});
    shown.details.follow_values(false);
    QVERIFY(shown.source.asked[1].stop.stop_requested());
    // What comes too late is not shown.
    StepValues late;
    late.complete = true;
    late.expressions.push_back({"/do/2/x/if", "", {}, {{5, parsed("true"), ""}}});
    shown.source.asked[1].told(late);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(shown.origin(1), QStringLiteral("not recorded"));
}

void ExpressionValuesTest::values_appear_as_they_come() {
    Shown shown;
    QAbstractItemModelTester tester(shown.details.expressions());
    QVERIFY(shown.select(1));
    shown.details.follow_values(true);
    StepValues values;
    values.done = 450;
    values.total = 1000;
    shown.source.asked[0].told(values);
    QTRY_COMPARE(shown.origin(1), QStringLiteral("computing… 45 %"));
    QCOMPARE(shown.origin(0), QStringLiteral("recorded"));
    values.expressions.push_back({"/do/1/x/if", "", {}, {{2, parsed("true"), ""}}});
    shown.source.asked[0].told(values);
    QTRY_COMPARE(shown.origin(1), QStringLiteral("computed again"));
    QCOMPARE(shown.value(1), QStringLiteral("true"));
    QCOMPARE(shown.origin(2), QStringLiteral("computing… 45 %"));
    values.expressions.push_back({"/do/1/x/set", "", {}, {{2, parsed("1"), ""}, {3, {}, "null has no keys"}}});
    // What is recorded counts, whatever is computed.
    values.expressions.push_back({"/do/1/x/input/from", "", {}, {{2, parsed("8"), ""}}});
    values.complete = true;
    shown.source.asked[0].told(values);
    QTRY_COMPARE(shown.origin(2), QStringLiteral("computed again, the last of 2"));
    QCOMPARE(shown.value(2), QStringLiteral("null has no keys"));
    QCOMPARE(shown.value(0), QStringLiteral("7"));
    QCOMPARE(ExpressionModel::whole(*shown.details.expressions()->row_at(1))->text(), std::string("true"));
    QCOMPARE(ExpressionModel::whole(*shown.details.expressions()->row_at(2))->text(),
             std::string(R"([{"event":2,"value":1},{"event":3,"failure":"null has no keys"}])"));
    // Looking away and back computes nothing a second time.
    shown.details.follow_values(false);
    shown.details.follow_values(true);
    QCOMPARE(shown.source.asked.size(), std::size_t{1});
}

void ExpressionValuesTest::why_there_is_none_data() {
    QTest::addColumn<int>("missing");
    QTest::addColumn<QString>("text");
    const auto row = [](StepValues::Missing missing, const char* text) { QTest::newRow(text) << static_cast<int>(missing) << QString::fromUtf8(text); };
    row(StepValues::Missing::nothing, "not evaluated");
    row(StepValues::Missing::no_evaluator, "not recorded; there is no evaluator");
    row(StepValues::Missing::other_semantics, "not recorded; the run was made by another version");
    row(StepValues::Missing::no_definition, "not recorded; its definition is missing");
    row(StepValues::Missing::redacted, "redacted");
    row(StepValues::Missing::differs, "not recorded; the history differs from what is decided now");
    row(StepValues::Missing::unreadable, "not recorded; the history can't be read");
    row(StepValues::Missing::too_many, "not recorded; too many to compute");
}

void ExpressionValuesTest::why_there_is_none() {
    QFETCH(int, missing);
    QFETCH(QString, text);
    Shown shown;
    QVERIFY(shown.select(1));
    shown.details.follow_values(true);
    StepValues values;
    values.complete = true;
    values.missing = static_cast<StepValues::Missing>(missing);
    values.detail = "event 3";
    shown.source.asked[0].told(values);
    QTRY_COMPARE(shown.origin(1), text);
    QCOMPARE(shown.value(1), QStringLiteral("–"));
    QCOMPARE(shown.details.expressions()->index(1, ExpressionModel::origin_column).data(Qt::ToolTipRole).toString(), QStringLiteral("event 3"));
}

void ExpressionValuesTest::parts_of_an_object_have_their_own_values() {
    Definition definition;
    for (const char* pointer : {"/do/1/x/set/a", "/do/1/x/set/b/0"}) {
        ListedExpression listed;
        listed.text = ".x";
        listed.pointer = pointer;
        definition.expressions.push_back(listed);
    }
    StepDetail detail;
    detail.expressions.push_back({"/do/1/x/set", "", {}});
    StepValues values;
    values.expressions.push_back({"/do/1/x/set", "", {}, {{4, parsed(R"({"a":1,"b":[2]})"), ""}, {5, parsed(R"({"a":3,"b":[]})"), ""}, {6, {}, "no"}}});
    const auto rows = written_expressions(detail, &values, &definition);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(ExpressionModel::whole(rows[0])->text(), std::string(R"([{"event":4,"value":1},{"event":5,"value":3},{"event":6,"failure":"no"}])"));
    QCOMPARE(ExpressionModel::whole(rows[1])->text(), std::string(R"([{"event":4,"value":2},{"event":6,"failure":"no"}])"));
}

void ExpressionValuesTest::where_an_expression_stands_is_said() {
    ExpressionModel model;
    model.set_rows({{"/do/1/x/set/a", ".a", {}, {}}, {"/do/1/x/run/shell/arguments/0", ".b", {}, {}}, {"/do/1/x/with/lines/2/1", ".c", {}, {}}, {"/do/1/x/set/b~1c", ".d", {}, {}}});
    QStringList places;
    for (int row = 0; row < model.rowCount(); ++row) places << model.index(row, ExpressionModel::place_column).data().toString();
    QCOMPARE(places, QStringList({QStringLiteral("a"), QStringLiteral("arguments[0]"), QStringLiteral("lines[2][1]"), QStringLiteral("b/c")}));
}

ORKESTR_TEST(ExpressionValuesTest)

} // namespace orkestr::test

#include "expression_values_test.moc"
