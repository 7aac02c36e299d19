// Every flow word in every container, in every other container, with and without extensions around all tasks: each run goes
// to its end, every step ends once, replay finds nothing, and its states come back from snapshots.
//
// It takes some of the cases, others in each container; ORKESTR_FLOW_MATRIX=1 in the environment takes all, and more snapshots.
#include "core/history/codec.h"
#include "core/history/replay.h"
#include "core/history/snapshot.h"
#include "tests/golden/golden_run.h"
#include "tests/golden/state_text.h"
#include "tests/support/test.h"

#include <QTest>
#include <cstdlib>
#include <functional>
#include <set>

namespace orkestr::test {

namespace {

/// What stands beside the tasks: functions and extensions, which containers add to.
struct Beside {
    JsonValue functions = JsonValue::object({});
    JsonArray extensions;
};

JsonValue named(const std::string& name, JsonValue task) { return JsonValue::object({{name.c_str(), std::move(task)}}); }
JsonValue json_of(const char* text) { return JsonValue::of(Json::trusted(text)); }
JsonValue block(JsonArray tasks) { return JsonValue::object({{"do", JsonValue(std::move(tasks))}}); }
JsonValue raising() { return json_of(R"({"raise":{"error":{"type":"https://example.com/e","status":500}}})"); }
JsonValue bad_task() { return named("bad", raising()); }
JsonValue short_wait() { return json_of(R"({"wait":"PT1S"})"); }

/// A container, of a list of tasks.
struct ContainerKind {
    const char* name;
    std::function<JsonValue(JsonArray, Beside&)> made;
};

JsonValue fork_of(JsonArray tasks, bool compete) {
    JsonArray branches{named("left", block(std::move(tasks))), named("right", short_wait())};
    return JsonValue::object({{"fork", JsonValue::object({{"compete", compete}, {"branches", JsonValue(std::move(branches))}})}});
}

JsonValue try_of(JsonArray tasks, JsonArray handlers) {
    return JsonValue::object({{"try", JsonValue(std::move(tasks))}, {"catch", block(std::move(handlers))}});
}

JsonValue call_of(JsonValue function, Beside& beside) {
    const std::string name = "f" + std::to_string(beside.functions.as_object()->size());
    beside.functions.set(name, std::move(function));
    return JsonValue::object({{"call", name}});
}

JsonValue extended_by(const char* where, JsonArray tasks, Beside& beside) {
    const std::string name = "x" + std::to_string(beside.extensions.size());
    JsonValue extension = JsonValue::object({{"extend", "emit"}, {"when", "$task.name == \"" + name + "\""}});
    extension.set(where, JsonValue(std::move(tasks)));
    beside.extensions.push_back(named(name, std::move(extension)));
    return block({named(name, json_of(R"({"emit":{"event":{"with":{"type":"x.y"}}}})"))});
}

const std::vector<ContainerKind>& container_kinds() {
    static const std::vector<ContainerKind> all = {
        {"do", [](JsonArray tasks, Beside&) { return block(std::move(tasks)); }},
        {"for", [](JsonArray tasks, Beside&) { auto loop = block(std::move(tasks)); loop.set("for", json_of(R"({"in":"[1,2]"})")); return loop; }},
        {"fork", [](JsonArray tasks, Beside&) { return fork_of(std::move(tasks), false); }},
        {"compete", [](JsonArray tasks, Beside&) { return fork_of(std::move(tasks), true); }},
        {"branches", [](JsonArray tasks, Beside&) { return JsonValue::object({{"fork", JsonValue::object({{"branches", JsonValue(std::move(tasks))}})}}); }},
        {"try", [](JsonArray tasks, Beside&) { return try_of(std::move(tasks), {named("caught", json_of(R"({"set":{"caught":1}})"))}); }},
        {"catch", [](JsonArray tasks, Beside&) { return try_of({bad_task()}, std::move(tasks)); }},
        {"call", [](JsonArray tasks, Beside& beside) { return call_of(block(std::move(tasks)), beside); }},
        {"function", [](JsonArray tasks, Beside& beside) {
             JsonValue first = tasks.front().as_object()->front().second;
             for (std::size_t i = 1; i < tasks.size(); ++i)
                 if (const auto& [name, task] = tasks[i].as_object()->front(); !beside.functions.find(name)) beside.functions.set(name, task);
             return call_of(std::move(first), beside);
         }},
        {"listen", [](JsonArray tasks, Beside&) {
             auto listen = json_of(R"({"listen":{"to":{"any":[{"with":{"type":"m.e"}}],"until":"length >= 2"}}})");
             listen.set("foreach", JsonValue::object({{"item", "ev"}, {"do", JsonValue(std::move(tasks))}}));
             return listen;
         }},
        {"before", [](JsonArray tasks, Beside& beside) { return extended_by("before", std::move(tasks), beside); }},
        {"after", [](JsonArray tasks, Beside& beside) { return extended_by("after", std::move(tasks), beside); }},
    };
    return all;
}

/// Who says the flow word: any task's `then`, a case of a switch, a catch.
const std::vector<std::pair<const char*, std::function<JsonValue(const std::string&)>>>& speakers() {
    static const std::vector<std::pair<const char*, std::function<JsonValue(const std::string&)>>> all = {
        {"then", [](const std::string& word) { return JsonValue::object({{"set", json_of(R"({"a":1})")}, {"then", word}}); }},
        {"case", [](const std::string& word) { return JsonValue::object({{"switch", JsonArray{named("it", JsonValue::object({{"then", word}}))}}}); }},
        {"caught", [](const std::string& word) { return JsonValue::object({{"try", JsonArray{bad_task()}}, {"catch", JsonValue::object({{"then", word}})}}); }},
    };
    return all;
}

/// Extensions of all tasks.
struct AroundAll {
    const char* name;
    const char* extensions;
};
constexpr AroundAll arounds[] = {
    {"plain", "[]"},
    {"watched", R"([{"w":{"extend":"all","before":[{"b":{"set":{"b":1}}}],"after":[{"a":{"wait":"PT0.001S"}}]}}])"},
    {"after", R"([{"w":{"extend":"all","after":[{"a":{"set":{"a":1}}}]}}])"},
    {"twice", R"([{"v":{"extend":"all","before":[{"b":{"wait":"PT0.001S"}}]}},{"w":{"extend":"all","after":[{"a":{"do":[{"i":{"set":{"a":1},"then":"exit"}}]}}]}}])"},
};

struct MatrixCase {
    std::string name;
    std::string word;
    bool is_reached = true;      ///< who says it: what an extension runs is not extended
    bool may_be_refused = false; ///< no jump leads from a branch to another, or out of a function
    GoldenCase golden;
};

GoldenAction heard_event() {
    GoldenAction action;
    action.kind = GoldenAction::Kind::event;
    action.value = Json::trusted(R"({"specversion":"1.0","id":"1","source":"/matrix","type":"m.e","data":1})");
    return action;
}

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t one_in = 61;
#else
constexpr std::size_t one_in = 7;
#endif

bool takes_all() { return std::getenv("ORKESTR_FLOW_MATRIX") != nullptr; }

JsonArray spoken(const JsonValue& speaker) {
    return {named("say", speaker), named("passed", json_of(R"({"set":{"passed":1}})")), named("there", json_of(R"({"set":{"there":1}})"))};
}

JsonArray going_back() {
    return {named("there", json_of(R"({"set":{"n":"${ 1 + (.n? // 0) }"}})")),
            named("say", json_of(R"({"switch":[{"it":{"when":".n < 3","then":"there"}}]})")), named("passed", json_of(R"({"set":{"passed":1}})"))};
}

MatrixCase matrix_case(const std::vector<const ContainerKind*>& nested, const char* speaker, JsonArray says, const std::string& word, const AroundAll& around) {
    Beside beside;
    JsonValue inside = nested.back()->made(std::move(says), beside);
    std::string name = std::string(nested.back()->name) + " " + speaker + " " + word + " " + around.name;
    for (std::size_t i = nested.size() - 1; i-- > 0;) {
        inside = nested[i]->made({named("inner", std::move(inside)), named("next", json_of(R"({"set":{"next":1}})"))}, beside);
        name = std::string(nested[i]->name) + " " + name;
    }
    JsonValue definition = json_of(R"({"document":{"dsl":"1.0.3","namespace":"golden","name":"matrix","version":"1.0.0"}})");
    JsonValue use = JsonValue::object({});
    const JsonValue extensions = json_of(around.extensions);
    for (const auto& extension : *extensions.as_array()) beside.extensions.push_back(extension);
    if (!beside.extensions.empty()) use.set("extensions", JsonValue(std::move(beside.extensions)));
    if (!beside.functions.as_object()->empty()) use.set("functions", std::move(beside.functions));
    if (!use.as_object()->empty()) definition.set("use", std::move(use));
    definition.set("do", JsonValue(JsonArray{named("outer", std::move(inside)), named("last", json_of(R"({"set":{"last":1}})"))}));
    const auto is = [](const ContainerKind* kind, const char* first, const char* second) { return kind->name == std::string_view(first) || kind->name == std::string_view(second); };
    const auto extensions_in = std::count_if(nested.begin(), nested.end(), [&](const auto* kind) { return is(kind, "before", "after"); });
    MatrixCase one{std::move(name), word, extensions_in < 2, (word == "there" || word == "back") && is(nested.back(), "branches", "function"), {}};
    one.golden.name = one.name;
    one.golden.definition = definition.json().text();
    one.golden.script.assign(16, heard_event());
    return one;
}

template <class Use>
void each_case(const std::vector<const ContainerKind*>& nested, Use use) {
    for (const auto& [speaker, task_saying] : speakers())
        for (const char* word : {"end", "exit", "continue", "there"})
            for (const auto& around : arounds) use(matrix_case(nested, speaker, spoken(task_saying(word)), word, around));
    for (const auto& around : arounds) {
        use(matrix_case(nested, "raise", spoken(raising()), "fault", around));
        use(matrix_case(nested, "case", going_back(), "back", around));
    }
}

} // namespace

class FlowMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void one_container();
    void two_containers_data();
    void two_containers();

private:
    std::string wrong_with(const MatrixCase& one);
    std::string wrong_in_replay(const GoldenRun& run);
    ValueDesk desk_;
};

namespace {

/// Every step that begins ends once.
std::string wrong_in_steps(const std::vector<Event>& events) {
    std::set<StepId> open;
    for (const auto& event : events) {
        const std::string at = " at " + std::to_string(event.seq);
        if (const auto* started = std::get_if<events::TaskStarted>(&event.body); started && !open.insert(started->step).second) return "began twice" + at;
        StepId ended = 0;
        if (const auto* completed = std::get_if<events::TaskCompleted>(&event.body)) ended = completed->step;
        if (const auto* faulted = std::get_if<events::TaskFaulted>(&event.body); faulted && faulted->task == no_task) ended = faulted->step;
        if (ended != 0 && open.erase(ended) == 0) return "ended twice" + at;
        if (const auto* cancelled = std::get_if<events::TaskCancelled>(&event.body)) open.erase(cancelled->step);
    }
    return open.empty() ? std::string() : "step " + std::to_string(*open.begin()) + " never ends";
}

std::string wrong_in_snapshots(const GoldenRun& run, const std::vector<EventRow>& rows) {
    const auto held = [&](std::uint64_t seq) -> Result<Json> { return held_by(rows[static_cast<std::size_t>(seq) - 1]); };
    State state;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        if (auto applied = apply(state, run.events[i]); !applied) return applied.error().message;
        if (!state.ending && !takes_all()) continue;
        const auto restored = restore(snapshot_of(state), held);
        if (!restored) return restored.error().message;
        if (state_text(*restored) != state_text(state)) return "another state at " + std::to_string(i + 1);
    }
    return {};
}

} // namespace

std::string FlowMatrixTest::wrong_in_replay(const GoldenRun& run) {
    std::vector<EventRow> rows;
    for (const auto& event : run.events) rows.push_back(encode(event));
    if (auto wrong = wrong_in_snapshots(run, rows); !wrong.empty()) return "snapshot: " + wrong;
    auto replay = Replay::create(run.plan, rows_of(std::move(rows)));
    if (!replay) return replay.error().message;
    for (Values values;;) {
        if (auto went = replay->go(std::exchange(values, {})); !went) return went.error().message;
        if (replay->done()) break;
        auto outcomes = desk_.values(*run.plan, replay->requests());
        for (std::size_t i = 0; i < outcomes.size(); ++i) values[replay->requests()[i].key] = std::move(outcomes[i]);
    }
    const auto& found = replay->divergence();
    return found ? "replay: " + std::to_string(found->seq) + " " + found->message : std::string();
}

/// Empty when nothing is.
std::string FlowMatrixTest::wrong_with(const MatrixCase& one) {
    const GoldenRun run = run_golden(one.golden, desk_);
    if (!run.plan) return one.may_be_refused ? std::string() : one.name + " is refused: " + text_of(run);
    std::string wrong = run.problem;
    if (wrong.empty() && !run.state.ended()) wrong = "it has not ended";
    if (wrong.empty()) wrong = wrong_in_steps(run.events);
    const bool goes_on = std::any_of(run.events.begin(), run.events.end(), [&](const Event& event) {
        const auto* started = std::get_if<events::TaskStarted>(&event.body);
        return started && run.plan->task(started->task).pointer == "/do/1/last";
    });
    const bool ends = one.word == "end" && one.is_reached;
    if (wrong.empty() && ends && goes_on) wrong = "it goes on after an end";
    if (wrong.empty() && !ends && one.word != "fault" && !goes_on) wrong = "it does not go on";
    if (wrong.empty() && one.word != "fault" && run.state.status != RunStatus::completed) wrong = "it has faulted";
    if (wrong.empty()) wrong = wrong_in_replay(run);
    return wrong.empty() ? wrong : one.name + ": " + wrong + "\n" + one.golden.definition + "\n" + text_of(run);
}

void FlowMatrixTest::one_container() {
    std::size_t number = 0;
    for (const auto& kind : container_kinds())
        each_case({&kind}, [&](const MatrixCase& one) {
            if (++number % 3 != 0 && !takes_all()) return;
            if (const auto wrong = wrong_with(one); !wrong.empty()) QTest::qFail(wrong.c_str(), __FILE__, __LINE__);
        });
}

void FlowMatrixTest::two_containers_data() {
    QTest::addColumn<int>("outer");
    for (std::size_t i = 0; i < container_kinds().size(); ++i) QTest::newRow(container_kinds()[i].name) << static_cast<int>(i);
}

void FlowMatrixTest::two_containers() {
    QFETCH(int, outer);
    std::size_t number = 7 * static_cast<std::size_t>(outer);
    for (const auto& inner : container_kinds())
        each_case({&container_kinds()[static_cast<std::size_t>(outer)], &inner}, [&](const MatrixCase& one) {
            if (++number % one_in != 0 && !takes_all()) return;
            if (const auto wrong = wrong_with(one); !wrong.empty()) QTest::qFail(wrong.c_str(), __FILE__, __LINE__);
        });
}

ORKESTR_TEST(FlowMatrixTest)

} // namespace orkestr::test

#include "flow_matrix_test.moc"
