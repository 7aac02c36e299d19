// An evaluator that answers late, in any order and in pieces; for simulated definitions only.
#pragma once

#include "core/base/random.h"
#include "core/ports/expression_evaluator.h"

#include <vector>

namespace orkestr::test {

class SimulatedEvaluator : public ExpressionEvaluator {
public:
    /// `stop_percent` of the requests are stopped by a limit, whatever they ask.
    SimulatedEvaluator(Random& random, unsigned stop_percent) : random_(random), stop_percent_(stop_percent) {}

    void compile(std::shared_ptr<const ExpressionProgram>, std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) override;
    void evaluate(std::vector<EvaluationRequest> requests, std::function<void(std::vector<EvaluationAnswer>)> answered) override;
    void abandon() override { waiting_.clear(); }

    bool idle() const { return waiting_.empty(); }
    /// Answers some request; with `all` every one, in order.
    void answer(bool all);
    /// The worker is killed while it evaluates one of them: that and the others are sent to the next one. A request that
    /// has lost its worker so before is to blame, and stopped (worker_pool.h), unless `spares`: then it is not killed again.
    void kill_worker(bool spares);

private:
    struct Waiting {
        EvaluationRequest request;
        std::function<void(std::vector<EvaluationAnswer>)> answered;
        bool killed_before = false;
    };
    void answer_one(std::size_t chosen, bool stopped);

    Random& random_;
    const unsigned stop_percent_;
    std::vector<Waiting> waiting_;
};

} // namespace orkestr::test
