// How long the steps of forks took, wherever that is told: what passed between a run and its fork is nobody's time, and what a
// fork took over is counted once.
#include "core/history/codec.h"
#include "core/projection/fork_shifts.h"
#include "core/projection/path_statistics.h"
#include "core/projection/run_diff.h"
#include "core/projection/moment_index.h"
#include "core/runtime/history_view.h"
#include "core/runtime/run_fork.h"
#include "tests/runtime/workshop.h"
#include "tests/support/test.h"

#include <QTest>
#include <algorithm>
#include <map>
#include <set>

namespace orkestr::test {

namespace {

const char* const tasks_with_retries = R"(do:
  - a: {run: {shell: {command: a}}}
  - guarded:
      try: [{x: {run: {shell: {command: x}}}}, {y: {run: {shell: {command: y}}}}]
      catch: {retry: {delay: PT2S, limit: {attempt: {count: 5}}}}
  - both: {fork: {branches: [{nap: {wait: PT10S}}, {list: {do: [{p: {run: {shell: {command: p}}}}, {q: {run: {shell: {command: q}}}}]}}]}}
  - z: {run: {shell: {command: z}}}
)";

/// Runs of one definition, one after the other: what each command takes is in `seconds`, and how often it fails first in `failures`.
struct ForkPlay {
    Workshop shop;
    std::shared_ptr<const Plan> plan = shop.publish(tasks_with_retries);
    std::map<std::string, int> seconds;
    std::map<std::string, int> failures;

