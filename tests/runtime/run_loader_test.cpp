// Runs read back from their snapshots: from one that is good only what follows is read, one that is of no use changes
// nothing; and forks of runs that have one.
#include "core/history/snapshot.h"
#include "core/runtime/run_fork.h"
#include "core/runtime/run_loader.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

constexpr std::uint64_t interval = 20;
constexpr int rounds = 30;
const char* const key = "a key";

/// Remembers from where on whole pages of a history were read.
class WatchedStore : public ForwardingStore {
public:
    using ForwardingStore::ForwardingStore;
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override {
        if (limit > 1) pages.push_back(after);
        auto rows = ForwardingStore::events(run, after, limit);
        if (!rows) return rows;
        for (EventRow& row : *rows) {
            if (row.seq == damaged) row.at.ms += 1;
            if (row.seq == unknown) row.type = "task.danced";
        }
        return rows;
    }
    mutable std::vector<std::uint64_t> pages;
    std::uint64_t damaged = 0; ///< this event is not as it was written
    std::uint64_t unknown = 0; ///< this one is of a type that nobody knows
};

/// A run in the midst of a long loop, over which snapshots were made.
struct LongRun : Workshop {
    LongRun() {
        snapshot_interval = interval;
        restart();
        plan = publish("do: [loop: {for: {in: .items}, do: [call: {run: {shell: {command: x}}}]}]");
        run = start(plan);
        go_on_with_items();
        for (int i = 0; i < rounds; ++i) finish_one();
    }
    void go_on_with_items() {
        std::string items = "[";
        for (int i = 0; i < 2 * rounds; ++i) items += (i == 0 ? "" : ",") + std::to_string(i);
        evaluator.answer(Json::trusted(items + "]"));
        settle();
    }
    void finish_one() {
        activities.finish(Json::trusted(R"({"n":)" + std::to_string(finished++) + "}"));
        settle();
    }
    void finish_all() {
        while (status(run) != "completed" && !activities.held.empty()) finish_one();
    }
    /// Puts another snapshot in the place of the one there is.
    void put_snapshot(SnapshotRow snapshot) {
        RunQuery query;
        query.run = run;
        AppendBatch batch;
        batch.run = run;
        batch.row = store.runs(query)->front();
        batch.expected = batch.row.events;
        batch.snapshot = std::move(snapshot);
        QVERIFY(store.append({batch}).front().ok());
    }
    SnapshotRow snapshot() const { return **store.snapshot(run); }
    std::string folded() {
        PlanCache plans;
        Slotless without(store);
        const auto slot = load_run(run, without, plans, key);
        return slot ? snapshot_of(slot->state).text() : slot.error().message;
    }

    /// The same store, without snapshots.
    class Slotless : public ForwardingStore {
    public:
        using ForwardingStore::ForwardingStore;
        Result<std::optional<SnapshotRow>> snapshot(const RunId&) const override { return std::optional<SnapshotRow>(); }
    };

    std::shared_ptr<const Plan> plan;
    RunId run;
    int finished = 0;
};

/// Another text in the place of each one like it, and a sum that agrees.
Json signed_again(const Json& snapshot, const std::string& old, const std::string& with) {
    const JsonValue whole = JsonValue::of(snapshot);
    std::string state = whole.find("state")->json().text();
    if (state.find(old) == std::string::npos) qFatal("the snapshot holds no %s", old.c_str());
    for (auto at = state.find(old); at != std::string::npos; at = state.find(old, at + with.size())) state.replace(at, old.size(), with);
    return JsonValue::object({{"format", whole.integer_at("format")}, {"state", *JsonValue::parse(state)}, {"sum", to_hex(sha256({JsonValue::parse(state)->json().text()}))}}).json();
}

} // namespace

class RunLoaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void from_a_good_snapshot_only_the_rest_is_read();
    void one_that_is_of_no_use_changes_nothing_data();
    void one_that_is_of_no_use_changes_nothing();
    void a_damaged_event_after_a_snapshot_is_found();
    void a_run_with_an_event_of_an_unknown_type_is_not_continued();
    void a_run_that_has_ended_is_read_back();
    void a_fork_takes_from_before_the_snapshot();
};

