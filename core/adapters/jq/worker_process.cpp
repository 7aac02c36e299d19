#include "core/adapters/jq/worker_process.h"

#include "core/adapters/jq/worker_start.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace orkestr {

namespace {

/// What a worker is given ahead of its answers, so that little has to be sent again when it ends.
constexpr std::size_t max_unsent_bytes = 1u << 20;
constexpr std::size_t max_in_flight = 2048;
constexpr std::size_t socket_read_bytes = 256 * 1024;
/// Of one notification, so that a worker that answers without end leaves the event loop to others.
constexpr std::size_t turn_read_bytes = 4u << 20;
constexpr std::size_t max_known_programs = 256;
/// Of a worker's memory, what the values may take that it keeps: the rest is the expressions' own.
constexpr std::size_t kept_values_part = 16;
constexpr std::int64_t max_watch_gap_ns = 50'000'000;

void append_expressions(FrameWriter& frame, const ExpressionProgram& program, const ProgramNotes& notes) {
    frame.number(static_cast<std::uint32_t>(program.expressions.size()));
    for (std::size_t i = 0; i < program.expressions.size(); ++i) {
        const ProgramExpression& expression = program.expressions[i];
        frame.text(expression.text);
        frame.number(static_cast<std::uint32_t>(expression.variables.size()));
        for (const std::string& name : expression.variables) frame.text(name);
        frame.number(expression.task_definition);
        frame.number(expression.workflow_definition);
        frame.number(static_cast<std::uint32_t>(expression.loose.size()));
        for (const LoosePart& part : expression.loose) {
            for (const std::uint32_t place : {part.begin, part.end, part.author_begin, part.author_end}) frame.number(place);
            frame.text(part.otherwise);
        }
        frame.text(notes.fault(i));
    }
}

void append_schemas(FrameWriter& frame, const ExpressionProgram& program, const ProgramNotes& notes) {
    frame.number(static_cast<std::uint32_t>(program.schemas.size()));
    for (std::size_t i = 0; i < program.schemas.size(); ++i) {
        frame.text(program.schemas[i].text());
        frame.text(notes.fault(program.expressions.size() + i));
    }
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const JqEvaluatorOptions& options, WorkerListener& listener) {
    auto started = start_worker(options);
    if (!started) return started.error();
    std::unique_ptr<WorkerProcess> worker(new WorkerProcess(listener, options.memory_bytes / kept_values_part));
    worker->pid_ = started->pid;
    worker->socket_ = started->socket;
    worker->status_ = started->status;
    worker->started_ns_ = monotonic_now_ns();
    worker->watch();
    return worker;
}

WorkerProcess::~WorkerProcess() {
    readable_.reset();
    writable_.reset();
    ::close(socket_);
    ::munmap(status_, sizeof(WorkerStatus));
    end_worker(pid_);
}

void WorkerProcess::watch() {
    readable_ = std::make_unique<QSocketNotifier>(socket_, QSocketNotifier::Read);
    QObject::connect(readable_.get(), &QSocketNotifier::activated, [this] { read_ready(); });
    writable_ = std::make_unique<QSocketNotifier>(socket_, QSocketNotifier::Write);
    writable_->setEnabled(false);
    QObject::connect(writable_.get(), &QSocketNotifier::activated, [this] {
        flush();
        if (has_room()) listener_.on_room(*this);
    });
}

bool WorkerProcess::wait_until_ready(int age_ms) {
    const std::int64_t end_ns = started_ns_ + std::int64_t{age_ms} * 1'000'000;
    while (jq_version_.empty()) {
        const std::int64_t left_ns = end_ns - monotonic_now_ns();
        pollfd readable{socket_, POLLIN, 0};
        if (left_ns <= 0 || ::poll(&readable, 1, static_cast<int>(left_ns / 1'000'000) + 1) < 0) return false;
        if (!(readable.revents & (POLLIN | POLLHUP | POLLERR))) continue;
        if (!receive()) return false;
        take_frames();
    }
    return true;
}

void WorkerProcess::read_ready() {
    std::size_t taken = 0;
    bool open = true;
    while (open && taken < turn_read_bytes) {
        const std::size_t before = received_end_ - received_begin_;
        open = receive();
        const std::size_t count = received_end_ - received_begin_ - before;
        take_frames();
        taken += count;
        if (count < socket_read_bytes) break;
    }
    if (!open) readable_->setEnabled(false);
    // Either may destroy this.
    if (open) listener_.on_answers_end(*this);
    else listener_.on_end(*this);
}

/// One read. False: the worker has closed its side.
bool WorkerProcess::receive() {
    if (received_begin_ == received_end_) received_begin_ = received_end_ = 0;
    if (received_.size() < received_end_ + socket_read_bytes) {
        std::memmove(received_.data(), received_.data() + received_begin_, received_end_ - received_begin_);
        received_end_ -= received_begin_;
        received_begin_ = 0;
        if (received_.size() < received_end_ + socket_read_bytes)
            received_.resize(std::max(received_end_ + socket_read_bytes, received_.size() * 2));
    }
    ssize_t count = 0;
    do count = ::recv(socket_, received_.data() + received_end_, socket_read_bytes, MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    received_end_ += static_cast<std::size_t>(count);
    heard_ = true;
    return count > 0;
}

void WorkerProcess::take_frames() {
    while (received_end_ - received_begin_ >= sizeof(std::uint32_t)) {
        std::uint32_t length = 0;
        std::memcpy(&length, received_.data() + received_begin_, sizeof length);
        if (received_end_ - received_begin_ < sizeof length + length) break;
        const std::string_view frame(received_.data() + received_begin_ + sizeof length, length);
        received_begin_ += sizeof length + length;
        take_frame(frame);
    }
    // A big answer's memory is not kept.
    if (received_begin_ == received_end_ && received_.size() > turn_read_bytes) {
        received_ = std::string();
        received_begin_ = received_end_ = 0;
    }
}

void WorkerProcess::take_frame(std::string_view frame) {
    FrameReader body(frame);
    const auto type = static_cast<WorkerFrame>(body.number<std::uint8_t>());
    if (type == WorkerFrame::ready) {
        jq_version_ = body.text();
        return;
    }
    const auto sequence = body.number<std::uint64_t>();
    if (body.ok()) listener_.on_answer(*this, type, sequence, body);
}

bool WorkerProcess::has_room() const {
    return unsent_.size() - unsent_begin_ < max_unsent_bytes && in_flight_.size() < max_in_flight;
}

void WorkerProcess::send(EvaluationJob job, const ProgramNotes& notes) {
    job.sequence = ++last_sequence_;
    FrameWriter frame(unsent_);
    const std::uint32_t handle = job.kind == EvaluationJob::Kind::ping ? 0 : handle_of(*job.request.program, notes);
    if (job.kind == EvaluationJob::Kind::ping) {
        frame.begin(WorkerFrame::ping);
        frame.number(job.sequence);
    } else if (job.kind == EvaluationJob::Kind::check) {
        frame.begin(WorkerFrame::check);
        frame.number(job.sequence);
        frame.number(handle);
    } else {
        frame.begin(job.request.is_schema ? WorkerFrame::schema : WorkerFrame::evaluate);
        frame.number(job.sequence);
        frame.number(handle);
        frame.number(job.request.index);
        if (job.request.is_schema) {
            frame.number(static_cast<std::uint8_t>(WorkerValue::inline_text));
            frame.text(job.request.input.text());
        } else {
            sent_values_.write(frame, job.request.input, job.request.variables, !job.alone);
        }
    }
    frame.end();
    in_flight_.push_back(std::move(job));
}

std::uint32_t WorkerProcess::handle_of(const ExpressionProgram& program, const ProgramNotes& notes) {
    auto at = programs_.find(program.id);
    if (at == programs_.end()) {
        if (programs_.size() >= max_known_programs) {
            const auto oldest = std::min_element(programs_.begin(), programs_.end(), [](const auto& a, const auto& b) {
                return a.second.used < b.second.used;
            });
            write_forget(oldest->second.handle);
            programs_.erase(oldest);
        }
        at = programs_.emplace(program.id, KnownProgram{++last_handle_, 0, notes.one_by_one}).first;
        FrameWriter frame(unsent_);
        frame.begin(WorkerFrame::program);
        frame.number(at->second.handle);
        frame.number(static_cast<std::uint8_t>(notes.one_by_one));
        append_expressions(frame, program, notes);
        frame.number(static_cast<std::uint32_t>(program.definitions.size()));
        for (const Json& definition : program.definitions) frame.text(definition.text());
        append_schemas(frame, program, notes);
        frame.end();
    }
    at->second.used = last_sequence_;
    return at->second.handle;
}

void WorkerProcess::flush() {
    while (unsent_begin_ < unsent_.size()) {
        const ssize_t count =
            ::send(socket_, unsent_.data() + unsent_begin_, unsent_.size() - unsent_begin_, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            // Anything but a full buffer is the worker's end, which reading tells.
            writable_->setEnabled(errno == EAGAIN || errno == EWOULDBLOCK);
            if (unsent_begin_ > max_unsent_bytes) {
                unsent_.erase(0, unsent_begin_);
                unsent_begin_ = 0;
            }
            return;
        }
        unsent_begin_ += static_cast<std::size_t>(count);
    }
    unsent_begin_ = 0;
    if (unsent_.capacity() > 2 * max_unsent_bytes) unsent_ = std::string();
    unsent_.clear();
    writable_->setEnabled(false);
}

std::int64_t WorkerProcess::processor_time_of_step_ns() {
    const std::int64_t since = status_->since_ns;
    const std::int64_t used = processor_time_ns(pid_);
    if (used < 0) return monotonic_now_ns() - since;
    if (since != seen_step_since_ns_) {
        seen_step_since_ns_ = since;
        seen_step_processor_ns_ = used;
    }
    return used - seen_step_processor_ns_;
}

void WorkerProcess::note_watch() {
    const std::int64_t now = monotonic_now_ns();
    const std::int64_t passed = watched_ns_ == 0 ? 0 : std::min(now - watched_ns_, max_watch_gap_ns);
    watched_ns_ = now;
    const std::int64_t used = processor_time_ns(pid_);
    const bool works = std::exchange(heard_, false) || used < 0 || std::exchange(seen_processor_ns_, used) != used;
    const bool has_work = !in_flight_.empty() || status_->current != 0;
    if (jq_version_.empty()) silent_ns_ += passed;
    else if (works || !has_work) silent_ns_ = 0;
    else silent_ns_ += passed;
}

void WorkerProcess::skip_all() { status_->skip_through = last_sequence_; }

bool WorkerProcess::is_slow(int slow_ms) const {
    return status_->current != 0 && monotonic_now_ns() - status_->since_ns > std::int64_t{slow_ms} * 1'000'000;
}

void WorkerProcess::reserve() { reserved_since_ns_ = monotonic_now_ns(); }

bool WorkerProcess::compiles_one_by_one(const std::string& program_id) const {
    const auto at = programs_.find(program_id);
    return at != programs_.end() && at->second.one_by_one;
}

void WorkerProcess::forget_program(const std::string& program_id) {
    const auto at = programs_.find(program_id);
    if (at == programs_.end()) return;
    write_forget(at->second.handle);
    programs_.erase(at);
}

void WorkerProcess::write_forget(std::uint32_t handle) {
    FrameWriter frame(unsent_);
    frame.begin(WorkerFrame::forget);
    frame.number(handle);
    frame.end();
}

} // namespace orkestr
