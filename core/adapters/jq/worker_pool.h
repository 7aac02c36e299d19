// Gives jobs to workers, watches their time and replaces the ones that end.
#pragma once

#include "core/adapters/jq/answer_delivery.h"
#include "core/adapters/jq/job_queue.h"
#include "core/adapters/jq/worker_process.h"

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
    void dispatch();
    void send(WorkerProcess& worker, EvaluationJobs& jobs);
    WorkerProcess* worker_with_room();
    WorkerProcess* worker_for_slow();
    bool is_occupied(const WorkerProcess& worker) const;
    WorkerProcess* start_worker();
    void fail_waiting(const Error& error);

    void watch();
    bool watch_worker(WorkerProcess& worker);
    void move_waiting(WorkerProcess& worker, std::uint64_t current);
    bool is_busy() const;
    void rest_if_idle();

    std::unique_ptr<WorkerProcess> take_out(WorkerProcess& worker);
    void settle_ended(WorkerProcess& worker, WorkerStop reason, bool out_of_time);
    bool worth_another_try(EvaluationJob& job, const WorkerProcess& worker, WorkerStop reason, bool out_of_time);
    std::string explain(const EvaluationJob& job, WorkerStop reason, bool out_of_time) const;

    JqEvaluatorOptions options_;
    std::vector<std::unique_ptr<WorkerProcess>> workers_;
    JobQueue waiting_;
    CompilationNotes notes_;
    AnswerDelivery delivery_;
    std::string version_;
    /// Workers that ended before they said hello, since the last that did.
    int failed_starts_ = 0;
    std::int64_t idle_since_ns_ = 0;
    QTimer watch_timer_;
};

} // namespace orkestr
