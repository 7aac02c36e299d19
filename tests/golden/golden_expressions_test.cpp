// What each step's expressions came to, computed again from the history around the step, beside what the whole history
// gives when it is replayed from its beginning.
#include "core/history/codec.h"
#include "core/history/redaction.h"
#include "core/history/replay.h"
#include "core/projection/expression_place.h"
#include "core/runtime/step_expressions.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

#include <set>

namespace orkestr::test {

namespace {

struct Replayed {
    std::string name;
    std::shared_ptr<const Plan> plan;
    std::vector<EventRow> rows;
    std::map<StepId, std::vector<std::uint64_t>> events;
    std::map<RequestKey, std::pair<std::string, ValueOutcome>> values; ///< of expressions, with their places
};

StepExpressions::Rows pages_of(const std::vector<EventRow>& rows) {
    return [all = orkestr::rows_of(rows, 7)](std::uint64_t after, std::uint32_t limit) -> Result<std::vector<EventRow>> {
        std::vector<EventRow> out;
        while (out.size() < limit) {
            auto page = all(after + out.size());
            if (!page || page->empty()) break;
            for (auto& row : *page)
                if (out.size() < limit) out.push_back(std::move(row));
        }
        return out;
    };
}

std::string text_of_outcome(const ValueOutcome& outcome) {
    const auto* json = std::get_if<Json>(&outcome);
    return json ? json->text() : "failed: " + std::get<ValueFailure>(outcome).message;
}

std::string text_of_computed(const ComputedValue& computed) { return computed.value ? computed.value->text() : "failed: " + computed.failure; }

} // namespace

class GoldenExpressionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void every_step_comes_to_the_same();
    void states_on_the_way_change_nothing();
    void few_states_are_kept();
    void a_changed_event_is_said_to_differ();
    void what_was_taken_out_is_not_computed();
    void without_plan_or_rows_it_says_why();

private:
    StepValues values_of(const Replayed& one, StepId step, const std::vector<EventRow>& rows, std::shared_ptr<FoldedStates> states = {});
    ValueDesk desk_;
    std::vector<Replayed> all_;
};

void GoldenExpressionsTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        Replayed replayed{one.name, run.plan, {}, {}, {}};
        for (const auto& event : run.events) {
            replayed.rows.push_back(encode(event));
            replayed.events[step_of(event.body)].push_back(event.seq);
        }
        auto replay = Replay::create(run.plan, orkestr::rows_of(replayed.rows));
        QVERIFY2(replay.ok(), one.name.c_str());
        for (Values values;;) {
            const auto went = replay->go(std::exchange(values, {}));
            QVERIFY2(went.ok(), one.name.c_str());
            if (replay->done()) break;
            auto outcomes = desk_.values(*run.plan, replay->requests());
            for (std::size_t i = 0; i < outcomes.size(); ++i) {
                const ValueRequest& request = replay->requests()[i];
                const Step* step = replay->state().find(request.key.step);
                if (!request.is_schema)
                    replayed.values.emplace(request.key, std::pair(expression_place(*run.plan, step ? step->task : no_task, request.key.slot, request.index), outcomes[i]));
                values[request.key] = std::move(outcomes[i]);
            }
        }
        all_.push_back(std::move(replayed));
    }
    QVERIFY(all_.size() > 50);
}

StepValues GoldenExpressionsTest::values_of(const Replayed& one, StepId step, const std::vector<EventRow>& rows, std::shared_ptr<FoldedStates> states) {
    StepExpressions expressions(one.plan, step, one.events.at(step), pages_of(rows), std::move(states));
    for (Values values; !expressions.done();) {
        expressions.go(std::exchange(values, {}));
        auto outcomes = desk_.values(*one.plan, expressions.requests());
        for (std::size_t i = 0; i < outcomes.size(); ++i) values[expressions.requests()[i].key] = std::move(outcomes[i]);
    }
    return expressions.values();
}

void GoldenExpressionsTest::every_step_comes_to_the_same() {
    std::size_t computed_values = 0;
    for (const auto& one : all_) {
        for (const auto& [step, events] : one.events) {
            const StepValues found = values_of(one, step, one.rows);
            const std::string place = one.name + " step " + std::to_string(step);
            QVERIFY2(found.missing == StepValues::Missing::nothing, (place + ": " + found.detail).c_str());
            std::map<std::string, std::vector<std::string>> expected;
            for (const auto& [key, value] : one.values)
                if (key.step == step && key.touched < events.back()) expected[value.first].push_back(text_of_outcome(value.second));
            std::map<std::string, std::vector<std::string>> got;
            for (const auto& expression : found.expressions)
                for (const auto& computed : expression.computed) {
                    got[expression.place].push_back(text_of_computed(computed));
                    QVERIFY(std::find(events.begin(), events.end(), computed.seq) != events.end());
                    ++computed_values;
                }
            for (const auto& [where, values] : expected) QVERIFY2(got[where] == values, (place + " " + where).c_str());
            QVERIFY2(got.size() == expected.size(), place.c_str());
        }
    }
    QVERIFY2(computed_values > 300, std::to_string(computed_values).c_str());
}

