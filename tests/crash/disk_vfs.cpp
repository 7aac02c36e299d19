#include "tests/crash/disk_vfs.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <sqlite3.h>
#include <utility>

namespace orkestr::test {

namespace {

/// One open file.
struct Handle {
    DiskVfs* vfs = nullptr;
    std::string path;
    std::shared_ptr<VolatileDisk::File> file;
    std::uint64_t session = 0;
    bool remove_at_close = false;
    bool sync_names = false; ///< with the first sync
    int lock = SQLITE_LOCK_NONE;
    bool maps = false;
    std::array<bool, 8> reads{};

    /// Opened before the machine or the process ended, or the power is off: everything fails.
    bool dead() const { return vfs->disk().down() || session != vfs->disk().session(); }
    DiskVfs::Shared& shared() const { return vfs->shared(path); }
};

struct OpenFile {
    sqlite3_file base;
    Handle* handle;
};

Handle& handle_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->handle; }
DiskVfs& vfs_of(sqlite3_vfs* vfs) { return *static_cast<DiskVfs*>(vfs->pAppData); }

int answer_of(DiskAnswer answer, int failure) {
    if (answer == DiskAnswer::ok) return SQLITE_OK;
    return answer == DiskAnswer::full ? SQLITE_FULL : failure;
}

// --- a file ---------------------------------------------------------------------------------------------------------

int file_shm_unmap(sqlite3_file* file, int remove);

int file_close(sqlite3_file* file) {
    Handle* const handle = &handle_of(file);
    if (!handle->dead()) {
        file_shm_unmap(file, 0);
        handle->shared().locks.erase(handle);
        if (handle->remove_at_close) (void)handle->vfs->disk().remove(handle->path);
    }
    delete handle;
    return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* to, int size_bytes, sqlite3_int64 offset) {
    const Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_READ;
    const auto wanted = static_cast<std::uint64_t>(size_bytes);
    const std::uint64_t got = handle.vfs->disk().read(*handle.file, static_cast<std::uint64_t>(offset), static_cast<char*>(to), wanted);
    if (got == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + got, 0, wanted - got);
    return SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* from, int size_bytes, sqlite3_int64 offset) {
    const Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_WRITE;
    const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(size_bytes));
    return answer_of(handle.vfs->disk().write(*handle.file, static_cast<std::uint64_t>(offset), bytes), SQLITE_IOERR_WRITE);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size_bytes) {
    const Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_TRUNCATE;
    return answer_of(handle.vfs->disk().truncate(*handle.file, static_cast<std::uint64_t>(size_bytes)), SQLITE_IOERR_TRUNCATE);
}

int file_sync(sqlite3_file* file, int) {
    Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_FSYNC;
    VolatileDisk& disk = handle.vfs->disk();
    const int answer = answer_of(disk.sync(handle.file), SQLITE_IOERR_FSYNC);
    // SQLite's own does not mind when this fails.
    if (answer == SQLITE_OK && std::exchange(handle.sync_names, false)) (void)disk.sync_names();
    return answer;
}

int file_size(sqlite3_file* file, sqlite3_int64* size_bytes) {
    const Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_FSTAT;
    *size_bytes = static_cast<sqlite3_int64>(VolatileDisk::size_bytes(*handle.file));
    return SQLITE_OK;
}

int file_lock(sqlite3_file* file, int wanted) {
    Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_LOCK;
    auto& locks = handle.shared().locks;
    for (const auto& [other, held] : locks) {
        if (other == &handle) continue;
        if (wanted == SQLITE_LOCK_SHARED && held >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
        if (wanted == SQLITE_LOCK_RESERVED && held >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
        if (wanted == SQLITE_LOCK_EXCLUSIVE && held >= SQLITE_LOCK_SHARED) return SQLITE_BUSY;
    }
    handle.lock = std::max(handle.lock, wanted);
    locks[&handle] = handle.lock;
    return SQLITE_OK;
}

int file_unlock(sqlite3_file* file, int level) {
    Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_OK;
    handle.lock = std::min(handle.lock, level);
    handle.shared().locks[&handle] = handle.lock;
    return SQLITE_OK;
}

int file_check_reserved(sqlite3_file* file, int* reserved) {
    const Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    const auto& locks = handle.shared().locks;
    *reserved = std::any_of(locks.begin(), locks.end(), [](const auto& one) { return one.second >= SQLITE_LOCK_RESERVED; });
    return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int file_sector_size(sqlite3_file*) { return 4096; }
int file_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

// --- its shared memory ----------------------------------------------------------------------------------------------

int file_shm_map(sqlite3_file* file, int region, int size_bytes, int extend, void volatile** memory) {
    Handle& handle = handle_of(file);
    *memory = nullptr;
    if (handle.dead()) return SQLITE_IOERR_SHMMAP;
    auto& shared = handle.shared();
    if (!handle.maps) ++shared.users;
    handle.maps = true;
    auto& regions = shared.regions;
    while (regions.size() <= static_cast<std::size_t>(region)) {
        if (!extend) return SQLITE_OK;
        regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size_bytes)));
    }
    *memory = regions[static_cast<std::size_t>(region)].get();
    return SQLITE_OK;
}

