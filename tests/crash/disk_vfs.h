// SQLite's way to a VolatileDisk: a VFS (sqlite.org/vfs.html) under a name of its own, which a URI names:
// `file:/workspace.sqlite?vfs=NAME`. Every connection of the process may use it, on one thread.
//
// It behaves as SQLite's own for Unix does where it matters for durability: powersafe overwrite; the first sync of a
// journal or log that may have been made by its opening syncs the folder too; a removal is durable only when that was asked
// for. Shared memory and locks are lost with the session.
#pragma once

#include "tests/crash/volatile_disk.h"

#include <array>
#include <memory>
#include <string>

struct sqlite3_vfs;

namespace orkestr::test {

class DiskVfs {
public:
    /// The disk must outlive it, and it every connection.
    explicit DiskVfs(VolatileDisk& disk);
    ~DiskVfs();
    DiskVfs(const DiskVfs&) = delete;
    DiskVfs& operator=(const DiskVfs&) = delete;

    const std::string& name() const { return name_; }
    /// The URI of a file on this disk; the path begins with a slash.
    std::string uri(const std::string& path) const { return "file:" + path + "?vfs=" + name_; }

    /// What the connections of one file share. For the functions of the VFS.
    struct Shared {
        std::map<const void*, int> locks; ///< by open file: SQLite's lock levels
        std::vector<std::unique_ptr<char[]>> regions;
        std::array<int, 8> readers{};     ///< of each of the shared memory's locks
        std::array<const void*, 8> writers{};
        int users = 0;
    };
    Shared& shared(const std::string& path);
    VolatileDisk& disk() { return disk_; }

private:
    VolatileDisk& disk_;
    std::string name_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::uint64_t session_ = 0;
    std::map<std::string, Shared> shared_;
};

} // namespace orkestr::test
