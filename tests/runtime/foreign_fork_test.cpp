// Forks of runs whose history is elsewhere: what they take along, what they need not, and that they begin with their own
// first step.
#include "core/history/codec.h"
#include "core/history/replay.h"
#include "core/runtime/run_fork.h"
#include "tests/runtime/recorded_runs.h"
#include "tests/support/test.h"

#include <QTest>
#include <algorithm>

namespace orkestr::test {

namespace {

std::string command_of(const ActivityRequest& request) { return JsonValue::of(request.request).string_at("command"); }

/// Finishes what is under way, until nothing is; but for the commands that are left.
void finish_all(Workshop& shop, const std::string& value = R"({"n":1})", const std::string& left = {}) {
    for (;;) {
        auto at = std::find_if(shop.activities.held.begin(), shop.activities.held.end(), [&](const auto& held) { return command_of(held.first) != left; });
        if (at == shop.activities.held.end()) return;
        const auto done = std::move(at->second);
        shop.activities.held.erase(at);
        done({Json::trusted(value), {}});
        shop.settle();
    }
}

const char* const order = "do: [check: {run: {shell: {command: check}}}, price: {set: {total: 5}}, charge: {run: {shell: {command: charge}}}, ship: {run: {shell: {command: ship}}}]";

/// What was ordered in a workshop, and what the evaluator was asked: everything outside.
struct Outside {
    explicit Outside(const Workshop& shop) : activities(shop.activities.started), questions(shop.evaluator.held.size()), published(shop.store.bus_events({})->size()) {}
    bool operator==(const Outside&) const = default;
    int activities;
    std::size_t questions;
    std::size_t published;
};

RunId start_fork(Workshop& shop, RunFork fork) {
    if (fork.definition) (void)shop.store.put_definition(*fork.definition);
    const RunId run{make_ulid(shop.time, "entropy" + std::to_string(shop.started++))};
    shop.orchestrator().start_fork(std::move(fork), run, [](const Result<RunId>&) {});
    return run;
}

void replays(const Workshop& shop, const RunId& run, const std::shared_ptr<const Plan>& plan) {
    auto replay = Replay::create(plan, rows_of(shop.events(run)));
    QVERIFY2(replay, replay ? "" : replay.error().message.c_str());
    const auto went = replay->go({});
    QVERIFY2(went, went ? "" : went.error().message.c_str());
    QVERIFY(replay->done());
    QVERIFY2(!replay->divergence(), replay->divergence() ? replay->divergence()->actual.c_str() : "");
}

} // namespace

class ForeignForkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void it_begins_with_its_own_first_step();
    void with_another_input();
    void its_history_stands_by_itself();
    void what_was_redacted_is_needed();
    void what_was_redacted_is_not_needed();
    void what_another_branch_has_under_way();
    void child_runs_stay_where_they_are();
    void a_history_with_a_gap();
    void by_a_letter();
    void a_letter_that_is_no_fork();
};

void ForeignForkTest::it_begins_with_its_own_first_step() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    QCOMPARE(there.status(run), std::string("completed"));
    const RecordedRuns all = RecordedRuns::of(there);
    const auto reader = all.reader();

    Workshop here;
    const Outside before(here);
    PlanCache plans;
    auto made = make_fork({run, "charge", {}, {"me", "again"}}, *reader, plans);
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    QVERIFY(Outside(here) == before);
    QVERIFY(made->definition);
    QVERIFY(!made->definition->listed);
    const auto plan = made->plan;
    std::vector<std::string> ordered; // what the outside hears of, in order
    here.orchestrator().committed = [&](const RunId&, const std::vector<Event>& events, const State&) {
        for (const Event& event : events) ordered.push_back(type_of(event.body));
    };
    const RunId again = start_fork(here, std::move(*made));
    here.settle();
    // The first that the outside is asked for is the step itself, once its own beginning is committed.
    QCOMPARE(here.activities.started, 1);
    QCOMPARE(command_of(here.activities.held.front().first), std::string("charge"));
    QCOMPARE(here.activities.held.front().first.key.run.text, again.text);
    const auto forked = std::find(ordered.begin(), ordered.end(), "run.forked");
    QVERIFY(forked != ordered.end());
    QVERIFY(std::find(forked, ordered.end(), "activity.scheduled") != ordered.end());
    finish_all(here);
    QCOMPARE(here.status(again), std::string("completed"));
    QCOMPARE(here.activities.started, 2);
    QVERIFY(here.store.outbox(std::nullopt)->empty());
    replays(here, again, plan);
    // The definition is kept for the run alone.
    DefinitionQuery listed;
    listed.listed_only = true;
    QVERIFY(here.store.definitions(listed)->empty());
    const auto header = std::get<events::RunStarted>(Decoder().decode(here.events(again).front())->body);
    QCOMPARE(header.origin->run.text, run.text);
    QCOMPARE(header.origin->step, std::string("/do/2/charge"));
}

