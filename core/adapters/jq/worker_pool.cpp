#include "core/adapters/jq/worker_pool.h"

#include "core/adapters/jq/worker_start.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr int watch_ms = 10;
constexpr int idle_watch_ms = 1000;
constexpr std::int64_t extra_worker_idle_ns = 10'000'000'000;
constexpr std::int64_t hello_time_ns = 10'000'000'000;
constexpr int max_failed_starts = 3;
/// A step may take so many times its limit when the processor is busy with others.
constexpr std::int64_t max_wall_factor = 4;
constexpr std::size_t max_faults_of_program = 16;
/// More is refused without asking a worker: its memory would not hold it.
constexpr std::size_t max_job_bytes = std::size_t{256} << 20;

EvaluationFailure stopped_failure(std::string message) { return {true, std::move(message), {}}; }

} // namespace

WorkerPool::WorkerPool(JqEvaluatorOptions options) : options_(std::move(options)) {
    watch_timer_.setTimerType(Qt::CoarseTimer);
    QObject::connect(&watch_timer_, &QTimer::timeout, context_.get(), [this] { watch(); });
}

WorkerPool::~WorkerPool() = default;

Result<void> WorkerPool::start() {
    if (!workers_.empty()) return {};
    auto worker = WorkerProcess::start(options_, *this);
    if (!worker) return worker.error();
    workers_.push_back(std::move(*worker));
    return {};
}

std::string WorkerPool::version() {
    for (const auto& worker : workers_) {
        if (version_.empty() && worker->wait_until_ready(5000)) version_ = worker->jq_version();
    }
    return version_;
}

std::vector<int> WorkerPool::worker_pids() const {
    std::vector<int> pids;
    for (const auto& worker : workers_) pids.push_back(worker->pid());
    return pids;
}

void WorkerPool::add(EvaluationJobs jobs) {
    for (EvaluationJob& job : jobs) {
        if (size_bytes(job) <= max_job_bytes) pending_.push_back(std::move(job));
        else fail(job, "stopped: the data of the expression is larger than 256 MB");
    }
    dispatch();
    deliver_soon();
}

void WorkerPool::abandon() {
    pending_.clear();
    ready_.clear();
    ready_calls_.clear();
    for (const auto& worker : workers_) {
        worker->skip_all();
        worker->in_flight().clear();
    }
}

// --- giving jobs to workers ------------------------------------------------------------------------------------------

void WorkerPool::dispatch() {
    while (!pending_.empty()) {
        WorkerProcess* const worker = worker_with_room();
        if (!worker) break;
        while (!pending_.empty() && worker->has_room()) {
            EvaluationJob job = std::move(pending_.front());
            pending_.pop_front();
            static const ProgramNotes none;
            const auto notes = job.request.program ? notes_.find(job.request.program->id) : notes_.end();
            worker->send(std::move(job), notes == notes_.end() ? none : notes->second);
        }
        worker->flush();
    }
    const bool busy = !pending_.empty() || std::any_of(workers_.begin(), workers_.end(),
                                                       [](const auto& worker) { return !worker->in_flight().empty(); });
    if (busy && (!watch_timer_.isActive() || watch_timer_.interval() != watch_ms)) watch_timer_.start(watch_ms);
}

/// The first that no slow request occupies; nothing: all are full, or none can be started.
WorkerProcess* WorkerPool::worker_with_room() {
    const std::int64_t now = monotonic_now_ns();
    bool all_slow = true;
    for (const auto& worker : workers_) {
        const WorkerStatus& status = worker->status();
        const bool slow = status.current != 0 && now - status.since_ns > std::int64_t{options_.slow_ms} * 1'000'000;
        if (slow) continue;
        all_slow = false;
        if (worker->has_room()) return worker.get();
    }
    if (!all_slow || static_cast<int>(workers_.size()) >= options_.max_workers) return nullptr;
    return start_worker() ? workers_.back().get() : nullptr;
}

bool WorkerPool::start_worker() {
    if (failed_starts_ < max_failed_starts) {
        auto worker = WorkerProcess::start(options_, *this);
        if (worker) {
            workers_.push_back(std::move(*worker));
            return true;
        }
        // With others at work this can wait for them.
        if (workers_.empty()) fail_pending(worker.error());
        return false;
    }
    failed_starts_ = 0;
    if (workers_.empty()) fail_pending({ErrorCode::unavailable, "the expression worker ends as soon as it is started: " +
                                                                    options_.worker_path, {}});
    return false;
}

void WorkerPool::fail_pending(const Error& error) {
    for (EvaluationJob& job : std::exchange(pending_, {})) {
        if (job.kind == EvaluationJob::Kind::check)
            ready_calls_.push_back([done = std::move(job.check_done), error] { done(error); });
        else
            fail(job, error.message);
    }
    deliver_soon();
}

// --- answers ---------------------------------------------------------------------------------------------------------

