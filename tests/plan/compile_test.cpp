// Definitions compiled: where `then` leads, which variables an expression asks for, and that two plans are one.
#include "core/plan/plan.h"

#include "tests/engine/plan_of.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

const PlannedTask& task_at(const Plan& plan, const char* pointer) {
    const TaskIndex index = plan.find(pointer);
    if (index == no_task) qFatal("there is no task %s", pointer);
    return plan.task(index);
}

std::string then_text(const Plan& plan, const Directive& then) {
    switch (then.kind) {
    case Directive::Kind::next: return "next";
    case Directive::Kind::exit: return "exit";
    case Directive::Kind::end: return "end";
    case Directive::Kind::jump: break;
    }
    return plan.task(then.target).pointer;
}

/// The variables of each expression, in the order of their indices.
std::string variables_text(const Plan& plan) {
    std::string text;
    for (std::size_t i = 0; i < plan.program->expressions.size(); ++i) {
        text += plan.expression_places[i] + ":";
        for (const auto& name : plan.program->expressions[i].variables) text += " " + name;
        text += "\n";
    }
    return text;
}

} // namespace

class CompileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void then_is_resolved();
    void lists_are_linked();
    void tasks_are_found_by_pointer();
    void variables_are_what_a_text_names();
    void constants_and_identities_are_no_expressions();
    void an_expression_that_is_a_constant_is_none();
    void equal_texts_share_an_index();
    void secrets_are_known_beforehand();
    void two_plans_of_one_text_are_equal();
};

void CompileTest::then_is_resolved() {
    const auto plan = plan_of("do: [a: {set: {x: 1}, then: c}, b: {set: {x: 1}, then: exit}, c: {set: {x: 1}, then: end}, d: {set: {x: 1}, then: a}, e: {set: {x: 1}}]");
    QCOMPARE(then_text(*plan, task_at(*plan, "/do/0/a").then), std::string("/do/2/c"));
    QCOMPARE(then_text(*plan, task_at(*plan, "/do/1/b").then), std::string("exit"));
    QCOMPARE(then_text(*plan, task_at(*plan, "/do/2/c").then), std::string("end"));
    QCOMPARE(then_text(*plan, task_at(*plan, "/do/3/d").then), std::string("/do/0/a"));
    QCOMPARE(then_text(*plan, task_at(*plan, "/do/4/e").then), std::string("next"));
    const auto inner = plan_of("do: [a: {do: [a: {set: {x: 1}, then: b}, b: {set: {x: 1}, then: a}]}, b: {switch: [k: {when: .x, then: a}, l: {then: exit}]}]");
    // A name is that of a task of the same list.
    QCOMPARE(then_text(*inner, task_at(*inner, "/do/0/a/do/0/a").then), std::string("/do/0/a/do/1/b"));
    QCOMPARE(then_text(*inner, task_at(*inner, "/do/0/a/do/1/b").then), std::string("/do/0/a/do/0/a"));
    const auto& cases = std::get<SwitchSpec>(task_at(*inner, "/do/1/b").spec).cases;
    QCOMPARE(then_text(*inner, cases.at(0).then), std::string("/do/0/a"));
    QCOMPARE(then_text(*inner, cases.at(1).then), std::string("exit"));
}

void CompileTest::lists_are_linked() {
    const auto plan = plan_of("do: [a: {do: [b: {set: {x: 1}}, c: {set: {x: 1}}]}, d: {fork: {branches: [e: {set: {x: 1}}, f: {set: {x: 1}}]}}]");
    const auto next_of = [&](const char* pointer) {
        const TaskIndex next = task_at(*plan, pointer).next;
        return next == no_task ? std::string("none") : plan->task(next).pointer;
    };
    QCOMPARE(plan->task(plan->first).pointer, std::string("/do/0/a"));
    QCOMPARE(next_of("/do/0/a"), std::string("/do/1/d"));
    QCOMPARE(next_of("/do/0/a/do/0/b"), std::string("/do/0/a/do/1/c"));
    QCOMPARE(next_of("/do/0/a/do/1/c"), std::string("none"));
    QCOMPARE(next_of("/do/1/d"), std::string("none"));
    // Branches stand side by side.
    QCOMPARE(next_of("/do/1/d/fork/branches/0/e"), std::string("none"));
    QCOMPARE(plan->task(task_at(*plan, "/do/0/a/do/1/c").parent).pointer, std::string("/do/0/a"));
}

void CompileTest::tasks_are_found_by_pointer() {
    const auto plan = plan_of("do: [a: {do: [b: {set: {x: 1}}]}]");
    for (TaskIndex i = 0; i < plan->tasks.size(); ++i) QCOMPARE(plan->find(plan->tasks[i].pointer), i);
    QCOMPARE(plan->find("/do/0/nobody"), no_task);
    QCOMPARE(plan->find(""), no_task);
}

