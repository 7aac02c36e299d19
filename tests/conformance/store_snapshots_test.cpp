// Snapshots of runs, and commands that engines were lost with: what lets an engine go on where another ended. The same
// for every adapter.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreSnapshotsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void a_snapshot_takes_the_place_of_the_last();
    void a_snapshot_is_of_an_event_that_is_there();
    void an_ended_run_has_no_snapshot();
    void a_snapshot_of_a_megabyte_comes_back();

    void lost_engines_are_counted();
    void a_command_ordered_again_begins_anew();

private:
    Stores& store() { return subject_->store(); }
    void reopen() {
        if (subject_->durable()) subject_->reopen();
    }

    std::unique_ptr<StoreSubject> subject_;
};

namespace {

SnapshotRow snapshot_at(std::uint64_t seq, std::string state = "{}") {
    return {seq, sha256(std::to_string(seq)), Json::trusted(std::move(state))};
}

} // namespace

void StoreSnapshotsTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

void StoreSnapshotsTest::a_snapshot_takes_the_place_of_the_last() {
    QCOMPARE(text_of(store().snapshot(run_id(1))), "nothing");
    AppendBatch first = batch_of(run_id(1), 0, 3);
    VERIFY_OK(append_one(store(), first));
    QCOMPARE(text_of(store().snapshot(run_id(1))), "nothing");
    AppendBatch second = batch_of(run_id(1), 3, 3);
    second.snapshot = snapshot_at(5, R"({"a":1})");
    VERIFY_OK(append_one(store(), second));
    reopen();
    QCOMPARE(text_of(store().snapshot(run_id(1))), text_of(*second.snapshot));
    QCOMPARE(text_of(store().snapshot(run_id(2))), "nothing");
    AppendBatch third = batch_of(run_id(1), 6, 0);
    third.snapshot = snapshot_at(6, R"({"b":2})");
    for (const auto& result : store().append({third, batch_of(run_id(1), 6, 1)})) VERIFY_OK(result);
    reopen();
    QCOMPARE(text_of(store().snapshot(run_id(1))), text_of(*third.snapshot));
}

void StoreSnapshotsTest::a_snapshot_is_of_an_event_that_is_there() {
    AppendBatch batch = batch_of(run_id(1), 0, 3);
    for (const std::uint64_t seq : {0u, 4u}) {
        batch.snapshot = snapshot_at(seq);
        VERIFY_CODE(append_one(store(), batch), ErrorCode::invalid_argument);
    }
    batch.snapshot = snapshot_at(3);
    VERIFY_OK(append_one(store(), batch));
}

void StoreSnapshotsTest::an_ended_run_has_no_snapshot() {
    AppendBatch first = batch_of(run_id(1), 0, 3);
    first.snapshot = snapshot_at(3);
    VERIFY_OK(append_one(store(), first));
    AppendBatch other = batch_of(run_id(2), 0, 3);
    other.snapshot = snapshot_at(2);
    AppendBatch end = batch_of(run_id(1), 3, 1, "completed");
    end.row.ended = Instant{5};
    end.snapshot = snapshot_at(4);
    AppendBatch at_once = batch_of(run_id(3), 0, 3, "completed");
    at_once.row.ended = Instant{5};
    at_once.snapshot = snapshot_at(3);
    for (const auto& result : store().append({other, end, at_once})) VERIFY_OK(result);
    reopen();
    QCOMPARE(text_of(store().snapshot(run_id(1))), "nothing");
    QCOMPARE(text_of(store().snapshot(run_id(2))), text_of(*other.snapshot));
    QCOMPARE(text_of(store().snapshot(run_id(3))), "nothing");
}

void StoreSnapshotsTest::a_snapshot_of_a_megabyte_comes_back() {
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.snapshot = snapshot_at(1, '"' + std::string(1'000'000, 's') + '"');
    VERIFY_OK(append_one(store(), batch));
    reopen();
    QCOMPARE(text_of(store().snapshot(run_id(1))), text_of(*batch.snapshot));
}

void StoreSnapshotsTest::lost_engines_are_counted() {
    AppendBatch batch = batch_of(run_id(1), 0, 3);
    batch.outbox_added = {{run_id(1), 2, "http"}, {run_id(1), 3, "shell", 4}};
    VERIFY_OK(append_one(store(), batch));
    VERIFY_OK(store().count_lost({}));
    VERIFY_OK(store().count_lost(batch.outbox_added));
    VERIFY_OK(store().count_lost({{run_id(1), 2, "http"}, {run_id(1), 77, "http"}, {run_id(9), 2, "http"}}));
    reopen();
    batch.outbox_added[0].lost = 2;
    batch.outbox_added[1].lost = 5;
    QCOMPARE(text_of(store().outbox({})), text_of(batch.outbox_added));
    QCOMPARE(text_of(store().outbox(run_id(1))), text_of(batch.outbox_added));
}

void StoreSnapshotsTest::a_command_ordered_again_begins_anew() {
    AppendBatch batch = batch_of(run_id(1), 0, 2);
    batch.outbox_added = {{run_id(1), 2, "http"}};
    VERIFY_OK(append_one(store(), batch));
    VERIFY_OK(store().count_lost(batch.outbox_added));
    AppendBatch again = batch_of(run_id(1), 2, 1);
    again.outbox_added = batch.outbox_added;
    VERIFY_OK(append_one(store(), again));
    QCOMPARE(text_of(store().outbox({})), text_of(batch.outbox_added));
}

ORKESTR_TEST(StoreSnapshotsTest)

} // namespace orkestr::test

#include "store_snapshots_test.moc"
