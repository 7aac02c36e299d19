#include "core/projection/timeline.h"

#include "core/base/random.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

namespace orkestr::test {

namespace {

const char* kind_text(TimelineBar::Kind kind) {
    static constexpr const char* words[] = {"run", "wait", "retry wait", "queued", "attempt", "scope"};
    return words[static_cast<std::size_t>(kind)];
}

/// A lane a line: `name: kind name#attempt begin-end status`, `*` on the critical path, times from the run's begin.
std::string text_of(const Timeline& timeline) {
    std::string out;
    for (const TimelineLane& lane : timeline.lanes) {
        out += std::string(2 * lane.depth, ' ') + timeline.names[lane.name] + ":\n";
        for (std::uint32_t i = lane.first; i < lane.first + lane.count; ++i) {
            const TimelineBar& bar = timeline.bars[i];
            out += std::string(2 * lane.depth + 2, ' ') + kind_text(bar.kind) + " " + timeline.names[bar.name];
            if (bar.attempt != 1) out += "#" + std::to_string(bar.attempt);
            out += " " + std::to_string((bar.begin - timeline.begin).ms) + "-" + (bar.open ? "" : std::to_string((bar.end - timeline.begin).ms));
            out += std::string(" ") + to_string(bar.status) + (bar.critical ? " *" : "") + (bar.level ? " level " + std::to_string(bar.level) : "") + "\n";
        }
    }
    return out;
}

QString shown(const Timeline& timeline) { return QString::fromStdString(text_of(timeline)); }

/// What is true of every timeline, however odd the record; empty when it is.
std::string what_is_wrong(const Timeline& timeline, const RunView& view) {
    std::set<StepId> shown;
    std::uint32_t expected_first = 0;
    if (timeline.lanes.empty() || timeline.lanes[0].depth != 0) return "no lane of the run";
    for (std::uint32_t number = 0; number < timeline.lanes.size(); ++number) {
        const TimelineLane& lane = timeline.lanes[number];
        if (number > 0 && (lane.depth == 0 || lane.depth > timeline.lanes[number - 1].depth + 1)) return "a lane is below none";
        if (lane.count > 0 && lane.first != expected_first) return "bars are not lane after lane";
        expected_first += lane.count;
        Instant busy_until{INT64_MIN};
        Instant begin{INT64_MIN};
        for (std::uint32_t i = lane.first; i < lane.first + lane.count; ++i) {
            const TimelineBar& bar = timeline.bars[i];
            shown.insert(bar.step);
            if (bar.lane != number) return "a bar names another lane";
            if (bar.end < bar.begin) return "a bar ends before it begins";
            if (bar.is_holder() != (i - lane.first < lane.holders)) return "holders are not first";
            if (bar.is_holder()) continue;
            if (bar.begin < begin) return "bars are not in order";
            begin = bar.begin;
            if (bar.begin < busy_until) return "two bars overlap in a lane";
            busy_until = bar.end;
        }
    }
    if (expected_first != timeline.bars.size()) return "bars without a lane";
    for (const StepView& step : view.steps)
        if (!shown.contains(step.id)) return "a step is not shown: " + step.key;
    Instant last = timeline.begin;
    for (const TimelineSpan& span : timeline.critical) {
        if (span.begin < last || span.end < span.begin) return "the critical path goes back";
        last = span.end;
    }
    if (last > timeline.end) return "the critical path goes beyond the end";
    return {};
}

StepView step_of(StepId id, StepId parent, const char* name, const char* kind, std::int64_t begin, std::int64_t end) {
    StepView step;
    step.id = id;
    step.parent = parent;
    step.name = step.task = step.key = name;
    step.kind = kind;
    step.status = end < 0 ? "running" : "completed";
    step.started = Instant{begin};
    if (end >= 0) step.ended = Instant{end};
    return step;
}

RunView record(std::vector<StepView> steps, std::int64_t end) {
    RunView view;
    view.name = "record";
    view.status = end < 0 ? "running" : "completed";
    if (end >= 0) view.ended = Instant{end};
    view.steps = std::move(steps);
    view.graph = std::make_shared<const RunGraph>();
    return view;
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void branches_of_a_fork_have_lanes();
    void retries_and_waits_are_bars();
    void iterations_share_the_lanes_of_their_branches();
    void a_run_that_goes_on_has_open_bars();
    void a_suspended_time_is_told();
    void steps_of_another_system_stand_below_their_parents();
    void a_job_that_was_queued_is_told();
    void the_critical_path_goes_through_what_ended_last();
    void events_of_a_source_tell_the_same();
    void every_golden_run_is_placed_right();
    void odd_records_are_placed_right();
    void many_steps_are_placed();

private:
    Timeline timeline_of(const GoldenRun& run, RunView* view = nullptr, std::size_t events = SIZE_MAX);
    const GoldenRun& golden(const std::string& name);

    std::vector<std::pair<std::string, GoldenRun>> runs_;
    ValueDesk desk_;
};

void TimelineTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases)
        if (auto run = run_golden(one, desk_); run.plan) runs_.emplace_back(one.name, std::move(run));
    QVERIFY(runs_.size() > 50);
}

