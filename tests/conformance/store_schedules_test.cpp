// Where schedules stand, the same for every adapter.
#include "tests/conformance/store_subject.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class StoreSchedulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { add_store_adapters(); }
    void init();
    void cleanup() { subject_.reset(); }

    void a_schedule_comes_back_as_it_was_given();
    void they_come_by_namespace_and_name();
    void each_change_makes_a_revision();
    void who_is_late_is_told();
    void a_run_starts_with_its_schedule();
    void a_run_whose_schedule_was_changed_does_not_start();

private:
    Stores& store() { return subject_->store(); }
    void reopen() {
        if (subject_->durable()) subject_->reopen();
    }

    std::unique_ptr<StoreSubject> subject_;
};

namespace {

ScheduleRow schedule(std::string ns, std::string name) {
    ScheduleRow row;
    row.ns = std::move(ns);
    row.name = std::move(name);
    row.version = "1.0.0";
    row.definition = "aa";
    row.next = Instant{5000};
    row.state = Json::trusted(R"({"misses":1})");
    return row;
}

} // namespace

void StoreSchedulesTest::init() {
    QFETCH_GLOBAL(QString, adapter);
    subject_ = std::make_unique<StoreSubject>(adapter);
}

void StoreSchedulesTest::a_schedule_comes_back_as_it_was_given() {
    ScheduleRow row = schedule("samples", "gr\xc3\xbc\xc3\x9f");
    row.active = false;
    row.next.reset();
    row.last = Instant{-4};
    row.last_run = run_id(4);
    row.by = "Ada";
    row.reason = "too often";
    VERIFY_OK(store().put_schedule(row));
    reopen();
    row.revision = 1;
    QCOMPARE(text_of(store().schedules()), text_of(std::vector{row}));
}

void StoreSchedulesTest::they_come_by_namespace_and_name() {
    for (const auto& [ns, name] : {std::pair{"b", "a"}, {"a", "b"}, {"a", "a"}, {"a b", "a"}}) {
        VERIFY_OK(store().put_schedule(schedule(ns, name)));
    }
    std::string order;
    const auto all = store().schedules();
    for (const ScheduleRow& row : *all) order += row.ns + '/' + row.name + ' ';
    QCOMPARE(order, "a/a a/b a b/a b/a ");
}

void StoreSchedulesTest::each_change_makes_a_revision() {
    ScheduleRow row = schedule("a", "b");
    VERIFY_OK(store().put_schedule(row));
    for (std::int64_t revision = 1; revision < 4; ++revision) {
        row.revision = revision;
        row.version = "2.0.0";
        row.definition = "bb";
        row.active = revision % 2 == 0;
        row.next = Instant{6000 + revision};
        row.last = Instant{revision};
        row.last_run = run_id(1);
        row.by = "Bob";
        row.reason = std::to_string(revision);
        row.state = Json::integer(revision);
        VERIFY_OK(store().put_schedule(row));
        reopen();
        row.revision = revision + 1;
        QCOMPARE(text_of(store().schedules()), text_of(std::vector{row}));
    }
}

void StoreSchedulesTest::who_is_late_is_told() {
    ScheduleRow row = schedule("a", "b");
    VERIFY_OK(store().put_schedule(row));
    const auto second = store().put_schedule(row);
    VERIFY_CODE(second, ErrorCode::conflict);
    VERIFY_MENTIONS(second, "a/b exists already");
    row.revision = 1;
    VERIFY_OK(store().put_schedule(row));
    row.reason = "late";
    const auto late = store().put_schedule(row);
    VERIFY_CODE(late, ErrorCode::conflict);
    VERIFY_MENTIONS(late, "a/b was changed");
    ScheduleRow missing = schedule("a", "c");
    missing.revision = 1;
    VERIFY_CODE(store().put_schedule(missing), ErrorCode::conflict);
    row.reason.clear();
    row.revision = 2;
    QCOMPARE(text_of(store().schedules()), text_of(std::vector{row}));
}

void StoreSchedulesTest::a_run_starts_with_its_schedule() {
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.schedule = schedule("a", "b");
    VERIFY_OK(append_one(store(), batch));
    AppendBatch next = batch_of(run_id(2), 0, 1);
    next.schedule = schedule("a", "b");
    next.schedule->revision = 1;
    next.schedule->last_run = run_id(2);
    VERIFY_OK(append_one(store(), next));
    reopen();
    next.schedule->revision = 2;
    QCOMPARE(text_of(store().schedules()), text_of(std::vector{*next.schedule}));
    QCOMPARE(store().runs({})->size(), 2u);
}

void StoreSchedulesTest::a_run_whose_schedule_was_changed_does_not_start() {
    ScheduleRow row = schedule("a", "b");
    VERIFY_OK(store().put_schedule(row));
    AppendBatch batch = batch_of(run_id(1), 0, 1);
    batch.published = {bus_event(1)};
    batch.schedule = row;
    const auto results = store().append({batch, batch_of(run_id(2), 0, 1)});
    VERIFY_CODE(results[0], ErrorCode::conflict);
    VERIFY_MENTIONS(results[0], "the schedule of a/b");
    VERIFY_OK(results[1]);
    row.revision = 1;
    QCOMPARE(text_of(store().schedules()), text_of(std::vector{row}));
    VERIFY_CODE(store().events(run_id(1), 0, 1), ErrorCode::not_found);
    QCOMPARE(store().last_bus_event().value(), 0);
}

ORKESTR_TEST(StoreSchedulesTest)

} // namespace orkestr::test

#include "store_schedules_test.moc"
