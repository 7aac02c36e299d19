#include "core/adapters/jq/worker_pool.h"

#include "core/adapters/jq/time_limit.h"
#include "core/adapters/jq/worker_start.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr int watch_ms = 10;
constexpr int idle_watch_ms = 1000;
constexpr std::int64_t ns_per_ms = 1'000'000;
constexpr std::int64_t extra_worker_idle_ns = 10'000 * ns_per_ms;
constexpr int max_failures = 3;
constexpr int slow_compilation_ms = 500;
/// More is refused without asking a worker: its memory would not hold it.
constexpr std::size_t max_job_bytes = std::size_t{256} << 20;

bool compiles_schema(const EvaluationJob& job, const WorkerProcess& worker) {
    return job.request.program && worker.status().compiling > job.request.program->expressions.size();
}

EvaluationFailure read_failure(FrameReader& body) {
    EvaluationFailure failure;
    failure.stopped = body.number<std::uint8_t>() != 0;
    failure.message = body.text();
    for (auto left = body.number<std::uint32_t>(); left > 0 && body.ok(); --left) failure.violations.emplace_back(body.text());
    return failure;
}

std::vector<ExpressionDiagnostic> read_diagnostics(FrameReader& body) {
    std::vector<ExpressionDiagnostic> found;
    for (auto left = body.number<std::uint32_t>(); left > 0 && body.ok(); --left) {
        ExpressionDiagnostic& diagnostic = found.emplace_back();
        diagnostic.expression = body.number<std::uint32_t>();
        diagnostic.message = body.text();
    }
    return found;
}

} // namespace

WorkerPool::WorkerPool(JqEvaluatorOptions options) : options_(std::move(options)) {
    watch_timer_.setTimerType(Qt::CoarseTimer);
    QObject::connect(&watch_timer_, &QTimer::timeout, [this] { watch(); });
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
        if (version_.empty() && worker->wait_until_ready(options_.silence_ms)) version_ = worker->jq_version();
    }
    // Answers may have come with the hello.
    delivery_.deliver_soon();
    return version_;
}

std::vector<int> WorkerPool::worker_pids() const {
    std::vector<int> pids;
    for (const auto& worker : workers_) pids.push_back(worker->pid());
    return pids;
}

void WorkerPool::add(EvaluationJobs jobs) {
    for (EvaluationJob& job : jobs) {
        if (size_bytes(job) <= max_job_bytes) waiting_.add(std::move(job));
        else delivery_.fail(job, {ErrorCode::limit, "the data of the expression is larger than 256 MB", {}});
    }
    dispatch();
    delivery_.deliver_soon();
}

void WorkerPool::abandon() {
    waiting_.take_all();
    delivery_.forget_all();
    for (const auto& worker : workers_) {
        worker->skip_all();
        worker->in_flight().clear();
    }
}

// --- giving jobs to workers ------------------------------------------------------------------------------------------

void WorkerPool::dispatch() {
    while (!waiting_.alone().empty()) {
        WorkerProcess* const worker = start_worker();
        if (!worker) break;
        worker->reserve();
        send(*worker, waiting_.alone());
        worker->flush();
    }
    while (!waiting_.ordinary().empty()) {
        WorkerProcess* const worker = worker_with_room();
        if (!worker) break;
        while (!waiting_.ordinary().empty() && worker->has_room()) send(*worker, waiting_.ordinary());
        worker->flush();
    }
    while (!waiting_.slow().empty()) {
        WorkerProcess* const worker = worker_for_slow();
        if (!worker) break;
        worker->reserve();
        send(*worker, waiting_.slow());
        worker->flush();
    }
    if (is_busy() && (!watch_timer_.isActive() || watch_timer_.interval() != watch_ms)) watch_timer_.start(watch_ms);
}

void WorkerPool::send(WorkerProcess& worker, EvaluationJobs& jobs) {
    EvaluationJob job = std::move(jobs.front());
    jobs.pop_front();
    const std::string& program = job.request.program ? job.request.program->id : std::string();
    worker.send(std::move(job), notes_.of(program));
}

