// From a process that has ended to what the workflow gets.
#pragma once

#include "core/adapters/process/process_call.h"
#include "core/adapters/process/process_output.h"

#include <string>
#include <variant>

namespace orkestr {

struct ProcessEnd {
    int code = 0;
    int signal = 0; ///< 0: it exited by itself
    std::string standard_output;
    std::string standard_error;
    std::string log; ///< standard error's end, as process_log gives it
};

/// By the call's `return`. A non-zero exit is runtime/500 unless code, all or stderr is asked for; a signal always is.
std::variant<Json, Problem> process_outcome(const ProcessCall& call, const ProcessEnd& end);

/// The last bytes of standard error as text, secrets masked: of one that `tail` has cut in half, too.
std::string process_log(const OutputTail& tail, const ProcessCall& call, std::size_t max_bytes);

/// `SIGKILL`, or `signal 45` where it has no name.
std::string signal_name(int signal);

} // namespace orkestr
