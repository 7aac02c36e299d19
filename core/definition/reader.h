// Reads a definition's text. The product's checker: typed, with a place for everything it says.
#pragma once

#include "core/definition/model.h"

namespace orkestr {

struct ReadResult {
    /// Only when there is no error among the diagnostics.
    std::shared_ptr<const Definition> definition;
    /// What could be read of a text with errors, for what it lists (expressions, schemas): null when there is a
    /// definition, or no tree at all.
    std::shared_ptr<const Definition> refused;
    /// In the order of the text; errors and warnings; at most ReadLimits::diagnostics.
    std::vector<Diagnostic> diagnostics;
};

struct ReadLimits {
    TreeLimits tree;
    std::size_t tasks = 200'000;
    std::size_t parts = 100'000;  ///< texts in lists, cases of switches, event filters, components of `use`
    std::size_t task_depth = 256; ///< tasks within tasks
    std::size_t diagnostics = 200;
};

/// Reads YAML or JSON text and checks it: structure, names, targets, durations, schedules, schemas, expressions' form.
/// Opens no file and no socket; throws nothing; a result or diagnostics whatever the bytes are. `file_name` only stands
/// in messages.
ReadResult read_definition(std::string_view text, std::string_view file_name, const ReadLimits& limits = {});

/// The same for a file on disk. A file that is missing, unreadable, a directory or too big is a diagnostic (`file`).
ReadResult read_definition_file(const std::string& path, const ReadLimits& limits = {});

} // namespace orkestr
