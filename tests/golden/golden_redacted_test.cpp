// Every golden history with something taken out of it: replay goes on behind it, never finds a difference that is none, and
// never says that all is equal where it could not look.
#include "core/history/codec.h"
#include "core/history/redaction.h"
#include "core/history/replay.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

#include <map>
#include <set>

namespace orkestr::test {

namespace {

using Taken = std::map<std::uint64_t, std::vector<std::string>>;

struct History {
    std::string name;
    std::shared_ptr<const Plan> plan;
    std::vector<EventRow> rows;
    std::vector<std::string> paths; ///< of what can be taken out of it
    std::uint64_t decided = 0;
};

void names_in(const JsonValue& value, std::set<std::string>& names) {
    if (const auto* items = value.as_array())
        for (const auto& item : *items) names_in(item, names);
    if (const auto* members = value.as_object())
        for (const auto& [name, member] : *members) {
            names.insert(name);
            names_in(member, names);
        }
}

std::vector<std::string> paths_into(const std::vector<EventRow>& rows) {
    std::set<std::string> names;
    for (const auto& row : rows) {
        if (row.value) names_in(JsonValue::of(*row.value), names);
        const JsonValue data = JsonValue::of(row.data);
        if (const auto* error = data.find("error")) names_in(*error, names);
    }
    std::vector<std::string> paths = {"$", "$..*", "$.error", "$.error.status", "$.secrets"};
    for (const auto& name : names) {
        if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") != std::string::npos) continue;
        paths.push_back("$." + name);
        paths.push_back("$.." + name);
    }
    return paths;
}

Taken take_out(std::vector<EventRow>& rows, const std::string& path) {
    const auto redaction = Redaction::create({path});
    if (!redaction) qFatal("%s", redaction.error().message.c_str());
    Taken taken;
    for (auto& row : rows)
        if (auto pointers = redaction->apply(row); !pointers.empty()) taken[row.seq] = std::move(pointers);
    return taken;
}

/// What replay says.
struct Said {
    std::string problem; ///< an error
    std::optional<Divergence> divergence;
    std::uint64_t compared = 0;
    Unjudged unjudged;
    bool all_equal() const { return problem.empty() && !divergence && unjudged.events == 0 && unjudged.stopped == 0; }
};

} // namespace

class GoldenRedactedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothing_differs_and_nearly_all_is_gone_through();
    void nothing_differs_by_another_definition_that_says_the_same();
    void what_was_changed_is_not_taken_for_equal();
    void what_does_not_look_at_it_is_judged();
    void what_follows_from_it_is_not();
    void a_literal_mark_is_a_value();

private:
    Said replay(const std::shared_ptr<const Plan>& plan, std::vector<EventRow> rows, const Taken& taken, std::shared_ptr<const PlanAlignment> alignment = {});
    History recorded(const char* tasks, const char* input);
    std::vector<History> histories_;
    ValueDesk desk_;
};

void GoldenRedactedTest::initTestCase() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        auto run = run_golden(one, desk_);
        if (!run.plan) continue;
        History history{one.name, run.plan, {}, {}, 0};
        for (const auto& event : run.events) history.rows.push_back(encode(event));
        history.paths = paths_into(history.rows);
        history.decided = replay(history.plan, history.rows, {}).compared;
        histories_.push_back(std::move(history));
    }
    QVERIFY(histories_.size() > 50);
}

Said GoldenRedactedTest::replay(const std::shared_ptr<const Plan>& plan, std::vector<EventRow> rows, const Taken& taken, std::shared_ptr<const PlanAlignment> alignment) {
    auto replay = Replay::create(plan, rows_of(std::move(rows), 7), std::move(alignment), [taken](std::uint64_t seq) {
        const auto at = taken.find(seq);
        return at == taken.end() ? std::vector<std::string>() : at->second;
    });
    if (!replay) return {replay.error().message, {}, 0, {}};
    for (Values values;;) {
        if (auto went = replay->go(std::exchange(values, {})); !went) return {went.error().message, {}, replay->compared(), replay->unjudged()};
        if (replay->done()) break;
        auto outcomes = desk_.values(*plan, replay->requests());
        for (std::size_t i = 0; i < outcomes.size(); ++i) values[replay->requests()[i].key] = std::move(outcomes[i]);
    }
    return {{}, replay->divergence(), replay->compared(), replay->unjudged()};
}

void GoldenRedactedTest::nothing_differs_and_nearly_all_is_gone_through() {
    std::size_t all = 0;
    std::size_t stopped = 0;
    for (const auto& one : histories_) {
        for (const auto& path : one.paths) {
            auto rows = one.rows;
            const Taken taken = take_out(rows, path);
            if (taken.empty()) continue;
            const Said said = replay(one.plan, rows, taken);
            const std::string where = one.name + " without " + path + ": ";
            QVERIFY2(said.problem.empty(), (where + said.problem).c_str());
            if (const auto& found = said.divergence) QVERIFY2(false, (where + std::to_string(found->seq) + " " + found->message + "\n" + found->expected + "\n" + found->actual).c_str());
            ++all;
            stopped += said.unjudged.stopped != 0 ? 1 : 0;
            if (said.unjudged.stopped == 0) QVERIFY2(said.compared + said.unjudged.events == one.decided, where.c_str());
            else QVERIFY2(said.compared + said.unjudged.events < said.unjudged.stopped, where.c_str());
            QVERIFY2((said.unjudged.first == 0) == (said.unjudged.events == 0) && said.unjudged.steps.size() <= said.unjudged.events, where.c_str());
        }
    }
    QVERIFY2(all > 500 && stopped * 20 < all, (std::to_string(stopped) + " of " + std::to_string(all) + " stop").c_str());
}

