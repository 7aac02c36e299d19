// A RunSource over a store: reads on a thread of its own, folds there, and keeps the outlines of the runs that were asked
// for last. What takes long is done in parts, and other requests have their turn in between.
#pragma once

#include "core/ports/run_source.h"
#include "core/runtime/kept_histories.h"
#include "core/runtime/plan_cache.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace orkestr {

/// A store opened for reading, and a number that changes when somebody else has written to it.
struct OpenedReader {
    std::unique_ptr<Stores> store;
    std::function<std::uint64_t()> version;
};

class StoreSource : public RunSource {
public:
    /// Opens on the source's own thread and waits for that.
    /// `open` may be called on any thread: also for each reader. Without a value thread nothing is computed again.
    static Result<std::unique_ptr<StoreSource>> create(std::string title, std::function<Result<OpenedReader>()> open,
                                                       std::shared_ptr<ValueThread> values = {});
    /// Requests that were not begun are answered with `cancelled`.
    ~StoreSource() override;

    std::string title() const override { return title_; }
    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override;
    void groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) override;
    void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) override;
    void step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) override;
    void values(RunId run, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> done) override;
    void events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) override;
    void definitions(DefinitionQuery query, std::stop_token stop,
                     std::function<void(Result<std::vector<DefinitionRow>>)> done) override;
    void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) override;
    void state(std::stop_token stop, std::function<void(Result<SourceState>)> done) override;
    bool holds_histories() const override { return true; }
    Result<std::unique_ptr<HistoryReader>> open_reader() const override;
    void watch(std::function<void()> changed) override;

private:
    StoreSource(std::string title, std::function<Result<OpenedReader>()> open, std::shared_ptr<ValueThread> values);
    void loop(Result<void>* opened, bool* answered);
    void post(std::function<void(const Stores*)> job);
    /// On the source's thread.
    Result<std::unique_ptr<HistoryView>> history(const RunId& run);
    Result<WorkspaceOverview> overview_of(const Stores& store);
    void look_for_changes(const OpenedReader& reader);

    std::string title_;
    const std::function<Result<OpenedReader>()> open_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void(const Stores*)>> jobs_; ///< a null store: the source is going away
    std::function<void()> changed_;
    std::uint64_t seen_version_ = 0;
    bool ending_ = false;
    // The source's thread only.
    const Stores* store_ = nullptr;
    PlanCache plans_;
    KeptHistories histories_;
    std::thread thread_;
};

} // namespace orkestr
