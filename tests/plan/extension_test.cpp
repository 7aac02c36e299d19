// What stands where a task is extended.
#include "core/plan/plan.h"

#include "tests/engine/plan_of.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

const PlannedTask& task_named(const Plan& plan, const char* pointer) {
    const TaskIndex index = plan.find(pointer);
    if (index == no_task) qFatal("there is no task %s", pointer);
    return plan.task(index);
}

/// `name(inner(task))`: the extensions from a place inwards.
std::string wrapped(const Plan& plan, TaskIndex index) {
    if (index == no_task) return "-";
    const auto* const extension = std::get_if<ExtensionSpec>(&plan.task(index).spec);
    if (!extension) return plan.task(index).name;
    return plan.task(index).name + "(" + wrapped(plan, extension->task) + ")";
}

/// A list from its first task on.
std::string list_text(const Plan& plan, TaskIndex first) {
    std::string text;
    for (TaskIndex at = first; at != no_task; at = plan.task(at).next) text += (text.empty() ? "" : " ") + wrapped(plan, at);
    return text;
}

constexpr const char* two = "use: {extensions: ["
                            "{log: {extend: all, when: '$task.set.x == 1', before: [{b1: {set: {y: 1}, then: exit}}, {b2: {do: [{in: {set: {z: 1}, then: exit}}]}}]}}, "
                            "{mock: {extend: set, after: [{a1: {wait: PT1S}}, {a2: {set: {y: 1}}}]}}]}\n";

} // namespace

class ExtensionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_task_is_replaced_in_its_list();
    void then_leads_to_the_extension();
    void lists_of_an_extension();
    void targets_data();
    void targets();
    void functions_are_extended_but_not_within_extensions();
    void branches_handlers_and_iterators();
    void conditions_know_the_extended_task();
};

void ExtensionTest::a_task_is_replaced_in_its_list() {
    const auto plan = plan_of(std::string(two) + "do: [{s: {if: .x, set: {x: 1}, output: {as: .y}, timeout: {after: PT9S}, then: w}}, {w: {wait: PT1S}}]");
    QCOMPARE(list_text(*plan, plan->first), std::string("log(mock(s)) log(w)"));
    const auto& outer = plan->task(plan->first);
    QCOMPARE(outer.pointer, std::string("/use/extensions/0/log"));
    QCOMPARE(outer.kind, std::string("extension"));
    QVERIFY(std::holds_alternative<ExpressionIndex>(outer.if_true));
    QVERIFY(outer.then.kind == Directive::Kind::jump && outer.then.target == outer.next);
    QVERIFY(std::holds_alternative<Absent>(outer.output_as) && !outer.timeout);
    const auto& middle = plan->task(std::get<ExtensionSpec>(outer.spec).task);
    QCOMPARE(middle.pointer, std::string("/use/extensions/1/mock"));
    const auto& own = task_named(*plan, "/do/0/s");
    for (const auto* inner : {&middle, &own}) {
        QVERIFY(std::holds_alternative<Absent>(inner->if_true));
        QVERIFY(inner->next == no_task && inner->then.kind == Directive::Kind::next);
    }
    QCOMPARE(own.kind, std::string("set"));
    QVERIFY(std::holds_alternative<ExpressionIndex>(own.output_as) && own.timeout.has_value());
    QCOMPARE(plan->find("/do/1/w"), std::get<ExtensionSpec>(plan->task(outer.next).spec).task);
    QCOMPARE(plan->task(own.parent).name, std::string("mock"));
}

void ExtensionTest::then_leads_to_the_extension() {
    const auto plan = plan_of(std::string(two) + "do: [{c: {switch: [{k: {when: .x, then: s}}, {l: {then: c}}]}}, {s: {set: {x: 1}, then: c}}]");
    const auto& cases = std::get<SwitchSpec>(task_named(*plan, "/do/0/c").spec).cases;
    QCOMPARE(wrapped(*plan, cases.at(0).then.target), std::string("log(mock(s))"));
    QCOMPARE(cases.at(1).then.target, plan->first);
    QCOMPARE(plan->task(cases.at(0).then.target).then.target, plan->first);
}

void ExtensionTest::lists_of_an_extension() {
    const auto plan = plan_of(std::string(two) + "do: [{s: {set: {x: 1}}}, {t: {set: {x: 2}}}]");
    const auto& log = std::get<ExtensionSpec>(plan->task(plan->first).spec);
    const auto& mock = std::get<ExtensionSpec>(plan->task(log.task).spec);
    QCOMPARE(list_text(*plan, log.before), std::string("b1 b2"));
    QCOMPARE(list_text(*plan, mock.after), std::string("a1 a2"));
    QVERIFY(log.after == no_task && mock.before == no_task);
    const auto& b1 = plan->task(log.before);
    QCOMPARE(b1.pointer, std::string("/use/extensions/0/log/before/0/b1"));
    QVERIFY(b1.exit_skips && plan->task(b1.next).exit_skips && b1.then.kind == Directive::Kind::exit);
    QVERIFY(b1.parent == no_task);
    QVERIFY(!task_named(*plan, "/use/extensions/0/log/before/1/b2/do/0/in").exit_skips);
    QVERIFY(!plan->task(mock.after).exit_skips);
    // Both tasks share them.
    QCOMPARE(std::get<ExtensionSpec>(plan->task(plan->task(plan->first).next).spec).before, log.before);
    QCOMPARE(log.definition.text(), std::string(R"({"set":{"x":1}})"));
}

