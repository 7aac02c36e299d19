#include "tests/runtime/recorded_runs.h"

#include <algorithm>

namespace orkestr::test {

namespace {

class RecordedReader final : public HistoryReader {
public:
    explicit RecordedReader(const RecordedRuns& all) : all_(all) {}

    Result<RunPage> runs(const RunQuery& query) override {
        RunPage page;
        for (auto at = all_.runs.rbegin(); at != all_.runs.rend(); ++at) {
            if (query.run && at->first != *query.run) continue;
            if (query.before && !(at->first < *query.before)) continue;
            if (page.runs.size() == query.limit) {
                page.more = !query.run;
                page.next = page.runs.back().run;
                return page;
            }
            page.runs.push_back(at->second);
        }
        return page;
    }
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) override {
        const auto at = all_.events.find(run);
        if (at == all_.events.end()) return Error{ErrorCode::not_found, "there is no run " + run.text, {}};
        std::vector<EventRow> page;
        for (const EventRow& row : at->second)
            if (row.seq > after && page.size() < limit) page.push_back(row);
        return page;
    }
    Result<DefinitionRow> definition(const std::string& hash) override {
        const auto at = all_.definitions.find(hash);
        if (at == all_.definitions.end()) return Error{ErrorCode::not_found, "there is no definition " + hash, {}};
        return at->second;
    }
    Result<std::vector<std::string>> redacted(const RunId& run, std::uint64_t seq) override {
        const auto at = all_.redacted.find({run, seq});
        return at == all_.redacted.end() ? std::vector<std::string>() : at->second;
    }

private:
    const RecordedRuns& all_;
};

} // namespace

RecordedRuns RecordedRuns::of(const Workshop& shop) {
    RecordedRuns all;
    for (const RunRow& row : shop.runs()) {
        all.runs[row.run] = row;
        all.events[row.run] = shop.events(row.run);
    }
    const auto definitions = shop.store.definitions({});
    for (const DefinitionRow& one : *definitions) all.definitions[one.hash] = one;
    return all;
}

RunId RecordedRuns::add_copy(const RunId& run) {
    RunRow row = runs.at(run);
    row.run = RunId{make_ulid(Instant{row.started.ms + 1000 + static_cast<std::int64_t>(++copies)}, "entropy100")};
    runs[row.run] = row;
    events[row.run] = events.at(run);
    return row.run;
}

std::unique_ptr<HistoryReader> RecordedRuns::reader() const { return std::make_unique<RecordedReader>(*this); }

ReplayedRuns RecordedRuns::all() const {
    ReplayedRuns asked;
    asked.name = "recorded";
    asked.open = [this] { return Result<std::unique_ptr<HistoryReader>>(reader()); };
    return asked;
}

void EchoEvaluator::compile(std::shared_ptr<const ExpressionProgram>, std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) {
    done(std::vector<ExpressionDiagnostic>{});
}

void EchoEvaluator::evaluate(std::vector<EvaluationRequest> requests, std::function<void(std::vector<EvaluationAnswer>)> answered) {
    if (silent) return;
    std::vector<EvaluationAnswer> answers;
    for (const EvaluationRequest& one : requests) answers.push_back({one.ticket, one.input});
    QMetaObject::invokeMethod(context_.get(), [answers = std::move(answers), answered = std::move(answered)] { answered(answers); }, Qt::QueuedConnection);
}

void EchoEvaluator::abandon() { context_ = std::make_unique<QObject>(); }

} // namespace orkestr::test
