// A source and a control in memory, scripted by a test: answers come on a thread of their own, at once or when the test
// lets them go.
#pragma once

#include "core/ports/run_control.h"
#include "core/ports/run_source.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace orkestr::test {

/// One thread that runs what it is given, in order.
class AnswerThread {
public:
    AnswerThread();
    ~AnswerThread();
    void post(std::function<void()> job);
    /// Jobs stay where they are until release().
    void hold();
    void release();
    /// Jobs that are held.
    std::size_t waiting();

private:
    void loop();
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool held_ = false;
    bool ending_ = false;
    std::thread thread_;
};

class FakeSource : public RunSource {
public:
    std::string title() const override { return "Test workspace"; }
    void runs(RunQuery query, std::stop_token stop, std::function<void(Result<RunPage>)> done) override;
    void groups(RunQuery query, RunGrouping grouping, std::stop_token stop, std::function<void(Result<RunGroups>)> done) override;
    void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) override;
    void step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) override;
    void events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) override;
    void definitions(DefinitionQuery query, std::stop_token stop,
                     std::function<void(Result<std::vector<DefinitionRow>>)> done) override;
    void overview(std::stop_token stop, std::function<void(Result<WorkspaceOverview>)> done) override;
    void state(std::stop_token stop, std::function<void(Result<SourceState>)> done) override;
    void watch(std::function<void()> changed) override;
    bool holds_histories() const override { return histories; }

    bool histories = true; ///< else it is a record of another system; set before anybody looks
    /// What the source holds; a test changes it under the lock, with `change`.
    struct Content {
        std::map<std::string, RunRow> runs; ///< by id
        std::map<std::string, std::shared_ptr<const RunView>> views;
        std::map<std::string, std::vector<EventView>> events;
        std::vector<DefinitionRow> definitions;
        std::map<std::string, std::map<StepId, StepDetail>> details; ///< where a step has more than its view says
        WorkspaceOverview overview;
        SourceState state;
        std::optional<Error> error; ///< every request fails with it
    };
    /// Changes the content and tells the watcher.
    void change(const std::function<void(Content&)>& how);
    void tell();

    AnswerThread& thread() { return thread_; }
    int asked_runs() const { return asked_runs_; }
    int asked_events() const { return asked_events_; }
    int asked_overviews() const { return asked_overviews_; }
    bool is_watched();

private:
    template <class T>
    void answer(std::stop_token stop, std::function<Result<T>(Content&)> make, std::function<void(Result<T>)> done);

    std::mutex mutex_;
    Content content_;
    std::function<void()> changed_;
    std::atomic<int> asked_runs_ = 0;
    std::atomic<int> asked_events_ = 0;
    std::atomic<int> asked_overviews_ = 0;
    AnswerThread thread_; ///< last: it ends before what its jobs use
};

class FakeControl : public RunControl {
public:
    void start(StartRequest request, std::function<void(Result<RunId>)> done) override;
    void steer(RunId run, Steering steering, Author author, std::function<void(Result<void>)> done) override;
    void emit(EmitRequest request, std::function<void(Result<Emitted>)> done) override;
    void again(AgainRequest request, std::function<void(Result<RunId>)> done) override;
    void decide(DeadLetterDecision decision, std::function<void(Result<std::optional<RunId>>)> done) override;
    void recover(std::function<void(Result<std::size_t>)> done) override;
    void publish(std::string definition_text, std::string file_name, std::function<void(Result<std::string>)> done) override;
    void unschedule(std::string ns, std::string name, Author author, std::function<void(Result<void>)> done) override;

    /// What a start does; called on the control's thread.
    std::function<Result<RunId>(const StartRequest&)> on_start;
    std::function<Result<void>(const RunId&, Steering, const Author&)> on_steer;
    std::function<Result<Emitted>(const EmitRequest&)> on_emit;
    std::function<Result<RunId>(const AgainRequest&)> on_again;
    std::function<Result<std::optional<RunId>>(const DeadLetterDecision&)> on_decide;
    std::function<Result<void>(const std::string& ns, const std::string& name, const Author&)> on_unschedule;
    std::function<Result<std::size_t>()> on_recover;

    AnswerThread& thread() { return thread_; }

private:
    AnswerThread thread_;
};

/// An id that sorts by this number.
RunId run_id(int number);
/// A row of a run that began at this number of seconds.
RunRow run_row(int number, const std::string& status = "completed");
Json json(const std::string& text);

/// A definition of three tasks: `first` (set), `attempt` (try) holding `ask` (run), `last` (set).
const std::string& small_definition();
/// Its content hash.
std::string small_definition_hash();

/// small_definition as the workspace holds it.
DefinitionRow small_row();

/// A run of small_definition: `stage` 0 has just begun, 1 is in `ask`, 2 has faulted there, 3 has completed.
RunView small_run(int number, int stage);
/// Three schedules (the last unscheduled by ada), two dead letters (2: an event, 1: run 1), two kept events (one for run 1).
WorkspaceOverview small_overview();
/// Events as such a run has, made up: `count` of them.
std::vector<EventView> made_up_events(int count);

} // namespace orkestr::test
