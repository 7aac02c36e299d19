// Runs that start by themselves: by the clock, by the end of the last one, by events; whatever happens to the engine, the
// store and the clock meanwhile.
#include "core/history/codec.h"
#include "core/runtime/schedule_state.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>
#include <set>

namespace orkestr::test {

namespace {

constexpr Duration minute{60'000};
constexpr Duration hour{3'600'000};
const char* const step = "\ndo: [one: {set: {a: 1}}]";
const char* const work = "\ndo: [one: {run: {shell: {command: x}}}]";

Instant at(const char* text) { return *parse_instant(text); }

events::RunStarted header(const Workshop& shop, const RunId& run) {
    return std::get<events::RunStarted>(Decoder().decode(shop.events(run).front())->body);
}

QStringList times(const Workshop& shop) {
    QStringList all;
    for (const RunRow& row : shop.runs()) all << QString::fromStdString(to_iso8601(row.started));
    return all;
}

std::string last_reason(const Workshop& shop) { return header(shop, shop.runs().back().run).reason; }

ScheduleRow row_of(const Workshop& shop) { return shop.store.schedules()->front(); }

/// Tells the engine that something was published or unscheduled.
void say_schedules(Workshop& shop) {
    (void)shop.store.post({0, "schedules", {}, Json::trusted("{}"), shop.time});
    shop.orchestrator().serve_inbox();
    shop.settle();
}

/// Answers the question that was asked first.
void answer(Workshop& shop, EvaluationOutcome outcome) {
    const HeldEvaluator::Held one = std::move(shop.evaluator.held.front());
    shop.evaluator.held.pop_front();
    std::vector<EvaluationAnswer> answers;
    answers.push_back({one.request.ticket, std::move(outcome)});
    one.answered(std::move(answers));
    shop.settle();
}

/// The store's next ones.
void do_jobs(Workshop& shop, int count) {
    for (; count > 0; --count) {
        const auto job = std::move(shop.jobs.front());
        shop.jobs.pop_front();
        job.first(shop.store);
        job.second();
    }
}

EvaluationFailure stopped_by_a_limit() { return {true, "the worker was stopped", {}}; }

/// Says of each schedule that can't do its work which and why.
void note_failures(Workshop& shop, QStringList& said) {
    shop.scheduler->failed = [&said](const ScheduleRow& row, const Error& error) { said << QString::fromStdString(row.ns + "/" + row.name + ": " + error.message); };
}

} // namespace

class SchedulerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void by_the_clocks_of_its_zone_data();
    void by_the_clocks_of_its_zone();
    void every_begins_when_it_is_published();
    void missed_times_are_one_run_that_says_so();
    void a_missed_change_of_the_clocks_is_one_run();
    void very_many_missed_times_are_not_counted_to_the_last();
    void after_begins_at_once_and_then_after_each_end();
    void after_a_run_that_ended_while_nobody_was_there();
    void after_a_run_that_is_still_under_way();
    void after_a_run_that_ends_while_its_row_is_written();
    void after_a_run_that_ends_while_it_is_unscheduled();

    void on_one();
    void on_any_of_two();
    void on_all_in_any_order();
    void on_events_that_are_correlated();
    void on_any_until_another();
    void events_for_one_run_start_none();
    void what_was_heard_outlives_the_engine();
    void events_that_came_while_nobody_was_there();
    void events_from_before_it_was_published_start_nothing();
    void events_after_it_was_published_again();
    void a_filter_that_was_stopped_is_tried_again();
    void an_until_that_was_stopped_is_tried_again();
    void an_until_that_can_not_be_evaluated_is_told();
    void more_events_than_are_kept_in_memory();
    void events_that_no_filter_wants_in_great_number();

    void a_new_version_takes_the_place_of_the_old();
    void a_new_version_by_the_clock_hears_no_events();
    void a_new_version_of_a_schedule_by_events_misses_nothing();
    void a_new_version_without_a_schedule_ends_it();
    void a_new_version_while_the_old_one_is_asked_whether_it_has_enough();
    void a_new_version_while_the_old_one_is_asked_whether_it_wants_an_event();
    void a_new_version_while_the_old_one_starts_a_run();
    void an_unscheduled_workflow_starts_nothing();

    void a_refused_commit_loses_no_time_and_doubles_none();
    void a_store_that_fails_loses_no_time();
    void an_engine_that_dies_around_its_commit_data();
    void an_engine_that_dies_around_its_commit();
    void a_refused_commit_loses_no_event();
    void secrets_that_can_not_be_read_put_it_off();
    void what_keeps_runs_from_starting_is_told_once_and_kept();
    void events_of_a_schedule_that_is_put_off_are_kept();

