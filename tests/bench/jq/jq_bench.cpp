// How many expressions the evaluator evaluates in a second and how long one takes, beside an empty round trip to the
// worker in the same run. One JSON object a line.
#include "core/adapters/jq/jq_evaluator.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <sys/resource.h>
#include <vector>

namespace orkestr {

namespace {

using Clock = std::chrono::steady_clock;

double microseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

double processor_microseconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) { return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec); };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

std::unique_ptr<JqEvaluator> make_evaluator() {
    auto created = JqEvaluator::create();
    if (!created) {
        std::fprintf(stderr, "bench_jq: %s\n", created.error().message.c_str());
        std::exit(1);
    }
    return std::move(*created);
}

/// As many expressions as a workflow of some size has, each reading the input and $context.
std::shared_ptr<const ExpressionProgram> program_of(std::size_t count) {
    static int programs = 0;
    auto program = std::make_shared<ExpressionProgram>();
    program->id = "bench " + std::to_string(++programs);
    for (std::size_t i = 0; i < count; ++i) {
        ProgramExpression& expression = program->expressions.emplace_back();
        expression.text = "__one(.order.total + $context.rates[" + std::to_string(i % 3) + "])";
        expression.variables = {"context"};
    }
    program->schemas = {Json::trusted(R"({"properties":{"order":{"required":["total"]}},"type":"object"})")};
    return program;
}

Json small_input() { return Json::trusted(R"({"order":{"customer":"someone","total":12.5}})"); }
Json small_context() { return Json::trusted(R"({"rates":[1,2,3],"region":"eu"})"); }

/// About 91 KB.
Json big_context() {
    std::string text = R"({"items":[)";
    for (int i = 0; i < 1200; ++i)
        text += (i ? "," : "") + std::string(R"({"name":"item )") + std::to_string(i) + R"(","price":12.5,"stock":[1,2,3],"tags":["a","b"]})";
    return Json::trusted(text + R"(],"rates":[1,2,3]})");
}

struct Measured {
    double p50_us = 0;
    double p99_us = 0;
    double per_s = 0;
    double cpu_us = 0; ///< of this process, for each evaluation
};

/// `batch` requests at a time, each batch sent when the one before is answered.
Measured measure(int batches, std::size_t batch, const std::function<void(QEventLoop&, std::size_t)>& send) {
    std::vector<double> times;
    QEventLoop loop;
    const double cpu = processor_microseconds();
    const auto start = Clock::now();
    for (int i = 0; i < batches; ++i) {
        const auto began = Clock::now();
        send(loop, batch);
        loop.exec();
        times.push_back(microseconds_since(began));
    }
    const double all_us = microseconds_since(start);
    const double evaluations = static_cast<double>(batches) * static_cast<double>(batch);
    std::sort(times.begin(), times.end());
    const auto part = [&](double fraction) { return times[static_cast<std::size_t>(fraction * static_cast<double>(times.size() - 1))]; };
    return {part(0.5), part(0.99), evaluations / all_us * 1e6, (processor_microseconds() - cpu) / evaluations};
}

void print(const char* figure, const Measured& measured, double floor_us) {
    std::printf(R"({"bench":"jq","figure":"%s","per_s":%.0f,"p50_us":%.1f,"p99_us":%.1f,"cpu_us":%.1f)", figure, measured.per_s,
                measured.p50_us, measured.p99_us, measured.cpu_us);
    if (floor_us > 0) std::printf(R"(,"floor_us":%.1f,"floor_is":"p50 of an empty round trip")", floor_us);
    std::printf("}\n");
    std::fflush(stdout);
}

class EvaluationLoad {
public:
    EvaluationLoad(JqEvaluator& evaluator, std::shared_ptr<const ExpressionProgram> program)
        : evaluator_(evaluator), program_(std::move(program)) {}

    Json context = small_context();
    bool copies = false; ///< each request with bytes of its own, so that the worker can't keep them
    bool is_schema = false;

    void send(QEventLoop& loop, std::size_t count) {
        std::vector<EvaluationRequest> requests(count);
        const Json input = small_input();
        for (std::size_t i = 0; i < count; ++i) {
            requests[i].ticket = i;
            requests[i].program = program_;
            requests[i].is_schema = is_schema;
            requests[i].index = is_schema ? 0 : static_cast<std::uint32_t>(i % program_->expressions.size());
            requests[i].input = input;
            if (!is_schema) requests[i].variables = {copies ? Json::trusted(context.text()) : context};
        }
        left_ = count;
        evaluator_.evaluate(std::move(requests), [this, &loop](const std::vector<EvaluationAnswer>& answers) {
            for (const EvaluationAnswer& answer : answers) check(answer);
            left_ -= answers.size();
            if (left_ == 0) loop.quit();
        });
    }

private:
    static void check(const EvaluationAnswer& answer) {
        if (std::holds_alternative<Json>(answer.outcome)) return;
        std::fprintf(stderr, "bench_jq: %s\n", std::get<EvaluationFailure>(answer.outcome).message.c_str());
        std::exit(1);
    }

    JqEvaluator& evaluator_;
    std::shared_ptr<const ExpressionProgram> program_;
    std::size_t left_ = 0;
};

double measure_evaluations(JqEvaluator& evaluator) {
    const Measured floor = measure(5000, 1, [&](QEventLoop& loop, std::size_t) { evaluator.ping([&loop] { loop.quit(); }); });
    print("empty round trip", floor, 0);
    EvaluationLoad load(evaluator, program_of(50));
    const auto send = [&](QEventLoop& loop, std::size_t count) { load.send(loop, count); };
    measure(1, 50, send);
    print("one at a time", measure(5000, 1, send), floor.p50_us);
    print("50 at once", measure(400, 50, send), floor.p50_us);
    print("500 at once", measure(60, 500, send), floor.p50_us);
    load.context = big_context();
    print("one at a time, the same 91 KB context", measure(1000, 1, send), floor.p50_us);
    load.copies = true;
    print("one at a time, another 91 KB context each", measure(300, 1, send), floor.p50_us);
    load.is_schema = true;
    print("schema check", measure(2000, 1, send), floor.p50_us);
    return floor.p50_us;
}

void measure_compilation(JqEvaluator& evaluator, double floor_us) {
    for (const std::size_t count : {std::size_t{1}, std::size_t{100}, std::size_t{2000}}) {
        const auto compile = [&](QEventLoop& loop, std::size_t) {
            evaluator.compile(program_of(count), [&loop](const Result<std::vector<ExpressionDiagnostic>>& found) {
                if (!found || !found->empty()) std::exit(1);
                loop.quit();
            });
        };
        const Measured measured = measure(count > 1000 ? 2 : 10, 1, compile);
        print(("compile a program of " + std::to_string(count)).c_str(), measured, floor_us);
    }
}

void measure_start() {
    const Measured measured = measure(20, 1, [](QEventLoop& loop, std::size_t) {
        const auto evaluator = make_evaluator();
        evaluator->ping([&loop] { loop.quit(); });
        loop.exec();
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    print("start a worker", measured, 0);
}

} // namespace

} // namespace orkestr

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto evaluator = orkestr::make_evaluator();
    const double floor_us = orkestr::measure_evaluations(*evaluator);
    orkestr::measure_compilation(*evaluator, floor_us);
    orkestr::measure_start();
    return 0;
}
