// What the commands that drive a run have in common: `run`, `rerun`, `fork`, `dead retry`.
#pragma once

#include "app/cli/options.h"
#include "app/cli/run_session.h"

#include <map>
#include <optional>
#include <string>

namespace orkestr::cli {

/// `--workspace`, `--format`, `--secret`, `--timeout` and `--detach`.
void add_run_options(Options& options);
/// Takes them over. An exit code when one of them is wrong (said on stderr).
std::optional<int> read_run_options(const Options& options, RunSettings& settings);

/// `--secret NAME=ENVVAR`, for engines: secret -> environment variable, which must be set now, since a run that finds out
/// later is half done. Errors: invalid_argument.
Result<std::map<std::string, std::string>> read_secrets(const Options& options);

/// `--NAME DURATION`, more than nothing; absent when it is not given. Errors: invalid_argument.
Result<std::optional<Duration>> read_duration(const Options& options, const char* name);

/// Drives a session to its end; gives the exit code.
int drive(RunSettings settings);

} // namespace orkestr::cli
