// Gives jobs to workers, watches their time, replaces the ones that end, and hands the answers over.
#pragma once

#include "core/adapters/jq/worker_process.h"

#include <QObject>
#include <QTimer>

namespace orkestr {

class WorkerPool : public WorkerListener {
public:
    explicit WorkerPool(JqEvaluatorOptions options);
    ~WorkerPool() override;

    /// Starts a worker if there is none. Errors: unavailable.
    Result<void> start();
    std::string version();
    std::vector<int> worker_pids() const;

    void add(EvaluationJobs jobs);
    void abandon();

    void on_answer(WorkerProcess& worker, WorkerFrame type, std::uint64_t sequence, FrameReader& body) override;
    void on_answers_end(WorkerProcess& worker) override;
    void on_room(WorkerProcess& worker) override;
    void on_end(WorkerProcess& worker) override;

private:
    using Workers = std::vector<std::unique_ptr<WorkerProcess>>;

    void dispatch();
    WorkerProcess* worker_with_room();
    bool start_worker();
    void fail_pending(const Error& error);

    void watch();
    bool watch_worker(WorkerProcess& worker);
    void move_waiting(WorkerProcess& worker, std::uint64_t current);
    void rest_if_idle();

    std::unique_ptr<WorkerProcess> take_out(WorkerProcess& worker);
    void settle_ended(WorkerProcess& worker, WorkerStop reason, bool out_of_time);
    bool blame_compilation(EvaluationJob& job, const WorkerStatus& status, const std::string& reason);
    std::string explain(const EvaluationJob& job, WorkerStop reason, bool out_of_time) const;

    void fail(EvaluationJob& job, const std::string& message);
    void answer(EvaluationJob& job, EvaluationOutcome outcome);
    void deliver();
    void deliver_soon();

    JqEvaluatorOptions options_;
    Workers workers_;
    EvaluationJobs pending_;
    std::map<std::string, ProgramNotes, std::less<>> notes_;
    std::vector<std::shared_ptr<EvaluationBatch>> ready_;
    std::vector<std::function<void()>> ready_calls_;
    std::string version_;
    /// Workers that ended before they said hello, since the last that did.
    int failed_starts_ = 0;
    std::int64_t idle_since_ns_ = 0;
    QTimer watch_timer_;
    bool delivery_posted_ = false;
    /// For calls into the event loop, and to tell that a callback has destroyed this.
    std::shared_ptr<QObject> context_ = std::make_shared<QObject>();
};

} // namespace orkestr
