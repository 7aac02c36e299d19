#include "tests/jq/evaluation_desk.h"

#include "tests/support/test.h"

#include <QEventLoop>
#include <algorithm>
#include <stdexcept>

namespace orkestr::test {

std::string worker_path() { return binary_dir() + "/bin/orkestr-expression-worker"; }

Json json(const std::string& text) {
    auto parsed = Json::parse(text);
    if (!parsed) throw std::runtime_error(parsed.error().message + ": " + text);
    return *parsed;
}

std::shared_ptr<ExpressionProgram> program_of(const std::vector<Asked>& asked) {
    static int count = 0;
    auto program = std::make_shared<ExpressionProgram>();
    program->id = "program " + std::to_string(++count);
    for (const Asked& one : asked) {
        ProgramExpression& expression = program->expressions.emplace_back();
        expression.text = one.text;
        for (const auto& [name, value] : one.variables) expression.variables.push_back(name);
    }
    return program;
}

EvaluationRequest request_of(std::shared_ptr<const ExpressionProgram> program, std::uint32_t index, const std::string& input) {
    EvaluationRequest request;
    request.program = std::move(program);
    request.index = index;
    request.input = json(input);
    return request;
}

std::string text_of(const EvaluationOutcome& outcome) {
    if (const auto* value = std::get_if<Json>(&outcome)) return value->text();
    const auto& failure = std::get<EvaluationFailure>(outcome);
    std::string text = (failure.stopped ? "stopped: " : "error: ") + failure.message;
    for (const std::string& violation : failure.violations) text += "\n" + violation;
    return text;
}

EvaluationDesk::EvaluationDesk(JqEvaluatorOptions options) {
    if (options.worker_path.empty()) options.worker_path = worker_path();
    auto created = JqEvaluator::create(std::move(options));
    if (!created) throw std::runtime_error(created.error().message);
    evaluator_ = std::move(*created);
}

std::string EvaluationDesk::evaluate(const Asked& asked) { return evaluate_all({asked}).front(); }

std::vector<std::string> EvaluationDesk::evaluate_all(const std::vector<Asked>& asked) {
    const auto program = program_of(asked);
    std::vector<EvaluationRequest> requests;
    for (std::uint32_t i = 0; i < asked.size(); ++i) {
        EvaluationRequest& request = requests.emplace_back(request_of(program, i, asked[i].input));
        for (const auto& [name, value] : asked[i].variables) request.variables.push_back(json(value));
    }
    return evaluate_requests(std::move(requests));
}

std::vector<std::string> EvaluationDesk::evaluate_requests(std::vector<EvaluationRequest> requests) {
    std::vector<std::string> texts(requests.size());
    std::size_t left = requests.size();
    for (std::size_t i = 0; i < requests.size(); ++i) requests[i].ticket = 1000 + i;
    QEventLoop loop;
    evaluator_->evaluate(std::move(requests), [&](std::vector<EvaluationAnswer> answers) {
        for (EvaluationAnswer& answer : answers) {
            std::string& text = texts.at(answer.ticket - 1000);
            text = text.empty() ? text_of(answer.outcome) : "answered twice";
        }
        left -= answers.size();
        if (left == 0) loop.quit();
    });
    if (left == texts.size() && left > 0) loop.exec();
    return texts;
}

std::vector<std::string> EvaluationDesk::compile(const std::vector<std::string>& texts) {
    std::vector<Asked> asked;
    for (const std::string& text : texts) asked.push_back({text, "null", {}});
    return compile(program_of(asked));
}

std::vector<std::string> EvaluationDesk::compile(std::shared_ptr<const ExpressionProgram> program) {
    std::vector<std::string> found;
    bool done = false;
    QEventLoop loop;
    evaluator_->compile(std::move(program), [&](Result<std::vector<ExpressionDiagnostic>> result) {
        if (result) {
            for (const ExpressionDiagnostic& diagnostic : *result)
                found.push_back(std::to_string(diagnostic.expression) + ": " + diagnostic.message);
        } else {
            found.push_back(std::string(to_string(result.error().code)) + ": " + result.error().message);
        }
        done = true;
        loop.quit();
    });
    if (!done) loop.exec();
    return found;
}

} // namespace orkestr::test
