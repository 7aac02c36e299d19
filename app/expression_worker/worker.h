// Answers the adapter's frames in order.
#pragma once

#include "app/expression_worker/channel.h"
#include "app/expression_worker/program.h"

#include <map>

namespace orkestr {

struct WorkerLimits {
    std::size_t output_bytes = 64u << 20;
    /// Of one evaluation or one chunk's compilation; the adapter watches it, the kernel's limit on processor time is
    /// the backstop.
    std::int64_t evaluation_time_ms = 5000;
};

class Worker {
public:
    Worker(Channel& channel, WorkerStatus& status, WorkerLimits limits);
    ~Worker();

    /// Until the other side is gone. Returns the process's exit code.
    int run();

private:
    bool handle(std::string_view frame);
    void add_program(FrameReader& frame);
    void check(FrameReader& frame, std::uint64_t sequence);
    void evaluate(FrameReader& frame, std::uint64_t sequence);
    void check_schema(FrameReader& frame, std::uint64_t sequence);
    std::optional<jv> read_value(FrameReader& frame, const std::vector<jv>& earlier);
    std::optional<std::string_view> read_text(FrameReader& frame);
    WorkerProgram* program(std::uint32_t handle);
    void answer_value(std::uint64_t sequence, jv value);
    void answer_skipped(std::uint64_t sequence);
    void answer_failure(std::uint64_t sequence, bool stopped, std::string_view message,
                        const std::vector<std::string>& violations = {});

    Channel& channel_;
    WorkerStatus& status_;
    WorkerLimits limits_;
    CompiledChunks compiled_;
    std::map<std::uint32_t, std::unique_ptr<WorkerProgram>> programs_;
    std::vector<jv> slots_;
    /// The request in progress was not wanted any more when its turn came.
    bool skipping_ = false;
    std::int64_t flushed_ns_ = 0;
    std::int64_t allowance_ns_ = 0;
};

} // namespace orkestr
