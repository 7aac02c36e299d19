// Every row of every machine's table happens in a golden history, or in one of those made here for what is rare: stopped
// evaluations and cancellations in each stage of each kind of task, and facts that come at the end of a slice.
#include "core/definition/reader.h"
#include "core/base/secret_text.h"
#include "tests/golden/golden_run.h"
#include "tests/golden/transition_watch.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

/// A task of each kind. MAIN stands for an expression that the task evaluates in stage running.
struct KindText {
    const char* kind;
    const char* members;
    bool leaves; ///< it has a stage leaving, with output.as evaluated there
    const char* beside = ""; ///< of the definition
};
constexpr KindText kinds[] = {
    {"do", R"("do":[{"inner":{"set":{"a":1}}}])", true},
    {"set", R"("set":{"a":MAIN})", false},
    {"switch", R"("switch":[{"one":{"when":MAIN,"then":"exit"}}])", false},
    {"for", R"("for":{"in":MAIN},"do":[{"inner":{"set":{"a":1}}}])", false},
    {"fork", R"("fork":{"branches":[{"one":{"set":{"a":1}}},{"two":{"set":{"b":1}}}]})", true},
    {"try", R"("try":[{"inner":{"set":{"a":1}}}],"catch":{"retry":{"limit":{"attempt":{"count":1,"duration":MAIN}}}})", false},
    {"raise", R"("raise":{"error":{"type":"https://example.com/e","status":500,"detail":MAIN}})", false},
    {"wait", R"("wait":MAIN)", true},
    {"emit", R"("emit":{"event":{"with":{"type":"a.b","data":MAIN}}})", true},
    {"call", R"("call":"http","with":{"method":"get","endpoint":"https://example.com/","body":MAIN})", true},
    {"run", R"("run":{"shell":{"command":"true","arguments":[MAIN]}})", true},
    {"listen", R"("listen":{"to":{"any":[{"with":{"type":"a.b"}}],"until":MAIN}})", true},
    {"extension", R"("set":{"a":1})", false,
     R"(,"use":{"extensions":[{"e":{"extend":"set","when":MAIN,"before":[{"b":{"wait":"PT0S"}}]}}]})"},
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
    return text;
}

constexpr const char* document = R"("document":{"dsl":"1.0.3","namespace":"golden","name":"coverage","version":"1.0.0"})";

std::string definition_with(const std::string& tasks, const std::string& beside = {}) {
    return std::string("{") + document + beside + ",\"do\":[" + tasks + "]}";
}

GoldenCase case_of(const std::string& tasks, std::vector<GoldenStop> stops = {}, const std::string& beside = {}) {
    GoldenCase one;
    one.name = "coverage";
    one.definition = definition_with(tasks, beside);
    one.input = Json::trusted(R"({"d":"PT1S","x":["a"]})");
    one.stops = std::move(stops);
    return one;
}

/// What comes at the end of a slice: a cancellation or every timer that is set, at the first; the timer set last, at each.
enum class Interruption { cancel, timers, last_timer }; // what listens hears something before its last timer fires

/// A run without values and results, interrupted.
std::vector<Event> interrupted_run(const Plan& plan, Interruption interruption) {
    State state;
    Effects effects;
    std::vector<Event> events;
    const auto take = [&](EventBody fact) {
        Event event{state.seq + 1, Instant{1000}, std::move(fact)};
        if (!apply(state, event, &effects)) qFatal("a fact can't be applied");
        events.push_back(std::move(event));
    };
    events::RunStarted started;
    started.run = RunId{"01KDTMWQG0000000000000000G"};
    started.secrets = Json::trusted("{}");
    take(started);
    for (bool interrupted = false; !state.ended();) {
        const auto advanced = advance(plan, state, {}, Instant{1000}, effects);
        if (!advanced) qFatal("%s", advanced.error().message.c_str());
        events.insert(events.end(), advanced->events.begin(), advanced->events.end());
        if (!advanced->more) break;
        const bool again = std::exchange(interrupted, true);
        const auto timers = state.timers;
        if (interruption == Interruption::last_timer) {
            const auto hears = [](const auto& step) { return step.second.stage == Stage::listening; };
            const auto listener = std::find_if(state.steps.begin(), state.steps.end(), hears);
            if (listener != state.steps.end()) take(events::EventReceived{listener->first, 0, 1, {}, {}, {}, {Json::trusted("{}"), 0}});
            else if (!timers.empty()) take(events::TimerFired{timers.rbegin()->first});
        } else if (again) {
            continue;
        } else if (interruption == Interruption::cancel) {
            take(events::RunCancelRequested{"sweep", "enough"});
        } else {
            for (const auto& [seq, timer] : timers) take(events::TimerFired{seq});
        }
    }
    return events;
}

GoldenAction heard_event() {
    GoldenAction event;
    event.kind = GoldenAction::Kind::event;
    event.value = Json::trusted(R"({"specversion":"1.0","type":"a.b","source":"/c","id":"1","data":{"d":"PT1S"}})");
    return event;
}

/// The result that a task of this kind waits for; timers fire by themselves.
void answer(GoldenCase& one, std::string_view kind) {
    if (kind == "call" || kind == "run") one.script.assign(1, GoldenAction{});
    if (kind == "listen") one.script.assign(1, heard_event());
}

} // namespace

class CoverageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_cases();
    void stopped_in_each_stage();
    void fails_and_skips_in_each_stage();
    void cancelled_in_each_stage();
    void together_with_a_timeout();
    void at_the_end_of_a_slice();
    void while_a_value_is_asked_for();
    void every_transition_was_exercised();

private:
    void watch(const GoldenCase& one);
    void sweep(const std::string& task, const std::string& beside, Interruption interruption);
    void interrupt(const std::string& tasks, const std::string& beside, Interruption interruption);

    ValueDesk desk_;
    TransitionWatch watch_;
};

