// What people see of every golden history: the same event by event as from scratch, and what the run's state says.
#include "core/projection/run_view.h"

#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

std::string text_of(const StepView& step) {
    std::string text = std::to_string(step.id) + " in " + std::to_string(step.parent) + " " + step.key + " " + step.task + " " + step.name + " " + step.kind + " " +
                       step.status + " attempt " + std::to_string(step.attempt) + " " + step.chosen + " " + step.log;
    for (const auto& time : std::initializer_list<std::optional<Instant>>{step.started, step.ended, step.waits_until}) text += " " + (time ? std::to_string(time->ms) : "-");
    for (const auto& json : {step.input, step.output, step.request}) text += " " + (json ? json->text() : "-");
    if (step.error) text += " " + step.error->to_json().text();
    if (step.child) text += " " + step.child->text;
    if (step.listens) text += " listens";
    text += " " + std::to_string(step.events_received);
    return text;
}

std::string text_of(const RunView& view) {
    std::string text = view.run.text + " " + view.name + " " + view.status + " " + std::to_string(view.events) + " " + view.by + " " + view.reason + " " + view.input.text();
    text += view.output ? " " + view.output->text() : "";
    text += view.error ? " " + view.error->to_json().text() : "";
    for (const auto& step : view.steps) text += "\n" + text_of(step);
    for (const auto& [task, node] : view.nodes)
        text += "\n" + task + " " + node.status + " " + std::to_string(node.steps) + " " + std::to_string(node.attempts) + " " + std::to_string(node.iterations);
    return text;
}

} // namespace

class RunViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void event_by_event_as_from_scratch();
    void status_is_the_states();
    void steps_are_the_states();
    void without_a_plan_keys_tell();
    void who_listens_and_until_when();
    void who_suspended_it();
    void iterations_of_a_listener();
    void an_extension_stands_beside_its_task();
    void a_fork_says_where_it_is_from();
    void steps_in_a_ring_are_read();

private:
    RunView view_of(const std::string& tasks, std::vector<GoldenAction> script = {}, const std::string& beside = {});
    std::vector<std::pair<std::string, GoldenRun>> runs_;
    ValueDesk desk_;
};

void RunViewTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases)
        if (auto run = run_golden(one, desk_); run.plan) runs_.emplace_back(one.name, std::move(run));
    QVERIFY(runs_.size() > 50);
}

void RunViewTest::event_by_event_as_from_scratch() {
    for (const auto& [name, run] : runs_) {
        RunProjection growing(run.plan);
        for (std::size_t i = 0; i < run.events.size(); ++i) {
            const EventView seen = growing.add(run.events[i]);
            QCOMPARE(seen.seq, run.events[i].seq);
            RunProjection scratch(run.plan);
            for (std::size_t j = 0; j <= i; ++j) scratch.add(run.events[j]);
            QVERIFY2(text_of(growing.view()) == text_of(scratch.view()), name.c_str());
        }
    }
}

void RunViewTest::status_is_the_states() {
    for (const auto& [name, run] : runs_) {
        RunProjection projection(run.plan);
        State state;
        for (const auto& event : run.events) {
            projection.add(event);
            QVERIFY2(apply(state, event).ok(), name.c_str());
            // While a step is about to act the next event is on its way: people see what it was, or will be.
            if (state.steps_acting > 0) continue;
            const std::string at = name + ", event " + std::to_string(event.seq) + ": " + projection.view().status + ", the state says " + to_string(state.status);
            QVERIFY2(projection.view().status == to_string(state.status), at.c_str());
        }
    }
}

void RunViewTest::steps_are_the_states() {
    for (const auto& [name, run] : runs_) {
        RunProjection projection(run.plan);
        State state;
        for (const auto& event : run.events) {
            projection.add(event);
            QVERIFY2(apply(state, event).ok(), name.c_str());
            std::size_t open = 0;
            for (const auto& step : projection.view().steps) {
                if (step.ended) continue;
                ++open;
                const Step* live = state.find(step.id);
                QVERIFY2(live && live->parent == step.parent, (name + " " + step.key).c_str());
                const bool waits = live->stage == Stage::waiting || live->stage == Stage::backing_off || live->stage == Stage::listening;
                QVERIFY2(waits == (step.status == "waiting"), (name + " " + step.key + " " + step.status + " " + to_string(live->stage)).c_str());
            }
            std::size_t started = 0;
            for (const auto& [id, step] : state.steps) started += id != workflow_step && step.stage != Stage::pending ? 1 : 0;
            QVERIFY2(open == started, name.c_str());
        }
        QCOMPARE(QString::fromStdString(projection.view().status), QString(to_string(run.state.status)));
    }
}