void WorkerPool::on_answer(WorkerProcess& worker, WorkerFrame type, std::uint64_t sequence, FrameReader& body) {
    EvaluationJobs& jobs = worker.in_flight();
    const auto at = std::lower_bound(jobs.begin(), jobs.end(), sequence,
                                     [](const EvaluationJob& job, std::uint64_t wanted) { return job.sequence < wanted; });
    if (at == jobs.end() || at->sequence != sequence) return;
    EvaluationJob job = std::move(*at);
    jobs.erase(at);
    if (type == WorkerFrame::skipped) {
        pending_.push_front(std::move(job));
    } else if (type == WorkerFrame::value) {
        if (job.kind == EvaluationJob::Kind::ping) ready_calls_.push_back(std::move(job.ping_done));
        else answer(job, Json::trusted(std::string(body.text())));
    } else if (type == WorkerFrame::checked && job.kind == EvaluationJob::Kind::check) {
        std::vector<ExpressionDiagnostic> diagnostics;
        for (auto left = body.number<std::uint32_t>(); left > 0 && body.ok(); --left) {
            ExpressionDiagnostic& diagnostic = diagnostics.emplace_back();
            diagnostic.expression = body.number<std::uint32_t>();
            diagnostic.message = body.text();
        }
        ready_calls_.push_back([done = std::move(job.check_done), found = std::move(diagnostics)] { done(found); });
    } else {
        EvaluationFailure failure;
        failure.stopped = body.number<std::uint8_t>() != 0;
        failure.message = body.text();
        for (auto left = body.number<std::uint32_t>(); left > 0 && body.ok(); --left)
            failure.violations.emplace_back(body.text());
        answer(job, std::move(failure));
    }
}

void WorkerPool::on_answers_end(WorkerProcess& worker) {
    if (!worker.jq_version().empty()) failed_starts_ = 0;
    on_room(worker);
}

void WorkerPool::on_room(WorkerProcess&) {
    dispatch();
    deliver();
}

void WorkerPool::answer(EvaluationJob& job, EvaluationOutcome outcome) {
    if (job.kind == EvaluationJob::Kind::check) {
        // The worker could not even look at the program.
        const auto* failure = std::get_if<EvaluationFailure>(&outcome);
        const Error error{ErrorCode::limit, failure ? failure->message : std::string("unexpected answer"), {}};
        ready_calls_.push_back([done = std::move(job.check_done), error] { done(error); });
        return;
    }
    if (!job.batch) return;
    if (job.batch->ready.empty()) ready_.push_back(job.batch);
    job.batch->ready.push_back({job.request.ticket, std::move(outcome)});
}

void WorkerPool::fail(EvaluationJob& job, const std::string& message) {
    if (job.kind == EvaluationJob::Kind::ping) ready_calls_.push_back(std::move(job.ping_done));
    else answer(job, stopped_failure(message));
}

void WorkerPool::deliver_soon() {
    if (delivery_posted_ || (ready_.empty() && ready_calls_.empty())) return;
    delivery_posted_ = true;
    QTimer::singleShot(0, context_.get(), [this] {
        delivery_posted_ = false;
        deliver();
    });
}

void WorkerPool::deliver() {
    const std::weak_ptr<QObject> alive = context_;
    // What is not called yet stays where abandon() finds it.
    while (!ready_calls_.empty()) {
        const auto call = std::move(ready_calls_.front());
        ready_calls_.erase(ready_calls_.begin());
        call();
        if (alive.expired()) return;
    }
    while (!ready_.empty()) {
        const auto batch = std::move(ready_.front());
        ready_.erase(ready_.begin());
        batch->answered(std::exchange(batch->ready, {}));
        if (alive.expired()) return;
    }
}

// --- watching --------------------------------------------------------------------------------------------------------

void WorkerPool::watch() {
    collect_ended_workers();
    bool changed = true;
    while (changed) {
        changed = std::any_of(workers_.begin(), workers_.end(), [this](const auto& worker) { return watch_worker(*worker); });
    }
    dispatch();
    rest_if_idle();
    deliver();
}

/// True when the worker was ended.
bool WorkerPool::watch_worker(WorkerProcess& worker) {
    const std::int64_t now = monotonic_now_ns();
    const WorkerStatus& status = worker.status();
    const std::uint64_t current = status.current;
    const std::int64_t taken_ns = now - status.since_ns;
    if (worker.jq_version().empty() && current == 0) {
        if (now - worker.started_ns() < hello_time_ns) return false;
        ++failed_starts_;
        const auto ended = take_out(worker);
        settle_ended(*ended, WorkerStop::unknown, false);
        return true;
    }
    if (current == 0 || taken_ns < std::int64_t{options_.slow_ms} * 1'000'000) return false;
    EvaluationJobs& jobs = worker.in_flight();
    const bool wanted = std::any_of(jobs.begin(), jobs.end(), [&](const auto& job) { return job.sequence == current; });
    const std::int64_t limit_ns = std::int64_t{options_.evaluation_time_ms} * 1'000'000;
    const bool out_of_time = worker.processor_time_of_step_ns() > limit_ns || taken_ns > max_wall_factor * limit_ns;
    if (out_of_time || !wanted) {
        const auto ended = take_out(worker);
        settle_ended(*ended, WorkerStop::unknown, out_of_time);
        return true;
    }
    if (jobs.size() > 1) move_waiting(worker, current);
    return false;
}