void CompileTest::variables_are_what_a_text_names() {
    const auto plan = plan_of("do: [loop: {for: {each: one, in: '$input.list'}, while: '$one > $index', do: [a: {set: '${ {a: $one, b: $context.x, c: $context.y, d: .} }', "
                              "output: {as: '$task.name'}, export: {as: '[$output, $context]'}}]}]");
    const std::string text = variables_text(*plan);
    for (const char* line : {": input\n", ": index one\n", ": context one\n", ": task\n", ": context output\n"})
        QVERIFY2(text.find(line) != std::string::npos, (std::string(line) + " in\n" + text).c_str());
    QCOMPARE(plan->program->expressions.size(), std::size_t{5});
}

void CompileTest::constants_and_identities_are_no_expressions() {
    const auto plan = plan_of("do: [a: {input: {from: .}, set: {x: [1, text]}, output: {as: {y: null}}, export: {as: .}}, b: {wait: PT5S}]");
    QVERIFY(plan->program->expressions.empty());
    const auto& a = task_at(*plan, "/do/0/a");
    QVERIFY(std::holds_alternative<Identity>(a.input_from));
    QVERIFY(std::holds_alternative<Json>(a.output_as));
    QVERIFY(std::holds_alternative<Absent>(a.if_true));
    QCOMPARE(std::get<Json>(std::get<SetSpec>(a.spec).value).text(), std::string("{\"x\":[1,\"text\"]}"));
    QCOMPARE(std::get<Duration>(std::get<WaitSpec>(task_at(*plan, "/do/1/b").spec).duration).ms, std::int64_t{5000});
}

void CompileTest::an_expression_that_is_a_constant_is_none() {
    const auto plan = plan_of("do: [a: {if: '${ 0 }', set: '${ {} }', output: {as: '${ \"x\" }'}}, "
                              "b: {listen: {to: {any: [{with: {type: t}}], until: '${ false }'}}}]");
    QVERIFY(plan->program->expressions.empty());
    const auto& a = task_at(*plan, "/do/0/a");
    QCOMPARE(std::get<Json>(a.if_true).text(), std::string("true")); // jq's truth
    QCOMPARE(std::get<Json>(std::get<SetSpec>(a.spec).value).text(), std::string("{}"));
    QCOMPARE(std::get<Json>(a.output_as).text(), std::string("\"x\""));
    QCOMPARE(std::get<Json>(std::get<ListenSpec>(task_at(*plan, "/do/1/b").spec).to.until).text(), std::string("false"));
}

void CompileTest::equal_texts_share_an_index() {
    const auto plan = plan_of("do: [a: {set: '${ .x }'}, b: {set: '${ .x }'}, c: {set: '${ .y }'}]");
    QCOMPARE(plan->program->expressions.size(), std::size_t{2});
    const auto index_of = [&](const char* pointer) { return std::get<ExpressionIndex>(std::get<SetSpec>(task_at(*plan, pointer).spec).value); };
    QCOMPARE(index_of("/do/0/a"), index_of("/do/1/b"));
    QVERIFY(index_of("/do/0/a") != index_of("/do/2/c"));
}

void CompileTest::secrets_are_known_beforehand() {
    const auto plan = plan_of("use: {secrets: [one, two]}\ndo: [a: {run: {shell: {command: x, environment: {A: '${ $secrets.one }', B: '${ .x }'}}}}, b: {run: {shell: {command: x, stdin: '${ $secrets }'}}}]");
    const auto named = [&](const char* pointer) { return plan->expression_secrets[std::get<ExpressionIndex>(std::get<ActivitySpec>(task_at(*plan, pointer).spec).request)]; };
    QVERIFY(named("/do/0/a").names == std::vector<std::string>{"one"});
    QVERIFY(!named("/do/0/a").any);
    QVERIFY(named("/do/1/b").any);
    QVERIFY(plan->secrets == (std::vector<std::string>{"one", "two"}));
}

void CompileTest::two_plans_of_one_text_are_equal() {
    const char* const text = "use: {functions: {f: {set: '${ .f }'}}}\ndo: [a: {call: f, with: {x: '${ .x }'}}, b: {fork: {branches: [c: {set: '${ .c }'}, d: {wait: PT1S}]}}]";
    const auto one = plan_of(text);
    const auto two = plan_of(text);
    QCOMPARE(one->definition_hash, two->definition_hash);
    QCOMPARE(one->program->id, two->program->id);
    QCOMPARE(one->tasks.size(), two->tasks.size());
    for (std::size_t i = 0; i < one->tasks.size(); ++i) QCOMPARE(one->tasks[i].pointer, two->tasks[i].pointer);
    for (std::size_t i = 0; i < one->program->expressions.size(); ++i) QCOMPARE(one->program->expressions[i].text, two->program->expressions[i].text);
    QVERIFY(one->definition_hash != plan_of("do: [a: {wait: PT1S}]")->definition_hash);
}

ORKESTR_TEST(CompileTest)

} // namespace orkestr::test

#include "compile_test.moc"
