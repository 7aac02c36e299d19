// A source of as many runs as wanted that keeps none of them: each row is worked out from its number. What a filter needs
// to look at it looks at in parts, as a store does.
#pragma once

#include "tests/viewmodels/fake_source.h"

namespace orkestr::test {

class MadeUpRuns : public RunSource {
public:
    /// Rows looked at in one part of a scan.
    static constexpr std::uint64_t part_rows = 50'000;
    /// Between two runs.
    static constexpr std::int64_t step_ms = 250;

    explicit MadeUpRuns(std::uint64_t count) : count_(count) {}

    std::string title() const override { return "Made up"; }
    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override;
    void groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) override;
    void run(RunId, std::stop_token, std::function<void(Result<std::shared_ptr<const RunView>>)> done) override;
    void step(RunId, StepId, std::stop_token, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) override;
    void events(EventQuery, std::stop_token, std::function<void(Result<EventPage>)> done) override;
    void definitions(DefinitionQuery, std::stop_token, std::function<void(Result<std::vector<DefinitionRow>>)> done) override;
    void overview(std::stop_token, std::function<void(Result<WorkspaceOverview>)> done) override;
    void state(std::stop_token, std::function<void(Result<SourceState>)> done) override;
    void watch(std::function<void()>) override {}

    /// What `runs` answers, without its thread.
    RunPage page(const RunQuery& query);
    /// From 1, the oldest, to count().
    RunRow row(std::uint64_t number) const;
    std::uint64_t count() const { return count_; }
    AnswerThread& thread() { return thread_; }
    int asked() const { return asked_; }

private:
    std::uint64_t last_before(const std::optional<RunId>& before) const;

    std::uint64_t count_;
    std::atomic<int> asked_ = 0;
    AnswerThread thread_;
};

} // namespace orkestr::test
