#include "tests/simulation/simulated_evaluator.h"

#include "tests/simulation/known_expressions.h"

namespace orkestr::test {

void SimulatedEvaluator::compile(std::shared_ptr<const ExpressionProgram>, std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) {
    done(std::vector<ExpressionDiagnostic>{});
}

void SimulatedEvaluator::evaluate(std::vector<EvaluationRequest> requests, std::function<void(std::vector<EvaluationAnswer>)> answered) {
    for (auto& request : requests) waiting_.push_back({std::move(request), answered});
}

void SimulatedEvaluator::answer(bool all) {
    do {
        const std::size_t chosen = all ? 0 : random_.below(waiting_.size());
        Waiting one = std::move(waiting_[chosen]);
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(chosen));
        EvaluationOutcome outcome = stop_percent_ > 0 && random_.percent(stop_percent_) ? EvaluationFailure{true, "took too long", {}}
                                                                                        : evaluate_known(one.request);
        std::vector<EvaluationAnswer> answers;
        answers.push_back({one.request.ticket, std::move(outcome)});
        one.answered(std::move(answers));
    } while (all && !waiting_.empty());
}

} // namespace orkestr::test