bool WorkerPool::is_occupied(const WorkerProcess& worker) const {
    return worker.is_reserved() || worker.is_slow(options_.slow_ms);
}

/// Nothing: all are full, or none can be started.
WorkerProcess* WorkerPool::worker_with_room() {
    bool all_occupied = true;
    for (const auto& worker : workers_) {
        if (is_occupied(*worker)) continue;
        all_occupied = false;
        if (worker->has_room()) return worker.get();
    }
    return all_occupied ? start_worker() : nullptr;
}

/// One with nothing to do, and not the last one that is left to the others.
WorkerProcess* WorkerPool::worker_for_slow() {
    const auto occupied = std::count_if(workers_.begin(), workers_.end(), [this](const auto& one) { return is_occupied(*one); });
    if (occupied >= std::max(1, options_.max_workers - 1)) return nullptr;
    const std::size_t kept_free = options_.max_workers > 1 ? 1 : 0;
    for (std::size_t i = workers_.size(); i > kept_free; --i) {
        WorkerProcess& worker = *workers_[i - 1];
        if (!is_occupied(worker) && worker.in_flight().empty() && worker.has_room()) return &worker;
    }
    return start_worker();
}

/// Nothing: there are enough, or it can't be started; when there is none at all, who waits is told so.
WorkerProcess* WorkerPool::start_worker() {
    if (static_cast<int>(workers_.size()) >= options_.max_workers) return nullptr;
    if (failures_ >= max_failures) {
        failures_ = 0;
        if (workers_.empty())
            fail_waiting({ErrorCode::unavailable, "the expression worker " + last_failure_ + ": " + options_.worker_path, {}});
        return nullptr;
    }
    auto worker = WorkerProcess::start(options_, *this);
    if (worker) return workers_.emplace_back(std::move(*worker)).get();
    if (workers_.empty()) fail_waiting(worker.error());
    return nullptr;
}

void WorkerPool::fail_waiting(const Error& error) {
    for (EvaluationJob& job : waiting_.take_all()) delivery_.fail(job, error);
    delivery_.deliver_soon();
}

// --- answers ---------------------------------------------------------------------------------------------------------

void WorkerPool::on_answer(WorkerProcess& worker, WorkerFrame type, std::uint64_t sequence, FrameReader& body) {
    EvaluationJobs& jobs = worker.in_flight();
    const auto at = std::lower_bound(jobs.begin(), jobs.end(), sequence,
                                     [](const EvaluationJob& job, std::uint64_t wanted) { return job.sequence < wanted; });
    // Not wanted any more, or asked of another worker since.
    if (at == jobs.end() || at->sequence != sequence) return;
    failures_ = 0;
    EvaluationJob job = std::move(*at);
    jobs.erase(at);
    if (worker.is_reserved() && monotonic_now_ns() - worker.reserved_since_ns() < options_.slow_ms * ns_per_ms)
        waiting_.note_quick(job);
    using Kind = EvaluationJob::Kind;
    if (type == WorkerFrame::skipped) {
        waiting_.put_back(std::move(job));
    } else if (type == WorkerFrame::value && job.kind == Kind::ping) {
        delivery_.pinged(job);
    } else if (type == WorkerFrame::value && job.kind == Kind::evaluate) {
        delivery_.answer(job, Json::trusted(std::string(body.text())));
    } else if (type == WorkerFrame::checked && job.kind == Kind::check) {
        delivery_.checked(job, read_diagnostics(body));
    } else if (type == WorkerFrame::failure && job.kind == Kind::evaluate) {
        delivery_.answer(job, read_failure(body));
    } else {
        delivery_.fail(job, {ErrorCode::internal, "the expression worker gave another answer than expected", {}});
    }
}