void ForeignForkTest::with_another_input() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    const RecordedRuns all = RecordedRuns::of(there);
    Workshop here;
    PlanCache plans;
    auto made = make_fork({run, "/do/2/charge", Json::trusted(R"({"total":6})"), {"me", "again"}}, *all.reader(), plans);
    QVERIFY(made);
    const auto plan = made->plan;
    const RunId again = start_fork(here, std::move(*made));
    here.settle();
    const auto rows = here.events(again);
    const auto forked = std::find_if(rows.begin(), rows.end(), [](const EventRow& row) { return row.type == "run.forked"; });
    QCOMPARE(forked->value->text(), std::string(R"({"total":6})"));
    finish_all(here);
    replays(here, again, plan);
    // What is wrong with a wish is said as of a run that is here.
    QCOMPARE(make_fork({run, "nothing", {}, {}}, *all.reader(), plans).error().code, ErrorCode::not_found);
    QCOMPARE(make_fork({RunId{"01JD2X3M4N5P6Q7R8S9T0V1W2X"}, "charge", {}, {}}, *all.reader(), plans).error().code, ErrorCode::not_found);
}

void ForeignForkTest::its_history_stands_by_itself() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    Workshop here;
    RunId again;
    {
        const RecordedRuns all = RecordedRuns::of(there);
        PlanCache plans;
        again = start_fork(here, std::move(*make_fork({run, "charge", {}, {"me", "again"}}, *all.reader(), plans)));
    }
    here.settle();
    here.restart();
    here.recover();
    QCOMPARE(command_of(here.activities.held.back().first), std::string("charge"));
    finish_all(here);
    QCOMPARE(here.status(again), std::string("completed"));
    // Of this one another, as of any run.
    auto third = make_fork({again, "ship", {}, {"me", "again"}}, here.store, *here.orchestrator().plans(), "a key");
    QVERIFY2(third, third ? "" : third.error().message.c_str());
    start_fork(here, std::move(*third));
    here.settle();
    QCOMPARE(command_of(here.activities.held.back().first), std::string("ship"));
}

void ForeignForkTest::what_was_redacted_is_needed() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    RecordedRuns all = RecordedRuns::of(there);
    auto& rows = all.events[run];
    const auto result = std::find_if(rows.begin(), rows.end(), [](const EventRow& row) { return row.type == "activity.completed"; });
    result->value = Json::trusted(R"({"$redacted":true})");
    all.redacted[{run, result->seq}] = {"/value"};
    PlanCache plans;
    const auto refused = make_fork({run, "charge", {}, {"me", "again"}}, *all.reader(), plans);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::unsupported);
    QCOMPARE(refused.error().message, "event " + std::to_string(result->seq) + " (/value) was redacted, and a run from /do/2/charge on would need it; fork from /do/0/check or a step before it, "
                                      "or take a log in which it is not, or start the definition anew with an input of your own");
    // From the step that is named there it is possible.
    Workshop here;
    auto made = make_fork({run, "check", {}, {"me", "again"}}, *all.reader(), plans);
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    const RunId again = start_fork(here, std::move(*made));
    here.settle();
    finish_all(here);
    QCOMPARE(here.status(again), std::string("completed"));
    // The input itself: nothing can be made of it.
    all.events[run].front().value = Json::trusted(R"({"$redacted":true})");
    all.redacted[{run, 1}] = {"/value"};
    const auto nothing = make_fork({run, "check", Json::trusted("{}"), {"me", "again"}}, *all.reader(), plans);
    QVERIFY(!nothing);
    QVERIFY2(nothing.error().message.find("fork from") == std::string::npos, nothing.error().message.c_str());
}