    void a_clock_that_is_put_back_repeats_nothing();
    void a_clock_that_is_put_forward_is_made_up_for();
};

// --- by the clock ---------------------------------------------------------------------------------------------------

void SchedulerTest::by_the_clocks_of_its_zone_data() {
    QTest::addColumn<QString>("cron");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const char* cron, const char* from, const char* until, const QStringList& expected) {
        QTest::newRow(name) << QString(cron) << QString(from) << QString(until) << expected;
    };
    // Rome puts its clocks forward on 29 March 2026 at 01:00 UTC, from 02:00 to 03:00, and back on 25 October at 01:00 UTC.
    row("an hour that is not there", "CRON_TZ=Europe/Rome 30 2 * * *", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z",
        {"2026-03-28T01:30:00.000Z", "2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"});
    row("every hour over one that is not there", "CRON_TZ=Europe/Rome 30 * * * *", "2026-03-28T23:40:00Z", "2026-03-29T03:00:00Z",
        {"2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z", "2026-03-29T02:30:00.000Z"});
    row("an hour that comes twice", "CRON_TZ=Europe/Rome 30 2 * * *", "2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z",
        {"2026-10-24T00:30:00.000Z", "2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"});
    row("every hour over one that comes twice", "CRON_TZ=Europe/Rome 30 * * * *", "2026-10-24T23:40:00Z", "2026-10-25T03:00:00Z",
        {"2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z", "2026-10-25T02:30:00.000Z"});
    row("without a zone", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", {"2026-10-25T02:30:00.000Z", "2026-10-26T02:30:00.000Z"});
}

void SchedulerTest::by_the_clocks_of_its_zone() {
    QFETCH(QString, cron);
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QStringList, expected);
    Workshop shop;
    shop.time = at(from.toUtf8());
    shop.publish("schedule: {cron: '" + cron.toStdString() + "'}" + step);
    shop.follow_schedules();
    while (shop.time < at(until.toUtf8())) {
        const auto due = shop.scheduler->next_due();
        QVERIFY(due && *due > shop.time);
        shop.pass({10 * minute.ms});
    }
    QCOMPARE(times(shop), expected);
    for (const RunRow& run : shop.runs()) {
        QCOMPARE(header(shop, run.run).cause, std::string("schedule"));
        QCOMPARE(header(shop, run.run).reason, "cron " + cron.toStdString() + ", due at " + to_iso8601(run.started));
    }
}

