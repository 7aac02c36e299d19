#include "app/workspace/record_file.h"
#include "core/base/foreign_record.h"
#include "core/runtime/record_source.h"
#include "tests/records/record_samples.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <future>
#include <set>

namespace orkestr {

namespace {

/// So many runs a second apart; every third has faulted; run i has i events of two types and a step.
Records made_records(int count) {
    Records records;
    records.kind = SourceState::Kind::otlp;
    records.damage = "something";
    records.note = "a note";
    records.detail = [](const RecordedRun& run, const StepView& step) {
        StepDetail detail;
        detail.step = step;
        detail.events = events_of_step(run, step);
        return detail;
    };
    for (int i = 1; i <= count; ++i) {
        auto view = std::make_shared<RunView>();
        RecordedRun run;
        run.foreign_id = "foreign-" + std::to_string(i);
        view->started = Instant{1'700'000'000'000 + i * 1000};
        view->run = foreign_run_id("test", run.foreign_id, view->started);
        view->ns = "ns";
        view->name = i % 2 == 0 ? "even" : "odd";
        view->status = i % 3 == 0 ? "faulted" : "completed";
        view->ended = view->started + Duration{i};
        view->input = JsonValue::object({{"number", i}}).json();
        view->steps.push_back({.id = 1, .task = "/a", .key = "/a", .name = "a", .status = "completed", .first = 1, .last = static_cast<std::uint64_t>(i)});
        view->graph = std::make_shared<const RunGraph>(RunGraph{{{"/a", "a", "call"}}, {}});
        for (int e = 1; e <= i; ++e) run.events.push_back({e % 2 == 0 ? "even" : "odd", view->started, 1, 1, JsonValue::object({{"n", e}}).json()});
        view->events = run.events.size();
        run.row = {view->run, view->ns, view->name, "", "", view->status, view->started, view->ended, view->status == "faulted" ? "boom" : "", std::nullopt, view->events};
        run.view = view;
        records.runs.push_back(std::move(run));
    }
    return records;
}

template <class Answer, class Ask>
Result<Answer> answer_of(const Ask& ask) {
    std::promise<Result<Answer>> promise;
    auto future = promise.get_future();
    ask([&promise](Result<Answer> answer) { promise.set_value(std::move(answer)); });
    return future.get();
}

Result<RunPage> runs_of(RunSource& source, const RunQuery& query) {
    return answer_of<RunPage>([&](auto done) { source.runs(query, {}, done); });
}
Result<EventPage> events_of(RunSource& source, const EventQuery& query) {
    return answer_of<EventPage>([&](auto done) { source.events(query, {}, done); });
}

std::unique_ptr<RecordSource> source_of(int count) {
    return std::make_unique<RecordSource>("a file", SourceState::Kind::otlp, 100, [count](const RecordReading&) { return Result<Records>(made_records(count)); });
}

Filter filter_of(const char* text, FilterSubject subject) {
    auto filter = read_filter(text, subject);
    if (!filter) qFatal("%s", filter.error().message.c_str());
    return *filter;
}

std::string words_of(std::string_view text) { return detect_record(text, true).words; }

} // namespace

class RecordSourceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runs_come_newest_first_in_pages() {
        const auto source = source_of(25);
        std::vector<std::string> seen;
        RunQuery query;
        query.limit = 10;
        for (;;) {
            const auto page = runs_of(*source, query);
            QVERIFY(page.ok());
            for (const RunRow& row : page->runs) seen.push_back(row.run.text);
            QCOMPARE(page->more, page->next.has_value());
            if (!page->next) break;
            query.before = page->next;
        }
        QCOMPARE(seen.size(), std::size_t{25});
        QVERIFY(std::is_sorted(seen.rbegin(), seen.rend()));
        QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
    }

    void runs_are_filtered_and_grouped() {
        const auto source = source_of(30);
        RunQuery query;
        query.filter = filter_of("status == faulted and input.number > 10", FilterSubject::run);
        auto page = runs_of(*source, query);
        QCOMPARE(page->runs.size(), std::size_t{7});
        query = {};
        query.filter = filter_of("tag.id == \"foreign-4\"", FilterSubject::run);
        page = runs_of(*source, query);
        QCOMPARE(page->runs.size(), std::size_t{1});
        query = {};
        query.status = "faulted";
        QCOMPARE(runs_of(*source, query)->runs.size(), std::size_t{10});
        query.open = true;
        QCOMPARE(runs_of(*source, query)->runs.size(), std::size_t{0});
        const auto groups = answer_of<RunGroups>([&](auto done) { source->groups({}, RunGrouping::status, {}, done); });
        QCOMPARE(groups->groups, (std::vector<RunGroup>{{"completed", 20}, {"faulted", 10}}));
        const auto names = answer_of<RunGroups>([&](auto done) { source->groups({}, RunGrouping::definition, {}, done); });
        QCOMPARE(names->groups, (std::vector<RunGroup>{{"ns/even", 15}, {"ns/odd", 15}}));
    }

