// The events of a workspace and those who listen, the same for every adapter.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreBusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void an_event_comes_back_as_it_was_given();
    void events_come_in_pages();
    void a_page_of_events_has_bounds();
    void an_id_is_never_given_twice();
    void a_run_publishes_with_its_history();
    void a_failed_batch_publishes_and_moves_nothing();
    void listeners_are_set_replaced_and_cleared();
    void a_receipt_claims_the_event_and_moves_the_listener();
    void a_listener_never_moves_back();
    void a_receipt_of_what_is_gone_is_no_error();
    void what_is_set_is_received_and_then_cleared();
    void an_ended_run_listens_no_more();
    void something_that_is_no_run_can_claim();
    void received_events_go_when_all_have_passed();
    void expired_events_go_when_all_have_passed();
    void those_for_one_run_that_nobody_received_are_told();
    void removal_is_bounded_and_in_order();
    void an_event_of_a_megabyte_comes_back();
    void another_instance_may_publish();

private:
    Stores& store() { return subject_->store(); }
    void reopen() {
        if (subject_->durable()) subject_->reopen();
    }
    QString events(std::int64_t after = 0, bool unclaimed_only = false) {
        return text_of(store().bus_events({after, unclaimed_only, 1000}));
    }
    /// The ids of what is there.
    std::vector<std::int64_t> ids();
    void publish(std::int64_t count, Instant expires = Instant{1'000'000}, const RunId& to = {});

    std::unique_ptr<StoreSubject> subject_;
};

namespace {

using Ids = std::vector<std::int64_t>;

BusEvent with_id(BusEvent event, std::int64_t id) {
    event.id = id;
    return event;
}

ListenerRow listener(const RunId& run, std::uint32_t step, std::int64_t since = 0) {
    return {run, step, since, since, Json::trusted(R"(["a.b","c.d"])")};
}

Ids ids_of(const std::vector<BusEvent>& events) {
    Ids ids;
    for (const BusEvent& event : events) ids.push_back(event.id);
    return ids;
}

} // namespace

void StoreBusTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

std::vector<std::int64_t> StoreBusTest::ids() {
    const auto events = store().bus_events({});
    return events ? ids_of(*events) : Ids{-1};
}

void StoreBusTest::publish(std::int64_t count, Instant expires, const RunId& to) {
    for (std::int64_t i = 1; i <= count; ++i) VERIFY_OK(store().publish(bus_event(i, expires, to)));
}

void StoreBusTest::an_event_comes_back_as_it_was_given() {
    BusEvent event = bus_event(7, Instant{-5}, run_id(3));
    event.id = 99;
    event.claimed = true;
    event.by = "Ada \"the\" \xc3\x84lteste";
    event.reason = "because";
    const auto id = store().publish(event);
    VERIFY_OK(id);
    QVERIFY(*id > 0);
    event.id = *id;
    event.claimed = false;
    reopen();
    QCOMPARE(events(), text_of(std::vector{event}));
}

void StoreBusTest::events_come_in_pages() {
    publish(6);
    VERIFY_OK(store().claim_bus_event(2));
    VERIFY_OK(store().claim_bus_event(5));
    reopen();
    const auto page = [&](std::int64_t after, bool unclaimed_only, std::uint32_t limit) {
        const auto found = store().bus_events({after, unclaimed_only, limit});
        return found ? ids_of(*found) : Ids{-1};
    };
    QCOMPARE(page(0, false, 4), (Ids{1, 2, 3, 4}));
    QCOMPARE(page(4, false, 4), (Ids{5, 6}));
    QCOMPARE(page(0, true, 2), (Ids{1, 3}));
    QCOMPARE(page(3, true, 10), (Ids{4, 6}));
    QCOMPARE(page(6, false, 4), Ids{});
    QCOMPARE(page(6, true, 4), Ids{});
    const auto all = store().bus_events({});
    for (const BusEvent& event : *all) QCOMPARE(event.claimed, event.id == 2 || event.id == 5);
}