void SchedulerTest::every_begins_when_it_is_published() {
    Workshop shop;
    const Instant published = shop.time;
    shop.follow_schedules();
    shop.publish("schedule: {every: PT1H}" + std::string(work));
    say_schedules(shop);
    QVERIFY(shop.runs().empty());
    QVERIFY(shop.scheduler->next_due() == published + hour);
    // Runs may overlap, and one that begins late puts off no other.
    shop.pass({hour.ms + 7});
    shop.pass({hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(shop.activities.started, 2);
    QVERIFY(shop.scheduler->next_due() == published + Duration{3 * hour.ms});
    QVERIFY(row_of(shop).next == shop.scheduler->next_due());
    QCOMPARE(row_of(shop).last_run.text, shop.runs().back().run.text);
    QVERIFY(last_reason(shop).find("makes up") == std::string::npos);
}

void SchedulerTest::missed_times_are_one_run_that_says_so() {
    Workshop shop;
    const Instant published = shop.time;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    shop.restart();
    shop.time.ms += 5 * hour.ms + 30 * minute.ms;
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(last_reason(shop), "every 1 h 0 min, due at " + to_iso8601(published + hour) + "; also makes up for 4 later ones that were missed");
    QVERIFY(shop.scheduler->next_due() == published + Duration{6 * hour.ms});
    // Whoever comes next has nothing to make up for.
    shop.restart();
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    shop.pass({30 * minute.ms});
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QVERIFY(last_reason(shop).find("makes up") == std::string::npos);
}

void SchedulerTest::a_missed_change_of_the_clocks_is_one_run() {
    Workshop shop;
    shop.time = at("2026-10-24T23:40:00Z");
    shop.publish("schedule: {cron: 'CRON_TZ=Europe/Rome 30 * * * *'}" + std::string(step));
    shop.follow_schedules();
    shop.restart();
    shop.time = at("2026-10-25T04:00:00Z");
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    // At 02:30 in summer, and at 02:30 in winter, 03:30 and 04:30.
    QCOMPARE(last_reason(shop), std::string("cron CRON_TZ=Europe/Rome 30 * * * *, due at 2026-10-25T00:30:00.000Z; also makes up for 3 later ones that were missed"));
    QVERIFY(shop.scheduler->next_due() == at("2026-10-25T04:30:00Z"));
}

void SchedulerTest::very_many_missed_times_are_not_counted_to_the_last() {
    Workshop shop;
    shop.time = at("2026-05-05T10:00:00Z");
    shop.publish("schedule: {cron: '* * * * * *'}" + std::string(step));
    shop.follow_schedules();
    shop.restart();
    shop.time.ms += 30 * hour.ms + 500;
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(last_reason(shop), std::string("cron * * * * * *, due at 2026-05-05T10:00:01.000Z; also makes up for more than 100,000 later ones that were missed"));
    QVERIFY(shop.scheduler->next_due() == at("2026-05-06T16:00:01Z"));
}

// --- by the end of the last -----------------------------------------------------------------------------------------

void SchedulerTest::after_begins_at_once_and_then_after_each_end() {
    Workshop shop;
    shop.publish("schedule: {after: PT1H}" + std::string(work));
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(!row_of(shop).next);
    shop.pass({10 * hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{1});
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.status(shop.runs().back().run), std::string("completed"));
    QVERIFY(row_of(shop).next == shop.time + hour);
    shop.pass({hour.ms - 1});
    QCOMPARE(shop.runs().size(), std::size_t{1});
    shop.pass({1});
    QCOMPARE(shop.runs().size(), std::size_t{2});
    // However it ends.
    shop.orchestrator().steer(shop.runs().back().run, Steering::cancel, {"me", "enough"}, [](const Result<void>&) {});
    shop.settle();
    shop.pass({hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{3});
    shop.activities.held.back().second({Problem::standard(StandardError::runtime, "no"), {}});
    shop.settle();
    QCOMPARE(shop.status(shop.runs().back().run), std::string("faulted"));
    shop.pass({hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{4});
    // A run that somebody starts by hand is none of its own.
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
}

void SchedulerTest::after_a_run_that_ended_while_nobody_was_there() {
    Workshop shop;
    shop.publish("schedule: {after: PT1H}" + std::string(work));
    shop.follow_schedules();
    // Somebody who follows no schedules ends it.
    shop.restart();
    shop.recover();
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QCOMPARE(shop.status(shop.runs().back().run), std::string("completed"));
    shop.restart();
    shop.time.ms += 10 * minute.ms;
    shop.follow_schedules();
    QVERIFY(shop.scheduler->next_due() == shop.time + hour);
    shop.pass(hour);
    QCOMPARE(shop.runs().size(), std::size_t{2});
}

void SchedulerTest::after_a_run_that_is_still_under_way() {
    Workshop shop;
    shop.publish("schedule: {after: PT1H}" + std::string(work));
    shop.follow_schedules();
    shop.restart();
    shop.time.ms += 10 * hour.ms;
    shop.follow_schedules();
    shop.recover();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(!shop.scheduler->next_due());
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QVERIFY(shop.scheduler->next_due() == shop.time + hour);
}

void SchedulerTest::after_a_run_that_ends_while_its_row_is_written() {
    Workshop shop;
    shop.publish("schedule: {after: PT1H}" + std::string(work));
    shop.follow_schedules();
    shop.publish("schedule: {after: PT2H}" + std::string(work), "2.0.0");
    (void)shop.store.post({0, "schedules", {}, Json::trusted("{}"), shop.time});
    shop.orchestrator().serve_inbox();
    do_jobs(shop, 2);
    // What is published is read while the run has not ended yet; when it has, the row of the new version is on its way.
    shop.activities.finish(Json::trusted("1"));
    shop.orchestrator().turn();
    shop.orchestrator().turn();
    QCOMPARE(shop.jobs.size(), std::size_t{3});
    shop.settle();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.status(shop.runs().back().run), std::string("completed"));
    QVERIFY(shop.scheduler->next_due() == shop.time + Duration{2 * hour.ms});
    QVERIFY(row_of(shop).next == shop.scheduler->next_due());
}

void SchedulerTest::after_a_run_that_ends_while_it_is_unscheduled() {
    Workshop shop;
    shop.publish("schedule: {after: PT1H}" + std::string(work));
    shop.follow_schedules();
    ScheduleRow row = row_of(shop);
    row.active = false;
    QVERIFY(shop.store.put_schedule(row).ok());
    say_schedules(shop);
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    shop.pass({10 * hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(!shop.scheduler->next_due());
    QVERIFY(!row_of(shop).active && !row_of(shop).next);
    // Scheduled again while a run of it is under way: after that one's end.
    QVERIFY(schedule_again(shop.store, row.ns, row.name).ok());
    say_schedules(shop);
    QCOMPARE(shop.runs().size(), std::size_t{2});
    row = row_of(shop);
    row.active = false;
    QVERIFY(shop.store.put_schedule(row).ok());
    QVERIFY(schedule_again(shop.store, row.ns, row.name).ok());
    say_schedules(shop);
    shop.pass({10 * hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{2});
    shop.activities.finish(Json::trusted("1"));
    shop.settle();
    QVERIFY(shop.scheduler->next_due() == shop.time + hour);
}

// --- by events ------------------------------------------------------------------------------------------------------

void SchedulerTest::on_one() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.other");
    QVERIFY(shop.runs().empty());
    shop.emit("test.order", R"({"n":1})");
    shop.emit("test.order", R"({"n":2})");
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string(R"([{"n":1}])"));
    QCOMPARE(header(shop, shop.runs()[1].run).value.json.text(), std::string(R"([{"n":2}])"));
    QCOMPARE(last_reason(shop), std::string("on test.order"));
    // Received: nobody who comes later has them.
    const auto events = shop.store.bus_events({});
    for (const BusEvent& event : *events) QCOMPARE(event.claimed, event.event.text().find("test.order") != std::string::npos);
}

void SchedulerTest::on_any_of_two() {
    Workshop shop;
    shop.publish("schedule: {on: {any: [{with: {type: test.a}}, {with: {type: test.b}}]}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.b", "2");
    shop.emit("test.a", "1");
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[2]"));
    QCOMPARE(header(shop, shop.runs()[1].run).value.json.text(), std::string("[1]"));
    QCOMPARE(last_reason(shop), std::string("on test.a or test.b"));
}

void SchedulerTest::on_all_in_any_order() {
    Workshop shop;
    shop.publish("schedule: {on: {all: [{with: {type: test.a}}, {with: {type: test.b}}]}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.b", "2");
    shop.emit("test.b", "3"); // has been heard before
    QVERIFY(shop.runs().empty());
    shop.emit("test.a", "1");
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[2,1]"));
    shop.emit("test.a", "4");
    QCOMPARE(shop.runs().size(), std::size_t{1});
    shop.emit("test.b", "5");
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(header(shop, shop.runs()[1].run).value.json.text(), std::string("[4,5]"));
}

void SchedulerTest::on_events_that_are_correlated() {
    Workshop shop;
    shop.publish("schedule: {on: {all: [{with: {type: test.a}, correlate: {order: {from: .data.order}}}, {with: {type: test.b}, correlate: {order: {from: .data.order}}}]}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.a", R"({"order":1})");
    shop.evaluator.answer(Json::trusted(R"({"order":1})"));
    shop.settle();
    shop.emit("test.b", R"({"order":2})");
    shop.evaluator.answer(Json::trusted(R"({"order":2})"));
    shop.settle();
    QVERIFY(shop.runs().empty());
    shop.emit("test.b", R"({"order":1})");
    shop.evaluator.answer(Json::trusted(R"({"order":1})"));
    shop.settle();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string(R"([{"order":1},{"order":1}])"));
    // What was bound is bound no more.
    shop.emit("test.a", R"({"order":7})");
    shop.evaluator.answer(Json::trusted(R"({"order":7})"));
    shop.settle();
    shop.emit("test.b", R"({"order":7})");
    shop.evaluator.answer(Json::trusted(R"({"order":7})"));
    shop.settle();
    QCOMPARE(shop.runs().size(), std::size_t{2});
}

void SchedulerTest::on_any_until_another() {
    Workshop shop;
    shop.publish("schedule: {on: {any: [{with: {type: test.item}}], until: {one: {with: {type: test.end}}}}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.item", "1");
    shop.emit("test.item", "2");
    QVERIFY(shop.runs().empty());
    shop.emit("test.end", "9");
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1,2]"));
}

void SchedulerTest::events_for_one_run_start_none() {
    Workshop shop;
    const RunId other = shop.start(shop.publish("do: [l: {listen: {to: {one: {with: {type: test.never}}}}}]", "0.1.0"));
    shop.publish("schedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.order", "1", other);
    QCOMPARE(shop.runs().size(), std::size_t{1});
    shop.emit("test.order", "2");
    QCOMPARE(shop.runs().size(), std::size_t{2});
}

void SchedulerTest::what_was_heard_outlives_the_engine() {
    Workshop shop;
    shop.publish("schedule: {on: {all: [{with: {type: test.a}}, {with: {type: test.b}}]}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.a", "1");
    shop.restart();
    shop.follow_schedules();
    shop.recover();
    shop.emit("test.b", "2");
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1,2]"));
}

void SchedulerTest::events_that_came_while_nobody_was_there() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.order", "1");
    shop.restart();
    shop.emit("test.order", "2");
    shop.emit("test.order", "3");
    shop.follow_schedules();
    shop.recover();
    shop.pass(hour);
    QCOMPARE(shop.runs().size(), std::size_t{3});
    QCOMPARE(header(shop, shop.runs()[1].run).value.json.text(), std::string("[2]"));
    QCOMPARE(header(shop, shop.runs()[2].run).value.json.text(), std::string("[3]"));
}

