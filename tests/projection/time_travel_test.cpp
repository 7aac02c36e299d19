// Travels in every golden history and in generated ones: each moment is what a fold from nothing gives, each change of a
// value stands at the very event, and what is damaged ends there.
#include "core/projection/time_travel.h"

#include "core/definition/reader.h"
#include "core/history/codec.h"
#include "core/ports/travel_history.h"
#include "tests/golden/golden_run.h"
#include "tests/simulation/random_definition.h"
#include "tests/simulation/simulation.h"
#include "tests/support/test.h"

#include <QTest>
#include <array>
#include <random>

namespace orkestr::test {

namespace {

struct Travelled {
    std::string name;
    std::shared_ptr<const Plan> plan;
    std::vector<EventRow> rows;
};

std::string outline_text(const StepView& step) {
    std::string text = std::to_string(step.id) + " in " + std::to_string(step.parent) + " " + step.key + " " + step.task + " " + step.name + " " + step.kind + " " + step.status +
                       " attempt " + std::to_string(step.attempt) + " " + step.chosen + " " + std::to_string(step.first) + ".." + std::to_string(step.last);
    for (const auto& time : std::initializer_list<std::optional<Instant>>{step.started, step.ended, step.waits_until}) text += " " + (time ? std::to_string(time->ms) : "-");
    if (step.error) text += " " + step.error->to_json().text();
    if (step.child) text += " " + step.child->text;
    if (step.listens) text += " listens";
    return text + " " + std::to_string(step.events_received);
}

std::string outline_text(const RunView& view, bool with_steps = true) {
    std::string text = view.run.text + " " + view.ns + " " + view.name + " " + view.version + " " + view.definition + " " + view.status + " " + std::to_string(view.events) + " " +
                       std::to_string(view.started.ms) + " " + (view.ended ? std::to_string(view.ended->ms) : "-") + " " + view.by + " " + view.reason + " " + view.cause + " " +
                       view.started_by + " " + view.input.text();
    text += view.output ? " " + view.output->text() : " -";
    text += view.error ? " " + view.error->to_json().text() : " -";
    for (const auto& step : with_steps ? view.steps : std::vector<StepView>{}) text += "\n" + outline_text(step);
    for (const auto& [task, node] : view.nodes) {
        text += "\n" + task + " " + node.status;
        for (const auto number : {node.steps, node.attempts, node.iterations, node.faulted}) text += " " + std::to_string(number);
        text += " " + std::to_string(node.busy_ms);
        for (const auto& time : {node.started, node.ended}) text += " " + (time ? std::to_string(time->ms) : "-");
    }
    return text;
}

/// Of the first rows, as many as `count` says at the time.
TravelHistory history_of(const Travelled& one, std::shared_ptr<std::size_t> count = {}) {
    auto rows = [&one, count](std::uint64_t after, std::uint32_t limit) -> Result<std::vector<EventRow>> {
        const std::size_t there = std::min(count ? *count : one.rows.size(), one.rows.size());
        const auto first = std::min<std::size_t>(after, there);
        const auto last = std::min<std::size_t>(first + limit, there);
        return std::vector<EventRow>(one.rows.begin() + static_cast<std::ptrdiff_t>(first), one.rows.begin() + static_cast<std::ptrdiff_t>(last));
    };
    return {RunId{JsonValue::of(one.rows.front().data).string_at("run")}, one.plan, rows};
}

/// What may be kept: all, some, and next to nothing.
const TravelMemory memories[] = {{}, {std::size_t{64} << 20, std::size_t{64} << 20, 1}, {1, 0, 3}, {40'000, 500, 2}};

DataPath path_of(const char* text) {
    auto path = DataPath::parse(text);
    return path ? *path : *DataPath::parse("$");
}

const char* const watched_paths[] = {"$.context", "$.data", "$.input", "$.output", "$.error", "$.status", "$.reason", "$.tasks", "$.tasks.*.output", "$.tasks.*.status", "$.tasks.*.input.n",
                                     "$.tasks.*.steps", "$.tasks.*.error.type", "$.tasks.*", "$.variables", "$.variables.*", "$.variables.item", "$.n", "$.total", "$..n", "$.*", "$.ended", "$.context..*"};

/// The value, or one somewhere inside it, is another.
JsonValue meddled_with(const JsonValue& value, std::mt19937& random) {
    if (const auto* members = value.as_object(); members && !members->empty()) {
        JsonValue out = value;
        const auto& [name, member] = (*members)[random() % members->size()];
        if (random() % 6 == 0) out.remove(name);
        else out.set(name, meddled_with(member, random));
        return out;
    }
    if (const auto* items = value.as_array(); items && !items->empty()) {
        JsonArray out = *items;
        out[random() % out.size()] = meddled_with(out[random() % out.size()], random);
        if (random() % 4 == 0) out.push_back(out.front());
        return JsonValue(std::move(out));
    }
    const JsonValue others[] = {0, 1, 2, 3, 5, -1, std::int64_t{4294967294}, std::int64_t{1} << 40, "for", "listen", "try", "fork", "", JsonArray{1, 2}, JsonValue(), true};
    return others[random() % std::size(others)];
}

/// Asks all there is to ask.
void look_everywhere(TimeTravel& travel) {
    for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) {
        const auto moment = travel.at(seq);
        const auto document = travel.document_at(seq);
        QVERIFY2(moment.ok(), moment ? "" : moment.error().message.c_str());
        QVERIFY2(document.ok(), document ? "" : document.error().message.c_str());
        QVERIFY(travel.view_at(seq).ok());
    }
    for (const char* text : watched_paths) {
        const auto page = travel.changes(path_of(text), 0, 10'000);
        QVERIFY2(page.ok(), text);
    }
    for (const auto& [task, node] : travel.latest().nodes) (void)travel.task_events(task);
    QVERIFY(travel.matching_events({"all", [](const EventView&) { return true; }}).ok());
}

/// Every so many of them: the whole of it takes sanitized builds long.
std::vector<const Travelled*> some_of(const std::vector<Travelled>& all, std::size_t step, std::size_t first = 0) {
    std::vector<const Travelled*> out;
    for (std::size_t i = first; i < all.size(); i += step) out.push_back(&all[i]);
    return out;
}

std::string optional_text(const std::optional<Json>& value) { return value ? value->text() : "nothing"; }

} // namespace

class TimeTravelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void every_state_is_the_fold_from_nothing();
    void every_view_is_as_it_was_shown();
    void every_moment_says_what_is_under_way();
    void what_a_path_selects_stands_in_the_document();
    void changes_are_where_the_value_is_another();
    void a_loop_shows_its_variables();
    void events_of_a_task_follow_one_another();
    void events_that_match_are_found_both_ways();
    void a_run_that_goes_on_is_followed();
    void what_is_not_there_is_an_error();
    void damage_ends_it_there();
    void what_was_taken_out_is_said();
    void what_completed_has_no_error();
    void without_a_definition_keys_tell();
    void payloads_may_be_as_deep_as_they_can();
    void made_up_histories_do_no_harm();
    void it_can_be_stopped();

private:
    void add_golden();
    void add_generated();
    Travelled run_of(const std::string& tasks, std::vector<GoldenAction> script = {});
    std::vector<Travelled> histories_;
    ValueDesk desk_;
};

void TimeTravelTest::initTestCase() {
    add_golden();
    QVERIFY(histories_.size() > 250);
    const auto golden = histories_.size();
    add_generated();
    QVERIFY(histories_.size() > golden + 20);
}

void TimeTravelTest::add_golden() {
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        const auto run = run_golden(one, desk_);
        if (!run.plan || run.events.empty()) continue;
        Travelled travelled{one.name, run.plan, {}};
        for (const auto& event : run.events) travelled.rows.push_back(encode(event));
        histories_.push_back(std::move(travelled));
    }
}

void TimeTravelTest::add_generated() {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        const auto definition = random_definition(random, "main", 0);
        const auto read = read_definition(definition.text, "main");
        QVERIFY(read.definition != nullptr);
        SimulatedWorld world(seed, {}, std::make_unique<MemoryWorkspace>(seed, StoreFaults{}));
        std::vector<std::string> ends;
        SimulationCounts counts;
        const std::string wrong = simulate_fixed({{"main", definition.text}}, world, ends, counts);
        QVERIFY2(wrong.empty(), wrong.c_str());
        const auto runs = world.store().runs({});
        QVERIFY(runs.ok());
        for (const auto& run : *runs)
            histories_.push_back({"seed " + std::to_string(seed), *compile_plan(*read.definition), *world.store().events(run.run, 0, 10'000)});
    }
}

Travelled TimeTravelTest::run_of(const std::string& tasks, std::vector<GoldenAction> script) {
    GoldenCase one;
    one.name = "travelled";
    one.definition = R"({"document":{"dsl":"1.0.0","namespace":"test","name":"travelled","version":"1.0.0"},"do":)" + tasks + "}";
    one.input = Json::trusted(R"({"n":1})");
    one.script = std::move(script);
    const auto run = run_golden(one, desk_);
    Travelled travelled{one.name, run.plan, {}};
    for (const auto& event : run.events) travelled.rows.push_back(encode(event));
    return travelled;
}

void TimeTravelTest::every_state_is_the_fold_from_nothing() {
    std::mt19937 random(7);
    std::uint64_t looked_at = 0;
    for (const auto& one : histories_) {
        std::vector<std::string> hashes;
        State state;
        Decoder decoder;
        for (const auto& row : one.rows) {
            QVERIFY(apply(state, *decoder.decode(row)).ok());
            hashes.push_back(state_hash(state));
        }
        // Each with a checkpoint after every event, and in one of the other ways.
        for (const std::size_t way : {std::size_t{1}, std::array<std::size_t, 3>{0, 2, 3}[hashes.size() % 3]}) {
            TimeTravel travel(history_of(one), memories[way]);
            const auto read = travel.extend();
            QVERIFY2(read.ok() && *read, read ? one.name.c_str() : (one.name + ": " + read.error().message).c_str());
            QCOMPARE(travel.last(), std::uint64_t{one.rows.size()});
            const auto look = [&](std::uint64_t seq) {
                const auto found = travel.state_at(seq);
                const std::string where = one.name + " at " + std::to_string(seq) + (found ? "" : ": " + found.error().message);
                QVERIFY2(found.ok(), where.c_str());
                QVERIFY2(state_hash(*found) == hashes[seq - 1], where.c_str());
                ++looked_at;
            };
            const bool forwards = way == 1;
            for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) look(forwards ? seq : travel.last() + 1 - seq);
            for (int i = 0; i < 20; ++i) look(1 + random() % travel.last());
        }
    }
    QVERIFY2(looked_at > 5'000, std::to_string(looked_at).c_str());
}

void TimeTravelTest::every_view_is_as_it_was_shown() {
    for (const auto& one : histories_) {
        TimeTravel travel(history_of(one), memories[1]);
        QVERIFY(travel.extend().ok());
        RunProjection projection(one.plan, RunProjection::Detail::outline);
        Decoder decoder;
        for (const auto& row : one.rows) {
            const auto event = decoder.decode(row);
            const EventView seen = projection.add(*event);
            const auto view = travel.view_at(row.seq);
            QVERIFY(view.ok());
            const std::string where = one.name + " at " + std::to_string(row.seq);
            QVERIFY2(outline_text(**view) == outline_text(projection.view()), (where + "\n" + outline_text(**view) + "\nand not\n" + outline_text(projection.view())).c_str());
            const auto moment = travel.at(row.seq);
            QVERIFY(moment.ok());
            QCOMPARE(moment->event.json().text(), seen.json().text());
            QCOMPARE(outline_text(moment->run, false), outline_text(projection.view(), false));
            QCOMPARE(moment->steps_begun, std::uint64_t{projection.view().steps.size()});
            for (const auto& step : projection.view().steps) QCOMPARE(outline_text(*travel.step_at(step.id, row.seq)), outline_text(step));
        }
    }
}

void TimeTravelTest::every_moment_says_what_is_under_way() {
    for (const auto& one : histories_) {
        TimeTravel travel(history_of(one));
        QVERIFY(travel.extend().ok());
        for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) {
            const auto moment = travel.at(seq);
            const auto state = travel.state_at(seq);
            QVERIFY(moment.ok() && state.ok());
            QCOMPARE(moment->live.size() + 1, state->steps.size());
            QCOMPARE(moment->timers.size(), state->timers.size());
            QCOMPARE(moment->pending.size(), state->pending.size());
            QCOMPARE(moment->context.text(), state->context.json.text());
            std::size_t open = 0;
            const auto view = *travel.view_at(seq);
            for (const auto& step : view->steps) open += step.ended ? 0 : 1;
            QCOMPARE(moment->run.steps.size(), open);
            for (const auto& live : moment->live) QVERIFY2(!live.key.empty() && !live.task.empty() && !live.kind.empty(), one.name.c_str());
            for (const auto& step : moment->run.steps) {
                QCOMPARE(step.input->text(), state->find(step.id)->input.json.text());
                QVERIFY(!step.ended);
            }
        }
    }
}

void TimeTravelTest::what_a_path_selects_stands_in_the_document() {
    std::size_t found = 0;
    std::uint64_t first = 0; // of every second event, here the even ones, there the odd ones
    for (const auto& one : histories_) {
        TimeTravel travel(history_of(one), memories[2]);
        QVERIFY(travel.extend().ok());
        first = 3 - std::max<std::uint64_t>(first, 1);
        for (std::uint64_t seq = first; seq <= travel.last(); seq += 2) {
            const auto document = travel.document_at(seq);
            QVERIFY2(document.ok(), document ? "" : document.error().message.c_str());
            QCOMPARE(Json::parse(document->text())->text(), document->text());
            QCOMPARE(path_of("$.event").select(*document, 0).front().text(), travel.at(seq)->event.json().text());
            for (const char* text : watched_paths) {
                const DataPath path = path_of(text);
                const auto value = travel.value_at(path, seq);
                QVERIFY2(value.ok(), text);
                // Any number of tasks is found in the order they were come to, not in the order of their names.
                if (std::string(text).starts_with("$.tasks.*")) continue;
                std::optional<Json> expected;
                if (!path.is_plain()) {
                    expected = path.value_of(path.select(*document, 0));
                } else {
                    for (const char* root : {"$.context", "$.data"}) {
                        const auto part = path_of(root).select(*document, 0);
                        if (!part.empty() && !expected) expected = path.value_of(path.select(part.front(), 0));
                    }
                }
                QVERIFY2(*value == expected, (one.name + " at " + std::to_string(seq) + " " + text + ": " + optional_text(*value) + " and not " + optional_text(expected)).c_str());
                found += expected ? 1 : 0;
            }
        }
    }
    QVERIFY(found > 5'000);
}

void TimeTravelTest::changes_are_where_the_value_is_another() {
    std::size_t changes = 0;
    for (const auto& one : histories_) {
        TimeTravel travel(history_of(one), memories[changes % 4]);
        QVERIFY(travel.extend().ok());
        for (const char* text : watched_paths) {
            const DataPath path = path_of(text);
            std::vector<std::uint64_t> expected;
            // $context is null before the first event.
            std::optional<Json> before = std::string(text) == "$.context" ? std::optional(Json()) : std::nullopt;
            if (std::string(text) == "$.tasks" || std::string(text) == "$.variables") before = Json::trusted("{}");
            for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) {
                auto value = *travel.value_at(path, seq);
                if (value != before) expected.push_back(seq);
                before = std::move(value);
            }
            const auto found = travel.change_events(path);
            QVERIFY(found.ok());
            const std::string where = one.name + ": " + text;
            QVERIFY2(*found == expected, where.c_str());
            changes += expected.size();
            const auto page = travel.changes(path, 0, 10'000);
            QCOMPARE(page->total, std::uint64_t{expected.size()});
            for (const auto& change : page->changes) QVERIFY2(change.before != change.after, where.c_str());
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const auto last = travel.last_change(path, expected[i] + 1);
                QVERIFY(last.ok() && *last);
                QCOMPARE((*last)->seq, expected[i]);
                const auto earlier = travel.last_change(path, expected[i]);
                QCOMPARE(earlier->has_value(), i > 0);
                if (i > 0) QCOMPARE((*earlier)->seq, expected[i - 1]);
                const auto next = travel.next_change(path, expected[i]);
                QCOMPARE(next->has_value(), i + 1 < expected.size());
            }
        }
    }
    QVERIFY2(changes > 10'000, std::to_string(changes).c_str());
}

void TimeTravelTest::a_loop_shows_its_variables() {
    const auto one = run_of(R"([{"outer":{"for":{"each":"order","at":"i","in":"${ [{\"id\":\"a\"},{\"id\":\"b\"}] }"},"do":[
        {"inner":{"for":{"each":"order","in":"${ [7,8] }"},"do":[{"note":{"set":{"n":"${ $order }"}}}]}}]}},
        {"last":{"set":{"done":true},"export":{"as":"${ {total: 5} }"}}}])");
    QVERIFY(one.rows.size() > 10);
    TimeTravel travel(history_of(one));
    QVERIFY(travel.extend().ok());
    std::vector<std::string> seen;
    const auto orders = travel.changes(path_of("$.variables.order"), 0, 100);
    for (const auto& change : orders->changes) seen.push_back(optional_text(change.after));
    const std::vector<std::string> expected = {R"({"id":"a"})", "7", "8", R"({"id":"a"})", R"({"id":"b"})", "7", "8", R"({"id":"b"})", "nothing"};
    QVERIFY2(seen == expected, QByteArray::fromStdString([&] {
                 std::string all;
                 for (const auto& text : seen) all += text + " ";
                 return all;
             }()).constData());
    // $.total is $context's once there is one there, before that it is what flows.
    const auto total = travel.last_change(path_of("$.total"), travel.last() + 1);
    QCOMPARE((*total)->type, std::string("context.exported"));
    QCOMPARE(optional_text((*total)->before), std::string("nothing"));
    QCOMPARE(optional_text((*total)->after), std::string("5"));
    QCOMPARE((*total)->step, std::string("/do/1/last"));
    const auto by_name = travel.change_events(path_of("$.tasks.note.output.n"));
    QCOMPARE(by_name->size(), std::size_t{4});
    QVERIFY(*by_name == *travel.change_events(path_of("$.tasks['/do/0/outer/do/0/inner/do/0/note'].output.n")));
    QVERIFY(travel.change_events(path_of("$.tasks.outer.iterations"))->size() == 3);
}

void TimeTravelTest::events_of_a_task_follow_one_another() {
    for (const auto& one : histories_) {
        TimeTravel travel(history_of(one));
        QVERIFY(travel.extend().ok());
        for (const auto& [task, node] : travel.latest().nodes) {
            const auto all = travel.task_events(task);
            QVERIFY2(!all.empty() && std::is_sorted(all.begin(), all.end()), one.name.c_str());
            std::vector<std::uint64_t> forward;
            for (auto at = travel.task_event(task, 0, Direction::forward); at; at = travel.task_event(task, *at, Direction::forward)) forward.push_back(*at);
            QVERIFY2(forward == all, one.name.c_str());
            std::vector<std::uint64_t> backward;
            for (auto at = travel.task_event(task, travel.last() + 1, Direction::backward); at; at = travel.task_event(task, *at, Direction::backward)) backward.insert(backward.begin(), *at);
            QVERIFY2(backward == all, one.name.c_str());
        }
        for (const auto& step : travel.latest().steps) {
            QCOMPARE(*travel.step_event(step.id, 0, Direction::forward), step.first);
            QCOMPARE(*travel.step_event(step.id, travel.last() + 1, Direction::backward) >= step.last, true);
        }
    }
}

void TimeTravelTest::events_that_match_are_found_both_ways() {
    std::size_t number = 0;
    for (const char* text : {"type == task.completed", "failed", "data.value exists and not type ~ run", "step ~ \"#\"", "seq > 3 and seq < 9"}) {
        const auto filter = read_filter(text, FilterSubject::event);
        QVERIFY(filter.ok());
        std::size_t found = 0;
        for (const Travelled* chosen : some_of(histories_, 5, number)) {
            const Travelled& one = *chosen;
            TimeTravel travel(history_of(one), memories[2]);
            QVERIFY(travel.extend().ok());
            const EventMatch match = event_match(*filter, {});
            std::vector<std::uint64_t> expected;
            Decoder decoder;
            for (const auto& row : one.rows) {
                const auto event = decoder.decode(row);
                const auto step = step_of(event->body) != workflow_step ? travel.step_at(step_of(event->body), travel.last()) : std::nullopt;
                if (match.holds(event_view(*event, step && step->first <= row.seq ? &*step : nullptr))) expected.push_back(row.seq);
            }
            std::vector<std::uint64_t> forward;
            for (auto at = travel.matching_event(match, 0, Direction::forward); at && *at; at = travel.matching_event(match, **at, Direction::forward)) forward.push_back(**at);
            QVERIFY2(forward == expected, (one.name + ": " + text).c_str());
            QVERIFY2(*travel.matching_events(match) == expected, one.name.c_str());
            std::vector<std::uint64_t> backward;
            for (auto at = travel.matching_event(match, travel.last() + 1, Direction::backward); at && *at; at = travel.matching_event(match, **at, Direction::backward))
                backward.insert(backward.begin(), **at);
            QVERIFY2(backward == expected, one.name.c_str());
            found += expected.size();
        }
        ++number;
        QVERIFY2(found > 5, text);
    }
}

void TimeTravelTest::a_run_that_goes_on_is_followed() {
    const EventMatch match = event_match(*read_filter("type ~ completed", FilterSubject::event), {});
    for (const Travelled* chosen : some_of(histories_, 5)) {
        const Travelled& one = *chosen;
        const auto count = std::make_shared<std::size_t>(1);
        TimeTravel growing(history_of(one, count), memories[3]);
        TimeTravel whole(history_of(one));
        QVERIFY(whole.extend().ok());
        for (; *count <= one.rows.size(); ++*count) {
            const auto more = growing.extend();
            QVERIFY2(more.ok() && *more, one.name.c_str());
            QVERIFY(!*growing.extend());
            QCOMPARE(growing.last(), std::uint64_t{*count});
            QCOMPARE(state_hash(*growing.state_at(*count)), state_hash(*whole.state_at(*count)));
            QVERIFY(growing.matching_events(match).ok());
            for (const char* text : {"$.data", "$.tasks.*.status", "$.variables"}) QVERIFY(growing.change_events(path_of(text)).ok());
        }
        for (const char* text : watched_paths) QVERIFY2(*growing.change_events(path_of(text)) == *whole.change_events(path_of(text)), (one.name + " " + text).c_str());
        QVERIFY(*growing.matching_events(match) == *whole.matching_events(match));
        for (std::uint64_t seq = 1; seq <= whole.last(); ++seq) QCOMPARE(growing.document_at(seq)->text(), whole.document_at(seq)->text());
    }
}

void TimeTravelTest::what_is_not_there_is_an_error() {
    const auto& one = histories_.front();
    TimeTravel travel(history_of(one));
    QVERIFY(travel.extend().ok());
    for (const std::uint64_t seq : {std::uint64_t{0}, travel.last() + 1}) {
        QVERIFY(travel.at(seq).error().code == ErrorCode::invalid_argument);
        QVERIFY(travel.view_at(seq).error().code == ErrorCode::invalid_argument);
        QVERIFY(travel.document_at(seq).error().message.find("has events 1 to") != std::string::npos);
    }
    const auto unknown = travel.change_events(path_of("$.tasks.nowhere.output"));
    QVERIFY(!unknown.ok() && unknown.error().code == ErrorCode::invalid_argument);
    QVERIFY2(unknown.error().message.find("there is no task 'nowhere'") != std::string::npos, unknown.error().message.c_str());
    for (const char* text : {"$", "$.steps", "$.seq", "$.timers[0].due", "$.tasks..n", "$.pending"}) {
        const auto followed = travel.change_events(path_of(text));
        QVERIFY2(!followed.ok() && followed.error().code == ErrorCode::unsupported, text);
        QVERIFY2(travel.value_at(path_of(text), travel.last()).ok(), text);
    }
    QCOMPARE((*travel.value_at(path_of("$.seq"), 1))->text(), std::string("1"));
    QCOMPARE(optional_text(*travel.value_at(path_of("$.nothing.here"), 1)), std::string("nothing"));
    QVERIFY(!DataPath::parse("order.total").ok());
}

void TimeTravelTest::damage_ends_it_there() {
    const auto& good = *std::find_if(histories_.begin(), histories_.end(), [](const Travelled& one) { return one.rows.size() > 8; });
    const auto damaged = [&](const std::function<void(std::vector<EventRow>&)>& damage) {
        Travelled bad = good;
        damage(bad.rows);
        TimeTravel travel(history_of(bad));
        const auto read = travel.extend();
        if (!read) return std::pair{std::uint64_t{0}, read.error().message};
        for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) {
            if (!travel.document_at(seq)) return std::pair{std::uint64_t{1000}, std::string("a document")};
        }
        if (travel.extend().ok() && *travel.extend()) return std::pair{std::uint64_t{1000}, std::string("more")};
        return std::pair{travel.last(), travel.damage()};
    };
    const auto missing = damaged([](auto& rows) { rows.erase(rows.begin() + 4); });
    QCOMPARE(missing.first, std::uint64_t{4});
    QVERIFY2(missing.second.find("expected sequence number 5") != std::string::npos, missing.second.c_str());
    const auto unknown = damaged([](auto& rows) { rows[5].type = "moon.landed"; });
    QCOMPARE(unknown.first, std::uint64_t{5});
    QVERIFY2(unknown.second.find("moon.landed") != std::string::npos, unknown.second.c_str());
    const auto impossible = damaged([](auto& rows) { std::swap(rows[3].data, rows[4].data), std::swap(rows[3].type, rows[4].type); });
    QVERIFY2(impossible.first < good.rows.size() && !impossible.second.empty(), impossible.second.c_str());
    const auto other = damaged([](auto& rows) {
        JsonValue header = JsonValue::of(rows[0].data);
        header.set("semantics", 99);
        rows[0].data = header.json();
    });
    QCOMPARE(other.first, std::uint64_t{0});
    QVERIFY2(other.second.find("semantics 99") != std::string::npos, other.second.c_str());
    const auto nothing = damaged([](auto& rows) { rows.resize(1), rows[0].type = "moon.landed"; });
    QCOMPARE(nothing.first, std::uint64_t{0});
    Travelled empty = good;
    const auto none = std::make_shared<std::size_t>(0);
    TimeTravel travel(history_of(empty, none));
    QVERIFY(travel.extend().error().code == ErrorCode::corrupt);
}

void TimeTravelTest::what_was_taken_out_is_said() {
    auto one = run_of(R"([{"first":{"set":{"card":"4711","n":1}}},{"second":{"set":{"card":"4711","n":2}}}])");
    std::set<std::uint64_t> taken_out;
    for (auto& row : one.rows) {
        if (!row.value) continue;
        JsonValue value = JsonValue::of(*row.value);
        if (!value.find("card")) continue;
        value.set("card", JsonValue::object({{"$redacted", true}}));
        row.value = value.json();
        taken_out.insert(row.seq);
    }
    QVERIFY(taken_out.size() > 1);
    TravelHistory history = history_of(one);
    history.redacted = [&](std::uint64_t seq) -> Result<std::vector<std::string>> {
        return taken_out.contains(seq) ? std::vector<std::string>{"/value/card"} : std::vector<std::string>{};
    };
    TimeTravel travel(history);
    QVERIFY(travel.extend().ok());
    QVERIFY(travel.damage().empty());
    // Each event that gives it may have changed it; the first one did: there was nothing. What a task begins with flows no further.
    std::vector<std::uint64_t> given;
    for (const auto& row : one.rows)
        if (taken_out.contains(row.seq) && row.type.ends_with(".completed")) given.push_back(row.seq);
    QVERIFY(given.size() > 1);
    const auto cards = travel.changes(path_of("$.card"), 0, 100);
    QVERIFY(cards.ok());
    QVERIFY(*travel.change_events(path_of("$.card")) == given);
    QVERIFY(cards->changes.front().certain && cards->changes.front().after_redacted && !cards->changes.front().before_redacted);
    const auto card = travel.last_change(path_of("$.card"), travel.last() + 1);
    QVERIFY(card.ok() && *card);
    QCOMPARE((*card)->seq, given.back());
    QVERIFY(!(*card)->certain && (*card)->before_redacted && (*card)->after_redacted);
    const auto n = travel.last_change(path_of("$.n"), travel.last() + 1);
    QVERIFY(!(*n)->redacted() && (*n)->certain);
    QCOMPARE(optional_text((*n)->after), std::string("2"));
    // What else is in it changed for sure, and `..` may find something in what is gone.
    const auto whole = travel.last_change(path_of("$.data"), given[1] + 1);
    QVERIFY(whole.ok() && *whole && (*whole)->seq == given[1] && (*whole)->redacted() && (*whole)->certain);
    const auto again = travel.last_change(path_of("$.data"), travel.last() + 1);
    QVERIFY(again.ok() && *again && (*again)->seq == given.back() && !(*again)->certain);
    const auto deep = travel.last_change(path_of("$.data..x"), travel.last() + 1);
    QVERIFY(deep.ok() && *deep && !(*deep)->certain);
    // Data that reads the same and was not taken out is data.
    TimeTravel plain(history_of(one));
    QVERIFY(plain.extend().ok());
    const auto real = plain.changes(path_of("$.card"), 0, 100);
    QVERIFY(real.ok());
    QCOMPARE(real->changes.size(), std::size_t{1});
    QVERIFY(!real->changes.front().redacted());
}

void TimeTravelTest::what_completed_has_no_error() {
    int tried_again = 0;
    for (const auto& one : histories_) {
        TimeTravel travel(history_of(one));
        QVERIFY(travel.extend().ok());
        for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) {
            const auto tasks = travel.value_at(path_of("$.tasks"), seq);
            QVERIFY(tasks.ok() && *tasks);
            const JsonValue all = JsonValue::of(**tasks);
            for (const auto& [name, task] : *all.as_object()) {
                if (task.string_at("status") != "completed") continue;
                QVERIFY2(!task.find("error"), (one.name + " at " + std::to_string(seq) + ": " + task.json().text()).c_str());
                tried_again += task.integer_at("faulted") > 0 ? 1 : 0;
            }
        }
    }
    QVERIFY(tried_again > 0);
}

