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

private:
    struct Waiting {
        EvaluationRequest request;
        std::function<void(std::vector<EvaluationAnswer>)> answered;
    };
    Random& random_;
    const unsigned stop_percent_;
    std::vector<Waiting> waiting_;
};

} // namespace orkestr::test
