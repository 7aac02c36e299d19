// What advance() asks for and in which order, where it stops, and what it refuses.
#include "core/engine/advance.h"

#include "core/base/sha256.h"
#include "tests/engine/plan_of.h"
#include "tests/golden/state_text.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

/// A run from its start, advanced by hand.
struct Hand {
    explicit Hand(std::shared_ptr<const Plan> of, const char* input = "null") : plan(std::move(of)) {
        events::RunStarted start;
        start.run = RunId{"01KDTMWQG0000000000000000G"};
        start.nonce = "000102030405060708090a0b0c0d0e0f";
        start.secrets = Json::trusted("{}");
        start.value = {Json::trusted(input), 0};
        take(start);
    }
    bool take(EventBody fact) { return apply(state, {state.seq + 1, now, std::move(fact)}, &effects).ok(); }
    Advanced go(const Values& values = {}) {
        auto advanced = advance(*plan, state, values, now, effects);
        if (!advanced) qFatal("%s", advanced.error().message.c_str());
        return std::move(*advanced);
    }

    std::shared_ptr<const Plan> plan;
    State state;
    Effects effects;
    Instant now{1000};
};

std::string asked_text(const Hand& hand, const Advanced& advanced) {
    std::string text;
    for (const auto& request : advanced.requests) {
        text += std::to_string(request.key.step) + " " + to_string(request.key.slot) + " " + request.input.text();
        if (!request.is_schema)
            for (std::size_t i = 0; i < request.variables.size(); ++i)
                text += " $" + hand.plan->program->expressions[request.index].variables[i] + "=" + request.variables[i].text();
        text += "\n";
    }
    return text;
}

std::string types_text(const Advanced& advanced) {
    std::string text;
    for (const auto& event : advanced.events) text += std::string(type_of(event.body)) + " ";
    return text;
}

} // namespace

class AdvanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void constants_are_never_asked_for();
    void a_request_holds_what_its_text_names();
    void who_reads_no_input_is_given_none();
    void a_condition_on_all_that_was_heard_is_given_it_where_it_reads_it();
    void branches_ask_in_declared_order();
    void asks_again_until_it_is_told();
    void an_answer_that_is_not_awaited_does_no_harm();
    void a_slice_ends_a_call();
    void a_cancellation_comes_between_slices();
    void too_long_a_history_faults();
    void another_definition_is_refused();
    void times_never_go_back();
    void draws_are_of_the_history();
};

void AdvanceTest::constants_are_never_asked_for() {
    Hand hand(plan_of("do: [one: {input: {from: .}, set: {a: {b: [1, text]}}, output: {as: {c: 2}}, export: {as: .}}]"));
    const auto advanced = hand.go();
    QVERIFY(advanced.requests.empty());
    QCOMPARE(types_text(advanced), std::string("run.entered task.started context.exported task.completed run.completed "));
    QCOMPARE(hand.state.output.json.text(), std::string(R"({"c":2})"));
    QCOMPARE(hand.plan->program->expressions.size(), std::size_t{0});
}

void AdvanceTest::a_request_holds_what_its_text_names() {
    Hand hand(plan_of("do: [loop: {for: {in: '[7]'}, do: [one: {set: {a: '${ $item + $context + $input.x }', b: text}}]}]"), R"({"x":1})");
    auto advanced = hand.go();
    QCOMPARE(asked_text(hand, advanced), std::string("1 main null\n"));
    advanced = hand.go({{advanced.requests[0].key, Json::trusted("[7]")}});
    QCOMPARE(asked_text(hand, advanced), std::string("2 main {\"x\":1} $context=null $input={\"x\":1} $item=7\n"));
}

void AdvanceTest::who_reads_no_input_is_given_none() {
    Hand hand(plan_of("do: [one: {if: $context.x == null, set: {a: 1}}]"), R"({"x":1})");
    QCOMPARE(asked_text(hand, hand.go()), std::string("1 if null $context=null\n"));
}

void AdvanceTest::a_condition_on_all_that_was_heard_is_given_it_where_it_reads_it() {
    const auto asked = [](const std::string& until) {
        Hand hand(plan_of("do: [one: {listen: {to: {any: [{with: {type: t}}], until: '" + until + "'}}}]"));
        hand.go();
        events::EventReceived heard;
        heard.step = 1;
        heard.value = {Json::trusted(R"({"data":7,"id":"1","source":"/s","specversion":"1.0","type":"t"})"), 0};
        if (!hand.take(heard)) qFatal("nobody heard the event");
        return asked_text(hand, hand.go());
    };
    QCOMPARE(asked("length > 1"), std::string("1 until [7]\n"));
    QCOMPARE(asked("$context == 1"), std::string("1 until null $context=null\n"));
    QCOMPARE(asked("${ false }"), std::string());
}

void AdvanceTest::branches_ask_in_declared_order() {
    Hand hand(plan_of("do: [all: {fork: {branches: [b: {set: {n: '${ .b }'}}, a: {set: {n: '${ .a }'}}, c: {if: .c, set: {n: 1}}]}}]"));
    auto advanced = hand.go();
    QCOMPARE(asked_text(hand, advanced), std::string("2 main null\n3 main null\n4 if null\n"));
    Values values;
    // Told in another order, it decides in its own.
    for (auto request = advanced.requests.rbegin(); request != advanced.requests.rend(); ++request) values[request->key] = Json::boolean(true);
    advanced = hand.go(values);
    QCOMPARE(types_text(advanced), std::string("task.completed task.completed task.started task.completed task.completed run.completed "));
    QCOMPARE(step_of(advanced.events[0].body), StepId{2});
}

