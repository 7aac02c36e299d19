// An audit log as a source: its runs and what happened in them are there at once, checked in the background, and as far as a
// damaged one goes.
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
    QCOMPARE(page_of(*source, {}).runs.size(), std::size_t{3});
    const auto whole = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(log.runs[0].run, {}, done); });
    QVERIFY(whole.ok());
    QCOMPARE((*whole)->events, log.runs[0].rows.size());
    const auto cut = asked<std::shared_ptr<const RunView>>([&](auto done) { source->run(log.runs[2].run, {}, done); });
    QVERIFY(cut.ok());
    QCOMPARE((*cut)->events, std::uint64_t{2});
}

void LogSourceTest::what_is_no_log_is_refused() {
    for (const char* text : {"", "{}", "{\"n\":1}\n", "document: {dsl: 1.0.0}\n"}) QVERIFY2(!open(text), text);
}

ORKESTR_TEST(LogSourceTest)

} // namespace orkestr::test

#include "log_source_test.moc"