void RunLoaderTest::from_a_good_snapshot_only_the_rest_is_read() {
    LongRun shop;
    const std::uint64_t events = shop.events(shop.run).size();
    QVERIFY(shop.snapshot().seq > 2 * interval);
    QVERIFY(shop.snapshot().seq < events);
    WatchedStore watched(shop.store);
    PlanCache plans;
    const auto slot = load_run(shop.run, watched, plans, key);
    QVERIFY2(slot.ok(), slot ? "" : slot.error().message.c_str());
    QCOMPARE(watched.pages, std::vector<std::uint64_t>{shop.snapshot().seq});
    QCOMPARE(slot->snapshot, shop.snapshot().seq);
    QCOMPARE(slot->committed, events);
    QVERIFY(slot->head == shop.events(shop.run).back().hash);
    QVERIFY(slot->started == shop.events(shop.run).front().at);
    QCOMPARE(snapshot_of(slot->state).text(), shop.folded());
    // And the run goes on from there.
    shop.restart();
    shop.recover();
    shop.finish_all();
    QCOMPARE(shop.status(shop.run), std::string("completed"));
    QCOMPARE(shop.folded(), snapshot_of(load_run(shop.run, shop.store, plans, key)->state).text());
}

void RunLoaderTest::one_that_is_of_no_use_changes_nothing_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"damaged", "damaged so that it is no JSON", "no snapshot at all", "of a newer version", "of another history", "of another history at its end", "of another run", "of an event that is not its own", "of a state that can not be"})
        QTest::newRow(what) << QString(what);
}

void RunLoaderTest::one_that_is_of_no_use_changes_nothing() {
    QFETCH(QString, what);
    LongRun shop;
    SnapshotRow snapshot = shop.snapshot();
    std::string text = snapshot.state.text();
    if (what == "damaged") {
        const auto digit = text.find_first_of("123456789", text.size() / 2);
        text[digit] = text[digit] == '1' ? '2' : '1';
        snapshot.state = Json::trusted(text);
    }
    if (what == "damaged so that it is no JSON") snapshot.state = Json::trusted(text.substr(0, text.size() / 2));
    if (what == "no snapshot at all") snapshot.state = Json::trusted("[]");
    if (what == "of a newer version") {
        JsonValue newer = JsonValue::of(snapshot.state);
        newer.set("format", newer.integer_at("format") + 1);
        snapshot.state = newer.json();
    }
    if (what == "of another history") snapshot.head[0] = static_cast<std::uint8_t>(snapshot.head[0] ^ 1);
    if (what == "of another history at its end") {
        // Nothing follows that would not go with it.
        PlanCache plans;
        const auto last = load_run(shop.run, shop.store, plans, key);
        snapshot = {last->state.seq, last->head, snapshot_of(last->state)};
        snapshot.head[0] = static_cast<std::uint8_t>(snapshot.head[0] ^ 1);
    }
    if (what == "of another run") snapshot.state = signed_again(snapshot.state, shop.run.text, make_ulid(shop.time, "entropy999"));
    if (what == "of an event that is not its own") {
        // What it says is true of another event than the one it stands for.
        snapshot.seq += 1;
        snapshot.head = shop.events(shop.run).at(snapshot.seq - 1).hash;
    }
    if (what == "of a state that can not be") snapshot.state = signed_again(snapshot.state, "\"steps\":[", "\"steps\":[{\"id\":4711},");
    shop.put_snapshot(snapshot);

    WatchedStore watched(shop.store);
    PlanCache plans;
    const auto slot = load_run(shop.run, watched, plans, key);
    QVERIFY2(slot.ok(), slot ? "" : slot.error().message.c_str());
    QVERIFY(!watched.pages.empty() && watched.pages.back() == 0);
    QCOMPARE(slot->snapshot, std::uint64_t{0});
    QCOMPARE(snapshot_of(slot->state).text(), shop.folded());
    QVERIFY(slot->head == shop.events(shop.run).back().hash);

    // The run goes on, and soon has one that is good.
    shop.restart();
    shop.recover();
    QCOMPARE(shop.activities.held.size(), std::size_t{1});
    shop.finish_one();
    watched.pages.clear();
    QVERIFY(load_run(shop.run, watched, plans, key).ok());
    QCOMPARE(watched.pages, std::vector<std::uint64_t>{shop.snapshot().seq});
    QVERIFY(shop.snapshot().seq > snapshot.seq);
    shop.finish_all();
    QCOMPARE(shop.status(shop.run), std::string("completed"));
}