void WorkerPool::on_answers_end(WorkerProcess& worker) {
    if (worker.in_flight().empty()) worker.end_reservation();
    on_room(worker);
}

void WorkerPool::on_room(WorkerProcess&) {
    dispatch();
    delivery_.deliver();
}

// --- watching --------------------------------------------------------------------------------------------------------

void WorkerPool::watch() {
    collect_ended_workers();
    // watch_worker changes the list when it answers true.
    while (std::any_of(workers_.begin(), workers_.end(), [this](const auto& worker) { return watch_worker(*worker); })) {}
    dispatch();
    make_way();
    make_way_for_one_alone();
    dispatch();
    rest_if_idle();
    delivery_.deliver();
}

/// True when the worker was ended.
bool WorkerPool::watch_worker(WorkerProcess& worker) {
    const WorkerStatus& status = worker.status();
    const std::uint64_t current = status.current;
    const std::int64_t now = monotonic_now_ns();
    worker.note_watch();
    if (worker.is_silent(options_.silence_ms)) {
        note_failure(worker.jq_version().empty() ? "does not answer when it is started" : "answers no request");
        settle_ended(*take_out(worker), WorkerEnd::silent);
        return true;
    }
    if (!worker.is_slow(options_.slow_ms)) return false;
    EvaluationJobs& jobs = worker.in_flight();
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const auto& one) { return one.sequence == current; });
    const std::int64_t limit_ns = options_.evaluation_time_ms * ns_per_ms;
    const bool out_of_time = is_out_of_time(worker.processor_time_of_step_ns(), now - status.since_ns, limit_ns);
    if (out_of_time || job == jobs.end()) {
        settle_ended(*take_out(worker), out_of_time ? WorkerEnd::out_of_time : WorkerEnd::died);
        return true;
    }
    if (status.compiling == 0) waiting_.note_slow(*job);
    if (jobs.size() > 1) move_waiting(worker, current);
    return false;
}

/// Of a worker that compiles, the requests on the same program stay: they need what it compiles.
void WorkerPool::move_waiting(WorkerProcess& worker, std::uint64_t current) {
    EvaluationJobs jobs = std::exchange(worker.in_flight(), {});
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const auto& one) { return one.sequence == current; });
    const auto program = worker.status().compiling != 0 ? job->request.program : nullptr;
    if (!program) worker.skip_all();
    for (auto at = jobs.rbegin(); at != jobs.rend(); ++at) {
        const bool needs_it = program && at->request.program && at->request.program->id == program->id;
        if (at->sequence == current || needs_it) worker.in_flight().push_front(std::move(*at));
        else waiting_.put_back(std::move(*at));
    }
}

/// When nobody is left for who waits: the latest to be held up gives up its expression, which waits among the slow ones
/// and begins anew. Those that have waited there keep their workers, so that each has its turn.
void WorkerPool::make_way() {
    if (waiting_.ordinary().empty() || options_.max_workers < 2 || static_cast<int>(workers_.size()) < options_.max_workers) return;
    WorkerProcess* latest = nullptr;
    for (const auto& worker : workers_) {
        if (!is_occupied(*worker)) return;
        const bool compiles = worker->status().compiling != 0;
        // A compilation is over soon.
        if (compiles && !worker->is_slow(slow_compilation_ms)) return;
        if (compiles || worker->is_reserved()) continue;
        if (!latest || worker->status().since_ns > latest->status().since_ns) latest = worker.get();
    }
    if (!latest) return;
    const auto ended = take_out(*latest);
    EvaluationJobs jobs = std::exchange(ended->in_flight(), {});
    for (auto at = jobs.rbegin(); at != jobs.rend(); ++at) waiting_.put_back(std::move(*at));
}

/// A worker with nothing to do is replaced by a new one.
void WorkerPool::make_way_for_one_alone() {
    if (waiting_.alone().empty() || static_cast<int>(workers_.size()) < options_.max_workers) return;
    const auto idle = std::find_if(workers_.begin(), workers_.end(), [this](const auto& worker) {
        return !is_occupied(*worker) && worker->in_flight().empty() && worker->status().current == 0;
    });
    if (idle != workers_.end()) workers_.erase(idle);
}