int file_shm_lock(sqlite3_file* file, int first, int count, int flags) {
    Handle& handle = handle_of(file);
    if (handle.dead()) return SQLITE_IOERR_SHMLOCK;
    auto& shared = handle.shared();
    const auto begin = static_cast<std::size_t>(first);
    const auto end = begin + static_cast<std::size_t>(count);
    for (std::size_t i = begin; i < end && (flags & SQLITE_SHM_LOCK); ++i) {
        const bool written = shared.writers[i] && shared.writers[i] != &handle;
        const int other_readers = shared.readers[i] - (handle.reads[i] ? 1 : 0);
        if (written || ((flags & SQLITE_SHM_EXCLUSIVE) && other_readers > 0)) return SQLITE_BUSY;
    }
    for (std::size_t i = begin; i < end; ++i) {
        if (flags & SQLITE_SHM_EXCLUSIVE) {
            if (flags & SQLITE_SHM_LOCK) shared.writers[i] = &handle;
            else if (shared.writers[i] == &handle) shared.writers[i] = nullptr;
        } else {
            const bool reads = (flags & SQLITE_SHM_LOCK) != 0;
            shared.readers[i] += static_cast<int>(reads) - static_cast<int>(handle.reads[i]);
            handle.reads[i] = reads;
        }
    }
    return SQLITE_OK;
}

void file_shm_barrier(sqlite3_file*) {}

/// The index goes with the last who used it: the next one makes it anew from the log.
int file_shm_unmap(sqlite3_file* file, int) {
    Handle& handle = handle_of(file);
    if (handle.dead() || !handle.maps) return SQLITE_OK;
    auto& shared = handle.shared();
    for (std::size_t i = 0; i < handle.reads.size(); ++i) {
        if (std::exchange(handle.reads[i], false)) --shared.readers[i];
        if (shared.writers[i] == &handle) shared.writers[i] = nullptr;
    }
    handle.maps = false;
    if (--shared.users == 0) shared.regions.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods = {2,
                                        file_close,
                                        file_read,
                                        file_write,
                                        file_truncate,
                                        file_sync,
                                        file_size,
                                        file_lock,
                                        file_unlock,
                                        file_check_reserved,
                                        file_control,
                                        file_sector_size,
                                        file_characteristics,
                                        file_shm_map,
                                        file_shm_lock,
                                        file_shm_barrier,
                                        file_shm_unmap,
                                        nullptr,
                                        nullptr};

// --- names ----------------------------------------------------------------------------------------------------------

int vfs_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    file->pMethods = nullptr;
    DiskVfs& self = vfs_of(vfs);
    VolatileDisk& disk = self.disk();
    if (disk.down()) return SQLITE_CANTOPEN;
    auto handle = std::make_unique<Handle>();
    handle->vfs = &self;
    handle->path = path ? path : "";
    handle->session = disk.session();
    handle->remove_at_close = path && (flags & SQLITE_OPEN_DELETEONCLOSE);
    // Temporary files without a name never matter after a crash.
    handle->file = path ? disk.find(handle->path) : std::make_shared<VolatileDisk::File>();
    if (flags & SQLITE_OPEN_CREATE) {
        if (!handle->file) handle->file = disk.create(handle->path);
        handle->sync_names = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
    }
    if (!handle->file) return SQLITE_CANTOPEN;
    reinterpret_cast<OpenFile*>(file)->handle = handle.release();
    file->pMethods = &methods;
    if (flags_out) *flags_out = flags;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* path, int durably) {
    VolatileDisk& disk = vfs_of(vfs).disk();
    if (!disk.down() && !disk.find(path)) return SQLITE_IOERR_DELETE_NOENT;
    const int answer = answer_of(disk.remove(path), SQLITE_IOERR_DELETE);
    return answer == SQLITE_OK && durably ? answer_of(disk.sync_names(), SQLITE_IOERR_DIR_FSYNC) : answer;
}

int vfs_access(sqlite3_vfs* vfs, const char* path, int flags, int* found) {
    VolatileDisk& disk = vfs_of(vfs).disk();
    if (disk.down()) return SQLITE_IOERR_ACCESS;
    const auto file = disk.find(path);
    // As SQLite's own: an empty file is none when it asks whether it is there.
    *found = file && (flags != SQLITE_ACCESS_EXISTS || VolatileDisk::size_bytes(*file) > 0);
    return SQLITE_OK;
}

int vfs_full_path(sqlite3_vfs*, const char* path, int room, char* out) {
    sqlite3_snprintf(room, out, "%s", path);
    return SQLITE_OK;
}

int vfs_random(sqlite3_vfs*, int size_bytes, char* out) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    return system->xRandomness(system, size_bytes, out);
}
int vfs_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
int vfs_time(sqlite3_vfs*, double* julian) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    return system->xCurrentTime(system, julian);
}
int vfs_last_error(sqlite3_vfs*, int, char*) { return 0; }

} // namespace

DiskVfs::DiskVfs(VolatileDisk& disk) : disk_(disk), vfs_(std::make_unique<sqlite3_vfs>()) {
    static std::uint64_t count = 0;
    name_ = "volatile-disk-" + std::to_string(++count);
    vfs_->iVersion = 1;
    vfs_->szOsFile = sizeof(OpenFile);
    vfs_->mxPathname = 512;
    vfs_->zName = name_.c_str();
    vfs_->pAppData = this;
    vfs_->xOpen = vfs_open;
    vfs_->xDelete = vfs_delete;
    vfs_->xAccess = vfs_access;
    vfs_->xFullPathname = vfs_full_path;
    vfs_->xRandomness = vfs_random;
    vfs_->xSleep = vfs_sleep;
    vfs_->xCurrentTime = vfs_time;
    vfs_->xGetLastError = vfs_last_error;
    sqlite3_vfs_register(vfs_.get(), 0);
}

DiskVfs::~DiskVfs() { sqlite3_vfs_unregister(vfs_.get()); }

DiskVfs::Shared& DiskVfs::shared(const std::string& path) {
    if (session_ != disk_.session()) shared_.clear();
    session_ = disk_.session();
    return shared_[path];
}

} // namespace orkestr::test
