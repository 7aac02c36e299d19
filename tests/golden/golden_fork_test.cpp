// A fork from every step of every golden history: what it takes from the other run stays as it is, what it decides itself
// differs in what is drawn, and replay finds nothing in either part.
#include "core/history/codec.h"
#include "core/history/replay.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

const RunId first_fork{"01KDTMWQG0000000000000000H"};
const RunId second_fork{"01KDTMWQG0000000000000000J"};

/// Where steps begin: started, skipped, or faulted before they started.
std::vector<std::size_t> beginnings(const std::vector<Event>& events) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const bool begins = std::visit([](const auto& body) { if constexpr (requires { body.key; }) return !body.key.empty(); else return false; }, events[i].body);
        if (begins) all.push_back(i);
    }
    return all;
}

std::vector<EventRow> rows_of(const std::vector<Event>& events) {
    std::vector<EventRow> rows;
    for (const auto& event : events) rows.push_back(encode(event));
    return rows;
}

/// The events of a kind with what was drawn for them.
std::vector<std::string> drawn_in(const std::vector<Event>& events, std::size_t from) {
    std::vector<std::string> drawn;
    for (std::size_t i = from; i < events.size(); ++i) {
        if (const auto* child = std::get_if<events::ChildScheduled>(&events[i].body)) drawn.push_back(child->run.text);
        if (const auto* emitted = std::get_if<events::EventEmitted>(&events[i].body)) drawn.push_back(JsonValue::of(emitted->value.json).string_at("id"));
        if (const auto* retry = std::get_if<events::RetryScheduled>(&events[i].body); retry && retry->jitter_ms != 0)
            drawn.push_back(std::to_string(retry->jitter_ms));
    }
    return drawn;
}

} // namespace

class GoldenForkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void a_fork_replays();
    void a_fork_of_a_fork_replays();
    void what_it_took_stays();
    void what_it_draws_is_its_own();
    void who_it_is_changes_at_the_fork();
    void timers_are_put_off();
    void what_follows_results_that_were_taken_over();

private:
    std::string replay(const GoldenRun& run, std::shared_ptr<const PlanAlignment> alignment = {});
    GoldenRun run_case(const char* definition, std::vector<GoldenAction> script = {});
    std::vector<std::pair<std::string, GoldenRun>> runs_;
    ValueDesk desk_;
};

void GoldenForkTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        if (!one.stops.empty()) continue; // what a limit stops in one run it does not stop in another
        if (auto run = run_golden(one, desk_); run.plan) runs_.emplace_back(one.name, std::move(run));
    }
    QVERIFY(runs_.size() > 50);
}

/// What is wrong; empty when nothing is.
std::string GoldenForkTest::replay(const GoldenRun& run, std::shared_ptr<const PlanAlignment> alignment) {
    auto replay = Replay::create(run.plan, orkestr::rows_of(rows_of(run.events), 3), std::move(alignment));
    if (!replay) return replay.error().message;
    for (Values values;;) {
        if (auto went = replay->go(std::exchange(values, {})); !went) return went.error().message;
        if (replay->done()) break;
        auto outcomes = desk_.values(*run.plan, replay->requests());
        for (std::size_t i = 0; i < outcomes.size(); ++i) values[replay->requests()[i].key] = std::move(outcomes[i]);
    }
    const auto& found = replay->divergence();
    return found ? std::to_string(found->seq) + " " + found->message + "\n" + found->expected + "\n" + found->actual : std::string();
}

GoldenRun GoldenForkTest::run_case(const char* tasks, std::vector<GoldenAction> script) {
    GoldenCase one;
    one.definition = std::string(R"({"document":{"dsl":"1.0.3","namespace":"golden","name":"fork","version":"1.0.0"},"do":[)") + tasks + "]}";
    one.script = std::move(script);
    auto run = run_golden(one, desk_);
    if (!run.plan || !run.problem.empty()) qFatal("%s", text_of(run).c_str());
    return run;
}

void GoldenForkTest::a_fork_replays() {
    std::size_t forks = 0;
    for (const auto& [name, run] : runs_) {
        for (const std::size_t at : beginnings(run.events)) {
            const GoldenRun fork = fork_golden(run, at, first_fork, desk_);
            const std::string where = name + " at " + std::to_string(at + 1);
            QVERIFY2(fork.problem.empty(), (where + ": " + fork.problem).c_str());
            const std::string found = replay(fork);
            QVERIFY2(found.empty(), (where + ": " + found + "\n" + text_of(fork)).c_str());
            const std::string aligned = replay(fork, std::make_shared<const PlanAlignment>(PlanAlignment::between(*run.plan, *run.plan)));
            QVERIFY2(aligned.empty(), (where + ", by a definition in which nothing was changed: " + aligned).c_str());
            ++forks;
        }
    }
    QVERIFY(forks > 300);
}

void GoldenForkTest::a_fork_of_a_fork_replays() {
    for (const auto& [name, run] : runs_) {
        const auto steps = beginnings(run.events);
        if (steps.empty()) continue;
        const GoldenRun fork = fork_golden(run, steps[steps.size() / 2], first_fork, desk_);
        for (const std::size_t at : beginnings(fork.events)) {
            const GoldenRun second = fork_golden(fork, at, second_fork, desk_);
            const std::string where = name + " at " + std::to_string(at + 1);
            QVERIFY2(second.problem.empty(), (where + ": " + second.problem).c_str());
            const std::string found = replay(second);
            QVERIFY2(found.empty(), (where + ": " + found + "\n" + text_of(second)).c_str());
        }
    }
}

