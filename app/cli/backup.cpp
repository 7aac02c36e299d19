// orkestr backup FILE
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "app/workspace/location.h"
#include "core/adapters/sqlite/sqlite_backup.h"
#include "core/adapters/sqlite/sqlite_store.h"

#include <cstdio>
#include <filesystem>

namespace orkestr::cli {

int backup(const QStringList& arguments) {
    Options options("backup", "FILE [--workspace DIR] [--format text|json]",
                    "Copies a workspace to FILE as it stands at one moment, also while it is written to. FILE may be a folder: then the\n"
                    "copy is FILE/workspace.sqlite, and the folder is a workspace. Restoring is opening it. Secrets are not in it.",
                    {"orkestr backup orkestr-monday.sqlite", "mkdir copy && orkestr backup copy && orkestr runs --workspace copy"});
    options.add_workspace();
    options.add_format({"text", "json"});
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    namespace fs = std::filesystem;
    fs::path to = options.positional().front();
    std::error_code ignored;
    if (fs::is_directory(to, ignored)) to /= SqliteStore::file_name;
    const auto made = backup_sqlite(workspace_file(options.workspace()), to.string());
    if (!made) return report(made.error());
    const auto size_bytes = fs::file_size(to, ignored);
    if (options.format() == "json") {
        print_line(JsonValue::object({{"file", to.string()}, {"bytes", static_cast<std::int64_t>(size_bytes)}}).json());
        return ExitCode::completed;
    }
    std::printf("%s: %ju bytes\n", to.c_str(), static_cast<std::uintmax_t>(size_bytes));
    if (to.filename() != SqliteStore::file_name) std::printf("To open it, put it into a folder as %s and give the folder as --workspace.\n", SqliteStore::file_name);
    return ExitCode::completed;
}

} // namespace orkestr::cli
