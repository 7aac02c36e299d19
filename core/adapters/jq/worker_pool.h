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
    void make_way();
    void make_way_for_one_alone();
    bool is_busy() const;
    void rest_if_idle();

    /// How it came that a worker is no more: by itself (or by somebody else), or that it was ended from here.
    enum class WorkerEnd { died, out_of_time, silent };

    std::unique_ptr<WorkerProcess> take_out(WorkerProcess& worker);
    void note_failure(std::string what);
    void settle_ended(WorkerProcess& worker, WorkerEnd end);
    bool worth_another_try(EvaluationJob& job, const WorkerProcess& worker, WorkerEnd end);
    std::string explain(const std::string& what, WorkerStop reason, WorkerEnd end) const;

    JqEvaluatorOptions options_;
    std::vector<std::unique_ptr<WorkerProcess>> workers_;
    JobQueue waiting_;
    CompilationNotes notes_;
    AnswerDelivery delivery_;
    std::string version_;
    /// Workers that ended before they said hello, or fell silent, since the last answer of any; and what the last did.
    int failures_ = 0;
    std::string last_failure_;
    std::int64_t idle_since_ns_ = 0;
    QTimer watch_timer_;
};

} // namespace orkestr
