// Histories in memory, as readers give them; free to be changed before somebody reads.
#pragma once

#include "core/ports/history_reader.h"
#include "core/ports/run_replayer.h"
#include "tests/runtime/workshop.h"

#include <QObject>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace orkestr::test {

struct RecordedRuns {
    /// All that a workshop holds.
    static RecordedRuns of(const Workshop& shop);
    /// The same run once more, under the next id.
    RunId add_copy(const RunId& run);
    std::unique_ptr<HistoryReader> reader() const;
    /// All of them; this outlives whoever reads.
    ReplayedRuns all() const;

    std::map<RunId, RunRow> runs;
    std::map<RunId, std::vector<EventRow>> events;
    std::map<std::string, DefinitionRow> definitions;
    std::map<std::pair<RunId, std::uint64_t>, std::vector<std::string>> redacted;
    std::uint64_t copies = 0;
};

/// Answers each request with its own input, in the event loop of its thread.
class EchoEvaluator : public ExpressionEvaluator {
public:
    void compile(std::shared_ptr<const ExpressionProgram> program, std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) override;
    void evaluate(std::vector<EvaluationRequest> requests, std::function<void(std::vector<EvaluationAnswer>)> answered) override;
    void abandon() override;

    bool silent = false;

private:
    std::unique_ptr<QObject> context_ = std::make_unique<QObject>();
};

} // namespace orkestr::test
