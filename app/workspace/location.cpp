#include "app/workspace/location.h"

#include "core/adapters/sqlite/sqlite_store.h"

#include <cstdlib>
#include <filesystem>

namespace orkestr {

std::string default_workspace() {
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    std::filesystem::path base = data && *data ? data : "";
    if (base.empty() || base.is_relative()) base = std::filesystem::path(home && *home ? home : ".") / ".local" / "share";
    return (base / "orkestr" / "default").string();
}

std::string workspace_file(const std::string& directory) { return (std::filesystem::path(directory) / SqliteStore::file_name).string(); }

Result<void> ensure_workspace_directory(const std::string& directory) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::is_directory(directory, error)) return {};
    if (fs::exists(directory, error))
        return Error{ErrorCode::invalid_argument, "'" + directory + "' is a file; a workspace is a directory", {}};
    if (!fs::create_directories(directory, error) && error) {
        const bool read_only = error == std::errc::read_only_file_system || error == std::errc::permission_denied;
        return Error{read_only ? ErrorCode::read_only : ErrorCode::io,
                     "the workspace '" + directory + "' can't be made: " + error.message() + "; name another with --workspace", {}};
    }
    fs::permissions(directory, fs::perms::owner_all, error);
    return {};
}

} // namespace orkestr
