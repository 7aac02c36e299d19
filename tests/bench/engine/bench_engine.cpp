#include "tests/bench/engine/bench_engine.h"

#include "app/workspace/system_clock.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/definition/reader.h"
#include "tests/bench/store/floors.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace orkestr::bench {

namespace {

double cpu_of(pid_t process) {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/stat", static_cast<int>(process));
    std::FILE* file = std::fopen(path, "r");
    if (!file) return 0;
    unsigned long user = 0;
    unsigned long system = 0;
    const int read = std::fscanf(file, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    std::fclose(file);
    return read == 2 ? static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK)) : 0;
}

} // namespace

void fail(const std::string& message) {
    std::fprintf(stderr, "benchmark: %s\n", message.c_str());
    std::exit(1);
}

Instant BenchClock::now() const { return held_ == Instant{} ? SystemClock().now() : held_; }

std::shared_ptr<const Plan> plan_of(const std::string& tasks, std::string* text) {
    const std::string whole = "document: {dsl: '1.0.3', namespace: bench, name: bench, version: '1.0.0'}\n" + tasks;
    auto read = read_definition(whole, "bench.yaml");
    if (!read.definition) fail("the definition is refused: " + read.diagnostics.front().message);
    auto plan = compile_plan(*read.definition);
    if (!plan) fail(plan.error().message);
    if (text) *text = whole;
    return *plan;
}

std::string ten_times(const std::string& task) {
    std::string text = "do:\n";
    for (int i = 0; i < 10; ++i) text += "  - step" + std::to_string(i) + ": " + task + "\n";
    return text;
}

void BenchEngine::NoOpRunner::start(ActivityRequest, std::function<void(ActivityResult)> done) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [done = std::move(done), answer = answer_] { done({answer, {}}); }, Qt::QueuedConnection);
}

BenchEngine::BenchEngine(const std::string& folder, Json answer) : runner_(std::move(answer)) {
    evaluator_ = *JqEvaluator::create();
    auto store = StoreThread::create(
        [file = folder + "/runs.sqlite"]() -> Result<std::unique_ptr<Stores>> {
            auto opened = SqliteStore::open(file, SqliteStore::Mode::read_write_create);
            if (!opened) return opened.error();
            return std::unique_ptr<Stores>(std::move(*opened));
        },
        &context_);
    if (!store) fail(store.error().message);
    store_ = std::move(*store);
    loop_ = std::make_unique<EngineLoop>(
        std::make_unique<Orchestrator>(OrchestratorPorts{*store_, *evaluator_, runner_, secrets_, clock, random_bytes},
                                       OrchestratorOptions{bench_workspace_key, ORKESTR_VERSION, evaluator_->version()}),
        clock);
    loop_->orchestrator().failed = [](const Error& error) { fail(error.message); };
}

BenchEngine::~BenchEngine() {
    loop_.reset();
    store_.reset();
}

std::shared_ptr<const Plan> BenchEngine::publish(const std::string& tasks) {
    DefinitionRow row;
    auto plan = plan_of(tasks, &row.text);
    row.ns = plan->ns;
    row.name = plan->name;
    row.version = plan->version;
    row.hash = plan->definition_hash;
    row.listed = false;
    QEventLoop waiting;
    store_->run([row](Stores& stores) { (void)stores.put_definition(row); }, [&waiting] { waiting.quit(); });
    waiting.exec();
    return plan;
}

void BenchEngine::start(std::shared_ptr<const Plan> plan, Json input, std::function<void(RunId)> begun) {
    orchestrator().start({{}, std::move(plan), std::move(input)}, [begun = std::move(begun)](Result<RunId> run) {
        if (!run) fail(run.error().message);
        begun(*run);
    });
}

std::size_t BenchEngine::recover() {
    QEventLoop waiting;
    std::size_t unfinished = 0;
    orchestrator().recover([&](Result<std::size_t> found) {
        if (!found) fail(found.error().message);
        unfinished = *found;
        waiting.quit();
    });
    waiting.exec();
    return unfinished;
}

double BenchEngine::cpu_s() const {
    double cpu = bench::cpu_s();
    for (const int worker : evaluator_->worker_pids()) cpu += cpu_of(worker);
    return cpu;
}

} // namespace orkestr::bench
