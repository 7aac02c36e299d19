// Runs, steps and events as filters see them.
#include "core/ports/filter_records.h"

#include "tests/filter/sample_record.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

class FilterRecordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_field_has_its_index();
    void a_run_is_judged();
    void payloads_are_asked_for_once();
    void a_step_is_judged();
    void an_event_is_judged();
};

namespace {

bool holds(const FilterRecord& record, FilterSubject subject, const char* filter) {
    const auto read = read_filter(filter, subject);
    if (!read) qFatal("%s: %s", filter, read.error().message.c_str());
    return read->matches(record, noon);
}

} // namespace

void FilterRecordsTest::every_field_has_its_index() {
    const auto name_at = [](FilterSubject subject, std::size_t index) { return std::string(filter_fields(subject).at(index).name); };
    QCOMPARE(name_at(FilterSubject::run, run_field::run), "run");
    QCOMPARE(name_at(FilterSubject::run, run_field::started), "started");
    QCOMPARE(name_at(FilterSubject::run, run_field::tag), "tag");
    QCOMPARE(filter_fields(FilterSubject::run).size(), run_field::tag + 1u);
    QCOMPARE(name_at(FilterSubject::step, step_field::attempt), "attempt");
    QCOMPARE(name_at(FilterSubject::step, step_field::output), "output");
    QCOMPARE(filter_fields(FilterSubject::step).size(), step_field::output + 1u);
    QCOMPARE(name_at(FilterSubject::event, event_field::data), "data");
    QCOMPARE(filter_fields(FilterSubject::event).size(), event_field::failed + 1u);
}

void FilterRecordsTest::a_run_is_judged() {
    RunRow row;
    row.run = RunId{"01JD7Q2K5Z3V8W9X0Y1Z2A3B4C"};
    row.ns = "shop";
    row.name = "order";
    row.version = "1.0.0";
    row.definition = "abc";
    row.status = "running";
    row.started = Instant{noon.ms - 60'000};
    row.events = 3;
    const auto run = [&](const char* filter) { return holds(RunRecord(row), FilterSubject::run, filter); };
    QVERIFY(run("run == 01JD7Q2K5Z3V8W9X0Y1Z2A3B4C and status == running and definition == shop/order and name == order"));
    QVERIFY(run("namespace == shop and version == 1.0.0 and hash == abc and events == 3 and open and not parent and not error"));
    QVERIFY(run("duration == 1m and started in last 1m and ended == null and input == null and tag == null"));
    row.ended = Instant{noon.ms - 30'000};
    row.error = "No";
    row.parent = row.run;
    QVERIFY(run("duration == 30s and not open and error == No and parent == 01JD7Q2K5Z3V8W9X0Y1Z2A3B4C and ended < now"));
}

void FilterRecordsTest::payloads_are_asked_for_once() {
    const RunRow row;
    int asked = 0;
    const RunRecord run(row, [&](std::size_t field) {
        ++asked;
        return field == run_field::input ? std::optional(Json::trusted(R"({"id":42})")) : std::nullopt;
    });
    QVERIFY(holds(run, FilterSubject::run, "input.id > 40 and input.id < 44 and input.id == 42"));
    QCOMPARE(asked, 1);
    QVERIFY(!holds(run, FilterSubject::run, "output exists or tag exists"));
    QCOMPARE(asked, 3);
}

void FilterRecordsTest::a_step_is_judged() {
    StepView step;
    step.key = "/do/0/call#2";
    step.task = "/do/0/call";
    step.name = "call";
    step.kind = "call";
    step.status = "faulted";
    step.attempt = 2;
    step.started = Instant{noon.ms - 5000};
    step.ended = noon;
    step.input = Json::trusted(R"({"id":1})");
    Problem problem;
    problem.title = "Not Found";
    problem.detail = "no pet";
    step.error = problem;
    const auto one = [&](const char* filter) { return holds(StepRecord(step), FilterSubject::step, filter); };
    QVERIFY(one("key == /do/0/call#2 and task == /do/0/call and name == call and kind == call and status == faulted"));
    QVERIFY(one("attempt > 1 and duration == 5s and error == \"Not Found: no pet\" and input.id == 1 and not output"));
    QVERIFY(one("\"no pet\""));
    step.started = Instant{noon.ms, 1'000};
    step.ended = Instant{noon.ms, 6'500};
    QVERIFY(one("duration > 5us and duration > 5µs and duration < 6us and duration == 5500ns and duration < 1ms and duration == PT0.0000055S"));
    QVERIFY(one("duration in 5us..6us and duration in (1s, 5.5us) and duration != 5us and not duration > 5501ns"));
    step.ended = Instant{noon.ms + 2, 500};
    QVERIFY(one("duration == 1.9995ms and duration > 1ms and duration < 2ms"));
    step.started.reset();
    QVERIFY(one("duration == null and started == null and not duration > 0"));
}

void FilterRecordsTest::an_event_is_judged() {
    EventView event;
    event.seq = 7;
    event.type = "task.faulted";
    event.at = noon;
    event.task = "/do/0/call";
    event.step = "/do/0/call#2";
    event.attempt = 1;
    event.data = Json::trusted(R"({"error":{"status":404,"title":"Not Found"}})");
    const auto one = [&](const char* filter) { return holds(EventRecord(event), FilterSubject::event, filter); };
    QVERIFY(one("seq == 7 and type ~ faulted and at == today and task exists and step ends with #2 and attempt == 1"));
    QVERIFY(one("failed and data.error.status == 404 and \"not found\""));
    event.type = "run.started";
    event.attempt = 0;
    QVERIFY(one("not failed and attempt == null"));
    for (const char* type : {"run.faulted", "activity.failed", "child.failed", "error.caught", "ActivityTaskTimedOut", "WorkflowExecutionFailed"}) {
        QVERIFY2(tells_of_failure(type), type);
    }
    for (const char* type : {"run.completed", "task.cancelled", "retry.scheduled", "timer.fired"}) QVERIFY2(!tells_of_failure(type), type);
}

ORKESTR_TEST(FilterRecordsTest)

} // namespace orkestr::test

#include "records_test.moc"