/// Of a worker that compiles, the requests on the same program stay: they need what it compiles.
void WorkerPool::move_waiting(WorkerProcess& worker, std::uint64_t current) {
    EvaluationJobs waiting = std::exchange(worker.in_flight(), {});
    const auto job = std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) { return one.sequence == current; });
    const auto program = worker.status().compiling != 0 ? job->request.program : nullptr;
    if (!program) worker.skip_all();
    for (auto at = waiting.rbegin(); at != waiting.rend(); ++at) {
        const bool stays = at->sequence == current || (program && at->request.program && at->request.program->id == program->id);
        (stays ? worker.in_flight() : pending_).push_front(std::move(*at));
    }
}

void WorkerPool::rest_if_idle() {
    const bool busy = !pending_.empty() || std::any_of(workers_.begin(), workers_.end(),
                                                       [](const auto& worker) { return !worker->in_flight().empty(); });
    if (busy) {
        idle_since_ns_ = 0;
        return;
    }
    const std::int64_t now = monotonic_now_ns();
    if (idle_since_ns_ == 0) idle_since_ns_ = now;
    if (now - idle_since_ns_ > extra_worker_idle_ns && workers_.size() > 1) workers_.resize(1);
    if (workers_.size() <= 1) watch_timer_.stop();
    else if (watch_timer_.interval() != idle_watch_ms) watch_timer_.start(idle_watch_ms);
}

// --- ended workers ---------------------------------------------------------------------------------------------------

std::unique_ptr<WorkerProcess> WorkerPool::take_out(WorkerProcess& worker) {
    const auto at = std::find_if(workers_.begin(), workers_.end(), [&](const auto& held) { return held.get() == &worker; });
    auto taken = std::move(*at);
    workers_.erase(at);
    return taken;
}

void WorkerPool::on_end(WorkerProcess& worker) {
    const auto ended = take_out(worker);
    if (ended->jq_version().empty()) ++failed_starts_;
    settle_ended(*ended, ended->status().stop, false);
    dispatch();
    deliver();
}

/// Blames the request in progress, and sends the others again.
void WorkerPool::settle_ended(WorkerProcess& worker, WorkerStop reason, bool out_of_time) {
    const WorkerStatus& status = worker.status();
    EvaluationJobs jobs = std::exchange(worker.in_flight(), {});
    // Between two requests, the one that was to come next has to do with it.
    std::uint64_t culprit = status.current;
    if (culprit == 0 && !worker.jq_version().empty() && !jobs.empty()) culprit = jobs.front().sequence;
    for (auto at = jobs.rbegin(); at != jobs.rend(); ++at) {
        EvaluationJob& job = *at;
        if (job.sequence != culprit) {
            pending_.push_front(std::move(job));
            continue;
        }
        const bool killed_by_others = reason == WorkerStop::unknown && !out_of_time;
        const std::string message = explain(job, reason, out_of_time);
        const bool again = killed_by_others ? !std::exchange(job.killed_before, true) : blame_compilation(job, status, message);
        if (again) pending_.push_front(std::move(job));
        else fail(job, message);
    }
}

/// True when the worker ended while it compiled, so that the job can be tried again knowing more.
bool WorkerPool::blame_compilation(EvaluationJob& job, const WorkerStatus& status, const std::string& reason) {
    const std::uint32_t compiling = status.compiling;
    if (compiling == 0 || !job.request.program) return false;
    ProgramNotes& notes = notes_[job.request.program->id];
    if (!notes.one_by_one) {
        notes.one_by_one = true;
        return true;
    }
    if (notes.faults.size() >= max_faults_of_program) return false;
    return notes.faults.emplace(compiling - 1, reason).second;
}

std::string WorkerPool::explain(const EvaluationJob& job, WorkerStop reason, bool out_of_time) const {
    const std::string what = job.request.is_schema ? "stopped: the schema check " : "stopped: the expression ";
    if (out_of_time) return what + "took longer than " + std::to_string(options_.evaluation_time_ms) + " ms";
    switch (reason) {
    case WorkerStop::memory: return what + "needs more than " + std::to_string(options_.memory_bytes >> 20) + " MB of memory";
    case WorkerStop::stack: return what + "nests too deep";
    case WorkerStop::aborted: return what + "is more than libjq can do";
    case WorkerStop::processor_time: return what + "took too much processor time";
    case WorkerStop::protocol: return "stopped: the expression worker did not understand the request";
    case WorkerStop::unknown: break;
    }
    return "stopped: the expression worker was killed while it evaluated";
}

} // namespace orkestr