void CoverageTest::watch(const GoldenCase& one) {
    const auto run = run_golden(one, desk_);
    QVERIFY2(run.plan, (one.definition + "\n" + text_of(run)).c_str());
    watch_.see(*run.plan, run.events);
}

void CoverageTest::golden_cases() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY(cases.ok());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (run.plan) watch_.see(*run.plan, run.events);
    }
}

void CoverageTest::stopped_in_each_stage() {
    for (const auto& kind : kinds) {
        const std::string members = replaced(kind.members, "MAIN", "\"${ .d }\"");
        const std::string beside = replaced(kind.beside, "MAIN", "\"${ .d }\"");
        const auto watch_stopped = [&](const std::string& stages, const char* slot) {
            auto one = case_of("{\"x\":{" + stages + members + "}}", {{"/do/0/x", slot, "stopped"}}, beside);
            answer(one, kind.kind);
            watch(one);
        };
        watch_stopped(R"("if":".d",)", "if");
        for (const char* slot : {"main", "until", "extension.when", "retry.limit.attempt.duration"}) watch_stopped({}, slot);
        watch_stopped(R"("output":{"as":".d"},"export":{"as":"."},)", "output.as");
    }
    auto heard = case_of(R"({"x":{"listen":{"to":{"any":[]}},"output":{"as":".d"}}})", {{"/do/0/x", "output.as", "stopped"}});
    answer(heard, "listen");
    watch(heard);
    watch(case_of(R"({"x":{"try":[{"bad":{"raise":{"error":{"type":"https://example.com/e","status":500}}}}],"catch":{},"output":{"as":".d"}}})",
                  {{"/do/0/x", "output.as", "stopped"}}));
    watch(case_of(R"({"x":{"set":{"a":1}}})", {{"", "output.as", "stopped"}}, R"(,"output":{"as":".a"})"));
    watch(case_of(R"({"x":{"set":{"a":1}}})", {{"", "input.from", "stopped"}}, R"(,"input":{"from":".a"})"));
}

void CoverageTest::fails_and_skips_in_each_stage() {
    for (const auto& kind : kinds) {
        const std::string_view name = kind.kind;
        const std::string value = name == "for" ? "\"${ .x }\"" : name == "listen" ? "\"${ . != null }\"" : "\"${ .d }\"";
        const std::string members = replaced(kind.members, "MAIN", value);
        const std::string beside = replaced(kind.beside, "MAIN", value);
        const auto watch_one = [&](const std::string& text, const std::string& and_beside) {
            auto one = case_of("{\"x\":{" + text + "}}", {}, and_beside);
            answer(one, kind.kind);
            watch(one);
        };
        watch_one(R"("if":"false",)" + members, beside);
        watch_one(R"("if":".d.e",)" + members, beside);
        watch_one(replaced(kind.members, "MAIN", "\"${ .d.e }\""), replaced(kind.beside, "MAIN", "\"${ .d.e }\""));
        for (const char* stage : {R"("output":{"as":"{}|.[0]"},)", R"("export":{"as":"{}|.[0]"},)", R"("export":{"as":"{}"},)"})
            watch_one(stage + members, beside);
    }
}

