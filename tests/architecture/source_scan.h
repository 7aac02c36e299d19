// Reading C++ sources just far enough for their includes.
#pragma once

#include "tests/architecture/include_rules.h"

namespace orkestr::architecture {

struct Include {
    int line = 0; ///< from 1
    std::string name;
    bool quoted = false; ///< between quotes, not angle brackets
};

/// The #include lines of a text; those inside a comment or a raw string are not includes.
std::vector<Include> includes_of(const std::string& text);

/// The folder that a path from the root counts for: core/base, core/adapters/jq, ui/canvas, app/cli.
std::string folder_of(const std::string& path);

/// Every .h and .cpp below these folders of the root, sorted by path.
std::vector<SourceFile> read_sources(const std::string& root, const std::vector<std::string>& folders);

} // namespace orkestr::architecture
