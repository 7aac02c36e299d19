#include "tests/simulation/simulated_evaluator.h"

#include "tests/simulation/known_expressions.h"

#include <algorithm>

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
        answer_one(chosen, stop_percent_ > 0 && random_.percent(stop_percent_));
    } while (all && !waiting_.empty());
}

void SimulatedEvaluator::kill_worker(bool spares) {
    const std::size_t culprit = random_.below(waiting_.size());
    if (waiting_[culprit].killed_before) return answer_one(culprit, !spares);
    waiting_[culprit].killed_before = true;
    std::rotate(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(culprit), waiting_.end());
}

void SimulatedEvaluator::answer_one(std::size_t chosen, bool stopped) {
    Waiting one = std::move(waiting_[chosen]);
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(chosen));
    std::vector<EvaluationAnswer> answers;
    answers.push_back({one.request.ticket, stopped ? EvaluationFailure{true, "took too long", {}} : evaluate_known(one.request)});
    one.answered(std::move(answers));
}

} // namespace orkestr::test
