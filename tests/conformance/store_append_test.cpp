// Store::append, the same for every adapter: expected sequence numbers, all or nothing, batches that leave each
// other be.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreAppendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void a_new_run_is_there_with_all_its_parts();
    void a_second_append_continues();
    void what_a_run_began_with_never_changes();
    void creating_a_run_that_exists_is_a_conflict();
    void an_expectation_not_met_is_a_conflict();
    void a_batch_that_is_no_continuation_is_refused_data();
    void a_batch_that_is_no_continuation_is_refused();
    void a_failed_batch_leaves_nothing();
    void a_failed_batch_leaves_the_others_be();
    void two_batches_of_one_run_follow_each_other();
    void what_is_set_comes_before_what_is_cleared();
    void a_timer_set_again_moves();
    void clearing_what_is_not_there_is_no_error();
    void an_inbox_row_is_taken_once();
    void no_batches_no_results();
    void a_batch_without_events_changes_the_rest();

private:
    Store& store() { return subject_->store(); }
    Inbox& inbox() { return subject_->inbox(); }

    std::unique_ptr<StoreSubject> subject_;
};

namespace {

const Instant far_future{9'000'000'000'000};

AppendBatch full_batch(const RunId& run, std::int64_t inbox_id) {
    AppendBatch batch = batch_of(run, 0, 3, "waiting");
    batch.row.error = "";
    batch.row.parent = run_id(999);
    batch.events[1] = event_row(2, "activity.scheduled", R"({"step":"/do/0/a"})", R"({"method":"get"})");
    batch.events[2] = event_row(3, "timer.set", R"({"due":5})", "null");
    batch.timers_set = {{run, 3, Instant{5000}}, {run, 2, Instant{4000}}};
    batch.outbox_added = {{run, 2, "http"}};
    batch.inbox_taken = {inbox_id};
    return batch;
}

InboxRow start_of(const RunId& run) { return {0, "start", run, Json::trusted(R"({"input":1})"), Instant{77}}; }

} // namespace

void StoreAppendTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

void StoreAppendTest::a_new_run_is_there_with_all_its_parts() {
    const RunId run = run_id(1);
    const auto id = inbox().post(start_of(run));
    VERIFY_OK(id);
    const AppendBatch batch = full_batch(run, *id);
    VERIFY_OK(append_one(store(), batch));

    for (int round = 0; round < 2; ++round) {
        QCOMPARE(text_of(store().events(run, 0, 100)), text_of(batch.events));
        QCOMPARE(text_of(store().runs({})), text_of(std::vector{batch.row}));
        QCOMPARE(text_of(store().timers(far_future, 100)),
                 text_of(std::vector{batch.timers_set[1], batch.timers_set[0]}));
        QCOMPARE(text_of(store().outbox({})), text_of(batch.outbox_added));
        QCOMPARE(text_of(inbox().pending(100)), QString());
        if (!subject_->durable()) break;
        subject_->reopen();
    }
}

void StoreAppendTest::a_second_append_continues() {
    const RunId run = run_id(1);
    const AppendBatch first = batch_of(run, 0, 2);
    AppendBatch second = batch_of(run, 2, 2, "completed");
    second.row.ended = Instant{1'700'000'000'500};
    second.row.error = "Not Found";
    VERIFY_OK(append_one(store(), first));
    VERIFY_OK(append_one(store(), second));
    auto all = first.events;
    all.insert(all.end(), second.events.begin(), second.events.end());
    QCOMPARE(text_of(store().events(run, 0, 100)), text_of(all));
    QCOMPARE(text_of(store().runs({})), text_of(std::vector{second.row}));
}

void StoreAppendTest::what_a_run_began_with_never_changes() {
    const RunId run = run_id(1);
    const AppendBatch first = batch_of(run, 0, 2);
    AppendBatch second = batch_of(run, 2, 1, "waiting");
    second.row.ns = second.row.name = second.row.version = second.row.definition = "other";
    second.row.started = Instant{7};
    second.row.parent = run_id(9);
    VERIFY_OK(append_one(store(), first));
    VERIFY_OK(append_one(store(), second));
    RunRow row = first.row;
    row.status = "waiting";
    row.events = 3;
    QCOMPARE(text_of(store().runs({})), text_of(std::vector{row}));
    RunQuery query;
    query.definition = "other";
    QCOMPARE(store().runs(query)->size(), 0u);
    query.definition = row.definition;
    QCOMPARE(store().runs(query)->size(), 1u);
}