void StoreBusTest::a_page_of_events_has_bounds() {
    VERIFY_CODE(store().bus_events({0, false, 0}), ErrorCode::invalid_argument);
    VERIFY_CODE(store().bus_events({0, true, 10'001}), ErrorCode::invalid_argument);
    VERIFY_OK(store().bus_events({0, true, 10'000}));
}

void StoreBusTest::an_id_is_never_given_twice() {
    QCOMPARE(store().last_bus_event().value(), 0);
    publish(3, Instant{10});
    QCOMPARE(store().last_bus_event().value(), 3);
    VERIFY_OK(store().expire_bus_events(Instant{10}, 3, 100));
    reopen();
    QCOMPARE(events(), QString());
    QCOMPARE(store().last_bus_event().value(), 3);
    QCOMPARE(store().publish(bus_event(4)).value(), 4);
    QCOMPARE(store().last_bus_event().value(), 4);
}

void StoreBusTest::a_run_publishes_with_its_history() {
    publish(1);
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.published = {bus_event(10), bus_event(11, Instant{5}, run_id(2))};
    AppendBatch other = batch_of(run_id(2), 0, 1);
    other.published = {bus_event(12)};
    for (const auto& result : store().append({batch, other})) VERIFY_OK(result);
    reopen();
    QCOMPARE(events(1), text_of(std::vector{with_id(batch.published[0], 2), with_id(batch.published[1], 3),
                                            with_id(other.published[0], 4)}));
    QCOMPARE(store().last_bus_event().value(), 4);
}

void StoreBusTest::a_failed_batch_publishes_and_moves_nothing() {
    publish(1);
    AppendBatch first = batch_of(run_id(1), 0, 1);
    first.listeners_set = {listener(run_id(1), 1)};
    VERIFY_OK(append_one(store(), first));
    const QString before = events();
    AppendBatch failing = batch_of(run_id(1), 1, 1);
    failing.published = {bus_event(2)};
    failing.listeners_set = {listener(run_id(1), 2)};
    failing.received = {{1, 1}};
    failing.inbox_taken = {12345};
    VERIFY_CODE(append_one(store(), failing), ErrorCode::conflict);
    QCOMPARE(events(), before);
    QCOMPARE(text_of(store().listeners()), text_of(first.listeners_set));
    QCOMPARE(store().last_bus_event().value(), 1);

    AppendBatch wrong = batch_of(run_id(1), 1, 1);
    wrong.listeners_set = {listener(run_id(2), 2)};
    VERIFY_CODE(append_one(store(), wrong), ErrorCode::invalid_argument);
}

void StoreBusTest::listeners_are_set_replaced_and_cleared() {
    // Appended in an order that is not that of their ids.
    AppendBatch second = batch_of(run_id(2), 0, 1);
    second.listeners_set = {listener(run_id(2), 300), listener(run_id(2), 4, 17)};
    AppendBatch first = batch_of(run_id(1), 0, 1);
    first.listeners_set = {{run_id(1), 4'000'000'000, 5, 6, Json()}};
    for (const auto& result : store().append({second, first})) VERIFY_OK(result);
    reopen();
    QCOMPARE(text_of(store().listeners()),
             text_of(std::vector{first.listeners_set[0], second.listeners_set[1], second.listeners_set[0]}));

    AppendBatch next = batch_of(run_id(2), 1, 1);
    next.listeners_set = {listener(run_id(2), 4, 20)};
    next.listeners_cleared = {300, 77};
    VERIFY_OK(append_one(store(), next));
    reopen();
    QCOMPARE(text_of(store().listeners()), text_of(std::vector{first.listeners_set[0], next.listeners_set[0]}));
}

void StoreBusTest::a_receipt_claims_the_event_and_moves_the_listener() {
    publish(3);
    AppendBatch first = batch_of(run_id(1), 0, 1);
    first.listeners_set = {listener(run_id(1), 1), listener(run_id(1), 2)};
    VERIFY_OK(append_one(store(), first));
    AppendBatch next = batch_of(run_id(1), 1, 1);
    next.received = {{1, 2}};
    VERIFY_OK(append_one(store(), next));
    reopen();
    ListenerRow moved = listener(run_id(1), 1);
    moved.position = 2;
    QCOMPARE(text_of(store().listeners()), text_of(std::vector{moved, listener(run_id(1), 2)}));
    QCOMPARE(ids_of(*store().bus_events({0, true, 10})), (Ids{1, 3}));
    QCOMPARE(ids(), (Ids{1, 2, 3}));
}

void StoreBusTest::a_listener_never_moves_back() {
    publish(3);
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.listeners_set = {listener(run_id(1), 1)};
    batch.received = {{1, 3}, {1, 1}};
    VERIFY_OK(append_one(store(), batch));
    QCOMPARE(store().listeners()->front().position, 3);
    QCOMPARE(store().listeners()->front().since, 0);
    QCOMPARE(ids_of(*store().bus_events({0, true, 10})), Ids{2});
}

void StoreBusTest::a_receipt_of_what_is_gone_is_no_error() {
    publish(2);
    VERIFY_OK(store().expire_bus_events(Instant{9'000'000}, 1, 10));
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.listeners_set = {listener(run_id(1), 1)};
    // Of an event that has expired, for a listener that is not there, and of one that was received before.
    batch.received = {{1, 1}, {9, 2}, {1, 2}};
    VERIFY_OK(append_one(store(), batch));
    QCOMPARE(store().listeners()->front().position, 2);
    QCOMPARE(events(0, true), QString());
}

void StoreBusTest::what_is_set_is_received_and_then_cleared() {
    publish(1);
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.listeners_set = {listener(run_id(1), 1), listener(run_id(1), 2)};
    batch.received = {{1, 1}, {2, 1}};
    batch.listeners_cleared = {1};
    VERIFY_OK(append_one(store(), batch));
    QCOMPARE(store().listeners()->size(), 1u);
    QCOMPARE(store().listeners()->front().step, 2u);
    QCOMPARE(store().listeners()->front().position, 1);
}

void StoreBusTest::an_ended_run_listens_no_more() {
    std::vector<AppendBatch> batches;
    for (std::uint64_t i = 1; i <= 3; ++i) {
        batches.push_back(batch_of(run_id(i), 0, 1));
        batches.back().listeners_set = {listener(run_id(i), 1), listener(run_id(i), 2)};
    }
    // It begins, listens and ends in one.
    batches[2].row.ended = Instant{5};
    for (const auto& result : store().append(batches)) VERIFY_OK(result);
    AppendBatch end = batch_of(run_id(2), 1, 1, "completed");
    end.row.ended = Instant{5};
    end.listeners_set = {listener(run_id(2), 3)};
    VERIFY_OK(append_one(store(), end));
    reopen();
    QCOMPARE(text_of(store().listeners()), text_of(batches[0].listeners_set));
}

void StoreBusTest::something_that_is_no_run_can_claim() {
    publish(2);
    VERIFY_OK(store().claim_bus_event(2));
    VERIFY_OK(store().claim_bus_event(2));
    VERIFY_OK(store().claim_bus_event(77));
    reopen();
    QCOMPARE(ids_of(*store().bus_events({0, true, 10})), Ids{1});
}

void StoreBusTest::received_events_go_when_all_have_passed() {
    publish(4);
    for (const std::int64_t id : {1, 3, 4}) VERIFY_OK(store().claim_bus_event(id));
    const auto removed = store().expire_bus_events(Instant{0}, 3, 100);
    VERIFY_OK(removed);
    QCOMPARE(text_of(*removed), QString());
    reopen();
    QCOMPARE(ids(), (Ids{2, 4}));
}

void StoreBusTest::expired_events_go_when_all_have_passed() {
    for (const std::int64_t expires : {10, 30, 20, 10}) {
        VERIFY_OK(store().publish(bus_event(1, Instant{expires})));
    }
    VERIFY_OK(store().expire_bus_events(Instant{9}, 4, 100));
    QCOMPARE(ids(), (Ids{1, 2, 3, 4}));
    VERIFY_OK(store().expire_bus_events(Instant{20}, 3, 100));
    reopen();
    QCOMPARE(ids(), (Ids{2, 4}));
}

void StoreBusTest::those_for_one_run_that_nobody_received_are_told() {
    for (std::int64_t i = 1; i <= 5; ++i) {
        VERIFY_OK(store().publish(bus_event(i, Instant{100 - i}, i % 2 ? run_id(9) : RunId{})));
    }
    VERIFY_OK(store().claim_bus_event(3));
    const auto removed = store().expire_bus_events(Instant{100}, 5, 100);
    VERIFY_OK(removed);
    QCOMPARE(text_of(*removed), text_of(std::vector{with_id(bus_event(5, Instant{95}, run_id(9)), 5),
                                                    with_id(bus_event(1, Instant{99}, run_id(9)), 1)}));
    QCOMPARE(events(), QString());
    QCOMPARE(store().expire_bus_events(Instant{100}, 5, 100)->size(), 0u);
}

void StoreBusTest::removal_is_bounded_and_in_order() {
    for (std::int64_t i = 1; i <= 6; ++i) VERIFY_OK(store().publish(bus_event(i, Instant{10 - i})));
    for (const std::int64_t id : {4, 2}) VERIFY_OK(store().claim_bus_event(id));
    const auto remove = [&](std::uint32_t limit) {
        (void)store().expire_bus_events(Instant{100}, 6, limit);
        return ids();
    };
    QCOMPARE(remove(0), (Ids{1, 2, 3, 4, 5, 6}));
    QCOMPARE(remove(1), (Ids{1, 3, 4, 5, 6}));
    QCOMPARE(remove(2), (Ids{1, 3, 5}));
    QCOMPARE(remove(1), (Ids{1, 3}));
    QCOMPARE(remove(9), Ids{});
}

void StoreBusTest::an_event_of_a_megabyte_comes_back() {
    BusEvent event = bus_event(1, Instant{1}, run_id(1));
    event.event = Json::trusted(R"({"data":")" + std::string(1'000'000, 'x') + R"("})");
    VERIFY_OK(store().publish(event));
    event.id = 1;
    reopen();
    QCOMPARE(events(), text_of(std::vector{event}));
    QCOMPARE(text_of(store().expire_bus_events(Instant{1}, 1, 1)), text_of(std::vector{event}));
}

void StoreBusTest::another_instance_may_publish() {
    if (!subject_->durable()) QSKIP("a workspace in memory has one instance");
    const auto other = open_sqlite(subject_->path());
    QCOMPARE(other->publish(bus_event(1)).value(), 1);
    QCOMPARE(store().publish(bus_event(2)).value(), 2);
    QCOMPARE(other->publish(bus_event(3)).value(), 3);
    QCOMPARE(ids(), (Ids{1, 2, 3}));
    const auto reader = open_sqlite(subject_->path(), SqliteStore::Mode::read_only);
    QCOMPARE(ids_of(*reader->bus_events({})), (Ids{1, 2, 3}));
    VERIFY_CODE(reader->publish(bus_event(4)), ErrorCode::read_only);
    VERIFY_CODE(reader->expire_bus_events(Instant{9'000'000}, 3, 1), ErrorCode::read_only);
}

ORKESTR_TEST(StoreBusTest)

} // namespace orkestr::test

#include "store_bus_test.moc"