void CoverageTest::cancelled_in_each_stage() {
    // A neighbour faults while the task waits for a value: at once, after one more round, after several.
    const std::string bad = R"({"bad":{"raise":{"error":{"type":"https://example.com/e","status":500}}}})";
    std::string later = bad;
    for (int i = 0; i < 6; ++i) later = R"({"deep":{"do":[)" + later + "]}}";
    const auto beside = [](const std::string& task, const std::string& fault) {
        return R"({"all":{"fork":{"branches":[{"x":{)" + task + "}}," + fault + "]}}}";
    };
    for (const auto& kind : kinds) {
        const std::string expression = replaced(kind.members, "MAIN", "\"${ .d }\"");
        const std::string constant = replaced(kind.members, "\"when\":MAIN,", "");
        const std::string also = replaced(kind.beside, "MAIN", "\"${ .d }\"");
        watch(case_of(beside(R"("if":".d",)" + expression, bad), {}, also));
        watch(case_of(beside(expression, bad), {}, also));
        const std::string fixed = replaced(constant, "MAIN", std::string_view(kind.kind) == "for" ? "[{}]" : "\"PT0S\"");
        watch(case_of(beside(R"("output":{"as":".d"},)" + fixed, later), {}, replaced(kind.beside, "MAIN", "\"true\"")));
    }
    // Both hear the same; one is about to leave when the other faults.
    const std::string listen = R"("listen":{"to":{"any":[{"with":{"type":"a.b"}}]}})";
    auto both = case_of(beside(R"("output":{"as":".d"},)" + listen, R"({"y":{"do":[{"hear":{)" + listen + "}}," + bad + "]}}"));
    both.script.assign(1, heard_event());
    watch(both);
    watch(case_of(beside(R"("output":{"as":".d"},"try":[)" + bad + R"(],"catch":{})", later)));
    // What takes a fact to leave is cancelled together with that fact.
    for (const char* task : {R"("wait":"PT0S")", R"("call":"http","with":{"method":"get","endpoint":"https://example.com/"})",
                             R"("run":{"shell":{"command":"true"}})", R"("run":{"workflow":{"namespace":"a","name":"b","version":"1.0.0"}})"}) {
        auto one = case_of(std::string(R"({"x":{)") + task + "}}");
        GoldenAction together{GoldenAction::Kind::together, {}, {}, {}, {}, 0, {}};
        together.actions.push_back({std::string_view(task).starts_with("\"wait") ? GoldenAction::Kind::fire : GoldenAction::Kind::complete, {}, {}, {}, {}, 0, {}});
        together.actions.push_back({GoldenAction::Kind::cancel, {}, {}, {}, "enough", 0, {}});
        one.script = {together};
        watch(one);
    }
}

void CoverageTest::together_with_a_timeout() {
    for (const char* task : {R"("wait":"PT1S")", R"("call":"http","with":{"method":"get","endpoint":"https://example.com/"})",
                             R"("run":{"shell":{"command":"true"}})", R"("run":{"workflow":{"namespace":"a","name":"b","version":"1.0.0"}})"}) {
        auto one = case_of(std::string(R"({"x":{"timeout":{"after":"PT2S"},)") + task + "}}");
        GoldenAction together{GoldenAction::Kind::together, {}, {}, {}, {}, 0, {}};
        together.actions.push_back({std::string_view(task).starts_with("\"wait") ? GoldenAction::Kind::fire : GoldenAction::Kind::complete, {}, {}, {}, {}, 0, {}});
        together.actions.push_back({GoldenAction::Kind::fire, {}, {}, {}, {}, 0, {}});
        one.script = {together};
        watch(one);
    }
}

