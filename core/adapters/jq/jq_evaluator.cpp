#include "core/adapters/jq/jq_evaluator.h"

#include "core/adapters/jq/worker_pool.h"

#include <QCoreApplication>
#include <filesystem>

namespace orkestr {

Result<std::unique_ptr<JqEvaluator>> JqEvaluator::create(JqEvaluatorOptions options) {
    if (options.worker_path.empty()) options.worker_path = default_worker_path();
    if (options.worker_path.empty())
        return Error{ErrorCode::unavailable, "orkestr-expression-worker is not beside this program: its installation is incomplete", {}};
    auto pool = std::make_unique<WorkerPool>(std::move(options));
    if (auto started = pool->start(); !started) return started.error();
    return std::unique_ptr<JqEvaluator>(new JqEvaluator(std::move(pool)));
}

JqEvaluator::JqEvaluator(std::unique_ptr<WorkerPool> pool) : pool_(std::move(pool)) {}

JqEvaluator::~JqEvaluator() = default;

std::string JqEvaluator::default_worker_path() {
    // Once: Qt finds it out without a lock, and evaluators are made on several threads.
    static const std::filesystem::path folder = QCoreApplication::applicationDirPath().toStdString();
    for (const auto& place : {folder, folder / ".." / "bin"}) {
        const auto path = place / "orkestr-expression-worker";
        std::error_code error;
        if (std::filesystem::is_regular_file(path, error)) return path.string();
    }
    return {};
}

void JqEvaluator::compile(std::shared_ptr<const ExpressionProgram> program,
                          std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) {
    EvaluationJobs jobs(1);
    jobs[0].kind = EvaluationJob::Kind::check;
    jobs[0].request.program = std::move(program);
    jobs[0].check_done = std::move(done);
    pool_->add(std::move(jobs));
}

void JqEvaluator::evaluate(std::vector<EvaluationRequest> requests,
                           std::function<void(std::vector<EvaluationAnswer>)> answered) {
    const auto batch = std::make_shared<EvaluationBatch>();
    batch->answered = std::move(answered);
    EvaluationJobs jobs(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        jobs[i].request = std::move(requests[i]);
        jobs[i].batch = batch;
    }
    pool_->add(std::move(jobs));
}

void JqEvaluator::abandon() { pool_->abandon(); }

std::string JqEvaluator::version() const { return pool_->version(); }

void JqEvaluator::ping(std::function<void()> done) {
    EvaluationJobs jobs(1);
    jobs[0].kind = EvaluationJob::Kind::ping;
    jobs[0].ping_done = std::move(done);
    pool_->add(std::move(jobs));
}

std::vector<int> JqEvaluator::worker_pids() const { return pool_->worker_pids(); }

} // namespace orkestr
