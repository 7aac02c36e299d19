// A RunSource over an audit log. The list of runs is there as soon as the log's own index is read; meanwhile, on a thread
// of its own, the whole log is read through (so that a log without an index opens too, as far as it goes), and then
// checked. Nothing is ever written.
#pragma once

#include "core/history/audit_log_verifier.h"
#include "core/ports/run_source.h"
#include "core/runtime/kept_histories.h"
#include "core/runtime/log_runs.h"
#include "core/runtime/plan_cache.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace orkestr {

struct OpenedLog {
    std::shared_ptr<const ByteSource> bytes;
    SourceState::Kind kind = SourceState::Kind::audit_log;
    std::optional<Digest> whole = {}; ///< what the SHA-256 of all its text has to be
    std::string finding = {};         ///< what is wrong beside the log, found already; empty when nothing is
    std::string note = {};            ///< what of the file can't be shown, in a sentence
};

class LogSource : public RunSource {
public:
    /// Opens on the calling thread: reads the log's ends and its index, no more. Errors: as AuditLogIndex::open_quickly's.
    /// Without a value thread nothing is computed again.
    static Result<std::unique_ptr<LogSource>> create(std::string title, OpenedLog log, std::shared_ptr<ValueThread> values = {});
    /// Requests that were not begun are answered with `cancelled`.
    ~LogSource() override;

    std::string title() const override { return title_; }
    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override;
    void groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) override;
    void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) override;
    void step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) override;
    void values(RunId run, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> done) override;
    void events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) override;
    void definitions(DefinitionQuery query, std::stop_token stop, std::function<void(Result<std::vector<DefinitionRow>>)> done) override;
    void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) override;
    void state(std::stop_token stop, std::function<void(Result<SourceState>)> done) override;
    bool holds_histories() const override { return true; }
    Result<std::unique_ptr<HistoryReader>> open_reader() const override;
    void watch(std::function<void()> changed) override;

private:
    using Index = LogIndexSlot::Index;
    LogSource(std::string title, OpenedLog log, Index quick, std::shared_ptr<ValueThread> values);
    void loop();
    void check(std::stop_token stop);
    void settle(Index index);
    void tell();
    /// False for the source that is going away.
    void post(std::function<void(bool open)> job);
    Index index() const { return index_->get(); }
    template <class Answer>
    void answer(std::stop_token stop, std::function<Result<Answer>()> make, std::function<void(Result<Answer>)> done);
    // On the source's thread.
    Result<std::unique_ptr<HistoryView>> history(const RunId& run);
    /// It is known where each of the run's events stands, or they are few.
    bool is_read(const RunId& run) const;
    Result<std::shared_ptr<const Plan>> plan_of(const std::string& definition);

    std::string title_;
    OpenedLog log_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void(bool)>> jobs_;
    std::function<void()> changed_;
    bool ending_ = false;
    SourceState state_;        ///< guarded by the mutex
    std::shared_ptr<LogIndexSlot> index_;
    std::atomic<std::uint64_t> read_bytes_ = 0;
    std::atomic<std::uint64_t> checked_bytes_ = 0;
    // The source's thread only.
    PlanCache plans_;
    LogRuns runs_;
    KeptHistories histories_;
    std::thread thread_;
    std::jthread checker_;
};

} // namespace orkestr