void TimeTravelTest::without_a_definition_keys_tell() {
    for (const Travelled* chosen : some_of(histories_, 4)) {
        Travelled one = *chosen;
        one.plan = nullptr;
        TimeTravel travel(history_of(one), memories[1]);
        QVERIFY(travel.extend().ok());
        QVERIFY2(travel.damage().empty(), travel.damage().c_str());
        look_everywhere(travel);
        for (const auto& [task, node] : travel.latest().nodes) QVERIFY2(task.starts_with("/"), task.c_str());
        QVERIFY(travel.change_events(path_of("$.variables"))->empty());
    }
}

void TimeTravelTest::payloads_may_be_as_deep_as_they_can() {
    auto one = run_of(R"([{"first":{"set":{"n":1}}},{"second":{"set":{"n":2}}}])");
    const std::string deep = std::string(Json::max_depth, '[') + std::string(Json::max_depth, ']');
    for (auto& row : one.rows)
        if (row.type == "task.completed") row.value = *Json::parse(deep);
    TimeTravel travel(history_of(one));
    QVERIFY(travel.extend().ok());
    for (std::uint64_t seq = 1; seq <= travel.last(); ++seq) {
        for (const char* text : {"$.data", "$.data..*", "$.tasks", "$.event..value", "$.steps[0].input", "$.data[0][0][0]"}) QVERIFY(travel.value_at(path_of(text), seq).ok());
        QVERIFY(travel.document_at(seq).ok());
    }
    QVERIFY(travel.changes(path_of("$.tasks"), 0, 100).ok());
    QCOMPARE((*travel.value_at(path_of("$.data"), travel.last() - 1))->text(), deep);
}