    void play(const RunId& run) {
        for (int turn = 0; turn < 200 && shop.status(run) != "completed" && shop.status(run) != "faulted"; ++turn) {
            if (shop.activities.held.empty()) {
                shop.pass({1000});
                continue;
            }
            const std::string command = JsonValue::of(shop.activities.held.front().first.request).string_at("command");
            shop.pass({seconds[command] * 1000});
            const auto done = std::move(shop.activities.held.front().second);
            shop.activities.held.pop_front();
            if (failures[command]-- > 0) done({Problem::standard(StandardError::communication, "no " + command), {}});
            else done({Json::trusted("1"), {}});
            shop.settle();
        }
        QCOMPARE(shop.status(run), std::string("completed"));
    }
    RunId start() {
        const RunId run = shop.start(plan);
        play(run);
        return run;
    }
    RunId fork(const RunId& run, const std::string& step) {
        auto made = make_fork({run, step, {}, {"me", "again"}}, shop.store, *shop.orchestrator().plans(), "a key");
        if (!made) qFatal("%s", made.error().message.c_str());
        const RunId again{make_ulid(shop.time, "entropy" + std::to_string(shop.started++))};
        shop.orchestrator().start_fork(std::move(*made), again, [](const Result<RunId>&) {});
        shop.settle();
        play(again);
        return again;
    }
    std::vector<Event> events(const RunId& run) const {
        std::vector<Event> all;
        Decoder decoder;
        for (const EventRow& row : shop.events(run)) all.push_back(*decoder.decode(row));
        return all;
    }
    RunView view(const RunId& run) const {
        RunProjection projection(plan);
        for (const Event& event : events(run)) projection.fold(event);
        return projection.view();
    }
    Timeline timeline(const RunId& run) const {
        TimelineProjection projection;
        for (const Event& event : events(run)) projection.add(event);
        return projection.timeline(view(run));
    }
    RunTrace trace(const RunId& run) const {
        RunTraceFold fold(plan);
        for (const EventRow& row : shop.events(run))
            if (auto added = fold.add(row); !added) qFatal("%s", added.error().message.c_str());
        return fold.take();
    }
    void count(PathStatistics& statistics, const RunId& run) const {
        RunProjection projection(plan, RunProjection::Detail::outline);
        TimelineProjection times;
        PathMarks marks;
        for (const Event& event : events(run)) {
            projection.fold(event);
            times.add(event);
            marks.add(event, projection.view());
        }
        statistics.add(projection.view(), times.timeline(projection.view()), marks);
    }
};

/// The original: a 3 s; guarded 1 + 2 + 1 + 4 s; both 10 s; z 5 s. Five minutes later its fork from the second y, which fails:
/// guarded goes on for 7 + 2 + 1 + 7 s.
struct OneFork : ForkPlay {
    OneFork() {
        seconds = {{"a", 3}, {"x", 1}, {"y", 4}, {"p", 2}, {"q", 3}, {"z", 5}};
        failures["x"] = 1;
        run = start();
        shop.pass({300'000});
        seconds["y"] = 7;
        failures["y"] = 1;
        again = fork(run, "y");
    }
    RunId run;
    RunId again;
};

const StepView& step_named(const RunView& view, const std::string& name) {
    const auto at = std::find_if(view.steps.rbegin(), view.steps.rend(), [&](const StepView& step) { return step.name == name; });
    if (at == view.steps.rend()) qFatal("no step %s", name.c_str());
    return *at;
}

std::int64_t took(const StepView& step) { return (*step.ended - *step.started).ms; }

/// What statistics come to, counted from events alone.
struct CountedTask {
    std::uint64_t runs = 0, steps = 0, completed = 0, faulted = 0, retries = 0;
    std::int64_t all_ms = 0, longest_ms = 0;
    bool operator==(const CountedTask&) const = default;
};

void count_events(const Plan& plan, const std::vector<Event>& all, std::map<std::string, CountedTask>& counted) {
    struct Open {
        std::string task;
        std::int64_t spent = 0;
        Instant since;
    };
    std::uint64_t forked = 0;
    for (const Event& event : all)
        if (std::holds_alternative<events::RunForked>(event.body)) forked = event.seq;
    std::map<StepId, Open> open;
    std::set<std::string> seen;
    std::set<StepId> begun;
    const auto end = [&](StepId id, const Event& event, std::uint64_t CountedTask::* how) {
        const auto at = open.find(id);
        if (event.seq > forked) {
            CountedTask& task = counted[at->second.task];
            ++(task.*how);
            ++task.steps;
            const std::int64_t ms = at->second.spent + (event.at - at->second.since).ms;
            task.all_ms += ms;
            task.longest_ms = std::max(task.longest_ms, ms);
        }
        open.erase(at);
    };
    Instant last = all.front().at;
    for (const Event& event : all) {
        if (const auto* started = std::get_if<events::TaskStarted>(&event.body)) {
            open[started->step] = {plan.task(started->task).pointer, 0, event.at};
            seen.insert(plan.task(started->task).pointer);
        } else if (const auto* completed = std::get_if<events::TaskCompleted>(&event.body)) {
            end(completed->step, event, &CountedTask::completed);
        } else if (const auto* failed = std::get_if<events::TaskFaulted>(&event.body)) {
            end(failed->step, event, &CountedTask::faulted);
        } else if (const auto* attempt = std::get_if<events::AttemptStarted>(&event.body)) {
            if (attempt->attempt > 1 && event.seq > forked) ++counted[open.at(attempt->step).task].retries;
        } else if (std::holds_alternative<events::RunForked>(event.body)) {
            for (auto& [id, one] : open) one.spent += (last - one.since).ms, one.since = event.at;
        }
        last = event.at;
    }
    for (const auto& task : seen) ++counted[task].runs;
}

} // namespace

class ForkTimesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_step_under_way_took_what_it_took_before_and_after();
    void each_moment_tells_what_was_so_then();
    void the_timeline_leaves_out_what_passed_between();
    void every_moment_stands_in_the_timeline();
    void a_suspension_ends_with_the_fork();
    void attempts_stand_where_their_step_does();
    void a_comparison_tells_the_same_durations();
    void what_was_taken_over_is_counted_once();
    void statistics_of_forks_against_their_events();
};

void ForkTimesTest::a_step_under_way_took_what_it_took_before_and_after() {
    const OneFork play;
    QCOMPARE(took(step_named(play.view(play.run), "guarded")), 8'000);
    const RunView view = play.view(play.again);
    QCOMPARE((*view.ended - view.started).ms, 32'000);
    QCOMPARE(took(step_named(view, "guarded")), 4'000 + 17'000);
    QCOMPARE(took(step_named(view, "both")), 10'000);
    // What had ended is as it is recorded.
    QCOMPARE(took(view.steps.front()), 3'000);
    QCOMPARE(view.steps.front().started, play.view(play.run).steps.front().started);
    const NodeView& node = view.nodes.at("/do/1/guarded");
    QCOMPARE(node.busy_ms, 21'000);
    QCOMPARE((*node.ended - *node.started).ms, 21'000);
}

/// The outline that time travel keeps is what the events up to there come to.
void ForkTimesTest::each_moment_tells_what_was_so_then() {
    OneFork play;
    play.shop.pass({60'000});
    const RunId third = play.fork(play.again, "q");
    const auto all = play.events(third);
    MomentIndex index(play.plan);
    for (const Event& event : all) index.add(event);
    for (std::uint64_t seq = 1; seq <= all.size(); ++seq) {
        RunProjection until(play.plan, RunProjection::Detail::outline);
        for (std::uint64_t i = 0; i < seq; ++i) until.fold(all[i]);
        const auto& steps = until.view().steps;
        QCOMPARE(index.steps_begun(seq), steps.size());
        for (std::uint32_t i = 0; i < steps.size(); ++i) {
            const StepView then = index.step_at(i, seq);
            QCOMPARE(then.started, steps[i].started);
            QCOMPARE(then.ended, steps[i].ended);
            QCOMPARE(then.waits_until, steps[i].waits_until);
        }
        for (const auto& [task, node] : index.run_at(seq).nodes) {
            QCOMPARE(node.started, until.view().nodes.at(task).started);
            QCOMPARE(node.busy_ms, until.view().nodes.at(task).busy_ms);
        }
    }
}

void ForkTimesTest::the_timeline_leaves_out_what_passed_between() {
    const OneFork play;
    QVERIFY(!play.timeline(play.run).forked);
    const Timeline timeline = play.timeline(play.again);
    const RunView view = play.view(play.again);
    QVERIFY(timeline.forked && *timeline.forked == view.started);
    QCOMPARE((timeline.end - timeline.begin).ms, 7'000 + 32'000);
    QCOMPARE((view.started - timeline.begin).ms, 7'000);
    Instant last = timeline.begin;
    for (const TimelineSpan& span : timeline.critical) {
        QCOMPARE(span.begin, last);
        last = span.end;
    }
    QCOMPARE(last, timeline.end);
    // As Studio reads it.
    RunProjection projection(play.plan);
    TimelineProjection of_views;
    for (const Event& event : play.events(play.again)) {
        const EventView shown = projection.add(event);
        if (TimelineProjection::is_wanted(shown.type)) of_views.add(shown);
    }
    QVERIFY(of_views.timeline(projection.view()) == timeline);
}

/// A line in the timeline says which moment is shown.
void ForkTimesTest::every_moment_stands_in_the_timeline() {
    OneFork play;
    play.shop.pass({60'000});
    const RunId third = play.fork(play.again, "q");
    for (const RunId& run : {play.run, play.again, third}) {
        const auto all = play.events(run);
        const Timeline timeline = play.timeline(run);
        ForkShifts forks;
        std::uint64_t own = 1; // from here on the events are this run's
        for (const Event& event : all)
            if (const auto* forked = std::get_if<events::RunForked>(&event.body); forked && forked->step != workflow_step) forks.add(own = event.seq, forked->shift_ms);
        Instant before = timeline.begin;
        for (const Event& event : all) {
            const Instant at = forks.place(event.seq, event.at);
            QVERIFY2(before <= at && at <= timeline.end, std::to_string(event.seq).c_str());
            if (event.seq == 1) QCOMPARE(at, timeline.begin);
            if (event.seq >= own) QCOMPARE(at, event.at);
            if (event.seq == own && timeline.forked) QCOMPARE(at, *timeline.forked);
            before = at;
        }
    }
    QVERIFY(play.timeline(third).forked);
}

void ForkTimesTest::a_suspension_ends_with_the_fork() {
    TimelineProjection projection;
    projection.add(Event{1, Instant{10}, events::RunSuspended{}});
    projection.add(Event{2, Instant{30}, events::RunCancelRequested{}});
    projection.add(Event{3, Instant{1030}, events::RunForked{7, 1000, {}, {}}});
    RunView view;
    view.started = Instant{1030};
    view.ended = Instant{1050};
    const Timeline timeline = projection.timeline(view);
    QCOMPARE(timeline.suspended, (std::vector<std::pair<Instant, Instant>>{{Instant{1010}, Instant{1030}}}));
}

void ForkTimesTest::attempts_stand_where_their_step_does() {
    const OneFork play;
    const auto rows = play.shop.events(play.again);
    HistoryView history(play.again, play.plan, [&](std::uint64_t after, std::uint32_t limit) -> Result<std::vector<EventRow>> {
        const auto from = rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(after, rows.size()));
        return std::vector<EventRow>(from, from + std::min<std::ptrdiff_t>(limit, rows.end() - from));
    });
    while (!*history.catch_up()) {}
    const auto detail = history.step(step_named(*history.outline(), "guarded").id);
    QVERIFY(detail);
    const auto& attempts = (*detail)->attempts;
    QCOMPARE(attempts.size(), 3u);
    std::vector<std::int64_t> lasted;
    for (const AttemptView& attempt : attempts) lasted.push_back((*attempt.ended - *attempt.started).ms);
    QCOMPARE(lasted, (std::vector<std::int64_t>{1'000, 1'000 + 7'000, 8'000}));
    QCOMPARE(*attempts.front().started, *(*detail)->step.started);
}

void ForkTimesTest::a_comparison_tells_the_same_durations() {
    const OneFork play;
    const RunTrace a = play.trace(play.run), b = play.trace(play.again);
    const auto payload = [](std::uint64_t) -> Result<Json> { return Json::trusted("1"); };
    const auto diff = compare_runs(a, b, TaskAlignment(), payload, payload);
    QVERIFY(diff);
    const auto at = std::find_if(diff->steps.begin(), diff->steps.end(), [](const StepDiff& step) { return step.task_a == "/do/1/guarded"; });
    QCOMPARE(at->duration_a->ms, 8'000);
    QCOMPARE(at->duration_b->ms, 21'000);
    QCOMPARE(diff->steps.front().duration_b->ms, 32'000);
}

void ForkTimesTest::what_was_taken_over_is_counted_once() {
    const OneFork play;
    PathStatistics statistics(play.plan.get());
    play.count(statistics, play.run);
    play.count(statistics, play.again);
    const auto* a = statistics.task("/do/0/a");
    QCOMPARE(a->runs, 2u);
    QCOMPARE(a->steps, 1u);
    const auto* guarded = statistics.task("/do/1/guarded");
    QCOMPARE(guarded->steps, 2u);
    QCOMPARE(guarded->retries, 2u);
    QCOMPARE(guarded->durations.most().ms, 21'000);
    QCOMPARE(guarded->running_ms + guarded->waiting_ms, 29'000);
    QCOMPARE(guarded->waiting_ms, 2'000 + 4'000);
    QCOMPARE(statistics.task("/do/1/guarded/try/0/x")->faulted, 1u);
    // Their ways are whole.
    QCOMPARE(statistics.path_count(), 1u);
    QCOMPARE(statistics.paths(1).front().runs, 2u);
    QCOMPARE(statistics.edge("/start", "/do/0/a").runs, 2u);
    const PathTotals& totals = statistics.totals();
    QCOMPARE(totals.running_ms + totals.waiting_ms + totals.suspended_ms, totals.durations.sum().ms);
    std::int64_t critical = 0;
    for (const auto* task : statistics.critical()) critical += task->critical_ms;
    QVERIFY2(critical <= totals.durations.sum().ms, qPrintable(QString::number(critical)));
    // Of a fork alone nothing looks as if it had not been gone through.
    PathStatistics alone(play.plan.get());
    play.count(alone, play.again);
    QVERIFY(!alone.task("/do/0/a")->never());
    QCOMPARE(alone.task("/do/0/a")->steps, 0u);
}

void ForkTimesTest::statistics_of_forks_against_their_events() {
    ForkPlay play;
    play.seconds = {{"a", 3}, {"x", 1}, {"y", 4}, {"p", 2}, {"q", 3}, {"z", 5}};
    play.failures["x"] = 2;
    std::vector<RunId> runs{play.start()};
    std::vector<std::string> keys;
    for (const StepView& step : play.view(runs.front()).steps) keys.push_back(step.key);
    QVERIFY(keys.size() >= 12);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        play.shop.pass({100'000 + static_cast<std::int64_t>(i) * 1000});
        play.failures = {{i % 2 == 0 ? "y" : "x", static_cast<int>(i % 3)}};
        play.seconds["q"] = static_cast<int>(i % 4);
        runs.push_back(play.fork(runs.front(), keys[i]));
        // And a fork of the fork.
        play.shop.pass({500'000});
        runs.push_back(play.fork(runs.back(), i % 2 == 0 ? "q" : "z"));
    }
    PathStatistics statistics(play.plan.get());
    std::map<std::string, CountedTask> counted;
    for (const RunId& run : runs) {
        play.count(statistics, run);
        count_events(*play.plan, play.events(run), counted);
    }
    for (const auto* task : statistics.tasks()) {
        const CountedTask found{task->runs, task->steps, task->completed, task->faulted, task->retries, task->running_ms + task->waiting_ms, task->durations.most().ms};
        QVERIFY2(found == counted[task->task], task->task.c_str());
    }
    std::uint64_t in_paths = 0;
    for (const auto& path : statistics.paths(100)) in_paths += path.runs;
    QCOMPARE(in_paths, runs.size());
}

ORKESTR_TEST(ForkTimesTest)

} // namespace orkestr::test

#include "fork_times_test.moc"
