// Event filters compiled, and judged on events by libjq.
#include "core/base/text_pattern.h"
#include "core/plan/plan.h"

#include "tests/engine/plan_of.h"
#include "tests/jq/evaluation_desk.h"
#include "tests/support/test.h"

#include <QDir>
#include <QTest>

namespace orkestr::test {

namespace {

constexpr const char* order_placed = 
    R"({"specversion":"1.0","id":"1","source":"https:\/\/shop.example/orders","type":"order.placed","subject":"7",)"
    R"("time":"2026-01-31T12:00:00Z","priority":5,"data":{"amount":120,"customer":"ada","lines":[1,2],"vip":true}})";

const Consumption& heard_by(const Plan& plan) { return std::get<ListenSpec>(plan.task(0).spec).to; }

std::shared_ptr<const Plan> listening(const std::string& filter) { return plan_of("use: {secrets: [s]}\ndo: [{l: {listen: {to: {one: " + filter + "}}}}]"); }

std::string simple_text(const PlannedFilter& filter) {
    std::string text;
    for (const auto& [name, pattern] : filter.simple) text += (text.empty() ? "" : " ") + name + "=" + pattern;
    return text;
}

} // namespace

class FilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void events_are_judged_data();
    void events_are_judged();
    void simple_attributes_need_no_expression();
    void consumptions();
    void an_iterator_sees_its_variables();
    void a_schedule();
    void the_specifications_examples();

private:
    std::string judged(const PlannedFilter& filter, const Plan& plan, const std::string& envelope);
    EvaluationDesk desk_;
};

/// What an engine makes of a filter: null, or the values that correlate.
std::string FilterTest::judged(const PlannedFilter& filter, const Plan& plan, const std::string& envelope) {
    const auto value = JsonValue::parse(envelope);
    for (const auto& [name, pattern] : filter.simple) {
        const auto* const attribute = value->find(name);
        const auto* const text = attribute ? attribute->as_string() : nullptr;
        if (!text || !matches_simple_pattern(pattern, *text)) return "null";
    }
    if (std::holds_alternative<Absent>(filter.match)) return "{}";
    auto request = request_of(plan.program, std::get<ExpressionIndex>(filter.match), envelope);
    for (const auto& name : plan.program->expressions[request.index].variables)
        request.variables.push_back(json(name == "context" ? R"({"customer":"ada","most":100})" : R"({"s":"order.placed"})"));
    return desk_.evaluate_requests({request}).front();
}

void FilterTest::events_are_judged_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* filter, const char* expected) { QTest::newRow(name) << filter << expected; };
    const char* const yes = "{}";
    const char* const no = "null";
    row("equal", "{with: {type: order.placed}}", yes);
    row("not equal", "{with: {type: order.place}}", no);
    row("an attribute that is not there", "{with: {dataschema: x}}", no);
    row("an attribute of one's own", "{with: {priority: 5}}", yes);
    row("the same number otherwise written", "{with: {priority: 5.0}}", yes);
    row("a number is no text", "{with: {priority: '5'}}", no);
    row("text is no number", "{with: {subject: '7'}}", yes);
    row("a pattern", "{with: {type: 'order\\.(placed|paid)'}}", yes);
    row("a pattern is of the whole text", "{with: {type: 'order\\.'}}", no);
    row("alternatives are of the whole text", "{with: {type: 'order|placed'}}", no);
    row("a simple pattern", "{with: {type: order.placed, source: 'https://shop.example/orders'}}", yes);
    row("a pattern of a URI", "{with: {source: 'https://.*/orders'}}", yes);
    row("no pattern at all", "{with: {type: '(['}}", no);
    row("brackets that would close ours", "{with: {type: 'x)|(?:order.placed'}}", no);
    row("an expression sees the attribute", "{with: {type: '${ startswith(\"order\") }'}}", yes);
    row("false", "{with: {type: '${ startswith(\"x\") }'}}", no);
    row("null is no match", "{with: {type: '${ null }'}}", no);
    row("null is no match of null", "{with: {missing: '${ . }'}}", no);
    row("another result must be the attribute", "{with: {type: '${ \"order.\" + \"placed\" }'}}", yes);
    row("another result that is not", "{with: {type: '${ $secrets.s + \"x\" }'}}", no);
    row("with a secret", "{with: {type: '${ $secrets.s }'}}", yes);
    row("an expression that fails", "{with: {type: '${ .a }'}}", no);
    row("several values", "{with: {type: '${ true, true }'}}", no);
    row("no value", "{with: {type: '${ empty }'}}", no);
    row("a comment at the end", "{with: {type: '${ true # yes }'}}", yes);
    row("two that hold", "{with: {type: '${ . != null }', data: '${ .amount > 100 }'}}", yes);
    row("one that fails after one that holds", "{with: {type: '${ . != null }', data: '${ .amount.x }'}}", no);
    row("data", "{with: {data: {amount: 120, customer: ada, lines: [1, 2], vip: true}}}", yes);
    row("less data", "{with: {data: {amount: 120}}}", no);
    row("data with expressions", "{with: {data: {amount: '${ .amount }', customer: '${ $context.customer }', lines: [1, 2], vip: true}}}", yes);
    row("data with an expression that fails", "{with: {data: {amount: '${ error(\"x\") }'}}}", no);
    row("text that is no data", "{with: {data: order.placed}}", no);
    row("a variable", "{with: {data: '${ .amount > $context.most }'}}", yes);
    row("correlated", "{with: {type: order.placed}, correlate: {who: {from: .data.customer}, n: {from: '${ .data.amount }'}}}", R"({"n":120,"who":"ada"})");
    row("nothing to correlate", "{with: {type: order.placed}, correlate: {who: {from: .data.nobody}}}", no);
    row("a correlation that fails", "{with: {type: order.placed}, correlate: {who: {from: .data.customer.x}}}", no);
    row("correlated false", "{with: {type: order.placed}, correlate: {who: {from: .data.vip | not}}}", R"({"who":false})");
    row("as expected", "{with: {type: order.placed}, correlate: {who: {from: .data.customer, expect: ada}}}", yes);
    row("not as expected", "{with: {type: order.placed}, correlate: {who: {from: .data.customer, expect: bob}}}", no);
    row("expected by an expression", "{with: {type: order.placed}, correlate: {who: {from: .data.customer, expect: '${ $context.customer }'}, n: {from: .id}}}", R"({"n":"1"})");
    row("the expectation sees the event", "{with: {type: order.placed}, correlate: {who: {from: .data.amount, expect: '${ .data.lines[0] * 120 }'}}}", yes);
    row("an expectation that fails", "{with: {type: order.placed}, correlate: {who: {from: .data.customer, expect: '${ .x.y.z | error }'}}}", no);
    row("null is not expected", "{with: {type: order.placed}, correlate: {who: {from: .x, expect: '${ .y }'}}}", no);
}