void TimeTravelTest::made_up_histories_do_no_harm() {
    std::mt19937 random(11);
    std::size_t whole = 0;
    std::size_t damaged = 0;
    for (const Travelled* chosen : some_of(histories_, 4)) {
        const Travelled& good = *chosen;
        for (int i = 0; i < 6; ++i) {
            Travelled bad = good;
            for (int j = 0; j <= i / 3; ++j) {
                EventRow& row = bad.rows[random() % bad.rows.size()];
                if (random() % 3 == 0 && row.value) row.value = meddled_with(JsonValue::of(*row.value), random).json();
                else row.data = meddled_with(JsonValue::of(row.data), random).json();
            }
            TravelHistory history = history_of(bad);
            history.run = RunId{"01JD2X3M4N5P6Q7R8S9T0V1W2X"};
            TimeTravel travel(std::move(history), memories[static_cast<std::size_t>(i) % 4]);
            if (!travel.extend()) continue;
            ++(travel.damage().empty() ? whole : damaged);
            look_everywhere(travel);
        }
    }
    QVERIFY2(whole > 50 && damaged > 50, (std::to_string(whole) + " whole, " + std::to_string(damaged) + " damaged").c_str());
}

void TimeTravelTest::it_can_be_stopped() {
    const auto& one = histories_.front();
    std::stop_source stop;
    stop.request_stop();
    TimeTravel travel(history_of(one));
    QVERIFY(travel.extend(stop.get_token()).error().code == ErrorCode::cancelled);
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    const TimeTravel::Progress progress = [&](std::uint64_t now, std::uint64_t of) { done = now, total = of; };
    QVERIFY(travel.extend({}, progress, one.rows.size()).ok());
    QCOMPARE(done, std::uint64_t{one.rows.size()});
    QCOMPARE(total, std::uint64_t{one.rows.size()});
    const EventMatch match = event_match(*read_filter("failed", FilterSubject::event), {});
    QVERIFY(travel.matching_events(match, stop.get_token()).error().code == ErrorCode::cancelled);
    QVERIFY(travel.matching_event(match, 0, Direction::forward, stop.get_token()).error().code == ErrorCode::cancelled);
    QVERIFY(travel.change_events(path_of("$.data"), stop.get_token()).error().code == ErrorCode::cancelled);
    QVERIFY(travel.change_events(path_of("$.data")).ok());
    QVERIFY(travel.matching_events(match, {}, progress).ok());
    QVERIFY(travel.memory_bytes() > 1000);
}

ORKESTR_TEST(TimeTravelTest)

} // namespace orkestr::test

#include "time_travel_test.moc"