void SchedulerTest::events_from_before_it_was_published_start_nothing() {
    Workshop shop;
    shop.emit("test.order", "1");
    shop.pass(minute);
    shop.publish("schedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.pass(minute);
    // Nobody follows schedules yet: published is published.
    shop.emit("test.order", "2");
    shop.restart();
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[2]"));
}

void SchedulerTest::events_after_it_was_published_again() {
    Workshop shop;
    const std::string by_event = "schedule: {on: {one: {with: {type: test.order}}}}" + std::string(step);
    shop.publish(by_event);
    shop.follow_schedules();
    shop.emit("test.order", "1");
    ScheduleRow row = row_of(shop);
    row.active = false;
    QVERIFY(shop.store.put_schedule(row).ok());
    say_schedules(shop);
    shop.restart();
    shop.emit("test.order", "2");
    shop.pass(minute);
    shop.publish(by_event);
    QVERIFY(schedule_again(shop.store, row.ns, row.name).ok());
    shop.pass(minute);
    shop.emit("test.order", "3");
    shop.restart();
    shop.follow_schedules();
    // The second was sent when nobody wanted it.
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(header(shop, shop.runs().back().run).value.json.text(), std::string("[3]"));
    // Somebody who was not unscheduled is left as it is.
    row = row_of(shop);
    QVERIFY(schedule_again(shop.store, row.ns, row.name).ok());
    QVERIFY(schedule_again(shop.store, row.ns, "other").ok());
    QCOMPARE(row_of(shop).revision, row.revision);
}

void SchedulerTest::a_filter_that_was_stopped_is_tried_again() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.order, data: '${ .n > 1 }'}}}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.order", "1");
    answer(shop, stopped_by_a_limit());
    answer(shop, stopped_by_a_limit());
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    answer(shop, Json::trusted("{}"));
    QCOMPARE(shop.runs().size(), std::size_t{1});
    // Not without end; and an expression that fails by itself fails again.
    shop.emit("test.order", "2");
    for (int i = 0; i < 3; ++i) answer(shop, stopped_by_a_limit());
    QVERIFY(shop.evaluator.held.empty());
    shop.emit("test.order", "3");
    answer(shop, EvaluationFailure{false, "null has no n", {}});
    QVERIFY(shop.evaluator.held.empty());
    QCOMPARE(shop.runs().size(), std::size_t{1});
}

