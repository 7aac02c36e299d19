#include "tests/support/test.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/timeline_model.h"

#include <QSignalSpy>
#include <QTest>

namespace orkestr::test {

namespace {

std::shared_ptr<const RunView> tried_run(const char* id, std::uint64_t events, bool ended) {
    auto view = std::make_shared<RunView>();
    view->run = RunId{id};
    view->name = "tried";
    view->events = events;
    view->status = ended ? "completed" : "running";
    if (ended) view->ended = Instant{100};
    StepView step;
    step.id = 1;
    step.key = "/do/0/guarded";
    step.name = "guarded";
    step.kind = "try";
    step.status = view->status;
    step.started = Instant{0};
    step.ended = view->ended;
    view->steps.push_back(step);
    return view;
}

EventView tried_event(std::uint64_t seq, const char* type, std::int64_t at, int attempt) {
    EventView event;
    event.seq = seq;
    event.type = type;
    event.at = Instant{at};
    event.step = "/do/0/guarded";
    event.data = Json::trusted("{\"attempt\":" + std::to_string(attempt) + "}");
    return event;
}

} // namespace

class TimelineModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_filter_is_one();
    void attempts_come_from_the_events();
    void only_new_events_are_added();
    void another_run_begins_anew();
    void states_are_passed_on();
};

void TimelineModelTest::the_filter_is_one() {
    QVERIFY(!timeline_event_filter().is_empty());
    QCOMPARE(timeline_event_filter().subject(), FilterSubject::event);
}

void TimelineModelTest::attempts_come_from_the_events() {
    FakeSource source;
    source.change([](FakeSource::Content& content) {
        content.events["a"] = {tried_event(1, "attempt.started", 0, 1), tried_event(2, "retry.scheduled", 20, 2), tried_event(3, "attempt.started", 60, 2)};
    });
    TimelineModel model(source);
    model.show(tried_run("a", 3, true));
    QCOMPARE(model.state(), LoadState::loading);
    QTRY_COMPARE(model.state(), LoadState::ready);
    const Timeline& timeline = *model.timeline();
    QCOMPARE(timeline.bars.size(), std::size_t{3});
    QCOMPARE(timeline.bars[0].kind, TimelineBar::Kind::attempt);
    QCOMPARE(timeline.bars[1].attempt, 2u);
    QCOMPARE(timeline.bars[2].kind, TimelineBar::Kind::retry_wait);
    QCOMPARE(timeline.bars[2].end.ms, 60);
}

void TimelineModelTest::only_new_events_are_added() {
    FakeSource source;
    source.change([](FakeSource::Content& content) { content.events["a"] = {tried_event(1, "attempt.started", 0, 1), tried_event(2, "retry.scheduled", 20, 2)}; });
    TimelineModel model(source);
    model.show(tried_run("a", 2, false));
    QTRY_COMPARE(model.state(), LoadState::ready);
    QCOMPARE(model.timeline()->bars.size(), std::size_t{2});
    QVERIFY(model.timeline()->live);
    source.change([](FakeSource::Content& content) { content.events["a"].push_back(tried_event(3, "attempt.started", 60, 2)); });
    QSignalSpy changed(&model, &TimelineModel::changed);
    model.show(tried_run("a", 3, true));
    QCOMPARE(model.state(), LoadState::ready); // the last one stays meanwhile
    QTRY_COMPARE(model.timeline()->bars.size(), std::size_t{3});
    QVERIFY(!model.timeline()->live);
    QCOMPARE(changed.size(), 1);
}

void TimelineModelTest::another_run_begins_anew() {
    FakeSource source;
    source.change([](FakeSource::Content& content) {
        content.events["a"] = {tried_event(1, "attempt.started", 0, 1), tried_event(2, "retry.scheduled", 20, 2)};
        content.events["b"] = {tried_event(1, "run.started", 0, 1)};
    });
    TimelineModel model(source);
    model.show(tried_run("a", 2, true));
    model.show(tried_run("b", 1, true));
    QTRY_COMPARE(model.state(), LoadState::ready);
    QCOMPARE(model.timeline()->bars.size(), std::size_t{1});
    QCOMPARE(model.timeline()->bars[0].kind, TimelineBar::Kind::scope);
}

void TimelineModelTest::states_are_passed_on() {
    FakeSource source;
    TimelineModel model(source);
    QCOMPARE(model.state(), LoadState::idle);
    model.show_loading();
    QCOMPARE(model.state(), LoadState::loading);
    model.show_failed(QStringLiteral("gone"));
    QCOMPARE(model.state(), LoadState::failed);
    QCOMPARE(model.message(), QStringLiteral("gone"));
    model.show(nullptr);
    QCOMPARE(model.state(), LoadState::idle);
    QVERIFY(!model.timeline());
}

} // namespace orkestr::test

using orkestr::test::TimelineModelTest;
ORKESTR_TEST(TimelineModelTest)
#include "timeline_model_test.moc"
