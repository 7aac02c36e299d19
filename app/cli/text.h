// Files and JSON for the subcommands.
#pragma once

#include "core/base/json_value.h"
#include "core/base/result.h"
#include "core/projection/run_view.h"

#include <string>

namespace orkestr::cli {

/// A file's bytes; `-` is standard input. Errors: not_found, io (a directory, no permission), limit over 64 MiB.
Result<std::string> read_text(const std::string& path);

/// A text by itself, `@FILE` or `-` (standard input). Errors: as read_text's.
Result<std::string> read_text_argument(const std::string& argument);

/// `JSON`, `@FILE` or `-`; `what` is what messages call it. Errors: as above, invalid_json.
Result<Json> read_json_argument(const std::string& argument, const char* what = "the input");

void print_line(const Json& json);
/// `1 run`, `2 runs`; `many` where that is not the word and an s.
std::string counted(std::uint64_t count, const std::string& one, const std::string& many = {});

/// Standard output can't be written any more: whoever read it has gone, or its disk is full.
bool nobody_reads();

/// `ns/name:version`, as far as there is one: other systems' records have no versions.
std::string definition_text(const std::string& ns, const std::string& name, const std::string& version);

/// A step as `show --format json` prints it.
JsonValue step_json(const StepView& step);

/// The steps of a run as a table for people.
std::string steps_table(const RunView& run);

} // namespace orkestr::cli