void RunViewTest::without_a_plan_keys_tell() {
    for (const auto& [name, run] : runs_) {
        RunProjection with(run.plan);
        RunProjection without(nullptr);
        for (const auto& event : run.events) {
            with.add(event);
            without.add(event);
        }
        QCOMPARE(without.view().steps.size(), with.view().steps.size());
        QVERIFY2(without.view().status == with.view().status, name.c_str());
    }
}

namespace {

GoldenAction heard(const char* type) {
    GoldenAction event;
    event.kind = GoldenAction::Kind::event;
    event.value = Json::trusted(std::string(R"({"data":1,"id":"1","source":"/a","specversion":"1.0","type":")") + type + "\"}");
    return event;
}

GoldenAction asked(GoldenAction::Kind kind) { return {kind, {}, {}, {}, "a look", 0, {}}; }

const StepView& step_at(const RunView& view, const std::string& key) {
    for (const auto& step : view.steps)
        if (step.key == key) return step;
    qFatal("no step %s", key.c_str());
}

} // namespace

/// As it is when the script is over.
RunView RunViewTest::view_of(const std::string& tasks, std::vector<GoldenAction> script, const std::string& beside) {
    GoldenCase one;
    one.definition = R"({"document":{"dsl":"1.0.3","namespace":"golden","name":"view","version":"1.0.0"})" + beside + ",\"do\":[" + tasks + "]}";
    one.script = std::move(script);
    one.pause = true;
    const auto run = run_golden(one, desk_);
    if (!run.plan || !run.problem.empty()) qFatal("%s", text_of(run).c_str());
    RunProjection projection(run.plan);
    for (const auto& event : run.events) projection.add(event);
    return projection.view();
}

void RunViewTest::who_listens_and_until_when() {
    const std::string listen = R"({"hear":{"timeout":{"after":"PT5S"},"listen":{"to":{"all":[{"with":{"type":"a.b"}},{"with":{"type":"a.c"}}]}}}})";
    const RunView waiting = view_of(listen, {heard("a.b")});
    QCOMPARE(waiting.status, std::string("waiting"));
    const StepView& step = step_at(waiting, "/do/0/hear");
    QVERIFY(step.listens && step.status == "waiting");
    QCOMPARE(step.events_received, 1u);
    QVERIFY(step.waits_until && step.waits_until->ms == waiting.started.ms + 5000);
    const RunView done = view_of(listen, {heard("a.b"), heard("a.c")});
    QCOMPARE(done.status, std::string("completed"));
    QVERIFY(!done.steps[0].listens && !done.steps[0].waits_until && done.steps[0].events_received == 2);
}

void RunViewTest::who_suspended_it() {
    const std::string wait = R"({"nap":{"wait":"PT5S"}})";
    const RunView suspended = view_of(wait, {asked(GoldenAction::Kind::suspend)});
    QCOMPARE(suspended.status, std::string("suspended"));
    QCOMPARE(suspended.by, std::string("golden"));
    QCOMPARE(suspended.reason, std::string("a look"));
    QCOMPARE(suspended.steps[0].status, std::string("waiting"));
    const RunView resumed = view_of(wait, {asked(GoldenAction::Kind::suspend), asked(GoldenAction::Kind::resume)});
    QCOMPARE(resumed.status, std::string("waiting"));
    QVERIFY(resumed.by.empty() && resumed.reason.empty());
    const RunView cancelled = view_of(wait, {asked(GoldenAction::Kind::suspend), asked(GoldenAction::Kind::cancel)});
    QCOMPARE(cancelled.status, std::string("cancelled"));
    QCOMPARE(cancelled.by, std::string("golden"));
}

