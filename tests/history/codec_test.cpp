// Every type of event as bytes and back.
#include "core/history/codec.h"

#include "tests/support/test.h"

#include <QTest>
#include <set>

namespace orkestr::test {

namespace {

const char* const long_text = R"({"text":"longer than any reference to it would be"})";

/// Numbers and texts that differ from member to member, so that none is taken for another.
struct Filler {
    std::int64_t next = 1;
    void operator()(std::string& text) { text = "text " + std::to_string(next++); }
    void operator()(bool& flag) { flag = true; }
    void operator()(std::uint32_t& number) { number = static_cast<std::uint32_t>(next++); }
    void operator()(std::uint64_t& number) { number = static_cast<std::uint64_t>(next++); }
    void operator()(std::int64_t& number) { number = next++; }
    void operator()(Instant& time) { time = Instant{1'700'000'000'000 + next++}; }
    void operator()(std::optional<Instant>& time) { time = Instant{1'800'000'000'000 + next++}; }
    void operator()(RunId& run) { run.text = "01KDTMWQG0000000000000000G"; }
    void operator()(Payload& value) { value = {Json::trusted("{\"n\":" + std::to_string(next++) + "}"), 0}; }
    void operator()(Fault& fault) { fault = {{"https://example.com/e", 418, "title", "detail", "/do/0/x"}, 0}; }
    void operator()(Flow& flow) { flow = {Flow::Kind::next, static_cast<TaskIndex>(next++)}; }
};

template <class Body, class F>
void fill(Body& body, F&& f) {
    // What of these an event has; the codec's own list is not asked, so that a member forgotten there shows.
    if constexpr (requires { body.step; }) f(body.step);
    if constexpr (requires { body.parent; } && !std::is_same_v<Body, events::RunStarted>) f(body.parent);
    if constexpr (requires { body.task; }) f(body.task);
    if constexpr (requires { body.kind; }) f(body.kind);
    if constexpr (requires { body.key; }) f(body.key);
    if constexpr (requires { body.flow; }) f(body.flow);
    if constexpr (requires { body.chosen; }) f(body.chosen);
    if constexpr (requires { body.by_end; }) f(body.by_end);
    if constexpr (requires { body.due; }) f(body.due);
    if constexpr (requires { body.first; }) f(body.first);
    if constexpr (requires { body.reason; }) f(body.reason);
    if constexpr (requires { body.by; }) f(body.by);
    if constexpr (requires { body.index; }) f(body.index);
    if constexpr (requires { body.function; }) f(body.function);
    if constexpr (requires { body.attempt; }) f(body.attempt);
    if constexpr (requires { body.delay_ms; }) f(body.delay_ms);
    if constexpr (requires { body.jitter_ms; }) f(body.jitter_ms);
    if constexpr (requires { body.handler; }) f(body.handler);
    if constexpr (requires { body.timer; }) f(body.timer);
    if constexpr (requires { body.detached; }) f(body.detached);
    if constexpr (requires { body.scheduled; }) f(body.scheduled);
    if constexpr (requires { body.log; }) f(body.log);
    if constexpr (requires { body.run; }) f(body.run);
    if constexpr (requires { body.ns; }) f(body.ns);
    if constexpr (requires { body.name; }) f(body.name);
    if constexpr (requires { body.version; }) f(body.version);
    if constexpr (requires { body.slot; }) f(body.slot);
    if constexpr (requires { body.detail; }) f(body.detail);
    if constexpr (requires { body.value; }) f(body.value);
    if constexpr (requires { body.fault; }) f(body.fault);
    if constexpr (requires { body.shift_ms; }) f(body.shift_ms);
    if constexpr (requires { body.filter; }) f(body.filter);
    if constexpr (requires { body.bus; }) f(body.bus);
    if constexpr (requires { body.applies; }) f(body.applies);
    if constexpr (requires { body.itself; }) f(body.itself);
    if constexpr (requires { body.correlations; }) body.correlations = Json::trusted(R"({"order":"c"})");
    if constexpr (requires { body.children; }) body.children = {1, 2, 3};
    if constexpr (std::is_same_v<Body, events::RunStarted>) {
        body.definition = "hash";
        body.semantics = 1;
        body.runtime_name = "orkestr";
        body.runtime_version = "1";
        body.jq_version = "1.6";
        body.nonce = "nonce";
        body.secrets = Json::trusted(R"({"a":"b"})");
        body.parent = ParentStep{RunId{"01KDTMWQG0000000000000000H"}, 7, 3};
        body.cause = "child";
        body.origin = RunOrigin{RunOrigin::Kind::fork, RunId{"01KDTMWQG0000000000000000J"}, 11, "/do/0/x", RunId{"01KDTMWQG0000000000000000K"}};
    }
}

/// What run.started holds besides numbers that differ.
constexpr const char* start_members[] = {R"("cause":"child")", R"("definition":"hash")", R"("jq_version":"1.6")", R"("nonce":"nonce")",
                                         R"("runtime_name":"orkestr")", R"("runtime_version":"1")", R"("semantics":1)", R"("secrets":{"a":"b"})",
                                         R"("run":"01KDTMWQG0000000000000000H")", R"("scheduled":7)", R"("depth":3)",
                                         R"("run":"01KDTMWQG0000000000000000J")", R"("seq":11)", R"("step":"/do/0/x")",
                                         R"("kind":"fork")", R"("first":"01KDTMWQG0000000000000000K")"};

/// Everything of an event, by what the codec wrote and what it left out.
std::string all_of(const Event& event) {
    const EventRow row = encode(event);
    return row.type + " " + std::to_string(row.seq) + " " + std::to_string(row.at.ms) + " " + row.data.text() + " " + (row.value ? row.value->text() : "none");
}

template <std::size_t I = 0>
void for_every_body(const std::function<void(EventBody)>& each) {
    if constexpr (I < std::variant_size_v<EventBody>) {
        each(EventBody(std::in_place_index<I>));
        for_every_body<I + 1>(each);
    }
}

EventRow row_of(const char* type, const char* data, const char* value = nullptr, std::uint64_t seq = 2) {
    EventRow row{seq, type, Instant{1000}, Json::trusted(data), {}, {}};
    if (value) row.value = Json::trusted(value);
    return row;
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void types_are_told_apart();
    void a_full_event_comes_back();
    void an_empty_event_comes_back();
    void facts_are_what_comes_from_outside();
    void bytes_data();
    void bytes();
    void a_reference_stands_for_an_earlier_payload();
    void a_fault_is_referred_to();
    void refuses_data();
    void refuses();
};

void CodecTest::types_are_told_apart() {
    std::set<std::string> types;
    for_every_body([&](const EventBody& body) { QVERIFY2(types.insert(type_of(body)).second, type_of(body)); });
    QCOMPARE(types.size(), std::variant_size_v<EventBody>);
}

void CodecTest::a_full_event_comes_back() {
    for_every_body([&](EventBody body) {
        Filler filler;
        std::visit([&](auto& one) { fill(one, filler); }, body);
        const bool first = std::holds_alternative<events::RunStarted>(body);
        const Event event{first ? 1u : 5u, Instant{1'767'225'600'123}, std::move(body)};
        const EventRow row = encode(event);
        // Each member stands in the bytes: none of the numbers and texts is lost.
        for (std::int64_t i = 1; i < filler.next; ++i) {
            const std::string text = row.data.text() + (row.value ? row.value->text() : "");
            QVERIFY2(text.find(std::to_string(i)) != std::string::npos, (row.type + " lacks " + std::to_string(i) + " " + text).c_str());
        }
        for (const char* member : start_members)
            if (first) QVERIFY2(row.data.text().find(member) != std::string::npos, member);
        const auto decoded = Decoder().decode(row);
        QVERIFY2(decoded.ok(), decoded ? "" : decoded.error().message.c_str());
        QCOMPARE(QString::fromStdString(all_of(*decoded)), QString::fromStdString(all_of(event)));
        QVERIFY(decoded->body.index() == event.body.index());
    });
}

void CodecTest::an_empty_event_comes_back() {
    for_every_body([&](EventBody body) {
        if (auto* start = std::get_if<events::RunStarted>(&body)) start->run.text = "01KDTMWQG0000000000000000G";
        if (auto* child = std::get_if<events::ChildScheduled>(&body)) child->run.text = "01KDTMWQG0000000000000000G";
        const bool first = std::holds_alternative<events::RunStarted>(body);
        const Event event{first ? 1u : 5u, Instant{}, std::move(body)};
        const auto decoded = Decoder().decode(encode(event));
        QVERIFY2(decoded.ok(), decoded ? "" : decoded.error().message.c_str());
        QCOMPARE(QString::fromStdString(all_of(*decoded)), QString::fromStdString(all_of(event)));
    });
}

void CodecTest::facts_are_what_comes_from_outside() {
    std::set<std::string> facts;
    for_every_body([&](const EventBody& body) {
        if (is_fact(body)) facts.insert(type_of(body));
    });
    const std::set<std::string> expected = {"run.started",     "run.cancel-requested", "timer.fired",     "activity.completed",
                                            "activity.failed", "result.ignored",       "child.completed", "child.failed",
                                            "run.suspended",   "run.resumed",          "event.received",  "run.forked"};
    QVERIFY(facts == expected);
}

void CodecTest::bytes_data() {
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    const auto row = [](EventBody body, const char* expected) {
        QTest::newRow(type_of(body)) << QString::fromStdString(encode({4, Instant{9}, std::move(body)}).data.text()) << expected;
    };
    row(events::TaskStarted{1, 0, 2, "fork", "/do/0", {3, 4}, Instant{7}, {}},
        R"({"children":[3,4],"due":7,"key":"/do/0","kind":"fork","parent":0,"step":1,"task":2})");
    row(events::TaskCompleted{1, {Flow::Kind::next, 5}, "one", false, {}}, R"({"chosen":"one","flow":5,"step":1})");
    row(events::TaskFaulted{1, {Problem::standard(StandardError::timeout, "late"), 0}, no_task, 0, {}},
        R"({"error":{"detail":"late","status":408,"title":"Timeout Error","type":"https://open-workflow-specification.org/spec/1.0.0/errors/timeout"},"step":1})");
    row(events::ErrorCaught{1, no_task, {{}, 3}}, R"({"error_of":3,"step":1})");
    row(events::RunCompleted{{Json::trusted(long_text), 3}}, R"({"value_of":3})");
    row(events::RunCancelled{}, "{}");
}

void CodecTest::bytes() {
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

void CodecTest::a_reference_stands_for_an_earlier_payload() {
    Decoder decoder;
    QVERIFY(decoder.decode(encode({2, {}, events::ContextExported{1, {Json::trusted(long_text), 0}}})).ok());
    const EventRow row = encode({3, {}, events::TaskCompleted{1, {}, {}, false, {Json::trusted(long_text), 2}}});
    QVERIFY(!row.value);
    const auto decoded = decoder.decode(row);
    QVERIFY(decoded.ok());
    QCOMPARE(value_of(decoded->body)->json.text(), std::string(long_text));
    QCOMPARE(value_of(decoded->body)->origin, std::uint64_t{2});
    // What is short stands again.
    const EventRow again = encode({3, {}, events::TaskCompleted{1, {}, {}, false, {Json::trusted("1"), 2}}});
    QVERIFY(again.value && again.value->text() == "1");
}

void CodecTest::a_fault_is_referred_to() {
    Decoder decoder;
    const Problem problem = Problem::standard(StandardError::runtime, "no");
    QVERIFY(decoder.decode(encode({2, {}, events::TaskFaulted{1, {problem, 0}, no_task, 0, {}}})).ok());
    const auto decoded = decoder.decode(encode({3, {}, events::RunFaulted{{problem, 2}}}));
    QVERIFY(decoded.ok());
    QVERIFY(fault_of(decoded->body)->problem == problem);
    QCOMPARE(fault_of(decoded->body)->origin, std::uint64_t{2});
}

void CodecTest::refuses_data() {
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const EventRow& event, const char* expected) {
        const auto decoded = Decoder().decode(event);
        QTest::newRow(name) << (decoded ? QString("accepted") : QString::fromStdString(std::string(to_string(decoded.error().code)) + ": " + decoded.error().message)) << expected;
    };
    row("a type of the future", row_of("task.danced", "{}"), "newer_version: event 2 (task.danced): an unknown type of event; was it written by a newer Orkestr?");
    row("a format of the future", row_of("run.started", R"({"format":2})", "1", 1), "newer_version: event 1 (run.started): history format 2 is not known");
    row("a step that is missing", row_of("task.cancelled", "{}"), "corrupt: event 2 (task.cancelled): member 'step' should be an integer in range");
    row("a step that is negative", row_of("task.cancelled", R"({"step":-1})"), "corrupt: event 2 (task.cancelled): member 'step' should be an integer in range");
    row("a step beyond its type", row_of("task.cancelled", R"({"step":4294967296})"), "corrupt: event 2 (task.cancelled): member 'step' should be an integer in range");
    row("a step that is no number", row_of("task.cancelled", R"({"step":"1"})"), "corrupt: event 2 (task.cancelled): member 'step' should be an integer in range");
    row("a text that is none", row_of("task.cancelled", R"({"reason":1,"step":1})"), "corrupt: event 2 (task.cancelled): member 'reason' should be a text");
    row("a flow that leads nowhere", row_of("task.completed", R"({"flow":"up","step":1})", "1"), "corrupt: event 2 (task.completed): member 'flow' should be a task, `done`, `end` or `exit`");
    row("children that are none", row_of("task.started", R"({"children":{},"kind":"do","parent":0,"step":1,"task":0})", "1"), "corrupt: event 2 (task.started): member 'children' should be an array");
    row("a child that is none", row_of("task.started", R"({"children":["a"],"kind":"do","parent":0,"step":1,"task":0})", "1"), "corrupt: event 2 (task.started): member 'children' should be task indices");
    row("a run that is none", row_of("child.scheduled", R"({"run":"x","step":1})", "1"), "corrupt: event 2 (child.scheduled): member 'run' should be a run id");
    row("a payload that is missing", row_of("run.completed", "{}"), "corrupt: event 2 (run.completed): its payload is missing, or refers to an event without one");
    row("a payload that refers to nothing", row_of("run.completed", R"({"value_of":1})"), "corrupt: event 2 (run.completed): its payload is missing, or refers to an event without one");
    row("an error that is missing", row_of("run.faulted", "{}"), "corrupt: event 2 (run.faulted): its error is missing, or refers to an event without one");
    row("data that is no object", row_of("task.cancelled", "[]"), "corrupt: event 2 (task.cancelled): member 'step' should be an integer in range");
}

void CodecTest::refuses() {
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

ORKESTR_TEST(CodecTest)

} // namespace orkestr::test

#include "codec_test.moc"
