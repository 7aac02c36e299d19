#include "tests/crash/disk_workspace.h"

#include <QTemporaryDir>
#include <sqlite3.h>

namespace orkestr::test {

namespace {

/// The path on each of the disks. The store looks at its file before SQLite does, so there is one on the real disk too:
/// it stays empty.
const std::string& workspace_path() {
    static const QTemporaryDir folder;
    static const std::string path = folder.path().toStdString() + "/" + SqliteStore::file_name;
    return path;
}

Result<std::unique_ptr<SqliteStore>> open_store(const DiskVfs& vfs, SqliteStore::Durability durability) {
    return SqliteStore::open(vfs.uri(workspace_path()), SqliteStore::Mode::read_write_create, durability);
}

/// A disk with a workspace that was made and closed in order.
const VolatileDisk& made_workspace() {
    static VolatileDisk disk(1);
    static const bool made = [] {
        DiskVfs vfs(disk);
        return open_store(vfs, SqliteStore::Durability::full).ok();
    }();
    if (!made) qFatal("a workspace can't be made on a disk in memory");
    return disk;
}

} // namespace

DiskWorkspace::DiskWorkspace(std::uint64_t seed, DiskWorkspaceFaults faults, bool fresh)
    : random_(seed ^ 0xd15c0), faults_(std::move(faults)), disk_(seed ^ 0xd15c), vfs_(disk_) {
    if (!fresh) disk_.copy_from(made_workspace());
}

DiskWorkspace::~DiskWorkspace() {
    // Nothing is left to be saved.
    disk_.power_off();
}

/// What goes wrong in the next session.
void DiskWorkspace::plan() {
    DiskFaults next;
    if (faults_.first) {
        if (!std::exchange(planned_first_, true)) next = *faults_.first;
        return disk_.plan(next);
    }
    const auto soon = [this] {
        static constexpr std::uint64_t reaches[] = {15, 80, 400};
        return disk_.operations() + 1 + random_.below(reaches[random_.below(3)]);
    };
    if (failures_ < faults_.crashes) {
        next.crash_at = soon();
        next.crash_after = random_.percent(50);
    }
    if (random_.percent(faults_.full_percent)) next.full_from = soon();
    if (random_.percent(faults_.write_percent)) next.write_fails_at = soon();
    if (random_.percent(faults_.sync_percent)) {
        next.sync_fails_at = soon();
        next.sync_keeps_failing = random_.percent(50);
    }
    disk_.plan(next);
}

std::string DiskWorkspace::open() {
    if (faulty_) return {};
    plan();
    for (;;) {
        auto opened = open_store(vfs_, faults_.durability);
        if (opened) {
            store_ = std::move(*opened);
            faulty_ = std::make_unique<FaultyStore>(*store_, random_, faults_.store);
            return {};
        }
        const DiskFaults& now = disk_.faults();
        if (disk_.down()) {
            ++failures_;
            ++crashes_;
            disk_.start();
            plan();
        } else if (now.full_from || now.sync_fails_at || now.write_fails_at) {
            // Somebody has made room, or found a better cable.
            disk_.end_processes();
            disk_.plan({});
        } else {
            return "the workspace can't be opened: " + opened.error().message;
        }
    }
}

void DiskWorkspace::close(bool in_order) {
    const bool was_down = disk_.down();
    faulty_.reset();
    // A process dies alone or with its machine.
    if (!in_order && !was_down) random_.percent(50) ? disk_.power_off() : disk_.end_processes();
    store_.reset();
    if (!disk_.down()) return;
    ++failures_;
    if (in_order && !was_down) ++crashes_;
    disk_.start();
}

void DiskWorkspace::end_faults() {
    faults_ = {.durability = faults_.durability};
    disk_.plan({});
    if (faulty_) faulty_->end_faults();
}

void DiskWorkspace::visit() {
    if (random_.percent(50)) {
        const auto other = SqliteStore::open(vfs_.uri(workspace_path()), SqliteStore::Mode::read_write);
        if (other) (void)(*other)->runs({});
        return;
    }
    // SQLite makes a checkpoint by itself only when the log has become long.
    sqlite3* other = nullptr;
    if (sqlite3_open_v2(vfs_.uri(workspace_path()).c_str(), &other, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, nullptr) == SQLITE_OK)
        sqlite3_wal_checkpoint_v2(other, nullptr, random_.percent(50) ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_close(other);
}

} // namespace orkestr::test
