// Bounds and programs of process activities.
#pragma once

#include <cstddef>
#include <string>

namespace orkestr {

struct ProcessOptions {
    /// Of standard output, and of standard error where it is part of the result; more ends the process.
    std::size_t max_output_bytes = std::size_t{16} << 20;
    /// Of standard error kept as the attempt's log: its end.
    std::size_t max_log_bytes = std::size_t{64} << 10;
    /// Of one attempt, from its start.
    int time_limit_ms = 3'600'000;
    /// Between SIGTERM and SIGKILL.
    int grace_ms = 2'000;
    /// Processes at once; the rest wait in the order they came, their time limits not yet running.
    int max_active = 16;
    /// A path, or a name looked up on this program's PATH.
    std::string shell = "/bin/sh";
    std::string node = "node";
    std::string python = "python3";
    /// Where processes run; empty: where this program does.
    std::string working_directory;
};

} // namespace orkestr
