// An audit log as a source: its runs and what happened in them are there at once, checked in the background, and as far as a
// damaged one goes.
#include "core/history/chain.h"
#include "core/runtime/log_source.h"
#include "tests/history/log_sample.h"
#include "tests/support/test.h"

#include <QTest>

#include <future>

namespace orkestr::test {

namespace {

template <class Answer>
Result<Answer> asked(const std::function<void(std::function<void(Result<Answer>)>)>& ask) {
    std::promise<Result<Answer>> promise;
    auto future = promise.get_future();
    ask([&promise](Result<Answer> answer) { promise.set_value(std::move(answer)); });
    return future.get();
}

/// With an event of a type that nobody here knows, sealed as if it had always been there.
SampleRun with_unknown_event(SampleRun run, std::size_t at) {
    EventRow unknown;
    unknown.type = "task.danced";
    unknown.at = run.rows[at - 1].at;
    unknown.data = Json::trusted(R"({"step":1,"tempo":"quick"})");
    unknown.value = Json::trusted(R"({"partner":"Ana"})");
    run.rows.insert(run.rows.begin() + static_cast<std::ptrdiff_t>(at), unknown);
    for (std::size_t i = 0; i < run.rows.size(); ++i) run.rows[i].seq = i + 1;
    Digest head = chain_start(run.run);
    seal(run.rows, run.key, head);
    return run;
}

Filter run_filter(const char* text) { return *read_filter(text, FilterSubject::run); }

} // namespace

class LogSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runs_come_newest_first_in_pages();
    void runs_are_filtered_and_grouped();
    void a_run_its_steps_and_events();
    void redacted_values_are_seen_as_such();
    void a_whole_log_is_found_intact();
    void an_edited_log_is_found_broken();
    void a_log_cut_short_opens_as_far_as_it_goes();
    void events_of_unknown_types_are_shown_raw_data();
    void events_of_unknown_types_are_shown_raw();
    void a_filter_finds_the_same_with_and_without_payloads();
    void any_number_of_types_is_told_apart();
    void what_is_no_log_is_refused();

private:
    std::unique_ptr<LogSource> open(std::string text) {
        auto source = LogSource::create("a log", {std::make_shared<MemoryBytes>(std::move(text)), SourceState::Kind::audit_log});
        return source ? std::move(*source) : nullptr;
    }
    RunPage page_of(LogSource& source, RunQuery query) {
        auto page = asked<RunPage>([&](auto done) { source.runs(query, {}, done); });
        return page ? *page : RunPage{};
    }
    SourceState state_of(LogSource& source) { return *asked<SourceState>([&](auto done) { source.state({}, done); }); }
    /// Once it is read and checked.
    SourceState settled(LogSource& source) {
        SourceState state;
        (void)QTest::qWaitFor([&] {
            state = state_of(source);
            return state.read_bytes == state.size_bytes && state.proof != SourceState::Proof::checking && state.proof != SourceState::Proof::none;
        }, 20'000);
        return state;
    }
};

void LogSourceTest::runs_come_newest_first_in_pages() {
    const SampleLog log = usual_log();
    const auto source = open(written_log(log));
    QVERIFY(source);
    RunQuery query;
    query.limit = 2;
    const RunPage first = page_of(*source, query);
    QCOMPARE(first.runs.size(), std::size_t{2});
    QVERIFY(first.more);
    query.before = first.next;
    const RunPage second = page_of(*source, query);
    QCOMPARE(second.runs.size(), std::size_t{1});
    QVERIFY(!second.more);
    QCOMPARE(first.runs[0].run, log.runs[2].run);
    QCOMPARE(first.runs[1].run, log.runs[1].run);
    QCOMPARE(second.runs[0].run, log.runs[0].run);
    QCOMPARE(second.runs[0].events, log.runs[0].rows.size());
}

void LogSourceTest::runs_are_filtered_and_grouped() {
    SampleLog log;
    for (int i = 1; i <= 40; ++i) log.runs.push_back(sample_run(i, 2, i % 4 == 0));
    const auto source = open(written_log(log));
    QVERIFY(source);
    RunQuery query;
    query.filter = run_filter("status == faulted");
    QCOMPARE(page_of(*source, query).runs.size(), std::size_t{10});
    query.filter = run_filter("not status == faulted and events > 1");
    QCOMPARE(page_of(*source, query).runs.size(), std::size_t{30});
    query.filter = {};
    query.run = log.runs[7].run;
    QCOMPARE(page_of(*source, query).runs.front().status, std::string("faulted"));
    const auto groups = asked<RunGroups>([&](auto done) { source->groups({}, RunGrouping::status, {}, done); });
    QVERIFY(groups.ok());
    QCOMPARE(groups->groups.size(), std::size_t{2});
    QCOMPARE(groups->groups[0].runs, std::uint64_t{30});
    QCOMPARE(groups->groups[1].key, std::string("faulted"));
}

void LogSourceTest::a_run_its_steps_and_events() {
    const SampleLog log = usual_log();
    const auto source = open(written_log(log));
    QVERIFY(source);
    const RunId run = log.runs[0].run;
    const auto view = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(run, {}, done); });
    QVERIFY2(view.ok(), view ? "" : view.error().message.c_str());
    QCOMPARE((*view)->events, log.runs[0].rows.size());
    QVERIFY((*view)->damage.empty());
    QVERIFY(!(*view)->steps.empty());
    const auto step = asked<std::shared_ptr<const StepDetail>>([&](auto done) { source->step(run, (*view)->steps[0].id, {}, done); });
    QVERIFY(step.ok());
    QVERIFY((*step)->step.input.has_value());
    const auto page = asked<EventPage>([&](auto done) { source->events({.run = run, .after = 1, .limit = 2}, {}, done); });
    QVERIFY(page.ok());
    QCOMPARE(page->events.size(), std::size_t{2});
    QCOMPARE(page->events[0].seq, std::uint64_t{2});
    EventQuery filtered{.run = run, .filter = *read_filter("type == task.started", FilterSubject::event), .numbers_only = true};
    const auto numbers = asked<EventPage>([&](auto done) { source->events(filtered, {}, done); });
    QVERIFY(numbers.ok());
    QCOMPARE(numbers->seqs.size(), (*view)->steps.size());
    const auto missing = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(RunId{"01JD2X3M4N5P6Q7R8S9T0V1W2X"}, {}, done); });
    QVERIFY(!missing.ok() && missing.error().code == ErrorCode::not_found);
}

