// A RunSource over a store: reads on a thread of its own, folds there, and keeps what it has folded of the runs that were
// asked for last.
#pragma once

#include "core/ports/run_source.h"
#include "core/runtime/plan_cache.h"

#include <condition_variable>
#include <deque>
#include <list>
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
    static Result<std::unique_ptr<StoreSource>> create(std::string title, std::function<Result<OpenedReader>()> open);
    /// Requests that were not begun are answered with `cancelled`.
    ~StoreSource() override;

    std::string title() const override { return title_; }
    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override;
    void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) override;
    void events(RunId run, std::uint64_t after, std::uint32_t limit, std::stop_token stop,
                std::function<void(Result<EventPage>)> done) override;
    void definitions(DefinitionQuery query, std::stop_token stop,
                     std::function<void(Result<std::vector<DefinitionRow>>)> done) override;
    void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) override;
    void watch(std::function<void()> changed) override;

private:
    class Folded;
    explicit StoreSource(std::string title);
    void loop(std::function<Result<OpenedReader>()> open, Result<void>* opened, bool* answered);
    void post(std::function<void(const Stores*)> job);
    Result<Folded*> folded(const Store& store, const RunId& run);
    Result<WorkspaceOverview> overview_of(const Stores& store);
    void look_for_changes(const OpenedReader& reader);

    std::string title_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void(const Stores*)>> jobs_; ///< a null store: the source is going away
    std::function<void()> changed_;
    std::uint64_t seen_version_ = 0;
    bool ending_ = false;
    std::list<std::unique_ptr<Folded>> folded_; ///< the latest first; the source's thread only
    PlanCache plans_;
    std::thread thread_;
};

} // namespace orkestr