void ForeignForkTest::what_was_redacted_is_not_needed() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    RecordedRuns all = RecordedRuns::of(there);
    // Later than the step, and what only people read.
    all.events[run].back().value = Json::trusted(R"({"$redacted":true})");
    all.redacted[{run, all.events[run].back().seq}] = {"/value"};
    JsonValue data = JsonValue::of(all.events[run].front().data);
    data.set("reason", "[redacted]");
    all.events[run].front().data = data.json();
    all.redacted[{run, 1}] = {"/data/reason"};
    PlanCache plans;
    const auto made = make_fork({run, "charge", {}, {"me", "again"}}, *all.reader(), plans);
    QVERIFY2(made, made ? "" : made.error().message.c_str());
}

void ForeignForkTest::what_another_branch_has_under_way() {
    const char* const branches = "do: [all: {fork: {branches: [x: {run: {shell: {command: x}}}, y: {do: [a: {run: {shell: {command: a}}}, b: {run: {shell: {command: b}}}]}]}}]";
    Workshop there;
    const RunId run = there.start(there.publish(branches));
    finish_all(there, R"({"n":1})", "x");
    PlanCache plans;
    const RecordedRuns open = RecordedRuns::of(there);
    const auto refused = make_fork({run, "b", {}, {"me", "again"}}, *open.reader(), plans);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::conflict);
    // What came later is known.
    finish_all(there);
    RecordedRuns ended = RecordedRuns::of(there);
    Workshop here;
    start_fork(here, std::move(*make_fork({run, "b", {}, {"me", "again"}}, *ended.reader(), plans)));
    here.settle();
    QCOMPARE(here.activities.started, 1);
    QCOMPARE(command_of(here.activities.held.front().first), std::string("b"));
    // Unless that is what was redacted.
    auto& rows = ended.events[run];
    const auto last = std::find_if(rows.rbegin(), rows.rend(), [](const EventRow& row) { return row.type == "activity.completed"; });
    last->value = Json::trusted(R"({"$redacted":true})");
    ended.redacted[{run, last->seq}] = {"/value"};
    QCOMPARE(make_fork({run, "b", {}, {"me", "again"}}, *ended.reader(), plans).error().code, ErrorCode::unsupported);
}

void ForeignForkTest::child_runs_stay_where_they_are() {
    Workshop there;
    there.publish("do: [c: {run: {shell: {command: c}}}]");
    const RunId run = there.start(there.publish("do: [left: {run: {workflow: {namespace: test, name: case, version: 1.0.0}, await: false}}, b: {run: {shell: {command: b}}}]", "2.0.0"));
    finish_all(there, "1", "c");
    QCOMPARE(there.status(run), std::string("completed"));
    const RecordedRuns all = RecordedRuns::of(there);
    Workshop here;
    here.publish("do: [c: {run: {shell: {command: c}}}]"); // so that one could be started
    PlanCache plans;
    auto made = make_fork({run, "b", {}, {"me", "again"}}, *all.reader(), plans);
    QVERIFY2(made, made ? "" : made.error().message.c_str());
    const auto plan = made->plan;
    const RunId again = start_fork(here, std::move(*made));
    here.settle();
    QCOMPARE(here.runs().size(), std::size_t{1});
    QCOMPARE(here.activities.started, 1);
    here.restart();
    here.recover();
    QCOMPARE(here.runs().size(), std::size_t{1});
    finish_all(here);
    QCOMPARE(here.status(again), std::string("completed"));
    replays(here, again, plan);
}