void LogSourceTest::redacted_values_are_seen_as_such() {
    SampleLog log = usual_log();
    log.redactions = {"$"};
    log.redacts = {true, true, true};
    const auto source = open(written_log(log));
    QVERIFY(source);
    const auto view = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(log.runs[0].run, {}, done); });
    QVERIFY2(view.ok(), view ? "" : view.error().message.c_str());
    QCOMPARE((*view)->input.text(), std::string(R"({"$redacted":true})"));
    const SourceState state = settled(*source);
    QCOMPARE(state.proof, SourceState::Proof::intact);
    QVERIFY(state.redacted > 0);
}

void LogSourceTest::a_whole_log_is_found_intact() {
    const auto source = open(written_log(usual_log()));
    QVERIFY(source);
    const SourceState state = settled(*source);
    QCOMPARE(state.proof, SourceState::Proof::intact);
    QCOMPARE(state.checked_bytes, state.size_bytes);
    QVERIFY(state.damage.empty());
    QCOMPARE(state.signer.size(), std::size_t{64});
}

void LogSourceTest::an_edited_log_is_found_broken() {
    std::string text = written_log(usual_log());
    const auto at = text.find("\"data\":{\"", text.size() / 2);
    QVERIFY(at != std::string::npos);
    text[at + 9] = text[at + 9] == 'x' ? 'y' : 'x';
    const auto source = open(text);
    QVERIFY(source);
    const SourceState state = settled(*source);
    QCOMPARE(state.proof, SourceState::Proof::broken);
    QVERIFY2(state.finding.starts_with("edited at record "), state.finding.c_str());
}