void SchedulerTest::an_until_that_was_stopped_is_tried_again() {
    Workshop shop;
    shop.publish("schedule: {on: {any: [{with: {type: test.item}}], until: 'length > 1'}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.item", "1");
    answer(shop, stopped_by_a_limit());
    answer(shop, Json::trusted("false"));
    QVERIFY(shop.runs().empty());
    shop.emit("test.item", "2");
    answer(shop, stopped_by_a_limit());
    answer(shop, stopped_by_a_limit());
    answer(shop, Json::trusted("true"));
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1,2]"));
}

void SchedulerTest::an_until_that_can_not_be_evaluated_is_told() {
    Workshop shop;
    QStringList said;
    shop.publish("schedule: {on: {any: [{with: {type: test.item}}], until: '.[0].n > 1'}}" + std::string(step));
    shop.follow_schedules();
    note_failures(shop, said);
    shop.emit("test.item", "1");
    for (int i = 0; i < 3; ++i) answer(shop, stopped_by_a_limit());
    shop.emit("test.item", "2");
    for (int i = 0; i < 3; ++i) answer(shop, stopped_by_a_limit());
    QCOMPARE(said, QStringList{"test/case: its 'until' can't be evaluated: the worker was stopped"});
    QCOMPARE(ScheduleState::of(row_of(shop).state).failure->message, std::string("its 'until' can't be evaluated: the worker was stopped"));
    QCOMPARE(ScheduleState::of(row_of(shop).state).heard.size(), std::size_t{2});
    shop.emit("test.item", "3");
    answer(shop, Json::trusted("true"));
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1,2,3]"));
    QVERIFY(!ScheduleState::of(row_of(shop).state).failure);
}

void SchedulerTest::more_events_than_are_kept_in_memory() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.order, data: '${ .n > 1 }'}}}}" + std::string(step));
    shop.follow_schedules();
    constexpr int many = 2'500;
    for (int i = 0; i < many; ++i) {
        const JsonValue envelope = JsonValue::object({{"specversion", "1.0"}, {"id", std::to_string(i)}, {"source", "/test"}, {"type", "test.order"}, {"data", i}});
        (void)shop.store.publish({0, shop.time, shop.time + hour, {}, {}, {}, envelope.json()});
    }
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    QCOMPARE(shop.scheduler->events_waiting(), std::size_t{1000});
    for (int i = 0; i < many; ++i) {
        QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
        QVERIFY(shop.scheduler->events_waiting() <= 1000);
        answer(shop, i % 100 == 0 ? Json::trusted("{}") : Json());
    }
    QVERIFY(shop.evaluator.held.empty());
    QCOMPARE(shop.scheduler->events_waiting(), std::size_t{0});
    std::set<std::string> inputs;
    for (const RunRow& run : shop.runs()) inputs.insert(header(shop, run.run).value.json.text());
    QCOMPARE(shop.runs().size(), std::size_t{25});
    for (int i = 0; i < many; i += 100) QVERIFY(inputs.contains("[" + std::to_string(i) + "]"));
    // It is told again of what comes.
    shop.emit("test.order", "7");
    answer(shop, Json::trusted("{}"));
    QCOMPARE(shop.runs().size(), std::size_t{26});
}

