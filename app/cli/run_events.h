// `orkestr events SOURCE|RUN...`: what happened in runs.
#pragma once

#include "app/cli/options.h"

namespace orkestr::cli {

/// The events of the runs that the positional arguments name; gives the exit code.
int run_events(const Options& options);

} // namespace orkestr::cli