/// Runs the task after so many others that a slice ends at each of its events; whatever timer is set by then fires.
void CoverageTest::sweep(const std::string& task, const std::string& beside, Interruption interruption) {
    for (std::size_t first = slice_events - 16; first < slice_events; ++first) {
        // Two events for each task before it, one for the run's own, one more for a list around all of it.
        std::string text;
        for (std::size_t i = 0; i < (first - 1) / 2; ++i) text += R"({"t)" + std::to_string(i) + R"(":{"set":{"a":1}}},)";
        text += R"({"x":{)" + task + "}}";
        if (first % 2 == 0) text = R"({"around":{"do":[)" + text + "]}}";
        interrupt(text, beside, interruption);
    }
}

void CoverageTest::interrupt(const std::string& tasks, const std::string& beside, Interruption interruption) {
    const auto read = read_definition(definition_with(tasks, beside), "interrupted");
    QVERIFY2(read.definition, read.diagnostics.empty() ? "" : read.diagnostics.front().message.c_str());
    const auto plan = compile_plan(*read.definition);
    QVERIFY(plan.ok());
    watch_.see(**plan, interrupted_run(**plan, interruption));
}

void CoverageTest::at_the_end_of_a_slice() {
    for (const auto& kind : kinds) {
        const std::string task = replaced(replaced(replaced(kind.members, "\"when\":MAIN,", ""), "\"in\":MAIN", "\"in\":[{}]"), "MAIN", "\"PT0S\"");
        const std::string beside = replaced(kind.beside, "MAIN", "\"true\"");
        sweep(R"("timeout":{"after":"PT0S"},)" + task, beside, Interruption::timers);
        sweep(task, beside, Interruption::cancel);
    }
    sweep(R"("timeout":{"after":"PT0S"},"try":[{"bad":{"raise":{"error":{"type":"https://example.com/e","status":500}}}}],"catch":{})", {}, Interruption::timers);
    sweep(R"("set":{"a":1})", R"(,"timeout":{"after":"PT0S"})", Interruption::timers);
}

/// So much has been decided before that facts come although a task is about to leave and waits for a value.
void CoverageTest::while_a_value_is_asked_for() {
    const std::string out = R"("timeout":{"after":"PT0S"},"output":{"as":".d"},)";
    sweep(out + R"("do":[{"inner":{"set":{"a":1}}}])", {}, Interruption::timers);
    sweep(out + R"("fork":{"branches":[{"one":{"set":{"a":1}}},{"two":{"set":{"b":1}}}]})", {}, Interruption::timers);
    sweep(R"("set":{"a":1})", R"(,"timeout":{"after":"PT0S"},"output":{"as":".d"})", Interruption::timers);
    sweep(R"("try":[{"bad":{"raise":{"error":{"type":"https://example.com/e","status":500}}}}],)"
          R"("catch":{"when":".d","retry":{"limit":{"attempt":{"count":1,"duration":"PT0S"}}}})", {}, Interruption::timers);
    // A wait is over, its output is asked for, a neighbour fills the slice; then its timeout comes.
    std::string many;
    for (std::size_t i = 0; i < slice_events; ++i) many += (i ? "," : "") + (R"({"t)" + std::to_string(i)) + R"(":{"set":{"a":1}}})";
    interrupt(R"({"all":{"fork":{"branches":[{"x":{"timeout":{"after":"PT2S"},"output":{"as":".d"},"wait":"PT1S"}},{"y":{"do":[)" + many + "]}}]}}}", {},
              Interruption::last_timer);
    interrupt(R"({"all":{"fork":{"branches":[{"x":{"timeout":{"after":"PT2S"},"output":{"as":".d"},"listen":{"to":{"any":[]}}}},{"y":{"do":[)" + many + "]}}]}}}",
              {}, Interruption::last_timer);
}

void CoverageTest::every_transition_was_exercised() {
    QVERIFY2(watch_.wrong().empty(), watch_.wrong().empty() ? "" : watch_.wrong().front().c_str());
    std::string missing;
    for (const auto& row : watch_.missing()) missing += "\n" + text_of(row);
    QVERIFY2(missing.empty(), missing.c_str());
}

ORKESTR_TEST(CoverageTest)

} // namespace orkestr::test

#include "coverage_test.moc"