void SchedulerTest::events_that_no_filter_wants_in_great_number() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.order, subject: a}}}}" + std::string(step));
    shop.follow_schedules();
    for (int i = 0; i < 2'500; ++i) (void)shop.store.publish({0, shop.time, shop.time + hour, {}, {}, {}, Json::trusted(R"({"type":"test.order","subject":"b"})")});
    (void)shop.store.publish({0, shop.time, shop.time + hour, {}, {}, {}, Json::trusted(R"({"data":1,"subject":"a","type":"test.order"})")});
    shop.orchestrator().serve_inbox();
    shop.settle();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.scheduler->events_waiting(), std::size_t{0});
}

// --- versions -------------------------------------------------------------------------------------------------------

void SchedulerTest::a_new_version_takes_the_place_of_the_old() {
    Workshop shop;
    const Instant begin = shop.time;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    shop.pass({30 * minute.ms});
    shop.publish("schedule: {every: PT2H}" + std::string(step), "2.0.0");
    shop.publish("schedule: {every: PT1M}" + std::string(step), "1.9.0"); // is no later one
    say_schedules(shop);
    QVERIFY(shop.scheduler->next_due() == begin + Duration{150 * minute.ms});
    QCOMPARE(row_of(shop).version, std::string("2.0.0"));
    QVERIFY(row_of(shop).next == shop.scheduler->next_due());
    // An engine that comes before its first time goes by the same.
    shop.time.ms += hour.ms;
    shop.restart();
    shop.follow_schedules();
    QVERIFY(shop.scheduler->next_due() == begin + Duration{150 * minute.ms});
    shop.pass(hour);
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.runs().front().version, std::string("2.0.0"));
}

void SchedulerTest::a_new_version_by_the_clock_hears_no_events() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.follow_schedules();
    shop.recover();
    shop.publish("schedule: {every: PT1000H}" + std::string(step), "2.0.0");
    say_schedules(shop);
    for (int i = 0; i < 3; ++i) shop.emit("test.order");
    QVERIFY(shop.runs().empty());
    // And it keeps no event from going when its time is over.
    shop.pass({25 * hour.ms});
    shop.pass({25 * hour.ms});
    QVERIFY(shop.store.bus_events({})->empty());
}

void SchedulerTest::a_new_version_of_a_schedule_by_events_misses_nothing() {
    Workshop shop;
    const std::string by_event = "schedule: {on: {one: {with: {type: test.order}}}}";
    shop.publish(by_event + step);
    shop.follow_schedules();
    shop.emit("test.order", "1");
    shop.restart();
    shop.emit("test.order", "2");
    shop.pass(minute);
    shop.publish(by_event + work, "2.0.0");
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(shop.runs().back().version, std::string("2.0.0"));
    QCOMPARE(header(shop, shop.runs().back().run).value.json.text(), std::string("[2]"));
    shop.emit("test.order", "3");
    QCOMPARE(shop.runs().size(), std::size_t{3});
}

void SchedulerTest::a_new_version_without_a_schedule_ends_it() {
    Workshop shop;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    shop.publish(std::string(step).substr(1), "2.0.0");
    say_schedules(shop);
    QVERIFY(!shop.scheduler->next_due());
    shop.pass({10 * hour.ms});
    QVERIFY(shop.runs().empty());
}

void SchedulerTest::a_new_version_while_the_old_one_is_asked_whether_it_has_enough() {
    Workshop shop;
    const std::string until = "schedule: {on: {any: [{with: {type: test.item}}], until: 'length > 0'}}";
    shop.publish(until + step);
    shop.follow_schedules();
    shop.emit("test.item", "1");
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    shop.publish(until + work, "2.0.0");
    say_schedules(shop);
    QCOMPARE(shop.evaluator.held.size(), std::size_t{2});
    answer(shop, Json::trusted("true"));
    QVERIFY(shop.runs().empty());
    answer(shop, Json::trusted("true"));
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.runs().front().version, std::string("2.0.0"));
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1]"));
    QVERIFY(shop.evaluator.held.empty());
}

void SchedulerTest::a_new_version_while_the_old_one_is_asked_whether_it_wants_an_event() {
    Workshop shop;
    shop.publish("schedule: {on: {one: {with: {type: test.item, data: '${ .n > 1 }'}}}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.item", R"({"n":1})");
    shop.publish("schedule: {on: {one: {with: {type: test.item, data: '${ .n < 2 }'}}}}" + std::string(step), "2.0.0");
    say_schedules(shop);
    QCOMPARE(shop.evaluator.held.size(), std::size_t{2});
    // The old one would not have had it.
    answer(shop, Json());
    QCOMPARE(shop.evaluator.held.size(), std::size_t{1});
    answer(shop, Json::trusted("{}"));
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.runs().front().version, std::string("2.0.0"));
}