void ExtensionTest::targets_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* target, const char* expected) { QTest::newRow(target) << target << expected; };
    row("call", "c d e x(f) g k l r s t u w h");
    row("composite", "x(c) d e f g x(k) l r s t u w h");
    row("for", "c d x(e) f g k l r s t u w h");
    row("emit", "c x(d) e f g k l r s t u w h");
    row("listen", "c d e f g k x(l) r s t u w h");
    row("run", "c d e f x(g) k l r s t u w h");
    row("raise", "c d e f g k l r s t u w x(h)");
    row("try", "c d e f g k l x(r) s t u w h");
    row("set", "c d e f g k l r x(s) t u w h");
    row("switch", "c d e f g k l r s x(t) u w h");
    row("wait", "c d e f g k l r s t x(u) x(w) h");
    row("all", "x(c) x(d) x(e) x(f) x(g) x(k) x(l) x(r) x(s) x(t) x(u) x(w) x(h)");
}

void ExtensionTest::targets() {
    QFETCH(QString, target);
    QFETCH(QString, expected);
    const auto plan = plan_of("use: {extensions: [{x: {extend: " + target.toStdString() + ", before: [{y: {set: {a: 1}}}]}}]}\n" +
        "do: [{c: {do: [{n: {set: {a: 1}}}]}}, {d: {emit: {event: {with: {type: t}}}}}, {e: {for: {in: .x}, do: [{n: {set: {a: 1}}}]}}, "
        "{f: {call: http, with: {method: get, endpoint: 'http://a.b'}}}, {g: {run: {shell: {command: x}}}}, {k: {fork: {branches: [{n: {set: {a: 1}}}]}}}, "
        "{l: {listen: {to: {any: []}}}}, {r: {try: [{n: {set: {a: 1}}}], catch: {}}}, {s: {set: {a: 1}}}, {t: {switch: [{k: {then: continue}}]}}, "
        "{u: {wait: PT1S}}, {w: {wait: PT1S}}, {h: {raise: {error: {type: 'https://a.b', status: 400}}}}]");
    QCOMPARE(list_text(*plan, plan->first), expected.toStdString());
}

void ExtensionTest::functions_are_extended_but_not_within_extensions() {
    const auto plan = plan_of("use: {extensions: [{x: {extend: all, before: [{y: {call: f}}]}}], functions: {f: {do: [{z: {call: g}}]}, g: {set: {a: 1}}}}\ndo: [{c: {call: f}}]");
    const auto& outer = std::get<ExtensionSpec>(plan->task(plan->first).spec);
    const auto function_of = [&](TaskIndex call) { return std::get<FunctionSpec>(plan->task(call).spec).function; };
    const TaskIndex extended = function_of(outer.task);
    QCOMPARE(wrapped(*plan, extended), std::string("x(f)"));
    const auto& body = plan->task(std::get<ExtensionSpec>(plan->task(extended).spec).task);
    QCOMPARE(list_text(*plan, std::get<DoSpec>(body.spec).first), std::string("x(z)"));
    // The extension calls the same function without itself in front.
    const TaskIndex plain = function_of(outer.before);
    QCOMPARE(wrapped(*plan, plain), std::string("f"));
    const TaskIndex inner = std::get<DoSpec>(plan->task(plain).spec).first;
    QCOMPARE(wrapped(*plan, inner), std::string("z"));
    QCOMPARE(wrapped(*plan, function_of(inner)), std::string("g"));
    QVERIFY(plan->task(plain).parent == no_task && plan->task(extended).parent == no_task);
}

void ExtensionTest::branches_handlers_and_iterators() {
    const auto plan = plan_of("use: {extensions: [{x: {extend: set, after: [{y: {wait: PT1S}}]}}]}\ndo: [{f: {fork: {branches: [{a: {set: {a: 1}}}, {b: {wait: PT1S}}]}}}, "
                              "{r: {try: [{c: {set: {a: 1}}}], catch: {do: [{d: {set: {a: 1}}}]}}}, {l: {listen: {to: {any: []}}, foreach: {do: [{e: {set: {a: 1}}}]}}}]");
    const auto& branches = std::get<ForkSpec>(task_named(*plan, "/do/0/f").spec).branches;
    QCOMPARE(wrapped(*plan, branches.at(0)) + " " + wrapped(*plan, branches.at(1)), std::string("x(a) b"));
    QCOMPARE(plan->task(plan->task(branches.at(0)).parent).name, std::string("f"));
    const auto& attempt = std::get<TrySpec>(task_named(*plan, "/do/1/r").spec);
    QCOMPARE(wrapped(*plan, attempt.first) + " " + wrapped(*plan, attempt.handler), std::string("x(c) x(d)"));
    QCOMPARE(wrapped(*plan, std::get<ListenSpec>(task_named(*plan, "/do/2/l").spec).each->first), std::string("x(e)"));
}

void ExtensionTest::conditions_know_the_extended_task() {
    const auto plan = plan_of(std::string(two) + "do: [{s: {set: {x: 1}}}, {t: {set: {x: 2}}}]");
    const auto when_of = [&](TaskIndex index) { return std::get<ExpressionIndex>(std::get<ExtensionSpec>(plan->task(index).spec).when); };
    const auto& expression = plan->program->expressions[when_of(plan->first)];
    QCOMPARE(expression.variables, std::vector<std::string>{"task"});
    QCOMPARE(plan->program->definitions.at(static_cast<std::size_t>(expression.task_definition)).text(), std::string(R"({"set":{"x":1}})"));
    QVERIFY(when_of(plan->first) != when_of(plan->task(plan->first).next));
}

ORKESTR_TEST(ExtensionTest)

} // namespace orkestr::test

#include "extension_test.moc"
