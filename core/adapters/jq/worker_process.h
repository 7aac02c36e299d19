// One running worker: its process, its socket and what it has been asked.
#pragma once

#include "core/adapters/jq/compilation_notes.h"
#include "core/adapters/jq/jq_evaluator.h"
#include "core/adapters/jq/sent_values.h"
#include "core/adapters/jq/worker_protocol.h"

#include <QSocketNotifier>
#include <map>
#include <memory>
#include <string_view>

namespace orkestr {

class WorkerProcess;

/// Whom a worker tells. Called within the event loop's notifications, and within send() and flush() never.
class WorkerListener {
public:
    virtual ~WorkerListener() = default;
    /// A frame of an answer, its type first, to the request with this sequence.
    virtual void on_answer(WorkerProcess& worker, WorkerFrame type, std::uint64_t sequence, FrameReader& body) = 0;
    /// All frames that had come are told.
    virtual void on_answers_end(WorkerProcess& worker) = 0;
    /// More can be sent than before.
    virtual void on_room(WorkerProcess& worker) = 0;
    /// It is gone. The listener may destroy it, here and in on_answers_end, but not in on_answer.
    virtual void on_end(WorkerProcess& worker) = 0;
};

class WorkerProcess {
public:
    /// Starts a worker. Errors: unavailable.
    static Result<std::unique_ptr<WorkerProcess>> start(const JqEvaluatorOptions& options, WorkerListener& listener);
    /// Kills it, if it is still there, and does not wait for its end.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;

    int pid() const { return pid_; }
    const WorkerStatus& status() const { return *status_; }
    /// The worker has said hello; empty before.
    const std::string& jq_version() const { return jq_version_; }
    /// How long the step in progress has used the processor, about: counted from the first call during that step. So
    /// a machine that is busy with other things stops no expression that is not at fault itself.
    std::int64_t processor_time_of_step_ns();
    /// Reads until the hello is there or the worker is so old.
    bool wait_until_ready(int age_ms);

    /// To be called at every watch. Only time between two watches counts, and of a long pause only a little: who watches
    /// may have been held up himself, with all answers there to read.
    void note_watch();
    /// How long, as far as watched, it has been there without a hello, or has had something to do and has neither
    /// answered nor used the processor.
    bool is_silent(int silence_ms) const { return silent_ns_ > std::int64_t{silence_ms} * 1'000'000; }

    /// What it does, if anything, has taken longer than that.
    bool is_slow(int slow_ms) const;
    /// It has one request, of an expression known to be slow, and is given no other.
    bool is_reserved() const { return reserved_since_ns_ != 0; }
    void reserve();
    void end_reservation() { reserved_since_ns_ = 0; }
    std::int64_t reserved_since_ns() const { return reserved_since_ns_; }

    /// Sent and not answered, in order.
    EvaluationJobs& in_flight() { return in_flight_; }
    bool has_room() const;
    /// Writes the job's frames (its program's too where the worker does not know it) into the buffer.
    void send(EvaluationJob job, const ProgramNotes& notes);
    /// Gives what is buffered to the kernel, as much as it takes.
    void flush();
    /// The worker answers what it has been sent up to now no more, but for what it has begun.
    void skip_all();
    bool compiles_one_by_one(const std::string& program_id) const;
    /// With the next job on it, the program is sent anew.
    void forget_program(const std::string& program_id);

private:
    WorkerProcess(WorkerListener& listener, std::size_t kept_values_bytes)
        : listener_(listener), sent_values_(kept_values_bytes) {}
    void watch();
    void read_ready();
    bool receive();
    void take_frames();
    void take_frame(std::string_view frame);
    void write_forget(std::uint32_t handle);
    std::uint32_t handle_of(const ExpressionProgram& program, const ProgramNotes& notes);

    struct KnownProgram {
        std::uint32_t handle = 0;
        std::uint64_t used = 0;
        bool one_by_one = false;
    };

    WorkerListener& listener_;
    int pid_ = -1;
    int socket_ = -1;
    WorkerStatus* status_ = nullptr;
    std::int64_t started_ns_ = 0;
    std::int64_t reserved_since_ns_ = 0;
    std::int64_t watched_ns_ = 0;
    std::int64_t silent_ns_ = 0;
    std::int64_t seen_processor_ns_ = 0;
    bool heard_ = false; ///< something came since the last watch
    std::int64_t seen_step_since_ns_ = 0;
    std::int64_t seen_step_processor_ns_ = 0;
    std::string jq_version_;
    std::unique_ptr<QSocketNotifier> readable_;
    std::unique_ptr<QSocketNotifier> writable_;
    std::string received_;
    std::size_t received_begin_ = 0;
    std::size_t received_end_ = 0;
    std::string unsent_;
    std::size_t unsent_begin_ = 0;
    std::uint64_t last_sequence_ = 0;
    std::uint32_t last_handle_ = 0;
    std::map<std::string, KnownProgram, std::less<>> programs_;
    SentValues sent_values_;
    EvaluationJobs in_flight_;
};

} // namespace orkestr
