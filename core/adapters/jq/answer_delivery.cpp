#include "core/adapters/jq/answer_delivery.h"

#include <QTimer>

namespace orkestr {

void AnswerDelivery::answer(EvaluationJob& job, EvaluationOutcome outcome) {
    if (!job.batch) return;
    if (job.batch->ready.empty()) batches_.push_back(job.batch);
    job.batch->ready.push_back({job.request.ticket, std::move(outcome)});
}

void AnswerDelivery::fail(EvaluationJob& job, const Error& error) {
    if (job.kind == EvaluationJob::Kind::ping) pinged(job);
    else if (job.kind == EvaluationJob::Kind::check)
        calls_.push_back([done = std::move(job.check_done), error] { done(error); });
    else answer(job, EvaluationFailure{true, error.message, {}});
}

void AnswerDelivery::checked(EvaluationJob& job, std::vector<ExpressionDiagnostic> found) {
    calls_.push_back([done = std::move(job.check_done), diagnostics = std::move(found)] { done(diagnostics); });
}

void AnswerDelivery::pinged(EvaluationJob& job) { calls_.push_back(std::move(job.ping_done)); }

void AnswerDelivery::deliver() {
    const std::weak_ptr<QObject> alive = alive_;
    // What is not called yet stays where forget_all() finds it.
    while (!calls_.empty()) {
        const auto call = std::move(calls_.front());
        calls_.erase(calls_.begin());
        call();
        if (alive.expired()) return;
    }
    while (!batches_.empty()) {
        const auto batch = std::move(batches_.front());
        batches_.erase(batches_.begin());
        batch->answered(std::exchange(batch->ready, {}));
        if (alive.expired()) return;
    }
}

void AnswerDelivery::deliver_soon() {
    if (posted_ || (batches_.empty() && calls_.empty())) return;
    posted_ = true;
    QTimer::singleShot(0, alive_.get(), [this] {
        posted_ = false;
        deliver();
    });
}

void AnswerDelivery::forget_all() {
    batches_.clear();
    calls_.clear();
}

} // namespace orkestr