void LogSourceTest::a_log_cut_short_opens_as_far_as_it_goes() {
    const SampleLog log = usual_log();
    const std::string text = written_log(log);
    // In the middle of the last run's records.
    const auto last = text.find("\"run\":\"" + log.runs[2].run.text + "\",\"seq\":3");
    QVERIFY(last != std::string::npos);
    const auto source = open(text.substr(0, last + 20));
    QVERIFY(source);
    const SourceState state = settled(*source);
    QCOMPARE(state.proof, SourceState::Proof::broken);
    QVERIFY(!state.damage.empty());
    QVERIFY2(state.finding.starts_with("truncated"), state.finding.c_str());
    const RunPage page = page_of(*source, {});
    QCOMPARE(page.runs.size(), std::size_t{3});
    // It took at least until its last event that is there, however long ago that was.
    const RunRow& unfinished = page.runs.front();
    QVERIFY(unfinished.open());
    QCOMPARE(unfinished.last_known, std::optional(log.runs[2].rows[1].at));
    QVERIFY(!page.runs.back().last_known);
    RunQuery long_runs;
    long_runs.now = Instant{unfinished.started.ms + 3'600'000};
    long_runs.filter = run_filter("duration > 30m");
    QVERIFY(page_of(*source, long_runs).runs.empty());
    const auto whole = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(log.runs[0].run, {}, done); });
    QVERIFY(whole.ok());
    QCOMPARE((*whole)->events, log.runs[0].rows.size());
    const auto cut = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(log.runs[2].run, {}, done); });
    QVERIFY(cut.ok());
    QCOMPARE((*cut)->events, std::uint64_t{2});
}

void LogSourceTest::events_of_unknown_types_are_shown_raw_data() {
    QTest::addColumn<int>("at");
    QTest::addColumn<bool>("whole");
    for (const bool whole : {true, false}) {
        QTest::addRow("in the middle%s", whole ? "" : ", without an index") << 4 << whole;
        QTest::addRow("at the end%s", whole ? "" : ", without an index") << 9 << whole;
        QTest::addRow("right after the beginning%s", whole ? "" : ", without an index") << 1 << whole;
    }
}

void LogSourceTest::events_of_unknown_types_are_shown_raw() {
    QFETCH(int, at);
    QFETCH(bool, whole);
    SampleLog log;
    log.runs = {with_unknown_event(sample_run(1, 3), static_cast<std::size_t>(at)), sample_run(2, 2)};
    std::string text = written_log(log);
    if (!whole) text.resize(text.find(",\"index\":\"") - 6);
    const auto source = open(text);
    QVERIFY(source);
    const SourceState state = settled(*source);
    QCOMPARE(state.proof, whole ? SourceState::Proof::intact : SourceState::Proof::broken);
    const SampleRun& run = log.runs[0];
    const auto view = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(run.run, {}, done); });
    QVERIFY2(view.ok(), view ? "" : view.error().message.c_str());
    QCOMPARE((*view)->events, run.rows.size());
    QCOMPARE((*view)->status, std::string("completed"));
    QCOMPARE((*view)->steps.size(), std::size_t{3});
    QVERIFY2((*view)->damage.starts_with("event " + std::to_string(at + 1) + " (task.danced)"), (*view)->damage.c_str());
    const auto page = asked<EventPage>([&](auto done) { source->events({.run = run.run}, {}, done); });
    QVERIFY2(page.ok(), page ? "" : page.error().message.c_str());
    QCOMPARE(page->events.size(), run.rows.size());
    const EventView& raw = page->events[static_cast<std::size_t>(at)];
    QCOMPARE(raw.seq, static_cast<std::uint64_t>(at + 1));
    QCOMPARE(raw.type, std::string("task.danced"));
    QCOMPARE(raw.at, run.rows[static_cast<std::size_t>(at)].at);
    QCOMPARE(raw.data.text(), std::string(R"({"step":1,"tempo":"quick","value":{"partner":"Ana"}})"));
    QCOMPARE(raw.step, std::string(at > 2 ? "/do/0/x" : ""));
    for (const char* filter : {"type == task.danced", "data.tempo == quick", "type ~ \"danc\" and data.value.partner == Ana"}) {
        for (const bool numbers : {true, false}) {
            EventQuery query{.run = run.run, .filter = *read_filter(filter, FilterSubject::event), .numbers_only = numbers};
            const auto found = asked<EventPage>([&](auto done) { source->events(query, {}, done); });
            QVERIFY2(found.ok(), filter);
            QCOMPARE(numbers ? found->seqs.size() : found->events.size(), std::size_t{1});
        }
    }
    const auto step = asked<std::shared_ptr<const StepDetail>>([&](auto done) { source->step(run.run, 3, {}, done); });
    QVERIFY2(step.ok(), step ? "" : step.error().message.c_str());
    QCOMPARE((*step)->step.status, std::string("completed"));
}

