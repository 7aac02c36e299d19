// The transition tables: each row does what it says when its event is applied, and whatever is in no table is refused.
#include "core/engine/transition.h"

#include "tests/engine/machine_state.h"
#include "tests/support/test.h"

#include <QTest>
#include <set>

namespace orkestr::test {

class TransitionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_kind_of_task_has_a_machine();
    void no_row_stands_twice();
    void entering_is_alike_in_all_tasks();
    void every_row_does_what_it_says();
    void what_is_in_no_table_is_refused();
    void a_step_that_has_ended_takes_nothing();
};

void TransitionTest::every_kind_of_task_has_a_machine() {
    for (const char* kind : {"do", "set", "switch", "for", "fork", "try", "raise", "wait", "emit", "call", "run", "listen", "extension", "workflow"})
        QVERIFY2(find_machine(kind), kind);
    QVERIFY(!find_machine("dance"));
    QVERIFY(!find_machine(""));
}

void TransitionTest::no_row_stands_twice() {
    for (const auto& machine : all_machines()) {
        std::set<std::pair<Stage, Trigger>> rows;
        for (const auto& row : machine.table) {
            const std::string name = std::string(machine.kind) + " " + to_string(row.from) + " " + to_string(row.trigger);
            QVERIFY2(rows.insert({row.from, row.trigger}).second, name.c_str());
            QVERIFY2(row.from != Stage::ended, name.c_str());
        }
    }
}

void TransitionTest::entering_is_alike_in_all_tasks() {
    // The fold relies on it: a step has no machine of its own before it is started.
    const auto entering = [](const Machine& machine) {
        std::set<std::pair<Trigger, Stage>> rows;
        for (const auto& row : machine.table)
            if (row.from == Stage::pending && row.trigger != Trigger::start) rows.insert({row.trigger, row.to});
        return rows;
    };
    for (const auto& machine : all_machines())
        if (machine.kind != "workflow") QVERIFY(entering(machine) == entering(*find_machine("set")));
}

void TransitionTest::every_row_does_what_it_says() {
    for (const auto& machine : all_machines()) {
        for (const auto& row : machine.table) {
            State state = state_in(machine, row.from, row.trigger);
            const Event event = event_for(machine, state, row.trigger);
            const auto applied = apply(state, event);
            const std::string name = std::string(machine.kind) + ": " + to_string(row.from) + " by " + to_string(row.trigger);
            QVERIFY2(applied.ok(), applied ? "" : (name + ": " + applied.error().message).c_str());
            const Step* step = state.find(step_under_test(machine));
            QVERIFY2((step ? step->stage : Stage::ended) == row.to, name.c_str());
        }
    }
}

void TransitionTest::what_is_in_no_table_is_refused() {
    int tried = 0;
    for (const auto& machine : all_machines()) {
        for (int from = 0; from < stage_count - 1; ++from) {
            for (int by = 0; by < trigger_count; ++by) {
                const auto stage = static_cast<Stage>(from);
                const auto trigger = static_cast<Trigger>(by);
                if (next_stage(machine, stage, trigger)) continue;
                State state = state_in(machine, stage, trigger);
                const auto applied = apply(state, event_for(machine, state, trigger));
                const std::string name = std::string(machine.kind) + ": " + to_string(stage) + " by " + to_string(trigger);
                QVERIFY2(!applied.ok(), name.c_str());
                QVERIFY2(applied.error().code == ErrorCode::corrupt, name.c_str());
                QVERIFY2(applied.error().message.starts_with("event 10 ("), applied.error().message.c_str());
                ++tried;
            }
        }
    }
    QVERIFY(tried > 2500);
}

void TransitionTest::a_step_that_has_ended_takes_nothing() {
    const Machine& machine = *find_machine("set");
    State state = state_in(machine, Stage::running, Trigger::complete);
    QVERIFY(apply(state, event_for(machine, state, Trigger::complete)).ok());
    for (int by = 0; by < trigger_count; ++by) {
        const auto trigger = static_cast<Trigger>(by);
        if (trigger == Trigger::branch_done || trigger == Trigger::last_branch_done) continue; // of another step
        State copy = state;
        QVERIFY2(!apply(copy, event_for(machine, copy, trigger)).ok(), to_string(trigger));
    }
}

ORKESTR_TEST(TransitionTest)

} // namespace orkestr::test

#include "transition_test.moc"
