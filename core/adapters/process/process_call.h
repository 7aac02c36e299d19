// What one process activity asks for, read from its request's JSON (ports/activity_runner.h, "shell" and "script").
#pragma once

#include "core/adapters/process/process_options.h"
#include "core/base/problem.h"
#include "core/base/secret_text.h"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace orkestr {

enum class ProcessReturn { stdout_text, stderr_text, code, all, none };

struct ProcessCall {
    std::string program;                ///< an absolute path
    std::vector<std::string> arguments; ///< a script's file name goes before them
    std::map<std::string, std::string> environment; ///< complete: nothing is inherited
    std::string standard_input;
    std::string script;      ///< the file's text; nothing for a shell command
    std::string script_name; ///< `script.mjs`, `script.py`; empty for a shell command
    ProcessReturn returns = ProcessReturn::stdout_text;
    std::vector<std::string> secrets; ///< values to mask in whatever comes back
};

/// Reveals the secrets of a request and reads it. A problem: configuration/400 for what can't be run (a missing
/// interpreter, NUL in an argument, a secret on a command line, which every user of the machine can read);
/// authorization/403 naming a secret that isn't there.
std::variant<ProcessCall, Problem> read_process_call(const std::string& kind, const Json& request, std::string_view nonce,
                                                     const SecretLookup& lookup, const ProcessOptions& options);

} // namespace orkestr