/// Something to wait for, or something abandoned that still goes on.
bool WorkerPool::is_busy() const {
    return !waiting_.empty() || std::any_of(workers_.begin(), workers_.end(), [](const auto& worker) {
        return !worker->in_flight().empty() || worker->status().current != 0;
    });
}

void WorkerPool::rest_if_idle() {
    if (is_busy()) {
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
    if (ended->jq_version().empty()) note_failure("ends as soon as it is started");
    settle_ended(*ended, WorkerEnd::died);
    dispatch();
    delivery_.deliver();
}

void WorkerPool::note_failure(std::string what) {
    ++failures_;
    last_failure_ = std::move(what);
}

/// Blames the request in progress, and lets the others wait for another worker.
void WorkerPool::settle_ended(WorkerProcess& worker, WorkerEnd end) {
    EvaluationJobs jobs = std::exchange(worker.in_flight(), {});
    // Between two requests, the one that was to come next has to do with a worker's death; with its silence none has.
    std::uint64_t culprit = worker.status().current;
    const bool began = !worker.jq_version().empty() && end != WorkerEnd::silent;
    if (culprit == 0 && began && !jobs.empty()) culprit = jobs.front().sequence;
    for (auto at = jobs.rbegin(); at != jobs.rend(); ++at) {
        if (at->sequence != culprit || worth_another_try(*at, worker, end)) waiting_.put_back(std::move(*at));
        else {
            const std::string what = at->request.is_schema ? "the schema check " : "the expression ";
            delivery_.fail(*at, {ErrorCode::limit, explain(what, worker.status().stop, end), {}});
        }
    }
}

bool WorkerPool::worth_another_try(EvaluationJob& job, const WorkerProcess& worker, WorkerEnd end) {
    const WorkerStop reason = worker.status().stop;
    const bool by_others = end == WorkerEnd::silent || (end == WorkerEnd::died && reason == WorkerStop::unknown);
    if (by_others) return !std::exchange(job.killed_before, true);
    // A stack can't grow either where memory is short.
    const bool of_memory = end == WorkerEnd::died && (reason == WorkerStop::memory || reason == WorkerStop::stack);
    constexpr std::uint64_t first_of_worker = 1;
    if (of_memory && job.sequence != first_of_worker && !job.alone) {
        job.alone = true;
        return true;
    }
    const std::uint32_t compiling = worker.status().compiling;
    if (compiling == 0 || !job.request.program) return false;
    const std::string& program = job.request.program->id;
    const std::string what = compiles_schema(job, worker) ? "the schema " : "the expression ";
    const std::string message = explain(what, reason, end) + " while it was compiled";
    const bool alone = compiles_schema(job, worker) || worker.compiles_one_by_one(program);
    if (!notes_.learn(program, alone, compiling - 1, message)) return false;
    for (const auto& other : workers_) other->forget_program(program);
    return true;
}

std::string WorkerPool::explain(const std::string& what, WorkerStop reason, WorkerEnd end) const {
    if (end == WorkerEnd::out_of_time) return what + "took longer than " + std::to_string(options_.evaluation_time_ms) + " ms";
    if (end == WorkerEnd::silent) return "the expression worker stood still while it evaluated";
    switch (reason) {
    case WorkerStop::memory: return what + "needs more than " + std::to_string(options_.memory_bytes >> 20) + " MB of memory";
    case WorkerStop::stack: return what + "nests too deep";
    case WorkerStop::aborted: return what + "is more than libjq can do";
    case WorkerStop::processor_time: return what + "took too much processor time";
    case WorkerStop::protocol: return "the expression worker did not understand the request";
    case WorkerStop::unknown: break;
    }
    return "the expression worker was killed while it evaluated";
}

} // namespace orkestr
