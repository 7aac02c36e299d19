// Values computed again on a thread of their own, by the real worker: told as they come, stopped, and refused with a reason.
#include "core/adapters/jq/jq_evaluator.h"
#include "core/history/codec.h"
#include "core/runtime/value_thread.h"
#include "tests/golden/golden_run.h"
#include "tests/support/test.h"

#include <QTest>

#include <atomic>
#include <future>

namespace orkestr::test {

namespace {

class RowsReader final : public HistoryReader {
public:
    explicit RowsReader(const std::vector<EventRow>& rows) : rows_(rows) {}
    Result<RunPage> runs(const RunQuery&) override { return RunPage{}; }
    Result<std::vector<EventRow>> events(const RunId&, std::uint64_t after, std::uint32_t limit) override {
        std::vector<EventRow> page;
        for (std::uint64_t i = after; i < rows_.size() && page.size() < limit; ++i) page.push_back(rows_[i]);
        return page;
    }
    Result<DefinitionRow> definition(const std::string&) override { return Error{ErrorCode::not_found, "none", {}}; }
    Result<std::vector<std::string>> redacted(const RunId&, std::uint64_t) override { return std::vector<std::string>(); }

private:
    const std::vector<EventRow>& rows_;
};

Result<std::unique_ptr<ExpressionEvaluator>> real_evaluator() {
    JqEvaluatorOptions options;
    options.worker_path = binary_dir() + "/bin/orkestr-expression-worker";
    auto made = JqEvaluator::create(options);
    if (!made) return made.error();
    return std::unique_ptr<ExpressionEvaluator>(std::move(*made));
}

/// Answers nothing.
class SilentEvaluator final : public ExpressionEvaluator {
public:
    void compile(std::shared_ptr<const ExpressionProgram>, std::function<void(Result<std::vector<ExpressionDiagnostic>>)>) override {}
    void evaluate(std::vector<EvaluationRequest>, std::function<void(std::vector<EvaluationAnswer>)>) override { ++asked; }
    void abandon() override {}
    static inline std::atomic<int> asked = 0;
};

} // namespace

class ValueThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void values_come_from_the_worker();
    void many_at_once();
    void one_that_is_stopped();
    void the_end_of_the_program_answers_all();
    void without_an_evaluator_it_says_so();
    void what_cannot_be_opened();

private:
    struct Asked {
        std::promise<Result<StepValues>> promise;
        std::atomic<int> ends = 0;
    };
    StepValuesRequest request(StepId step, const std::shared_ptr<Asked>& asked, std::stop_token stop = {});
    std::shared_ptr<const Plan> plan_;
    std::vector<EventRow> rows_;
    std::map<StepId, std::vector<std::uint64_t>> events_;
};

void ValueThreadTest::initTestCase() {
    ValueDesk desk;
    const auto cases = read_golden_cases(source_dir() + "/tests/golden/cases");
    QVERIFY(cases.ok());
    const auto one = std::find_if(cases->begin(), cases->end(), [](const GoldenCase& each) { return each.name == "a function's raw input is the evaluated with"; });
    QVERIFY(one != cases->end());
    const auto run = run_golden(*one, desk);
    plan_ = run.plan;
    for (const Event& event : run.events) {
        rows_.push_back(encode(event));
        events_[step_of(event.body)].push_back(event.seq);
    }
}

StepValuesRequest ValueThreadTest::request(StepId step, const std::shared_ptr<Asked>& asked, std::stop_token stop) {
    StepValuesRequest out;
    out.open = [this] { return Result<std::unique_ptr<HistoryReader>>(std::make_unique<RowsReader>(rows_)); };
    out.step = step;
    out.events = events_.at(step);
    out.plan = plan_;
    out.states = std::make_shared<FoldedStates>();
    out.stop = std::move(stop);
    out.told = [asked](Result<StepValues> told) {
        if (told && !told->complete) return;
        if (asked->ends++ == 0) asked->promise.set_value(std::move(told));
    };
    return out;
}

