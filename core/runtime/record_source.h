// A RunSource over another system's record: read whole, on a thread of its own, by a function it is given; what is asked
// for before that is done waits for it. All answers come from memory. A run is found by its id here or by its own
// system's (core/ports/records.h).
#pragma once

#include "core/ports/records.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace orkestr {

class RecordSource : public RunSource {
public:
    /// Called once, on a thread of its own. It ends soon after it was asked to stop.
    using Load = std::function<Result<Records>(const RecordReading& reading)>;

    RecordSource(std::string title, SourceState::Kind kind, std::uint64_t size_bytes, Load load);
    /// Stops the loading. Requests that were not begun are answered with `cancelled`.
    ~RecordSource() override;

    std::string title() const override { return title_; }
    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override;
    void groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) override;
    void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) override;
    void step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) override;
    void events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) override;
    /// None: a record tells what was done and not by which definition.
    void definitions(DefinitionQuery query, std::stop_token stop,
                     std::function<void(Result<std::vector<DefinitionRow>>)> done) override;
    void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) override;
    /// Answered while it is loading, too.
    void state(std::stop_token stop, std::function<void(Result<SourceState>)> done) override;
    /// Something changes once: when it was loaded.
    void watch(std::function<void()> changed) override;

private:
    struct Job {
        std::stop_token stop;
        bool needs_records = true;
        std::function<void(const Error* why_not)> run; ///< an error: that is the answer
    };
    void load(const Load& load);
    void loop();
    std::deque<Job> ready_jobs(bool& ending);
    void post(Job job);
    template <class Answer>
    void answer(std::stop_token stop, std::function<void(Result<Answer>)> done, std::function<Result<Answer>()> make);

    // On the source's thread, once it is loaded.
    const RecordedRun* find(const RunId& run) const;
    bool is_wanted(const RecordedRun& run, const RunQuery& query) const;
    template <class Take>
    std::pair<std::optional<RunId>, std::uint64_t> scan(const RunQuery& query, const Take& take) const;
    Result<RunPage> page_of(RunQuery query) const;
    Result<EventPage> events_of(const RecordedRun& run, const EventQuery& query) const;
    SourceState current_state() const;

    const std::string title_;
    const SourceState::Kind kind_;
    const std::uint64_t size_bytes_;
    std::atomic<std::uint64_t> read_bytes_ = 0;
    std::stop_source stop_loading_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::function<void()> changed_;
    bool loaded_ = false;
    bool ending_ = false;

    Result<Records> records_; ///< written by the loading thread before loaded_ is set, then only read
    std::vector<const RecordedRun*> newest_first_;
    std::unordered_map<std::string, const RecordedRun*> by_id_; ///< either id
    std::thread loader_;
    std::thread thread_;
};

} // namespace orkestr
