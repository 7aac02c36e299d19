// A disk in memory with a volatile cache, which loses at a power failure what was not synced: wholly or partly, sector by
// sector, torn within a sector. And what else disks do: they fill up, and a sync of theirs fails.
//
// What is promised of a real disk is promised here: what a successful sync has covered stays; a write changes no byte
// outside of its range ("powersafe overwrite" in SQLite's words); the versions of one sector come in their order.
// What is not promised is drawn by the seed.
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr::test {

/// What goes wrong, by the number of the operation (the first is 1). Writes, truncations, syncs, creations and removals
/// are counted; reading is not.
struct DiskFaults {
    std::optional<std::uint64_t> crash_at; ///< the power fails at this operation
    bool crash_after = false;              ///< once it is done (nobody is told), rather than before
    std::optional<std::uint64_t> full_from; ///< from here on there is no room for a file to grow
    std::optional<std::uint64_t> sync_fails_at; ///< the first sync from here on fails; what it was to save is lost
    bool sync_keeps_failing = false;            ///< and all that follow
    /// What a failed sync has lost: read as written until the machine starts again (ext4), or as it was before (btrfs).
    bool lost_stays_visible = false;
    std::optional<std::uint64_t> write_fails_at; ///< the first write from here on fails, half done
};

enum class DiskAnswer { ok, failed, full };

class VolatileDisk {
public:
    struct File;
    static constexpr std::uint64_t sector_bytes = 512;

    explicit VolatileDisk(std::uint64_t seed) : random_(seed) {}

    /// A copy of what programs see on another disk, all of it durable.
    void copy_from(const VolatileDisk& image);

    /// The file of this name as programs see it, or nothing.
    std::shared_ptr<File> find(const std::string& name) const;
    /// Makes an empty one where there is none. Nothing when that fails.
    std::shared_ptr<File> create(const std::string& name);
    /// It may be back after a power failure, until sync_names().
    DiskAnswer remove(const std::string& name);
    /// Makes durable which files there are.
    DiskAnswer sync_names();

    /// Copies what there is from `offset` on, at most `size_bytes`; gives how many there were.
    std::uint64_t read(const File& file, std::uint64_t offset, char* to, std::uint64_t size_bytes) const;
    DiskAnswer write(File& file, std::uint64_t offset, std::string_view bytes);
    DiskAnswer truncate(File& file, std::uint64_t size_bytes);
    /// With the file's name, when it is new.
    DiskAnswer sync(const std::shared_ptr<File>& file);
    static std::uint64_t size_bytes(const File& file);

    void plan(const DiskFaults& faults);
    const DiskFaults& faults() const { return faults_; }
    /// Operations so far, those that failed too.
    std::uint64_t operations() const { return operations_; }
    std::uint64_t syncs() const { return syncs_; }
    /// The power is off: every call fails until start().
    bool down() const { return down_; }
    void power_off() { down_ = true; }
    /// The machine starts: what was not synced is there or not, as the seed draws. No faults are planned any more.
    void start();
    /// Who had files open has ended; the machine goes on, and so does its cache.
    void end_processes() { ++session_; }
    /// Grows with start() and end_processes(): what was opened in another session is closed.
    std::uint64_t session() const { return session_; }

private:
    struct Piece {
        std::uint64_t offset = 0; ///< within the sector
        std::string bytes;
    };
    enum class Survival { nothing, everything, some };

    bool step(bool& crash_after);
    void put(File& file, std::uint64_t offset, std::string_view bytes);
    void set_size(File& file, std::uint64_t size_bytes);
    void lose(File& file);
    void settle(File& file, Survival survival);
    void apply_some(std::string& content, std::uint64_t start, const std::vector<Piece>& pieces);

    Random random_;
    DiskFaults faults_;
    std::map<std::string, std::shared_ptr<File>> names_;
    std::map<std::string, std::shared_ptr<File>> durable_names_;
    std::uint64_t operations_ = 0;
    std::uint64_t syncs_ = 0;
    std::uint64_t session_ = 1;
    bool down_ = false;
    bool sync_failed_ = false;
    bool write_failed_ = false;
};

struct VolatileDisk::File {
    std::string cache;   ///< what programs read
    std::string durable; ///< what is on the platter
    std::map<std::uint64_t, std::vector<Piece>> pending; ///< by sector: what was written since it was synced, in order
    std::vector<std::uint64_t> sizes; ///< that it has had since it was synced
};

} // namespace orkestr::test