void SchedulerTest::a_new_version_while_the_old_one_starts_a_run() {
    Workshop shop;
    const std::string by_event = "schedule: {on: {one: {with: {type: test.item, data: '${ .n > 1 }'}}}}";
    shop.publish(by_event + step);
    shop.follow_schedules();
    shop.emit("test.item", "1");
    shop.publish(by_event + work, "2.0.0");
    (void)shop.store.post({0, "schedules", {}, Json::trusted("{}"), shop.time});
    shop.orchestrator().serve_inbox();
    do_jobs(shop, 2);
    // What is published is about to be read, and then the letter dropped.
    QCOMPARE(shop.jobs.size(), std::size_t{2});
    answer(shop, Json::trusted("{}"));
    shop.settle();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.runs().front().version, std::string("1.0.0"));
    QCOMPARE(row_of(shop).version, std::string("2.0.0"));
    QVERIFY(shop.evaluator.held.empty());
    shop.emit("test.item", "2");
    answer(shop, Json::trusted("{}"));
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QCOMPARE(shop.runs().back().version, std::string("2.0.0"));
}

void SchedulerTest::an_unscheduled_workflow_starts_nothing() {
    Workshop shop;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    // Unscheduled at the moment when it is due: whoever is first, nobody starts a run afterwards.
    ScheduleRow row = row_of(shop);
    row.active = false;
    QVERIFY(shop.store.put_schedule(row).ok());
    shop.pass(hour);
    QVERIFY(shop.runs().empty());
    QVERIFY(!shop.scheduler->next_due());
    say_schedules(shop);
    shop.restart();
    shop.follow_schedules();
    shop.pass({5 * hour.ms});
    QVERIFY(shop.runs().empty());
    QVERIFY(!row_of(shop).active);
}

// --- a run and the next time are one commit -------------------------------------------------------------------------

void SchedulerTest::a_refused_commit_loses_no_time_and_doubles_none() {
    Workshop shop;
    const Instant begin = shop.time;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    shop.store.failures = {ErrorCode::conflict, ErrorCode::conflict};
    shop.pass(hour);
    QVERIFY(shop.store.failures.empty());
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(last_reason(shop).find("due at " + to_iso8601(begin + hour)) != std::string::npos);
    QVERIFY(row_of(shop).next == begin + Duration{2 * hour.ms});
    shop.pass(hour);
    QCOMPARE(shop.runs().size(), std::size_t{2});
}

void SchedulerTest::a_store_that_fails_loses_no_time() {
    Workshop shop;
    const Instant begin = shop.time;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    shop.store.failures = {ErrorCode::disk_full};
    shop.pass(hour);
    QCOMPARE(shop.failures.size(), std::size_t{1});
    QVERIFY(shop.runs().empty());
    QVERIFY(row_of(shop).next == begin + hour);
    shop.restart();
    shop.follow_schedules();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(row_of(shop).next == begin + Duration{2 * hour.ms});
}

void SchedulerTest::an_engine_that_dies_around_its_commit_data() {
    QTest::addColumn<bool>("committed");
    QTest::newRow("before") << false;
    QTest::newRow("after") << true;
}

void SchedulerTest::an_engine_that_dies_around_its_commit() {
    QFETCH(bool, committed);
    Workshop shop;
    const Instant begin = shop.time;
    shop.publish("schedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    shop.time.ms += hour.ms;
    shop.scheduler->turn();
    shop.orchestrator().turn();
    shop.orchestrator().turn();
    QCOMPARE(shop.jobs.size(), std::size_t{1});
    if (committed) shop.jobs.front().first(shop.store);
    QCOMPARE(shop.runs().size(), std::size_t{committed});
    shop.restart();
    shop.follow_schedules();
    shop.recover();
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(shop.status(shop.runs().front().run), std::string("completed"));
    QVERIFY(row_of(shop).next == begin + Duration{2 * hour.ms});
}

void SchedulerTest::a_refused_commit_loses_no_event() {
    Workshop shop;
    shop.publish("schedule: {on: {all: [{with: {type: test.a}}, {with: {type: test.b}}]}}" + std::string(step));
    shop.follow_schedules();
    shop.emit("test.a", "1");
    shop.store.failures = {ErrorCode::conflict};
    shop.emit("test.b", "2");
    QVERIFY(shop.store.failures.empty());
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1,2]"));
    shop.emit("test.a", "3");
    shop.emit("test.b", "4");
    QCOMPARE(shop.runs().size(), std::size_t{2});
}