void AdvanceTest::asks_again_until_it_is_told() {
    Hand hand(plan_of("do: [one: {set: {a: '${ .x }'}, output: {schema: {document: {type: object}}}}]"));
    const auto first = hand.go();
    const auto second = hand.go();
    QVERIFY(second.events.empty());
    QCOMPARE(asked_text(hand, first), asked_text(hand, second));
    QVERIFY(first.requests[0].key == second.requests[0].key);
    // With one answer it asks for the next, and holds on to nothing itself.
    Values values{{first.requests[0].key, Json::trusted("{}")}};
    auto third = hand.go(values);
    QCOMPARE(third.requests.size(), std::size_t{1});
    QVERIFY(third.requests[0].is_schema);
    QVERIFY(third.requests[0].key.slot == Slot::output_schema);
    values[third.requests[0].key] = Json::boolean(true);
    QCOMPARE(types_text(hand.go(values)), std::string("task.completed run.completed "));
}

void AdvanceTest::an_answer_that_is_not_awaited_does_no_harm() {
    Hand hand(plan_of("do: [one: {set: {a: '${ .x }'}}]"));
    auto advanced = hand.go();
    Values values;
    RequestKey old = advanced.requests[0].key;
    old.touched -= 1; // of an earlier stage of the same step
    values[old] = Json::trusted("666");
    QCOMPARE(hand.go(values).requests.size(), std::size_t{1});
}

void AdvanceTest::a_slice_ends_a_call() {
    Hand hand(plan_of("do: [again: {set: {n: 1}, then: again}]"));
    std::uint64_t events = 1;
    for (int i = 0; i < 5; ++i) {
        const auto advanced = hand.go();
        QVERIFY(advanced.more);
        QVERIFY(advanced.requests.empty());
        QCOMPARE(advanced.events.size(), slice_events);
        events += advanced.events.size();
        QCOMPARE(hand.state.seq, events);
    }
}

void AdvanceTest::a_cancellation_comes_between_slices() {
    Hand hand(plan_of("do: [again: {set: {n: 1}, then: again}]"));
    QVERIFY(hand.go().more);
    QVERIFY(hand.take(events::RunCancelRequested{"me", "enough"}));
    const auto advanced = hand.go();
    QVERIFY(!advanced.more);
    QCOMPARE(types_text(advanced), std::string("task.cancelled run.cancelled "));
}

void AdvanceTest::too_long_a_history_faults() {
    Hand hand(plan_of("do: [both: {fork: {branches: [nap: {wait: PT1H}, again: {do: [again: {set: {n: 1}, then: again}]}]}}]"));
    hand.go();
    hand.state.seq = max_run_events + 1;
    const auto advanced = hand.go();
    QVERIFY(!advanced.more);
    QCOMPARE(std::string(to_string(hand.state.status)), std::string("faulted"));
    QCOMPARE(hand.state.fault.problem.status, 500);
    QVERIFY(hand.state.fault.problem.type.ends_with("/runtime"));
    QVERIFY(hand.state.timers.empty());
}

void AdvanceTest::another_definition_is_refused() {
    Hand hand(plan_of("do: [one: {set: {a: 1}}, two: {wait: PT1S}]"));
    hand.go();
    Effects effects;
    State state = hand.state;
    QVERIFY(apply(state, {state.seq + 1, hand.now, events::TimerFired{state.timers.begin()->first}}).ok());
    const auto shorter = advance(*plan_of("do: [one: {set: {a: 1}}]"), state, {}, hand.now, effects);
    QVERIFY(!shorter.ok() && shorter.error().code == ErrorCode::corrupt);
    state = hand.state;
    QVERIFY(apply(state, {state.seq + 1, hand.now, events::TimerFired{state.timers.begin()->first}}).ok());
    const auto other = advance(*plan_of("do: [one: {set: {a: 1}}, two: {emit: {event: {with: {type: a.b}}}}]"), state, {}, hand.now, effects);
    QVERIFY(!other.ok() && other.error().code == ErrorCode::corrupt);
}

void AdvanceTest::times_never_go_back() {
    Hand hand(plan_of("do: [nap: {wait: PT1S}]"));
    hand.go();
    hand.now = Instant{2000};
    QVERIFY(hand.take(events::TimerFired{hand.state.timers.begin()->first}));
    hand.now = Instant{500};
    for (const auto& event : hand.go().events) QCOMPARE(event.at.ms, std::int64_t{2000});
}

void AdvanceTest::draws_are_of_the_history() {
    Hand hand(plan_of("do: [one: {set: {a: 1}}]"));
    // sha256 of "orkestr draw 000102030405060708090a0b0c0d0e0f 7 jitter", by another program.
    QCOMPARE(to_hex(draw(hand.state, 7, "jitter")), std::string("841a3171c4afb60da2c102f1ea24edd1cdacbb170e6e443470cbe501dcf3fc44"));
    QVERIFY(draw(hand.state, 7, "jitter") != draw(hand.state, 8, "jitter"));
    QVERIFY(draw(hand.state, 7, "jitter") != draw(hand.state, 7, "event id"));
}

ORKESTR_TEST(AdvanceTest)

} // namespace orkestr::test

#include "advance_test.moc"