const GoldenRun& TimelineTest::golden(const std::string& name) {
    for (const auto& [known, run] : runs_)
        if (known == name) return run;
    qFatal("no golden case %s", name.c_str());
}

Timeline TimelineTest::timeline_of(const GoldenRun& run, RunView* view, std::size_t events) {
    RunProjection steps(run.plan, RunProjection::Detail::outline);
    TimelineProjection projection;
    for (std::size_t i = 0; i < std::min(events, run.events.size()); ++i) {
        steps.fold(run.events[i]);
        projection.add(run.events[i]);
    }
    if (view) *view = steps.view();
    return projection.timeline(steps.view());
}

void TimelineTest::branches_of_a_fork_have_lanes() {
    const Timeline timeline = timeline_of(golden("fork gives the branches' outputs in declared order"));
    QCOMPARE(shown(timeline), QStringLiteral("case:\n"
                                            "  scope both 0-5000 completed\n"
                                            "  run after 5000-5000 completed *\n"
                                            "  slow:\n"
                                            "    scope slow 0-5000 completed\n"
                                            "    wait nap 0-5000 completed *\n"
                                            "    run one 5000-5000 completed *\n"
                                            "  fast:\n"
                                            "    run fast 0-0 completed\n"));
    QCOMPARE(timeline.critical.size(), std::size_t{3});
    QVERIFY(!timeline.live);
}

void TimelineTest::retries_and_waits_are_bars() {
    QCOMPARE(shown(timeline_of(golden("retries by count and then do"))),
             QStringLiteral("case:\n"
                         "  attempt guarded 0-1000 faulted\n"
                         "  attempt guarded#2 3000-3000 faulted\n"
                         "  attempt guarded#3 5000-5000 completed\n"
                         "  run work 0-1000 faulted *\n"
                         "  retry wait guarded#2 1000-3000 waiting *\n"
                         "  run work#2 3000-3000 faulted *\n"
                         "  retry wait guarded#3 3000-5000 waiting *\n"
                         "  run work#3 5000-5000 faulted *\n"
                         "  run handled#3 5000-5000 completed *\n"));
}

void TimelineTest::iterations_share_the_lanes_of_their_branches() {
    RunView view = record({step_of(1, 0, "loop", "for", 0, 60), step_of(2, 1, "both", "fork", 0, 30), step_of(3, 2, "left", "call", 0, 10),
                           step_of(4, 2, "right", "call", 0, 30), step_of(5, 1, "both", "fork", 30, 60), step_of(6, 5, "left", "call", 30, 60),
                           step_of(7, 5, "right", "call", 30, 40)},
                          60);
    view.graph = nullptr;
    QCOMPARE(shown(TimelineProjection().timeline(view)), QStringLiteral("record:\n"
                                                                       "  scope loop 0-60 completed\n"
                                                                       "  scope both 0-30 completed level 1\n"
                                                                       "  scope both 30-60 completed level 1\n"
                                                                       "  left:\n"
                                                                       "    run left 0-10 completed\n"
                                                                       "    run left 30-60 completed *\n"
                                                                       "  right:\n"
                                                                       "    run right 0-30 completed *\n"
                                                                       "    run right 30-40 completed\n"));
}

void TimelineTest::a_run_that_goes_on_has_open_bars() {
    const GoldenRun& run = golden("retries by count and then do");
    std::size_t until = 0;
    while (!std::holds_alternative<events::RetryScheduled>(run.events[until].body)) ++until;
    RunView view;
    const Timeline timeline = timeline_of(run, &view, until + 1);
    QVERIFY(timeline.live);
    QCOMPARE(shown(timeline), QStringLiteral("case:\n"
                                            "  attempt guarded 0-1000 faulted\n"
                                            "  run work 0-1000 faulted *\n"
                                            "  retry wait guarded#2 1000- waiting *\n"));
    QCOMPARE(timeline.bars.back().due_ms, timeline.begin.ms + 3000);
    QCOMPARE(what_is_wrong(timeline, view), std::string());
}