void RunViewTest::iterations_of_a_listener() {
    const std::string listen = R"({"hear":{"listen":{"to":{"any":[],"until":"false"}},"foreach":{"output":{"as":"1"}}}})";
    QCOMPARE(view_of(listen, {heard("a.b"), heard("a.b"), heard("a.c")}).nodes.at("/do/0/hear").iterations, 3u);
    const std::string naps = R"({"hear":{"listen":{"to":{"any":[],"until":"false"}},"foreach":{"do":[{"nap":{"wait":"PT1S"}}]}}})";
    const RunView napping = view_of(naps, {heard("a.b"), asked(GoldenAction::Kind::fire), heard("a.b")});
    QCOMPARE(napping.nodes.at("/do/0/hear").iterations, 2u);
    QCOMPARE(napping.status, std::string("waiting"));
    QVERIFY(!step_at(napping, "/do/0/hear").listens);
    QCOMPARE(step_at(napping, "/do/0/hear/foreach/do/0/nap#1").parent, step_at(napping, "/do/0/hear").id);
}

void RunViewTest::an_extension_stands_beside_its_task() {
    const std::string beside = R"(,"use":{"extensions":[{"log":{"extend":"set","before":[{"b":{"wait":"PT1S"}}]}}]})";
    const RunView view = view_of(R"({"one":{"set":{"n":1}}},{"two":{"if":"false","set":{"n":2}}})", {asked(GoldenAction::Kind::fire)}, beside);
    QCOMPARE(view.steps.size(), std::size_t{4});
    const StepView& extension = step_at(view, "/do/0/one>/use/extensions/0/log");
    QCOMPARE(extension.kind, std::string("extension"));
    QCOMPARE(extension.name, std::string("log"));
    QCOMPARE(step_at(view, "/do/0/one").parent, extension.id);
    QCOMPARE(step_at(view, "/do/0/one>/use/extensions/0/log/before/0/b").parent, extension.id);
    QCOMPARE(view.nodes.at("/do/0/one").steps, 1u);
    QCOMPARE(view.nodes.at("/use/extensions/0/log").steps, 1u);
    QCOMPARE(view.nodes.at("/use/extensions/0/log/before/0/b").steps, 1u);
    // What is skipped is the task; nothing extends it then.
    QCOMPARE(step_at(view, "/do/1/two").kind, std::string("set"));
    QCOMPARE(view.nodes.at("/do/1/two").status, std::string("skipped"));
}

void RunViewTest::a_fork_says_where_it_is_from() {
    GoldenCase one;
    one.definition = R"({"document":{"dsl":"1.0.3","namespace":"golden","name":"view","version":"1.0.0"},"do":[{"one":{"set":{"n":1}}}]})";
    const auto run = run_golden(one, desk_);
    const auto fork = fork_golden(run, 2, RunId{"01KDTMWQG0000000000000000H"}, desk_);
    RunProjection projection(fork.plan);
    std::string types;
    for (const auto& event : fork.events) types += projection.add(event).json().text() + "\n";
    QVERIFY(projection.view().origin && projection.view().origin->run == run.state.run);
    QVERIFY2(types.find(R"("from":"01KDTMWQG0000000000000000G","from_seq":2)") != std::string::npos, types.c_str());
    QVERIFY2(types.find(R"("type":"run.forked")") != std::string::npos, types.c_str());
}

/// As no engine writes them, but a hostile file may.
void RunViewTest::steps_in_a_ring_are_read() {
    RunProjection projection(nullptr);
    const auto start = [&](std::uint64_t seq, StepId step, StepId parent) {
        events::TaskStarted started;
        started.step = step;
        started.parent = parent;
        started.kind = "do";
        started.key = "/do/" + std::to_string(step) + "/task";
        projection.fold({seq, Instant{}, started});
    };
    start(1, 1, 1);
    start(2, 2, 3);
    start(3, 3, 2);
    QCOMPARE(projection.view().steps.size(), std::size_t{3});
    QCOMPARE(projection.view().steps[2].attempt, 1U);
}

ORKESTR_TEST(RunViewTest)

} // namespace orkestr::test

#include "run_view_test.moc"
