// A workspace in SQLite on a disk that loses power, fills up and fails to sync.
#pragma once

#include "core/adapters/sqlite/sqlite_store.h"
#include "tests/crash/disk_vfs.h"
#include "tests/simulation/simulated_workspace.h"

namespace orkestr::test {

struct DiskWorkspaceFaults {
    int crashes = 0;              ///< power failures at an operation of the disk, at most
    unsigned full_percent = 0;    ///< of sessions: the disk fills up
    unsigned sync_percent = 0;    ///< of sessions: a sync fails, or all from one on
    unsigned write_percent = 0;   ///< of sessions: a write fails
    std::optional<DiskFaults> first; ///< instead, in the first session only
    SqliteStore::Durability durability = SqliteStore::Durability::full;
    StoreFaults store;
};

class DiskWorkspace : public SimulatedWorkspace {
public:
    /// `fresh`: the file is yet to be made.
    DiskWorkspace(std::uint64_t seed, DiskWorkspaceFaults faults, bool fresh = false);
    ~DiskWorkspace() override;

    Stores& stores() override { return *faulty_; }
    std::string open() override;
    void close(bool in_order) override;
    bool down() const override { return disk_.down(); }
    int crashes() const override { return crashes_; }
    void end_faults() override;
    bool was_refused() override { return std::exchange(faulty_->refused, false); }
    void visit() override;

    /// Of the disk, since the workspace was first opened.
    std::uint64_t operations() const { return disk_.operations(); }

private:
    void plan();

    Random random_;
    DiskWorkspaceFaults faults_;
    VolatileDisk disk_;
    DiskVfs vfs_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<FaultyStore> faulty_;
    bool planned_first_ = false;
    int failures_ = 0; ///< of the power
    int crashes_ = 0;
};

} // namespace orkestr::test
