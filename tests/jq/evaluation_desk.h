// An evaluator with the built worker, asked in the words of a test: text in, text out.
#pragma once

#include "core/adapters/jq/jq_evaluator.h"

#include <QTest>

template <>
inline char* QTest::toString(const std::string& text) {
    return qstrdup(text.c_str());
}

namespace orkestr::test {

/// The built orkestr-expression-worker.
std::string worker_path();

/// One expression and what it is evaluated with.
struct Asked {
    std::string text;
    std::string input = "null";
    std::vector<std::pair<std::string, std::string>> variables; ///< name, JSON
};

class EvaluationDesk {
public:
    explicit EvaluationDesk(JqEvaluatorOptions options = {});

    JqEvaluator& evaluator() { return *evaluator_; }

    /// The value's text; "error: MESSAGE" for jq's own failures, "stopped: MESSAGE" for those stopped by a limit.
    std::string evaluate(const Asked& asked);
    /// All in one program and one call, answered in the order asked.
    std::vector<std::string> evaluate_all(const std::vector<Asked>& asked);
    /// Requests on a program, answered in order.
    std::vector<std::string> evaluate_requests(std::vector<EvaluationRequest> requests);
    /// "INDEX: MESSAGE" each, or "unavailable: MESSAGE".
    std::vector<std::string> compile(const std::vector<std::string>& texts);
    std::vector<std::string> compile(std::shared_ptr<const ExpressionProgram> program);

private:
    std::unique_ptr<JqEvaluator> evaluator_;
};

Json json(const std::string& text);
/// A program of these expressions; its id is unique.
std::shared_ptr<ExpressionProgram> program_of(const std::vector<Asked>& asked);
EvaluationRequest request_of(std::shared_ptr<const ExpressionProgram> program, std::uint32_t index,
                             const std::string& input = "null");
std::string text_of(const EvaluationOutcome& outcome);

} // namespace orkestr::test