void StoreAppendTest::creating_a_run_that_exists_is_a_conflict() {
    const AppendBatch first = batch_of(run_id(1), 0, 2);
    VERIFY_OK(append_one(store(), first));
    const auto again = append_one(store(), batch_of(run_id(1), 0, 1, "other"));
    VERIFY_CODE(again, ErrorCode::conflict);
    VERIFY_MENTIONS(again, "exists");
    QCOMPARE(text_of(store().runs({})), text_of(std::vector{first.row}));
}

void StoreAppendTest::an_expectation_not_met_is_a_conflict() {
    const auto missing = append_one(store(), batch_of(run_id(1), 2, 1));
    VERIFY_CODE(missing, ErrorCode::conflict);
    VERIFY_MENTIONS(missing, "does not exist");
    VERIFY_OK(append_one(store(), batch_of(run_id(1), 0, 3)));
    VERIFY_CODE(append_one(store(), batch_of(run_id(1), 2, 1)), ErrorCode::conflict);
    VERIFY_CODE(append_one(store(), batch_of(run_id(1), 4, 1)), ErrorCode::conflict);
    VERIFY_OK(append_one(store(), batch_of(run_id(1), 3, 1)));
}

void StoreAppendTest::a_batch_that_is_no_continuation_is_refused_data() {
    QTest::addColumn<int>("mistake");
    const char* names[] = {"gap", "repeated", "row of another run", "row counts wrongly", "no events", "no run",
                           "timer of another run", "command of another run", "no type"};
    for (int i = 0; i < 9; ++i) QTest::newRow(names[i]) << i;
}

void StoreAppendTest::a_batch_that_is_no_continuation_is_refused() {
    QFETCH(int, mistake);
    AppendBatch batch = batch_of(run_id(1), 0, 3);
    switch (mistake) {
    case 0: batch.events[1].seq = 3; break;
    case 1: batch.events[1].seq = 1; break;
    case 2: batch.row.run = run_id(2); break;
    case 3: batch.row.events = 4; break;
    case 4: batch = batch_of(run_id(1), 0, 0); break;
    case 5: batch.run = batch.row.run = RunId{}; break;
    case 6: batch.timers_set = {{run_id(2), 1, Instant{}}}; break;
    case 7: batch.outbox_added = {{run_id(2), 1, "http"}}; break;
    case 8: batch.events[0].type.clear(); break;
    }
    VERIFY_CODE(append_one(store(), batch), ErrorCode::invalid_argument);
    QCOMPARE(text_of(store().runs({})), QString());
}

void StoreAppendTest::a_failed_batch_leaves_nothing() {
    const RunId run = run_id(1);
    const auto id = inbox().post(start_of(run));
    VERIFY_OK(id);
    AppendBatch batch = full_batch(run, *id);
    // Found out last, when all else is written.
    batch.inbox_taken = {*id, *id + 1};
    VERIFY_CODE(append_one(store(), batch), ErrorCode::conflict);
    QCOMPARE(text_of(store().runs({})), QString());
    VERIFY_CODE(store().events(run, 0, 10), ErrorCode::not_found);
    QCOMPARE(text_of(store().timers(far_future, 10)), QString());
    QCOMPARE(text_of(store().outbox({})), QString());
    QCOMPARE(inbox().pending(10)->size(), 1u);
    VERIFY_OK(append_one(store(), full_batch(run, *id)));
}

