// Every golden history as a source shows it: what is read again of some event or step is what a fold of the whole gives.
#include "core/runtime/history_view.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

namespace orkestr::test {

namespace {

struct Viewed {
    std::string name;
    std::shared_ptr<const Plan> plan;
    std::vector<EventRow> rows;
    std::vector<EventView> events; ///< by the fold of the whole
    RunView whole;
};

HistoryView::Rows rows_of_view(const std::vector<EventRow>& rows, int* asked = nullptr) {
    return [&rows, asked](std::uint64_t after, std::uint32_t limit) -> Result<std::vector<EventRow>> {
        if (asked) ++*asked;
        const auto first = std::min<std::size_t>(after, rows.size());
        const auto last = std::min<std::size_t>(first + limit, rows.size());
        return std::vector<EventRow>(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(last));
    };
}

} // namespace

class GoldenViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void an_outline_says_the_same_without_payloads();
    void every_event_can_be_read_alone();
    void every_step_can_be_read_alone();
    void numbers_are_those_of_all_events();
    void what_is_not_there_is_an_error();

private:
    std::vector<Viewed> histories_;
};

void GoldenViewTest::initTestCase() {
    ValueDesk desk;
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY2(cases.ok(), cases ? "" : cases.error().message.c_str());
    for (const auto& one : *cases) {
        auto run = run_golden(one, desk);
        if (!run.plan) continue;
        Viewed viewed{one.name, run.plan, {}, {}, {}};
        RunProjection projection(run.plan);
        for (const auto& event : run.events) {
            viewed.rows.push_back(encode(event));
            viewed.events.push_back(projection.add(event));
        }
        viewed.whole = projection.view();
        histories_.push_back(std::move(viewed));
    }
    QVERIFY(histories_.size() > 50);
}

void GoldenViewTest::an_outline_says_the_same_without_payloads() {
    for (const auto& one : histories_) {
        HistoryView view(one.whole.run, one.plan, rows_of_view(one.rows));
        const auto all = view.catch_up();
        QVERIFY2(all.ok() && *all, one.name.c_str());
        const auto outline = view.outline();
        QCOMPARE(outline->status, one.whole.status);
        QCOMPARE(outline->events, one.whole.events);
        QVERIFY(outline->output == one.whole.output);
        QCOMPARE(outline->steps.size(), one.whole.steps.size());
        for (std::size_t i = 0; i < outline->steps.size(); ++i) {
            const StepView& step = outline->steps[i];
            QVERIFY(!step.input && !step.output && !step.request && step.log.empty());
            QVERIFY2(step.key == one.whole.steps[i].key && step.status == one.whole.steps[i].status, one.name.c_str());
            QVERIFY2(step.first >= 1 && step.first <= step.last && step.last <= outline->events, one.name.c_str());
        }
        QVERIFY(view.outline() == outline); // the same object while nothing is new
    }
}

void GoldenViewTest::every_event_can_be_read_alone() {
    for (const auto& one : histories_) {
        HistoryView view(one.whole.run, one.plan, rows_of_view(one.rows));
        QVERIFY(view.catch_up().ok());
        // Backwards, so that nothing that was read before helps.
        for (std::size_t seq = one.rows.size(); seq >= 1; --seq) {
            HistoryView fresh(one.whole.run, one.plan, rows_of_view(one.rows));
            HistoryView& asked = seq % 7 == 0 ? fresh : view;
            QVERIFY(asked.catch_up().ok());
            const auto page = asked.events({.run = one.whole.run, .seqs = {seq}});
            QVERIFY2(page.ok() && page->events.size() == 1, one.name.c_str());
            const EventView& event = page->events.front();
            QVERIFY2(event.json() == one.events[seq - 1].json(), (one.name + "\n" + event.json().text() + "\n" + one.events[seq - 1].json().text()).c_str());
        }
    }
}

void GoldenViewTest::every_step_can_be_read_alone() {
    for (const auto& one : histories_) {
        HistoryView view(one.whole.run, one.plan, rows_of_view(one.rows));
        QVERIFY(view.catch_up().ok());
        for (const StepView& step : one.whole.steps) {
            const auto detail = view.step(step.id);
            QVERIFY2(detail.ok(), detail ? "" : (one.name + ": " + detail.error().message).c_str());
            const StepView& read = (*detail)->step;
            const std::string what = one.name + " " + step.key;
            QVERIFY2(read.key == step.key && read.status == step.status, what.c_str());
            QVERIFY2(read.input == step.input, what.c_str());
            QVERIFY2(read.output == step.output, what.c_str());
            QVERIFY2(read.request == step.request, what.c_str());
            QVERIFY2(read.log == step.log, what.c_str());
            QVERIFY2(read.error.has_value() == step.error.has_value(), what.c_str());
            QVERIFY2(!(*detail)->events.empty() && (*detail)->events.front() == read.first && (*detail)->events.back() == read.last, what.c_str());
            for (const auto seq : (*detail)->events) QVERIFY2(one.events[seq - 1].step == step.key, what.c_str());
        }
    }
}

void GoldenViewTest::numbers_are_those_of_all_events() {
    for (const auto& one : histories_) {
        HistoryView view(one.whole.run, one.plan, rows_of_view(one.rows));
        QVERIFY(view.catch_up().ok());
        const auto page = view.events({.run = one.whole.run, .after = 1, .numbers_only = true});
        QVERIFY(page.ok());
        QCOMPARE(page->seqs.size(), one.rows.size() - 1);
        QCOMPARE(page->next, std::uint64_t{0});
        QCOMPARE(page->total, one.rows.size());
    }
}

void GoldenViewTest::what_is_not_there_is_an_error() {
    const auto& one = histories_.front();
    HistoryView view(one.whole.run, one.plan, rows_of_view(one.rows));
    QVERIFY(view.catch_up().ok());
    QVERIFY(view.step(1'000'000).error().code == ErrorCode::not_found);
    QVERIFY(view.events({.run = one.whole.run, .seqs = {1'000'000}})->events.empty());
    int asked = 0;
    HistoryView broken(one.whole.run, one.plan, [&](std::uint64_t, std::uint32_t) -> Result<std::vector<EventRow>> {
        ++asked;
        return Error{ErrorCode::io, "gone", {}};
    });
    QVERIFY(broken.catch_up().error().code == ErrorCode::io);
    QCOMPARE(asked, 1);
}

ORKESTR_TEST(GoldenViewTest)

} // namespace orkestr::test

#include "golden_view_test.moc"