void GoldenRedactedTest::nothing_differs_by_another_definition_that_says_the_same() {
    for (const auto& one : histories_) {
        const auto alignment = std::make_shared<const PlanAlignment>(PlanAlignment::between(*one.plan, *one.plan));
        for (std::size_t at = 0; at < one.paths.size(); at += at < 5 ? 1 : 4) {
            auto rows = one.rows;
            const Taken taken = take_out(rows, one.paths[at]);
            const Said own = replay(one.plan, rows, taken);
            const Said said = replay(one.plan, rows, taken, alignment);
            const std::string where = one.name + " without " + one.paths[at] + ": ";
            QVERIFY2(said.problem.empty(), (where + said.problem).c_str());
            if (const auto& found = said.divergence) QVERIFY2(false, (where + std::to_string(found->seq) + " " + found->message + "\n" + found->expected + "\n" + found->actual).c_str());
            QVERIFY2(said.unjudged.stopped == own.unjudged.stopped && said.compared + said.unjudged.events == own.compared + own.unjudged.events, where.c_str());
        }
    }
}

void GoldenRedactedTest::what_was_changed_is_not_taken_for_equal() {
    std::size_t found = 0;
    for (const auto& one : histories_) {
        for (std::size_t i = 1; i < one.rows.size(); ++i) {
            if (!one.rows[i].value) continue;
            auto changed = one.rows;
            changed[i].value = Json::trusted(R"({"planted":)" + changed[i].value->text() + "}");
            const Said whole = replay(one.plan, changed, {});
            if (!whole.divergence) continue;
            for (std::size_t at = i % 3; at < one.paths.size(); at += 3) {
                auto rows = changed;
                const Taken taken = take_out(rows, one.paths[at]);
                const Said said = replay(one.plan, rows, taken);
                const std::string where = one.name + " without " + one.paths[at] + ", planted at " + std::to_string(i + 1);
                QVERIFY2(!said.all_equal(), where.c_str());
                if (!said.divergence) continue;
                QVERIFY2(said.divergence->seq >= whole.divergence->seq, where.c_str());
                ++found;
            }
        }
    }
    QVERIFY(found > 1000);
}

History GoldenRedactedTest::recorded(const char* tasks, const char* input) {
    GoldenCase one;
    one.definition = std::string(R"({"document":{"dsl":"1.0.3","namespace":"golden","name":"redacted","version":"1.0.0"},"do":[)") + tasks + "]}";
    one.input = JsonValue::parse(input)->json();
    const auto run = run_golden(one, desk_);
    if (!run.plan || !run.problem.empty()) qFatal("%s", text_of(run).c_str());
    History history{"made", run.plan, {}, {}, 0};
    for (const auto& event : run.events) history.rows.push_back(encode(event));
    return history;
}

void GoldenRedactedTest::what_does_not_look_at_it_is_judged() {
    const History one = recorded(R"({"sum":{"set":{"total":"${ .price * .count }"}}},{"more":{"if":"${ .total > 5 }","set":"${ {next: (.total + 1)} }"}})",
                                 R"({"name":"a name that is long enough","price":3,"count":4})");
    auto rows = one.rows;
    const Said said = replay(one.plan, rows, take_out(rows, "$.name"));
    QVERIFY(said.all_equal());
    QVERIFY(said.compared > 5);
    // And where it differs, that is found.
    auto changed = one.rows;
    for (auto& row : changed)
        if (row.type == "task.completed" && row.value->text() == R"({"total":12})") row.value = Json::trusted(R"({"total":13})");
    const Taken taken = take_out(changed, "$.name");
    const Said other = replay(one.plan, changed, taken);
    QVERIFY(other.divergence && other.unjudged.events == 0);
    QVERIFY2(other.divergence->message.find("at /total") != std::string::npos, other.divergence->message.c_str());
}

void GoldenRedactedTest::what_follows_from_it_is_not() {
    const History one = recorded(R"({"sum":{"set":{"total":"${ .price * .count }","kind":"sum"}}},{"last":{"set":{"done":true}}})", R"({"price":3,"count":4,"note":"long enough to be referred to"})");
    auto rows = one.rows;
    const Said said = replay(one.plan, rows, take_out(rows, "$.price"));
    QVERIFY(!said.divergence && said.problem.empty());
    QCOMPARE(said.unjudged.events, std::uint64_t{1});
    QCOMPARE(said.unjudged.stopped, std::uint64_t{0});
    QCOMPARE(said.unjudged.steps, std::set<StepId>{1});
    QCOMPARE(rows[said.unjudged.first - 1].type, std::string("task.completed"));
    // What comes behind it is judged again.
    auto changed = one.rows;
    for (auto& row : changed)
        if (row.value && row.value->text() == R"({"done":true})") row.value = Json::trusted(R"({"done":false})");
    const Taken taken = take_out(changed, "$.price");
    const Said other = replay(one.plan, changed, taken);
    QVERIFY(other.divergence && other.divergence->seq > said.unjudged.first && other.unjudged.events == 1);
}

void GoldenRedactedTest::a_literal_mark_is_a_value() {
    const History one = recorded(R"({"same":{"set":{"x":"${ .note }"}}})", R"({"note":{"$redacted":true}})");
    QVERIFY(replay(one.plan, one.rows, {}).all_equal());
    auto changed = one.rows;
    for (auto& row : changed)
        if (row.type == "task.completed") row.value = Json::trusted(R"({"x":1})");
    QVERIFY(replay(one.plan, changed, {}).divergence);
}

ORKESTR_TEST(GoldenRedactedTest)

} // namespace orkestr::test

#include "golden_redacted_test.moc"
