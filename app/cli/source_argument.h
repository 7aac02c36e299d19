// What an argument of `runs`, `show`, `events`, `verify` or `export` means: one that names an existing path is a SOURCE (a
// workspace's folder, an audit log, another system's file), PATH#RUN one run in it, and anything else a RUN of --workspace.
#pragma once

#include <string>

namespace orkestr::cli {

struct SourceArgument {
    enum class Kind {
        run,       ///< of --workspace
        workspace, ///< a folder
        file,
    };
    Kind kind = Kind::run;
    std::string path; ///< of a workspace or file
    std::string run;  ///< of a run; of a workspace or file the one that is meant, empty: all of it
};

SourceArgument read_source_argument(const std::string& argument);

} // namespace orkestr::cli