void FilterTest::events_are_judged() {
    QFETCH(QString, filter);
    QFETCH(QString, expected);
    const auto plan = listening(filter.toStdString());
    QCOMPARE(judged(heard_by(*plan).filters.at(0), *plan, order_placed), expected.toStdString());
}

void FilterTest::simple_attributes_need_no_expression() {
    const auto plan = listening("{with: {type: com.a.b, source: 'https://x', data: text, subject: 'a|b'}}");
    const auto& filter = heard_by(*plan).filters.at(0);
    QCOMPARE(simple_text(filter), std::string("type=com.a.b source=https://x"));
    QVERIFY(filter.type() && *filter.type() == "com.a.b");
    QVERIFY(std::holds_alternative<ExpressionIndex>(filter.match));
    const auto simple = listening("{with: {type: com.a.b}}");
    QVERIFY(std::holds_alternative<Absent>(heard_by(*simple).filters.at(0).match));
    QVERIFY(simple->program->expressions.empty());
    const auto by_pattern = listening("{with: {type: 'a|b'}}");
    QVERIFY(heard_by(*by_pattern).filters.at(0).type() == nullptr);
    // Over several lines, `.` and the ends stay what they are.
    const auto lines = listening("{with: {type: 'a.?b', subject: '[ab]+'}}");
    QCOMPARE(judged(heard_by(*lines).filters.at(0), *lines, R"({"type":"a\nb","subject":"ab"})"), std::string("null"));
    QCOMPARE(judged(heard_by(*lines).filters.at(0), *lines, R"({"type":"a-b","subject":"ab\n"})"), std::string("null"));
    QCOMPARE(judged(heard_by(*lines).filters.at(0), *lines, R"({"type":"a-b","subject":"ab"})"), std::string("{}"));
}