    void what_had_not_ended_lasts_until_its_last_event() {
        RecordSource source("a file", SourceState::Kind::otlp, 100, [](const RecordReading&) {
            Records records = made_records(2);
            records.runs[1].row.ended.reset();
            records.runs[1].events.back().at = records.runs[1].row.started + Duration{1500};
            return Result<Records>(std::move(records));
        });
        const auto page = runs_of(source, {});
        QCOMPARE(page->runs.front().last_known, std::optional(page->runs.front().started + Duration{1500}));
        QVERIFY(!page->runs.back().last_known);
        RunQuery query;
        query.now = Instant{page->runs.front().started.ms + 3'600'000};
        query.filter = filter_of("duration == 1500ms", FilterSubject::run);
        QCOMPARE(runs_of(source, query)->runs.size(), std::size_t{1});
    }

    void a_run_is_found_by_either_id() {
        const auto source = source_of(5);
        const auto by_own = answer_of<std::shared_ptr<const RunView>>([&](auto done) { source->run({"foreign-3"}, {}, done); });
        QVERIFY(by_own.ok());
        const auto by_ulid = answer_of<std::shared_ptr<const RunView>>([&](auto done) { source->run((*by_own)->run, {}, done); });
        QCOMPARE(by_ulid->get(), by_own->get());
        RunQuery query;
        query.run = RunId{"foreign-3"};
        QCOMPARE(runs_of(*source, query)->runs.size(), std::size_t{1});
        const auto none = answer_of<std::shared_ptr<const RunView>>([&](auto done) { source->run({"foreign-9"}, {}, done); });
        QCOMPARE(none.error().code, ErrorCode::not_found);
        const auto step = answer_of<std::shared_ptr<const StepDetail>>([&](auto done) { source->step({"foreign-3"}, 1, {}, done); });
        QCOMPARE((*step)->events, (std::vector<std::uint64_t>{1, 2, 3}));
        for (const StepId wrong : {0u, 2u})
            QCOMPARE(answer_of<std::shared_ptr<const StepDetail>>([&](auto done) { source->step({"foreign-3"}, wrong, {}, done); }).error().code, ErrorCode::not_found);
    }

    void events_come_in_pages_by_number_and_by_filter() {
        const auto source = source_of(20);
        const RunId run{"foreign-20"};
        auto page = events_of(*source, {.run = run, .after = 5, .limit = 10});
        QCOMPARE(page->total, std::uint64_t{20});
        QCOMPARE(page->next, std::uint64_t{15});
        QCOMPARE(page->events.front().seq, std::uint64_t{6});
        QCOMPARE(page->events.front().task, std::string("/a"));
        page = events_of(*source, {.run = run, .after = 15, .limit = 10});
        QCOMPARE(page->next, std::uint64_t{0});
        QCOMPARE(page->events.size(), std::size_t{5});
        page = events_of(*source, {.run = run, .seqs = {2, 19, 21, 400}});
        QCOMPARE(page->events.size(), std::size_t{2});
        page = events_of(*source, {.run = run, .filter = filter_of("type == even and data.n > 10", FilterSubject::event)});
        QCOMPARE(page->events.size(), std::size_t{5});
        page = events_of(*source, {.run = run, .filter = filter_of("type == even", FilterSubject::event), .numbers_only = true});
        QCOMPARE(page->seqs.size(), std::size_t{10});
        QVERIFY(page->events.empty());
        page = events_of(*source, {.run = run, .numbers_only = true});
        QCOMPARE(page->seqs.size(), std::size_t{20});
        QCOMPARE(events_of(*source, {.run = {"nobody"}}).error().code, ErrorCode::not_found);
    }