/// What is judged without payloads is judged alike where something else in the filter asks for them.
void LogSourceTest::a_filter_finds_the_same_with_and_without_payloads() {
    SampleLog log;
    log.runs = {with_unknown_event(sample_run(1, 30, true), 7)};
    const auto source = open(written_log(log));
    QVERIFY(source);
    const auto numbers = [&](const std::string& filter) {
        EventQuery query{.run = log.runs[0].run, .filter = *read_filter(filter, FilterSubject::event), .numbers_only = true};
        const auto found = asked<EventPage>([&](auto done) { source->events(query, {}, done); });
        return found ? found->seqs : std::vector<std::uint64_t>{0};
    };
    for (const char* filter : {"type == task.started", "seq > 5 and seq <= 12", "failed", "not failed", "at > 2020-01-01", "task == /do/7/x", "step == /do/8/x",
                               "step == null", "attempt == 1", "attempt == null", "task ~ \"/do/1\" and not type == task.started", "type == task.danced"}) {
        const auto light = numbers(filter);
        // True of every event, and only to be known from its data.
        QCOMPARE(light, numbers("(" + std::string(filter) + ") and data.nothing.of.this == null"));
        QVERIFY2(!light.empty() && light.front() != 0, filter);
        EventQuery query{.run = log.runs[0].run, .filter = *read_filter(filter, FilterSubject::event)};
        const auto page = asked<EventPage>([&](auto done) { source->events(query, {}, done); });
        QVERIFY(page.ok());
        QCOMPARE(page->events.size(), light.size());
        for (const EventView& event : page->events) QVERIFY(event.data.size_bytes() >= 2);
    }
}

void LogSourceTest::any_number_of_types_is_told_apart() {
    SampleRun run = sample_run(1, 3);
    for (int i = 0; i < 300; ++i) {
        run = with_unknown_event(std::move(run), 5);
        run.rows[5].type = "dance." + std::to_string(i);
    }
    Digest head = chain_start(run.run);
    seal(run.rows, run.key, head);
    SampleLog log;
    log.runs = {run};
    const auto source = open(written_log(log));
    QVERIFY(source);
    const auto count = [&](const char* filter) {
        EventQuery query{.run = run.run, .filter = *read_filter(filter, FilterSubject::event), .numbers_only = true};
        const auto found = asked<EventPage>([&](auto done) { source->events(query, {}, done); });
        return found ? found->seqs.size() : std::size_t{0};
    };
    for (const char* type : {"type == dance.0", "type == dance.7", "type == dance.299", "type == run.completed"}) QCOMPARE(count(type), std::size_t{1});
    QCOMPARE(count("type ~ \"dance\""), std::size_t{300});
    QCOMPARE(count("not type ~ \"dance\""), run.rows.size() - 300);
}

void LogSourceTest::what_is_no_log_is_refused() {
    for (const char* text : {"", "{}", "{\"n\":1}\n", "document: {dsl: 1.0.0}\n"}) QVERIFY2(!open(text), text);
}

ORKESTR_TEST(LogSourceTest)

} // namespace orkestr::test

#include "log_source_test.moc"
