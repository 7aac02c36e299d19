// Answers on their way back to those who asked: gathered, then handed over outside of every call of theirs.
#pragma once

#include "core/adapters/jq/evaluation_job.h"

#include <QObject>

namespace orkestr {

class AnswerDelivery {
public:
    void answer(EvaluationJob& job, EvaluationOutcome outcome);
    /// There will be no value: for an evaluation a failure that was stopped, for a check this error.
    void fail(EvaluationJob& job, const Error& error);
    void checked(EvaluationJob& job, std::vector<ExpressionDiagnostic> found);
    void pinged(EvaluationJob& job);

    /// Calls those who wait. They may destroy this: the last thing to do in a notification.
    void deliver();
    /// The same, from the event loop.
    void deliver_soon();
    void forget_all();

private:
    std::vector<std::shared_ptr<EvaluationBatch>> batches_;
    std::vector<std::function<void()>> calls_;
    bool posted_ = false;
    /// For calls from the event loop, and to tell that a callback has destroyed this.
    std::shared_ptr<QObject> alive_ = std::make_shared<QObject>();
};

} // namespace orkestr