    void what_is_asked_while_it_loads_waits_and_the_state_does_not() {
        std::promise<void> go;
        auto gate = go.get_future().share();
        RecordSource source("a file", SourceState::Kind::otlp, 100, [gate](const RecordReading& reading) {
            reading.progress(40);
            gate.wait();
            return Result<Records>(made_records(2));
        });
        std::promise<Result<RunPage>> page;
        source.runs({}, {}, [&page](Result<RunPage> answer) { page.set_value(std::move(answer)); });
        std::stop_source stop;
        std::promise<Result<RunPage>> stopped;
        source.runs({}, stop.get_token(), [&stopped](Result<RunPage> answer) { stopped.set_value(std::move(answer)); });
        stop.request_stop();
        QCOMPARE(stopped.get_future().get().error().code, ErrorCode::cancelled);
        SourceState state;
        while (state.read_bytes != 40) state = *answer_of<SourceState>([&](auto done) { source.state({}, done); });
        QCOMPARE(state.size_bytes, std::uint64_t{100});
        QCOMPARE(state.kind, SourceState::Kind::otlp);
        std::promise<void> changed;
        source.watch([&changed] { changed.set_value(); });
        go.set_value();
        QCOMPARE(page.get_future().get()->runs.size(), std::size_t{2});
        changed.get_future().wait();
        state = *answer_of<SourceState>([&](auto done) { source.state({}, done); });
        QCOMPARE(state.read_bytes, std::uint64_t{100});
        QCOMPARE(state.damage, std::string("something"));
        QCOMPARE(state.finding, std::string("a note"));
        QVERIFY(answer_of<std::vector<DefinitionRow>>([&](auto done) { source.definitions({}, {}, done); })->empty());
        QVERIFY(answer_of<WorkspaceOverview>([&](auto done) { source.overview({}, done); })->schedules.empty());
    }

    void what_can_not_be_loaded_is_the_answer_to_all() {
        RecordSource source("a file", SourceState::Kind::otlp, 1, [](const RecordReading&) { return Result<Records>(ErrorCode::invalid_json, "broken"); });
        QCOMPARE(runs_of(source, {}).error().message, std::string("broken"));
        QCOMPARE(answer_of<SourceState>([&](auto done) { source.state({}, done); }).error().message, std::string("broken"));
    }

    void going_away_stops_the_loading_and_answers_all() {
        std::vector<ErrorCode> codes;
        {
            RecordSource source("a file", SourceState::Kind::otlp, 1, [](const RecordReading& reading) -> Result<Records> {
                while (!reading.stop.stop_requested()) std::this_thread::yield();
                return Error{ErrorCode::cancelled, "stopped", {}};
            });
            for (int i = 0; i < 3; ++i) source.runs({}, {}, [&codes](Result<RunPage> answer) { codes.push_back(answer.error().code); });
        }
        QCOMPARE(codes, std::vector<ErrorCode>(3, ErrorCode::cancelled));
    }