void GoldenExpressionsTest::states_on_the_way_change_nothing() {
    for (const auto& one : all_) {
        const auto states = std::make_shared<FoldedStates>(1);
        HistoryFold fold;
        for (const auto& row : one.rows) {
            QVERIFY(fold.add(row).ok());
            states->offer(fold.state());
        }
        for (const auto& [step, events] : one.events) {
            const StepValues plain = values_of(one, step, one.rows);
            const StepValues kept = values_of(one, step, one.rows, states);
            QCOMPARE(kept.expressions.size(), plain.expressions.size());
            for (std::size_t i = 0; i < plain.expressions.size(); ++i) QVERIFY(kept.expressions[i].computed == plain.expressions[i].computed);
        }
    }
}

void GoldenExpressionsTest::few_states_are_kept() {
    FoldedStates states;
    std::set<std::uint64_t> kept;
    for (std::uint64_t seq = 1; seq <= 1'000'000; seq += 500) {
        State state;
        state.seq = seq;
        states.offer(state);
    }
    for (std::uint64_t seq = 0; seq <= 1'000'000; seq += 250) {
        const std::uint64_t found = states.up_to(seq).seq;
        QVERIFY(found <= seq);
        kept.insert(found);
    }
    QVERIFY2(kept.size() >= 9 && kept.size() <= 17, std::to_string(kept.size()).c_str()); // the empty one is among them
    QVERIFY(states.up_to(1'000'000).seq > 700'000);
}

/// A payload that was decided is changed: what led to it is not shown, and what came before still is.
void GoldenExpressionsTest::a_changed_event_is_said_to_differ() {
    std::size_t differing = 0;
    for (const auto& one : all_) {
        for (std::size_t i = 0; i < one.rows.size(); ++i) {
            if (!one.rows[i].value || one.rows[i].type != "task.completed") continue;
            auto rows = one.rows;
            rows[i].value = Json::string("changed " + rows[i].value->text());
            for (const auto& [step, events] : one.events) {
                if (events.back() != i + 1) continue;
                const StepValues found = values_of(one, step, rows);
                QVERIFY2(found.missing == StepValues::Missing::differs, one.name.c_str());
                QVERIFY(found.detail.find("event ") == 0);
                for (const auto& expression : found.expressions)
                    for (const auto& computed : expression.computed) QVERIFY(computed.seq < i + 1);
                ++differing;
            }
        }
    }
    QVERIFY(differing > 20);
}

void GoldenExpressionsTest::what_was_taken_out_is_not_computed() {
    const auto redaction = Redaction::create({"$"});
    QVERIFY(redaction.ok());
    std::size_t withheld = 0;
    for (const auto& one : all_) {
        auto rows = one.rows;
        for (auto& row : rows) (void)redaction->apply(row);
        for (const auto& [step, events] : one.events) {
            const StepValues found = values_of(one, step, rows);
            QVERIFY2(found.missing != StepValues::Missing::differs, (one.name + ": " + found.detail).c_str());
            withheld += found.missing == StepValues::Missing::redacted ? 1 : 0;
        }
    }
    QVERIFY(withheld > 100);
}

void GoldenExpressionsTest::without_plan_or_rows_it_says_why() {
    const auto& one = all_.front();
    const auto& [step, events] = *one.events.begin();
    const StepExpressions planless({}, step, events, pages_of(one.rows), {});
    QVERIFY(planless.done());
    QCOMPARE(planless.values().missing, StepValues::Missing::no_definition);
    auto cut = one.rows;
    cut.resize(2);
    const StepValues missing = values_of(one, one.events.rbegin()->first, cut);
    QCOMPARE(missing.missing, StepValues::Missing::unreadable);
    auto unknown = one.rows;
    unknown[1].type = "task.danced";
    QCOMPARE(values_of(one, one.events.rbegin()->first, unknown).missing, StepValues::Missing::unreadable);
    auto other = one.rows;
    std::string data = other[0].data.text();
    const auto at = data.find("\"semantics\":1");
    QVERIFY(at != std::string::npos);
    data.replace(at, 13, "\"semantics\":7");
    other[0].data = Json::trusted(data);
    QCOMPARE(values_of(one, one.events.rbegin()->first, other).missing, StepValues::Missing::other_semantics);
}

ORKESTR_TEST(GoldenExpressionsTest)

} // namespace orkestr::test

#include "golden_expressions_test.moc"