void ValueThreadTest::values_come_from_the_worker() {
    ValueThread thread(real_evaluator);
    const auto asked = std::make_shared<Asked>();
    thread.read(request(1, asked));
    const auto values = asked->promise.get_future().get();
    QVERIFY2(values.ok(), values ? "" : values.error().message.c_str());
    QVERIFY2(values->missing == StepValues::Missing::nothing, values->detail.c_str());
    std::string text;
    for (const auto& expression : values->expressions)
        for (const auto& computed : expression.computed) text += expression.place + " " + std::to_string(computed.seq) + " " + (computed.value ? computed.value->text() : computed.failure) + "\n";
    QCOMPARE(text, std::string("/do/0/one/output/as 7 {\"said\":\"hello ada\"}\n/do/0/one/with 4 {\"name\":\"ada\"}\n"));
}

void ValueThreadTest::many_at_once() {
    ValueThread thread(real_evaluator);
    std::vector<std::shared_ptr<Asked>> all;
    for (int i = 0; i < 50; ++i) {
        all.push_back(std::make_shared<Asked>());
        thread.read(request(i % 2 == 0 ? 1 : 2, all.back()));
    }
    for (const auto& asked : all) {
        const auto values = asked->promise.get_future().get();
        QVERIFY(values.ok() && values->missing == StepValues::Missing::nothing && !values->expressions.empty());
    }
}

void ValueThreadTest::one_that_is_stopped() {
    ValueThread thread(real_evaluator);
    std::stop_source stop;
    stop.request_stop();
    const auto asked = std::make_shared<Asked>();
    thread.read(request(1, asked, stop.get_token()));
    const auto values = asked->promise.get_future().get();
    QVERIFY(!values.ok());
    QCOMPARE(values.error().code, ErrorCode::cancelled);
}

/// Also what was not begun, and what waits for an answer that does not come; each once.
void ValueThreadTest::the_end_of_the_program_answers_all() {
    std::vector<std::shared_ptr<Asked>> all;
    {
        ValueThread thread([] { return Result<std::unique_ptr<ExpressionEvaluator>>(std::make_unique<SilentEvaluator>()); });
        for (int i = 0; i < 20; ++i) {
            all.push_back(std::make_shared<Asked>());
            thread.read(request(1, all.back()));
            if (i == 10) QTRY_VERIFY(SilentEvaluator::asked > 0);
        }
    }
    for (const auto& asked : all) {
        QCOMPARE(asked->ends.load(), 1);
        const auto values = asked->promise.get_future().get();
        QVERIFY(!values.ok());
        QCOMPARE(values.error().code, ErrorCode::cancelled);
    }
}

void ValueThreadTest::without_an_evaluator_it_says_so() {
    ValueThread thread([] { return Result<std::unique_ptr<ExpressionEvaluator>>(ErrorCode::unavailable, "the worker is missing"); });
    const auto asked = std::make_shared<Asked>();
    thread.read(request(1, asked));
    const auto values = asked->promise.get_future().get();
    QVERIFY(values.ok() && values->complete);
    QCOMPARE(values->missing, StepValues::Missing::no_evaluator);
    QCOMPARE(values->detail, std::string("the worker is missing"));
}

void ValueThreadTest::what_cannot_be_opened() {
    ValueThread thread(real_evaluator);
    const auto asked = std::make_shared<Asked>();
    auto wish = request(1, asked);
    wish.open = [] { return Result<std::unique_ptr<HistoryReader>>(ErrorCode::io, "gone"); };
    thread.read(std::move(wish));
    const auto values = asked->promise.get_future().get();
    QVERIFY(!values.ok());
    QCOMPARE(values.error().code, ErrorCode::io);
}

ORKESTR_TEST(ValueThreadTest)

} // namespace orkestr::test

#include "value_thread_test.moc"
