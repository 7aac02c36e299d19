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
    for (const auto& time : {step.started, step.ended, step.waits_until}) text += " " + (time ? std::to_string(time->ms) : "-");
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

private:
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

ORKESTR_TEST(RunViewTest)

} // namespace orkestr::test

#include "run_view_test.moc"
