#include "tests/golden/value_desk.h"

#include "core/runtime/value_outcome.h"
#include "tests/support/test.h"

#include <QEventLoop>

namespace orkestr::test {

namespace {

/// What an expression is and sees, whichever definition it stands in.
std::string identity_of(const Plan& plan, const ValueRequest& request) {
    std::string text = plan.program->id + (request.is_schema ? " schema " : " ") + std::to_string(request.index);
    if (const auto* expression = request.is_schema ? nullptr : &plan.program->expressions[request.index]; expression && expression->loose.empty()) {
        text = expression->text;
        for (const std::int32_t index : {expression->task_definition, expression->workflow_definition})
            text += "\n" + (index < 0 ? std::string("-") : plan.program->definitions[static_cast<std::size_t>(index)].text());
        for (const auto& name : expression->variables) text += "\n$" + name;
    }
    text += "\n" + request.input.text();
    for (const auto& variable : request.variables) text += "\n" + variable.text();
    return text;
}

} // namespace

ValueDesk::ValueDesk() {
    JqEvaluatorOptions options;
    options.worker_path = binary_dir() + "/bin/orkestr-expression-worker";
    auto created = JqEvaluator::create(options);
    if (!created) qFatal("no expression worker: %s", created.error().message.c_str());
    evaluator_ = std::move(*created);
}

std::vector<ValueOutcome> ValueDesk::values(const Plan& plan, const std::vector<ValueRequest>& requests) {
    std::vector<EvaluationRequest> unknown;
    std::vector<std::string> identities;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto& request = requests[i];
        identities.push_back(identity_of(plan, request));
        if (!known_.contains(identities.back()))
            unknown.push_back({i, plan.program, request.is_schema, request.index, request.input, request.variables});
    }
    if (!unknown.empty()) {
        std::size_t left = unknown.size();
        QEventLoop loop;
        evaluator_->evaluate(std::move(unknown), [&](std::vector<EvaluationAnswer> answers) {
            left -= answers.size();
            for (auto& answer : answers) known_[identities.at(answer.ticket)] = value_outcome(std::move(answer.outcome));
            if (left == 0) loop.quit();
        });
        loop.exec();
    }
    std::vector<ValueOutcome> outcomes;
    for (const auto& identity : identities) outcomes.push_back(known_.at(identity));
    return outcomes;
}

} // namespace orkestr::test