void FilterTest::consumptions() {
    const auto plan = plan_of("do: [{a: {listen: {to: {any: [], until: '(. | length) > 3'}, read: envelope}}}, "
                              "{b: {listen: {to: {any: [{with: {type: x}}, {with: {type: y}}], until: {all: [{with: {type: u}}, {with: {type: '${ true }'}}]}}}}}, "
                              "{c: {listen: {to: {all: [{with: {type: x}}, {with: {type: y}}]}, read: raw}}}]");
    const auto& a = std::get<ListenSpec>(plan->task(0).spec);
    QVERIFY(a.to.kind == EventConsumption::Kind::any && a.read == EventRead::envelope);
    QCOMPARE(a.to.filters.size(), std::size_t{1});
    QVERIFY(a.to.filters[0].simple.empty() && std::holds_alternative<Absent>(a.to.filters[0].match));
    QCOMPARE(desk_.evaluate_requests({request_of(plan->program, std::get<ExpressionIndex>(a.to.until), "[1,2,3,4]"),
                                      request_of(plan->program, std::get<ExpressionIndex>(a.to.until), "[1]")}),
             (std::vector<std::string>{"true", "false"}));
    const auto& b = std::get<ListenSpec>(plan->task(1).spec).to;
    QVERIFY(b.until_kind == EventConsumption::Kind::all && std::holds_alternative<Absent>(b.until));
    QCOMPARE(b.filter_count(), std::size_t{4});
    QCOMPARE(simple_text(b.filter(2)), std::string("type=u"));
    QCOMPARE(plan->expression_places[std::get<ExpressionIndex>(b.filter(3).match)], std::string("/do/1/b/listen/to/until/all/1"));
    QVERIFY(std::get<ListenSpec>(plan->task(2).spec).read == EventRead::raw);
}

void FilterTest::an_iterator_sees_its_variables() {
    const auto plan = plan_of("do: [{a: {listen: {to: {any: []}}, foreach: {item: e, at: i, do: [{b: {set: '${ [$e, $i] }'}}, {c: {wait: PT1S}}], "
                              "output: {as: '[$e, $i, $task]', schema: {document: {type: array}}}, export: {as: '[$output, $i]'}}}}, "
                              "{d: {listen: {to: {any: []}}, foreach: {output: {as: $item}}}}]");
    const auto& each = *std::get<ListenSpec>(plan->task(0).spec).each;
    QCOMPARE(plan->task(each.first).pointer, std::string("/do/0/a/foreach/do/0/b"));
    QCOMPARE(plan->task(each.first).parent, TaskIndex{0});
    QCOMPARE(plan->task(plan->task(each.first).next).name, std::string("c"));
    const auto variables = [&](const ValueSource& source) { return plan->program->expressions[std::get<ExpressionIndex>(source)].variables; };
    QCOMPARE(variables(each.output_as), (std::vector<std::string>{"e", "i", "task"}));
    QCOMPARE(variables(each.export_as), (std::vector<std::string>{"i", "output"}));
    QVERIFY(each.output_schema.has_value() && !each.export_schema.has_value());
    const auto& bare = *std::get<ListenSpec>(plan->task(1).spec).each;
    QVERIFY(bare.first == no_task && bare.item == "item" && bare.at == "index");
}

void FilterTest::a_schedule() {
    const auto scheduled = [](const std::string& text) { return plan_of(text + "\ndo: [{a: {wait: PT1S}}]"); };
    QCOMPARE(scheduled("schedule: {every: PT15M}")->schedule->every->ms, std::int64_t{900000});
    QCOMPARE(scheduled("schedule: {after: {seconds: 5}}")->schedule->after->ms, std::int64_t{5000});
    QCOMPARE(scheduled("schedule: {cron: '0 0 * * *'}")->schedule->cron.value_or(""), std::string("0 0 * * *"));
    const auto plan = scheduled("use: {secrets: [s]}\nschedule: {read: envelope, on: {any: [{with: {type: x, data: '${ . == $secrets.s }'}}], until: 'length > 2'}}");
    QVERIFY(plan->schedule->read == EventRead::envelope);
    const auto index = std::get<ExpressionIndex>(plan->schedule->on->filters.at(0).match);
    QCOMPARE(plan->program->expressions[index].variables, std::vector<std::string>{"secrets"});
    QCOMPARE(plan->expression_places[index], std::string("/schedule/on/any/0"));
    QVERIFY(std::holds_alternative<ExpressionIndex>(plan->schedule->on->until));
    QVERIFY(!scheduled("")->schedule);
}

/// What loads can be compiled, by libjq too; but for functions that had to be fetched.
void FilterTest::the_specifications_examples() {
    if (shared_dir().empty()) QSKIP("the specification's examples are not beside the project");
    const QDir dir(QString::fromStdString(shared_dir() + "/ows/examples"));
    int compiled = 0;
    for (const auto& name : dir.entryList({"*.yaml"}, QDir::Files, QDir::Name)) {
        const auto read = read_definition_file(dir.filePath(name).toStdString());
        if (!read.definition) continue;
        const auto plan = compile_plan(*read.definition);
        if (!plan && plan.error().code == ErrorCode::not_found) continue;
        QVERIFY2(plan.ok(), qPrintable(name));
        QVERIFY2(desk_.compile((*plan)->program).empty(), qPrintable(name));
        ++compiled;
    }
    QVERIFY2(compiled > 40, qPrintable(QString::number(compiled)));
}

ORKESTR_TEST(FilterTest)

} // namespace orkestr::test

#include "filter_test.moc"
