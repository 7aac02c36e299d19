// What must hold of a run's history whatever happened to those who wrote it; for tests that kill.
#pragma once

#include "tests/cli/program.h"

namespace orkestr::test {

/// Runs the release build's `orkestr`: for thousands of short commands, that look at what it wrote.
Ran released(const QStringList& arguments);

/// A number that an environment variable sets.
int from_environment(const char* name, int otherwise);

/// The chain of a run verifies and no result was taken twice. Gives the run as `orkestr show --events` says it; fails the
/// test, and gives null, when something is wrong.
JsonValue whole_history(const QString& workspace, const std::string& run);

} // namespace orkestr::test