void SchedulerTest::secrets_that_can_not_be_read_put_it_off() {
    Workshop shop;
    shop.publish("use: {secrets: [token]}\nschedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.follow_schedules();
    shop.secrets_can_be_read = false;
    shop.emit("test.order", "1"); // settle() ends the program where it is tried without end
    QVERIFY(shop.runs().empty());
    QVERIFY(shop.scheduler->next_due().has_value());
    shop.secrets_can_be_read = true;
    shop.pass(hour);
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QCOMPARE(header(shop, shop.runs()[0].run).value.json.text(), std::string("[1]"));
}

void SchedulerTest::what_keeps_runs_from_starting_is_told_once_and_kept() {
    Workshop shop;
    QStringList said;
    const Instant begin = shop.time;
    shop.publish("use: {secrets: [token]}\nschedule: {every: PT1H}" + std::string(step));
    shop.follow_schedules();
    note_failures(shop, said);
    shop.secrets_can_be_read = false;
    shop.pass(hour);
    const QStringList why{"test/case: the secrets can't be read"};
    QCOMPARE(said, why);
    const auto kept = ScheduleState::of(row_of(shop).state).failure;
    QVERIFY(kept);
    QCOMPARE(kept->message, std::string("the secrets can't be read"));
    QVERIFY(kept->at == begin + hour);
    // It is tried again each minute, which is seen, and not said.
    for (int i = 0; i < 3; ++i) shop.pass(minute);
    QCOMPARE(said, why);
    QVERIFY(ScheduleState::of(row_of(shop).state).failure->at == shop.time);
    QVERIFY(row_of(shop).next == begin + hour);
    // Who comes next does not know whether it has been said.
    shop.restart();
    shop.follow_schedules();
    note_failures(shop, said);
    shop.pass(minute);
    shop.secrets_can_be_read = true;
    shop.pass(minute);
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(row_of(shop).state.is_null());
    shop.secrets_can_be_read = false;
    said.clear();
    shop.pass(hour);
    QCOMPARE(said, why);
}

void SchedulerTest::events_of_a_schedule_that_is_put_off_are_kept() {
    Workshop shop;
    shop.publish("use: {secrets: [token]}\nschedule: {on: {one: {with: {type: test.order}}}}" + std::string(step));
    shop.follow_schedules();
    shop.recover();
    shop.secrets_can_be_read = false;
    for (int i = 0; i < 3; ++i) shop.emit("test.order", std::to_string(i));
    QCOMPARE(shop.scheduler->events_waiting(), std::size_t{0});
    // Though their time is over for everybody else.
    for (int i = 0; i < 5; ++i) shop.pass({25 * hour.ms});
    for (int i = 0; i < 5; ++i) shop.pass({minute.ms / 2});
    shop.secrets_can_be_read = true;
    shop.pass(minute);
    shop.pass(minute);
    QCOMPARE(shop.runs().size(), std::size_t{3});
    QCOMPARE(header(shop, shop.runs().back().run).value.json.text(), std::string("[2]"));
    QVERIFY(!ScheduleState::of(row_of(shop).state).failure);
}

// --- clocks that jump -----------------------------------------------------------------------------------------------

void SchedulerTest::a_clock_that_is_put_back_repeats_nothing() {
    Workshop shop;
    shop.time = at("2026-05-05T09:59:00Z");
    shop.publish("schedule: {cron: '0 * * * *'}" + std::string(step));
    shop.follow_schedules();
    shop.pass(minute);
    QCOMPARE(shop.runs().size(), std::size_t{1});
    shop.pass({-5 * hour.ms});
    for (int i = 0; i < 6; ++i) shop.pass(hour);
    // 10:00 was before; 11:00 comes once.
    QCOMPARE(shop.runs().size(), std::size_t{2});
    QVERIFY(last_reason(shop).find("due at 2026-05-05T11:00:00.000Z") != std::string::npos);
    // Also for an engine that begins while the clock is wrong.
    shop.pass({-5 * hour.ms});
    shop.restart();
    shop.follow_schedules();
    shop.pass(hour);
    QCOMPARE(shop.runs().size(), std::size_t{2});
}

void SchedulerTest::a_clock_that_is_put_forward_is_made_up_for() {
    Workshop shop;
    shop.time = at("2026-05-05T09:59:00Z");
    shop.publish("schedule: {cron: '0 * * * *'}" + std::string(step));
    shop.follow_schedules();
    shop.pass({5 * hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{1});
    QVERIFY(last_reason(shop).find("due at 2026-05-05T10:00:00.000Z; also makes up for 4 later ones") != std::string::npos);
    QVERIFY(shop.scheduler->next_due() == at("2026-05-05T15:00:00Z"));
    // Put right again: what the wrong hours have had is not had again.
    shop.pass({-5 * hour.ms});
    shop.pass({4 * hour.ms});
    QCOMPARE(shop.runs().size(), std::size_t{1});
}

ORKESTR_TEST(SchedulerTest)

} // namespace orkestr::test

#include "scheduler_test.moc"