void ForeignForkTest::a_history_with_a_gap() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    RecordedRuns all = RecordedRuns::of(there);
    all.events[run].erase(all.events[run].begin() + 3);
    PlanCache plans;
    QCOMPARE(make_fork({run, "charge", {}, {}}, *all.reader(), plans).error().code, ErrorCode::corrupt);
    all.events[run].clear();
    QCOMPARE(make_fork({run, "charge", {}, {}}, *all.reader(), plans).error().code, ErrorCode::corrupt);
    all = RecordedRuns::of(there);
    all.definitions.clear();
    QCOMPARE(make_fork({run, "charge", {}, {}}, *all.reader(), plans).error().code, ErrorCode::not_found);
}

void ForeignForkTest::by_a_letter() {
    Workshop there;
    const RunId run = there.start(there.publish("do: [check: {run: {shell: {command: check}}}, price: {set: {text: 'longer than a reference would be'}}, charge: {run: {shell: {command: charge}}}]"));
    finish_all(there);
    const RecordedRuns all = RecordedRuns::of(there);
    PlanCache plans;
    const auto made = make_fork({run, "charge", {}, {"me", "again"}}, *all.reader(), plans);
    QVERIFY(made);
    const auto letter = fork_letter(*made);
    QVERIFY(letter);
    Workshop here;
    (void)here.store.put_definition(*made->definition);
    const RunId again{make_ulid(here.time, "entropy123")};
    const JsonValue body = JsonValue::object({{"of", run.text}, {"step", "/do/2/charge"}, {"by", "me"}, {"reason", "again"}, {"fork", *letter}});
    (void)here.store.post({0, "fork", again, body.json(), here.time});
    here.orchestrator().serve_inbox();
    here.settle();
    QCOMPARE(here.activities.started, 1);
    QCOMPARE(command_of(here.activities.held.front().first), std::string("charge"));
    QVERIFY(here.store.pending(10)->empty());
    finish_all(here);
    QCOMPARE(here.status(again), std::string("completed"));
    replays(here, again, made->plan);
    // As the engine that has the history makes it itself.
    Workshop direct;
    const RunId other = start_fork(direct, *made);
    direct.settle();
    finish_all(direct);
    QCOMPARE(here.types(again), direct.types(other));
}

void ForeignForkTest::a_letter_that_is_no_fork() {
    Workshop there;
    const RunId run = there.start(there.publish(order));
    finish_all(there);
    PlanCache plans;
    const RecordedRuns all = RecordedRuns::of(there);
    const auto made = make_fork({run, "charge", {}, {"me", "again"}}, *all.reader(), plans);
    const JsonValue good = *fork_letter(*made);
    const auto without = [&](const char* member) {
        JsonValue letter = good;
        letter.remove(member);
        return letter;
    };
    JsonValue other_first = good;
    JsonArray rows = *good.find("events")->as_array();
    std::swap(rows.front(), rows.back());
    other_first.set("events", rows);
    Workshop here;
    (void)here.store.put_definition(*made->definition);
    QVERIFY(read_fork_letter(good, here.store, plans));
    for (const JsonValue& letter : {without("events"), without("input"), other_first, JsonValue(), JsonValue(1), JsonValue::object({{"events", JsonArray{JsonValue()}}, {"input", 1}})})
        QVERIFY(!read_fork_letter(letter, here.store, plans));
    // The engine goes on, and the letter is gone.
    (void)here.store.post({0, "fork", RunId{make_ulid(here.time, "entropy123")}, JsonValue::object({{"fork", JsonValue()}}).json(), here.time});
    here.orchestrator().serve_inbox();
    here.settle();
    QVERIFY(here.store.pending(10)->empty());
    QVERIFY(here.runs().empty());
}

ORKESTR_TEST(ForeignForkTest)

} // namespace orkestr::test

#include "foreign_fork_test.moc"