void StoreAppendTest::a_failed_batch_leaves_the_others_be() {
    VERIFY_OK(append_one(store(), batch_of(run_id(2), 0, 1)));
    AppendBatch late = batch_of(run_id(4), 0, 2);
    late.inbox_taken = {12345};
    late.outbox_added = {{run_id(4), 1, "http"}};
    const auto results = store().append({batch_of(run_id(1), 0, 2), batch_of(run_id(2), 0, 1),
                                         batch_of(run_id(3), 0, 3), late, batch_of(run_id(2), 1, 1)});
    QCOMPARE(results.size(), 5u);
    VERIFY_OK(results[0]);
    VERIFY_CODE(results[1], ErrorCode::conflict);
    VERIFY_OK(results[2]);
    VERIFY_CODE(results[3], ErrorCode::conflict);
    VERIFY_OK(results[4]);
    QCOMPARE(store().events(run_id(1), 0, 10)->size(), 2u);
    QCOMPARE(store().events(run_id(2), 0, 10)->size(), 2u);
    QCOMPARE(store().events(run_id(3), 0, 10)->size(), 3u);
    VERIFY_CODE(store().events(run_id(4), 0, 10), ErrorCode::not_found);
    QCOMPARE(text_of(store().outbox({})), QString());
}

void StoreAppendTest::two_batches_of_one_run_follow_each_other() {
    const auto results =
        store().append({batch_of(run_id(1), 0, 2), batch_of(run_id(1), 2, 2), batch_of(run_id(1), 2, 2)});
    VERIFY_OK(results[0]);
    VERIFY_OK(results[1]);
    VERIFY_CODE(results[2], ErrorCode::conflict);
    QCOMPARE(store().events(run_id(1), 0, 10)->size(), 4u);
}

void StoreAppendTest::what_is_set_comes_before_what_is_cleared() {
    AppendBatch batch = batch_of(run_id(1), 0, 3);
    batch.timers_set = {{run_id(1), 1, Instant{10}}, {run_id(1), 2, Instant{20}}};
    batch.timers_cleared = {1};
    batch.outbox_added = {{run_id(1), 1, "http"}, {run_id(1), 2, "shell"}};
    batch.outbox_done = {2};
    VERIFY_OK(append_one(store(), batch));
    QCOMPARE(text_of(store().timers(far_future, 10)), text_of(std::vector{batch.timers_set[1]}));
    QCOMPARE(text_of(store().outbox({})), text_of(std::vector{batch.outbox_added[0]}));
}

void StoreAppendTest::a_timer_set_again_moves() {
    AppendBatch first = batch_of(run_id(1), 0, 1);
    first.timers_set = {{run_id(1), 1, Instant{10}}};
    AppendBatch second = batch_of(run_id(1), 1, 1);
    second.timers_set = {{run_id(1), 1, Instant{30}}};
    VERIFY_OK(append_one(store(), first));
    VERIFY_OK(append_one(store(), second));
    QCOMPARE(text_of(store().timers(far_future, 10)), text_of(second.timers_set));
}

void StoreAppendTest::clearing_what_is_not_there_is_no_error() {
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.timers_cleared = {7};
    batch.outbox_done = {8};
    VERIFY_OK(append_one(store(), batch));
}

void StoreAppendTest::an_inbox_row_is_taken_once() {
    const auto id = inbox().post(start_of(run_id(1)));
    VERIFY_OK(id);
    AppendBatch first = batch_of(run_id(1), 0, 1);
    first.inbox_taken = {*id};
    AppendBatch second = batch_of(run_id(2), 0, 1);
    second.inbox_taken = {*id};
    const auto results = store().append({first, second});
    VERIFY_OK(results[0]);
    VERIFY_CODE(results[1], ErrorCode::conflict);
    VERIFY_CODE(append_one(store(), second), ErrorCode::conflict);
    QCOMPARE(store().runs({})->size(), 1u);
}

void StoreAppendTest::no_batches_no_results() { QVERIFY(store().append({}).empty()); }

void StoreAppendTest::a_batch_without_events_changes_the_rest() {
    AppendBatch first = batch_of(run_id(1), 0, 1);
    first.outbox_added = {{run_id(1), 1, "http"}};
    VERIFY_OK(append_one(store(), first));
    AppendBatch second = batch_of(run_id(1), 1, 0, "suspended");
    second.outbox_done = {1};
    VERIFY_OK(append_one(store(), second));
    QCOMPARE(text_of(store().runs({})), text_of(std::vector{second.row}));
    QCOMPARE(text_of(store().outbox({})), QString());
    QCOMPARE(store().events(run_id(1), 0, 10)->size(), 1u);
}

ORKESTR_TEST(StoreAppendTest)

} // namespace orkestr::test

#include "store_append_test.moc"
