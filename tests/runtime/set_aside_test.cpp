// Runs with which nothing can be done: the engine goes on with the others.
#include "core/history/chain.h"
#include "core/history/codec.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

const char* const three = "do: [a: {set: {n: 1}}, b: {set: {n: 2}}, hold: {wait: PT1H}]";
const char* const one = "do: [only: {listen: {to: {one: {with: {type: test.a}}}}}]";

/// A run with the history of another as far as its first task, but for its definition: a whole chain of what can't be.
RunId contradiction(Workshop& shop, const RunId& of, const Plan& plan) {
    std::vector<EventRow> rows = shop.events(of);
    auto header = Decoder().decode(rows.front());
    auto& start = std::get<events::RunStarted>(header->body);
    const RunId run{make_ulid(shop.time, "contradict")};
    start.run = run;
    start.definition = plan.definition_hash;
    const std::string nonce = start.nonce;
    rows.front() = encode(*header);
    const auto first = std::find_if(rows.begin(), rows.end(), [](const EventRow& row) { return row.type == "task.completed"; });
    rows.erase(first + 1, rows.end());
    Digest head = chain_start(run);
    seal(rows, run_key("a key", run, nonce), head);
    RunQuery query;
    query.run = of;
    AppendBatch batch;
    batch.run = run;
    batch.events = rows;
    batch.row = shop.store.runs(query)->front();
    batch.row.run = run;
    batch.row.definition = plan.definition_hash;
    batch.row.status = "running";
    batch.row.events = rows.size();
    const auto results = shop.store.append({batch});
    return results.front() ? run : RunId{};
}

} // namespace

class SetAsideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void others_go_on();
    void who_asks_is_told();
};

void SetAsideTest::others_go_on() {
    Workshop shop;
    const RunId good = shop.start(shop.publish(three));
    const RunId bad = contradiction(shop, good, *shop.publish(one, "2.0.0"));
    QVERIFY(!bad.empty());
    std::vector<RunId> aside;
    shop.restart();
    shop.orchestrator().set_aside = [&](const RunId& run, const Error& error) {
        aside.push_back(run);
        QVERIFY(error.code == ErrorCode::corrupt);
    };
    shop.recover();
    QCOMPARE(aside.size(), std::size_t{1});
    QCOMPARE(aside.front().text, bad.text);
    shop.pass(Duration{3'600'000});
    QCOMPARE(shop.status(good), std::string("completed"));
    QCOMPARE(shop.status(bad), std::string("running"));
    QVERIFY(shop.failures.empty());
    QVERIFY(shop.orchestrator().quiet());
    QCOMPARE(aside.size(), std::size_t{1});
}

void SetAsideTest::who_asks_is_told() {
    Workshop shop;
    const RunId good = shop.start(shop.publish(three));
    const RunId bad = contradiction(shop, good, *shop.publish(one, "2.0.0"));
    shop.restart();
    shop.recover();
    std::optional<Error> told;
    shop.orchestrator().steer(bad, Steering::cancel, {"me", "so"}, [&](const Result<void>& result) {
        if (!result) told = result.error();
    });
    shop.settle();
    QVERIFY(told && told->code == ErrorCode::corrupt);
}

ORKESTR_TEST(SetAsideTest)

} // namespace orkestr::test

#include "set_aside_test.moc"