void TimelineTest::a_suspended_time_is_told() {
    Event suspended{1, Instant{10}, events::RunSuspended{}};
    Event resumed{2, Instant{25}, events::RunResumed{}};
    TimelineProjection projection;
    for (const Event& event : {suspended, suspended, resumed, resumed}) projection.add(event);
    suspended.at = Instant{40};
    projection.add(suspended);
    const Timeline timeline = projection.timeline(record({}, 50));
    QCOMPARE(timeline.suspended, (std::vector<std::pair<Instant, Instant>>{{Instant{10}, Instant{25}}, {Instant{40}, Instant{50}}}));
}

void TimelineTest::steps_of_another_system_stand_below_their_parents() {
    const RunView view = record({step_of(1, 0, "GET /cart", "call", 0, 100), step_of(2, 1, "auth", "call", 5, 20), step_of(3, 1, "prices", "call", 20, 60),
                                 step_of(4, 1, "stock", "call", 25, 90), step_of(5, 4, "query", "call", 30, 80), step_of(6, 1, "render", "call", 92, 99),
                                 step_of(7, 0, "log", "call", 50, 70)},
                                100);
    QCOMPARE(shown(TimelineProjection().timeline(view)), QStringLiteral("record:\n"
                                                                       "  run GET /cart 0-100 completed *\n"
                                                                       "  auth:\n"
                                                                       "    run auth 5-20 completed *\n"
                                                                       "    run prices 20-60 completed\n"
                                                                       "    run render 92-99 completed *\n"
                                                                       "  stock:\n"
                                                                       "    run stock 25-90 completed *\n"
                                                                       "    query:\n"
                                                                       "      run query 30-80 completed *\n"
                                                                       "  log:\n"
                                                                       "    run log 50-70 completed\n"));
}

void TimelineTest::a_job_that_was_queued_is_told() {
    RunView view = record({step_of(1, 0, "charge", "call", 0, 90)}, 90);
    TimelineProjection projection;
    EventView event;
    event.step = "charge";
    event.type = "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED";
    projection.add(event);
    event.type = "ActivityTaskStarted";
    event.at = Instant{30};
    event.attempt = 3;
    projection.add(event);
    event.type = "WorkflowTaskStarted";
    projection.add(event);
    event.type = "ActivityTaskStarted";
    event.step = "unknown";
    projection.add(event);
    QCOMPARE(shown(projection.timeline(view)), QStringLiteral("record:\n"
                                                             "  queued charge#3 0-30 pending *\n"
                                                             "  run charge#3 30-90 completed *\n"));
}

void TimelineTest::the_critical_path_goes_through_what_ended_last() {
    RunView view = record({step_of(1, 0, "first", "call", 0, 10), step_of(2, 0, "both", "fork", 10, 50), step_of(3, 2, "a", "do", 10, 30),
                           step_of(4, 3, "a1", "call", 10, 15), step_of(5, 3, "a2", "call", 15, 30), step_of(6, 2, "b", "do", 10, 50),
                           step_of(7, 6, "b1", "call", 10, 12), step_of(8, 6, "b2", "wait", 12, 50), step_of(9, 0, "never", "set", 50, 50),
                           step_of(10, 0, "last", "set", 50, 51)},
                          51);
    view.graph = nullptr;
    view.steps[8].status = "skipped";
    const Timeline timeline = TimelineProjection().timeline(view);
    std::vector<StepId> path;
    for (const auto& span : timeline.critical) path.push_back(span.step);
    QCOMPARE(path, (std::vector<StepId>{1, 7, 8, 10}));
}

void TimelineTest::events_of_a_source_tell_the_same() {
    for (const auto& [name, run] : runs_) {
        RunProjection steps(run.plan, RunProjection::Detail::outline);
        TimelineProjection of_events;
        TimelineProjection of_views;
        for (const Event& event : run.events) {
            const EventView view = steps.add(event);
            of_events.add(event);
            if (TimelineProjection::is_wanted(view.type)) of_views.add(view);
        }
        QVERIFY2(steps.view().ended.has_value() || run.state.status != RunStatus::completed, name.c_str());
        Timeline expected = of_events.timeline(steps.view());
        Timeline actual = of_views.timeline(steps.view());
        // Of a run that goes on the last moment may be that of an event which tells nothing else.
        if (!expected.live) QVERIFY2(expected == actual, (name + "\n" + text_of(expected) + "\n" + text_of(actual)).c_str());
    }
}