    void files_are_told_apart_by_how_they_begin() {
        QCOMPARE(words_of(""), std::string("an empty file"));
        QCOMPARE(words_of("  \n\t"), std::string("a file of nothing but white space"));
        QCOMPARE(words_of({"SQLite format 3\0and more", 24}), std::string("an SQLite database"));
        QCOMPARE(words_of("\x28\xB5\x2F\xFD...."), std::string("a file compressed with zstd"));
        QCOMPARE(words_of("\x5E\x2A\x4D\x18...."), std::string("a file compressed with zstd"));
        QCOMPARE(words_of("\x1F\x8B\x08"), std::string("a file compressed with gzip"));
        QCOMPARE(words_of("PK\x03\x04..."), std::string("a ZIP archive"));
        QCOMPARE(words_of(std::string("ab\0cd", 5)), std::string("a binary file"));
        QCOMPARE(words_of("\xC3\x28"), std::string("a binary file"));
        QCOMPARE(words_of(R"({"a":1,"b":[1,{}],"c":{}})"), std::string("a JSON object with the members a, b, c"));
        QCOMPARE(words_of("{}"), std::string("an empty JSON object"));
        QCOMPARE(words_of(R"({"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9})"), std::string("a JSON object with the members a, b, c, d, e, f, g, h, ..."));
        QCOMPARE(words_of("[1,2]"), std::string("a JSON array"));
        QCOMPARE(words_of("[]"), std::string("an empty JSON array"));
        QCOMPARE(words_of(R"([{"x":1}])"), std::string("a JSON array, the first element a JSON object with the members x"));
        QCOMPARE(words_of("7"), std::string("a single JSON value"));
        QCOMPARE(words_of("name,age\nada,36\n"), std::string("a table in CSV"));
        QVERIFY(words_of("Records, made elsewhere. Of two kinds\nand, as it happens, more\n").starts_with("plain text"));
        QVERIFY(words_of("schema:\n  document:\n    dsl: a word\n").starts_with("plain text"));
        QCOMPARE(words_of("<html>"), std::string("XML or HTML"));
        QCOMPARE(words_of("Dear all,"), std::string("plain text that begins with \"Dear all,\""));
        QCOMPARE(words_of(R"({"data":[{"traceID":"1","spans":[]}]})"), std::string("traces in Jaeger's form, which is not read: export them as OTLP/JSON"));
        using Kind = RecordLook::Kind;
        const auto kind_of = [](std::string_view text) { return detect_record(text, false).kind; };
        QCOMPARE(kind_of("document:\n  dsl: '1.0.3'\n  namespace: a\n"), Kind::definition);
        QCOMPARE(kind_of(R"({"document":{"dsl":"1.0.3"}})"), Kind::definition);
        QCOMPARE(kind_of(R"({"orklog":1,"producer":"x")"), Kind::audit_log);
        QCOMPARE(kind_of(R"({"n":1,"orklog":1,"producer":"x")"), Kind::audit_log);
        QCOMPARE(kind_of(R"({"events":[{"eventId":"1","eventTime":)"), Kind::temporal);
        QCOMPARE(kind_of(R"([{"eventId":"1","eventType":)"), Kind::temporal);
        QCOMPARE(kind_of(R"({"history":{"events":[)"), Kind::temporal);
        QCOMPARE(kind_of(R"({"events":[{"name":"no history"}]})"), Kind::other);
        QCOMPARE(kind_of(R"( {"resourceSpans":[)"), Kind::otlp);
        QCOMPARE(kind_of(R"({"name":"x","workflow":{"specification":{"tasks")"), Kind::wfformat);
        QCOMPARE(kind_of(R"({"name":"x","workflow":{"makespan":1,"jobs":[)"), Kind::wfformat);
        QCOMPARE(kind_of(R"({"workflow":{"id":1}})"), Kind::other);
    }

    void a_file_of_a_wrong_kind_says_what_it_looks_like() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("table.csv").toStdString();
        std::ofstream(path) << "a,b\n1,2\n";
        const auto source = open_record_source(path);
        QVERIFY(!source.ok());
        QCOMPARE(source.error().code, ErrorCode::invalid_argument);
        QVERIFY(source.error().message.find("looks like a table in CSV") != std::string::npos);
        QCOMPARE(open_record_source(folder.filePath("none").toStdString()).error().code, ErrorCode::not_found);
        QCOMPARE(open_record_source(folder.path().toStdString()).error().code, ErrorCode::invalid_argument);
        const std::string database = folder.filePath("workspace.db").toStdString();
        std::ofstream(database) << std::string("SQLite format 3\0", 16);
        QVERIFY(open_record_source(database).error().message.find("by its directory") != std::string::npos);
    }

    void a_file_is_opened_as_a_source() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("history.json").toStdString();
        std::ofstream(path) << R"({"events":[{"eventId":"1","eventTime":"2023-01-01T00:00:00Z","eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}}]})";
        const auto source = open_record_source(path);
        QVERIFY(source.ok());
        QCOMPARE((*source)->title(), path);
        const auto page = runs_of(**source, {});
        QCOMPARE(page->runs.at(0).name, std::string("W"));
        const auto state = answer_of<SourceState>([&](auto done) { (*source)->state({}, done); });
        QCOMPARE(state->kind, SourceState::Kind::temporal);
        QCOMPARE(state->size_bytes, state->read_bytes);
        std::ofstream(path) << R"({"events":[{"eventType":7,)";
        const auto broken = open_record_source(path);
        QVERIFY(broken.ok());
        const auto answer = runs_of(**broken, {});
        QCOMPARE(answer.error().code, ErrorCode::invalid_json);
        QVERIFY(answer.error().message.find(path) == 0);
    }

    void samples_are_opened() {
        for (const char* name : {"temporal/openai-tools.json", "otlp/trace.json", "wfinstances/bwa-large.json"}) {
            if (test::record_sample(name).empty()) QSKIP("the shared samples are not here");
            const auto source = open_record_source(test::shared_dir() + "/samples/" + name);
            QVERIFY2(source.ok(), name);
            QCOMPARE(runs_of(**source, {})->runs.size(), std::size_t{1});
        }
    }
};

ORKESTR_TEST(RecordSourceTest)

} // namespace orkestr

#include "record_source_test.moc"