void RunLoaderTest::a_damaged_event_after_a_snapshot_is_found() {
    LongRun shop;
    WatchedStore damaged(shop.store);
    damaged.damaged = shop.snapshot().seq + 1;
    PlanCache plans;
    const auto slot = load_run(shop.run, damaged, plans, key);
    QVERIFY(!slot.ok());
    QVERIFY(slot.error().code == ErrorCode::corrupt);
    QVERIFY2(slot.error().message.find(shop.run.text) != std::string::npos, slot.error().message.c_str());
}

/// Readers show such a run as far as they understand it; the engine must not go on with what it half understands.
void RunLoaderTest::a_run_with_an_event_of_an_unknown_type_is_not_continued() {
    LongRun shop;
    WatchedStore newer(shop.store);
    newer.unknown = shop.snapshot().seq + 1;
    PlanCache plans;
    const auto slot = load_run(shop.run, newer, plans, key);
    QVERIFY(!slot.ok());
    QCOMPARE(slot.error().code, ErrorCode::newer_version);
    QVERIFY2(slot.error().message.find("task.danced") != std::string::npos, slot.error().message.c_str());
}

void RunLoaderTest::a_run_that_has_ended_is_read_back() {
    LongRun shop;
    shop.finish_all();
    PlanCache plans;
    const auto slot = load_run(shop.run, shop.store, plans, key);
    QVERIFY(slot.ok());
    QVERIFY(slot->state.ended());
    QCOMPARE(snapshot_of(slot->state).text(), shop.folded());
}

void RunLoaderTest::a_fork_takes_from_before_the_snapshot() {
    LongRun shop;
    shop.restart();
    shop.recover();
    const int before = shop.activities.started;
    for (const char* step : {"/do/0/loop/do/0/call#3", "/do/0/loop/do/0/call#27"}) {
        PlanCache plans;
        auto fork = make_fork({shop.run, step, {}, {"me", "again"}}, shop.store, plans, key);
        QVERIFY2(fork.ok(), fork ? "" : fork.error().message.c_str());
        const RunId again{make_ulid(shop.time, "entropy" + std::to_string(shop.started++))};
        shop.orchestrator().start_fork(std::move(*fork), again, [](const Result<RunId>&) {});
        shop.settle();
        // It has a snapshot of its own at once where it took enough, and is read back from it.
        QCOMPARE(shop.store.snapshot(again)->has_value(), std::string(step).ends_with("27"));
        QCOMPARE(shop.events(again).front().type, std::string("run.started"));
        const auto slot = load_run(again, shop.store, plans, key);
        QVERIFY2(slot.ok(), slot ? "" : slot.error().message.c_str());
        LongRun::Slotless without(shop.store);
        QCOMPARE(snapshot_of(slot->state).text(), snapshot_of(load_run(again, without, plans, key)->state).text());
    }
    QCOMPARE(shop.activities.started, before + 2);
    shop.restart();
    shop.recover();
    while (!shop.activities.held.empty()) shop.finish_one();
    for (const RunRow& row : shop.runs()) QCOMPARE(row.status, std::string("completed"));
    QCOMPARE(shop.runs().size(), std::size_t{3});
}

ORKESTR_TEST(RunLoaderTest)

} // namespace orkestr::test

#include "run_loader_test.moc"