void TimelineTest::every_golden_run_is_placed_right() {
    std::map<TimelineBar::Kind, int> kinds;
    for (const auto& [name, run] : runs_) {
        for (const std::size_t events : {run.events.size() / 3, run.events.size() / 2, run.events.size()}) {
            RunView view;
            const Timeline timeline = timeline_of(run, &view, events);
            const std::string wrong = what_is_wrong(timeline, view);
            QVERIFY2(wrong.empty(), (name + ": " + wrong + "\n" + text_of(timeline)).c_str());
            for (const auto& bar : timeline.bars) ++kinds[bar.kind];
        }
    }
    QVERIFY(kinds.size() >= 5);
}

void TimelineTest::odd_records_are_placed_right() {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        std::vector<StepView> steps;
        const auto count = 1 + random.below(60);
        static constexpr const char* kinds[] = {"do", "fork", "try", "for", "call", "call", "wait", "listen", ""};
        for (std::uint64_t i = 1; i <= count; ++i) {
            const auto begin = static_cast<std::int64_t>(random.below(200));
            const auto end = random.percent(10) ? -1 : begin + static_cast<std::int64_t>(random.below(60)) - (random.percent(5) ? 20 : 0);
            const auto id = static_cast<StepId>(random.percent(3) ? random.below(10) : i);
            // Steps that hold one another, and steps of nobody, are in it too.
            const auto parent = static_cast<StepId>(random.percent(80) ? random.below(i) : random.below(count + 3));
            StepView step = step_of(id, parent, kinds[random.below(4)], kinds[random.below(std::size(kinds))], begin, end);
            if (random.percent(3)) step.started.reset();
            steps.push_back(step);
        }
        RunView view = record(std::move(steps), random.percent(70) ? 200 : -1);
        if (random.percent(60)) view.graph = nullptr;
        TimelineProjection projection;
        for (auto marks = random.below(20); marks > 0; --marks) {
            EventView event;
            static constexpr const char* types[] = {"attempt.started", "retry.scheduled", "ActivityTaskScheduled", "ActivityTaskStarted", "run.suspended", "run.resumed"};
            event.type = types[random.below(std::size(types))];
            event.step = kinds[random.below(4)];
            event.at = Instant{static_cast<std::int64_t>(random.below(250))};
            event.data = Json::trusted(R"({"attempt":2})");
            if (event.type[0] == 'r' || random.percent(20)) projection.add(event);
        }
        const Timeline timeline = projection.timeline(view);
        // Attempts of a record that nobody checked may lie across one another.
        const std::string wrong = what_is_wrong(timeline, view);
        QVERIFY2(wrong.empty() || wrong == "two bars overlap in a lane", (std::to_string(seed) + ": " + wrong + "\n" + text_of(timeline)).c_str());
        QVERIFY(timeline == projection.timeline(view));
        const std::string without = what_is_wrong(TimelineProjection().timeline(view), view);
        QVERIFY2(without.empty(), (std::to_string(seed) + ": " + without + "\n" + text_of(TimelineProjection().timeline(view))).c_str());
    }
}

void TimelineTest::many_steps_are_placed() {
    std::vector<StepView> deep;
    for (StepId i = 1; i <= 50'000; ++i) deep.push_back(step_of(i, i - 1, "inner", "call", i, 200'000 - i));
    const RunView chain = record(std::move(deep), 200'000);
    QCOMPARE(what_is_wrong(TimelineProjection().timeline(chain), chain), std::string());
    std::vector<StepView> wide;
    for (StepId i = 1; i <= 100'000; ++i) wide.push_back(step_of(i, 0, "branch", "call", i % 7, 1000 + i));
    const RunView fan = record(std::move(wide), 200'000);
    const Timeline timeline = TimelineProjection().timeline(fan);
    QCOMPARE(timeline.lanes.size(), std::size_t{100'000});
    QCOMPARE(what_is_wrong(timeline, fan), std::string());
}

} // namespace orkestr::test

using orkestr::test::TimelineTest;
ORKESTR_TEST(TimelineTest)
#include "timeline_test.moc"