void GoldenForkTest::what_it_took_stays() {
    for (const auto& [name, run] : runs_) {
        for (const std::size_t at : beginnings(run.events)) {
            const auto rows = rows_of(run.events);
            const auto forked = rows_of(fork_golden(run, at, first_fork, desk_).events);
            for (std::size_t i = 1; i < at; ++i) QVERIFY2(forked[i].data == rows[i].data && forked[i].value == rows[i].value, name.c_str());
            QCOMPARE(forked[at].type, std::string("run.forked"));
        }
    }
}

constexpr const char* drawing = R"({"one":{"emit":{"event":{"with":{"type":"a.b"}}}}},{"two":{"emit":{"event":{"with":{"type":"a.b"}}}}},
    {"child":{"run":{"workflow":{"namespace":"a","name":"b","version":"1.0.0"}}}})";

void GoldenForkTest::what_it_draws_is_its_own() {
    const GoldenRun run = run_case(drawing, {GoldenAction{}});
    const auto steps = beginnings(run.events);
    QCOMPARE(steps.size(), std::size_t{3});
    const auto drawn = drawn_in(run.events, 0);
    QCOMPARE(drawn.size(), std::size_t{3});
    const GoldenRun fork = fork_golden(run, steps[1], first_fork, desk_);
    const auto forked = drawn_in(fork.events, 0);
    QCOMPARE(forked.size(), std::size_t{3});
    QVERIFY(forked[0] == drawn[0]);
    QVERIFY(forked[1] != drawn[1] && forked[2] != drawn[2]);
    // Another fork from the same place draws others again; the fork of a fork keeps what that drew.
    const auto other = drawn_in(fork_golden(run, steps[1], second_fork, desk_).events, 0);
    QVERIFY(other[0] == drawn[0] && other[1] != forked[1] && other[2] != forked[2]);
    const auto second = drawn_in(fork_golden(fork, beginnings(fork.events)[2], second_fork, desk_).events, 0);
    QVERIFY(second[0] == drawn[0] && second[1] == forked[1] && second[2] != forked[2]);
}

void GoldenForkTest::who_it_is_changes_at_the_fork() {
    const GoldenRun run = run_case(R"({"one":{"set":{"id":"${ $workflow.id }"}}},{"two":{"set":{"was":"${ .id }","is":"${ $workflow.id }"}}})");
    const GoldenRun fork = fork_golden(run, beginnings(run.events)[1], first_fork, desk_);
    QCOMPARE(fork.state.output.json.text(), R"({"is":")" + first_fork.text + R"(","was":")" + run.state.run.text + "\"}");
    QVERIFY(fork.state.author == first_fork);
    QVERIFY(run.state.find(workflow_step)->started_at == run.events.front().at);
    QVERIFY(fork.state.find(workflow_step)->started_at == fork.events[beginnings(run.events)[1]].at);
}

void GoldenForkTest::timers_are_put_off() {
    const GoldenRun run = run_case(R"({"both":{"fork":{"branches":[{"nap":{"wait":"PT10S"}},{"list":{"do":[{"a":{"wait":"PT1S"}},{"b":{"set":{"n":1}}}]}}]}}})");
    std::size_t last = 0;
    for (const std::size_t at : beginnings(run.events)) last = at;
    const GoldenRun fork = fork_golden(run, last, first_fork, desk_);
    // 9 s of the wait were left at that point, and so they are a minute later.
    const Instant forked = fork.events[last].at;
    Instant fired{};
    for (const auto& event : fork.events)
        if (event.seq > last + 1 && std::holds_alternative<events::TimerFired>(event.body)) fired = event.at;
    QCOMPARE(fired.ms - forked.ms, std::int64_t{9000});
}

/// Results of what other branches had under way stand between what was taken and the fork itself.
void GoldenForkTest::what_follows_results_that_were_taken_over() {
    const GoldenRun run = run_case(R"({"both":{"fork":{"branches":[{"fetch":{"run":{"shell":{"command":"true"}}}},{"list":{"do":[{"a":{"wait":"PT1S"}},{"b":{"set":{"n":1}}}]}}]}}})",
                                   {GoldenAction{GoldenAction::Kind::fire, {}, {}, {}, {}, 0, {}}, GoldenAction{}});
    const std::size_t at = beginnings(run.events).back();
    std::vector<Event> taken(run.events.begin(), run.events.begin() + static_cast<std::ptrdiff_t>(at));
    const auto result = std::find_if(run.events.begin(), run.events.end(), [](const Event& event) { return std::holds_alternative<events::ActivityCompleted>(event.body); });
    QVERIFY(result != run.events.end() && static_cast<std::size_t>(result - run.events.begin()) > at);
    GoldenRun longer = run;
    longer.events = taken;
    longer.events.push_back({at + 1, taken.back().at, result->body});
    longer.events.push_back(run.events[at]);
    const GoldenRun fork = fork_golden(longer, at + 1, first_fork, desk_);
    QVERIFY2(fork.problem.empty(), fork.problem.c_str());
    QVERIFY(fork.state.status == RunStatus::completed);
    const std::string found = replay(fork);
    QVERIFY2(found.empty(), (found + "\n" + text_of(fork)).c_str());
}

ORKESTR_TEST(GoldenForkTest)

} // namespace orkestr::test

#include "golden_fork_test.moc"
