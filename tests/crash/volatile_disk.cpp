#include "tests/crash/volatile_disk.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace orkestr::test {

void VolatileDisk::copy_from(const VolatileDisk& image) {
    names_.clear();
    for (const auto& [name, file] : image.names_) names_[name] = std::make_shared<File>(File{file->cache, file->cache, {}, {}});
    durable_names_ = names_;
}

void VolatileDisk::plan(const DiskFaults& faults) {
    faults_ = faults;
    sync_failed_ = write_failed_ = false;
}

std::shared_ptr<VolatileDisk::File> VolatileDisk::find(const std::string& name) const {
    const auto at = names_.find(name);
    return at == names_.end() ? nullptr : at->second;
}

/// Counts an operation. False when it must not happen.
bool VolatileDisk::step(bool& crash_after) {
    crash_after = false;
    if (down_) return false;
    ++operations_;
    if (faults_.crash_at != operations_) return true;
    crash_after = faults_.crash_after;
    if (!crash_after) power_off();
    return crash_after;
}

std::shared_ptr<VolatileDisk::File> VolatileDisk::create(const std::string& name) {
    bool crash_after = false;
    if (!step(crash_after)) return nullptr;
    auto& file = names_[name];
    file = std::make_shared<File>();
    if (!crash_after) return file;
    power_off();
    return nullptr;
}

DiskAnswer VolatileDisk::remove(const std::string& name) {
    bool crash_after = false;
    if (!step(crash_after)) return DiskAnswer::failed;
    names_.erase(name);
    if (crash_after) power_off();
    return crash_after ? DiskAnswer::failed : DiskAnswer::ok;
}

DiskAnswer VolatileDisk::sync_names() {
    bool crash_after = false;
    if (!step(crash_after)) return DiskAnswer::failed;
    ++syncs_;
    durable_names_ = names_;
    if (crash_after) power_off();
    return crash_after ? DiskAnswer::failed : DiskAnswer::ok;
}

std::uint64_t VolatileDisk::read(const File& file, std::uint64_t offset, char* to, std::uint64_t size_bytes) const {
    if (offset >= file.cache.size()) return 0;
    const std::uint64_t count = std::min<std::uint64_t>(size_bytes, file.cache.size() - offset);
    std::memcpy(to, file.cache.data() + offset, count);
    return count;
}

DiskAnswer VolatileDisk::write(File& file, std::uint64_t offset, std::string_view bytes) {
    bool crash_after = false;
    if (!step(crash_after)) return DiskAnswer::failed;
    const bool fails = faults_.write_fails_at && operations_ >= *faults_.write_fails_at && !write_failed_;
    const bool full = faults_.full_from && operations_ >= *faults_.full_from && offset + bytes.size() > file.cache.size();
    // Some of it got there.
    if (fails || full) bytes = bytes.substr(0, random_.below(bytes.size() + 1));
    if (full && offset + bytes.size() > file.cache.size()) bytes = bytes.substr(0, offset < file.cache.size() ? file.cache.size() - offset : 0);
    write_failed_ = write_failed_ || fails;
    put(file, offset, bytes);
    if (crash_after) power_off();
    if (crash_after || fails) return DiskAnswer::failed;
    return full ? DiskAnswer::full : DiskAnswer::ok;
}

DiskAnswer VolatileDisk::truncate(File& file, std::uint64_t size_bytes) {
    bool crash_after = false;
    if (!step(crash_after)) return DiskAnswer::failed;
    // The bytes beyond are zeros, should it grow again.
    if (size_bytes < file.cache.size()) put(file, size_bytes, std::string(file.cache.size() - size_bytes, '\0'));
    set_size(file, size_bytes);
    if (crash_after) power_off();
    return crash_after ? DiskAnswer::failed : DiskAnswer::ok;
}

DiskAnswer VolatileDisk::sync(const std::shared_ptr<File>& file) {
    bool crash_after = false;
    if (!step(crash_after)) return DiskAnswer::failed;
    ++syncs_;
    if (faults_.sync_fails_at && operations_ >= *faults_.sync_fails_at && (!sync_failed_ || faults_.sync_keeps_failing)) {
        sync_failed_ = true;
        lose(*file);
        return DiskAnswer::failed;
    }
    settle(*file, Survival::everything);
    for (const auto& [name, known] : names_)
        if (known == file) durable_names_[name] = file;
    if (crash_after) power_off();
    return crash_after ? DiskAnswer::failed : DiskAnswer::ok;
}

std::uint64_t VolatileDisk::size_bytes(const File& file) { return file.cache.size(); }

void VolatileDisk::put(File& file, std::uint64_t offset, std::string_view bytes) {
    if (bytes.empty()) return;
    if (offset + bytes.size() > file.cache.size()) set_size(file, offset + bytes.size());
    std::memcpy(file.cache.data() + offset, bytes.data(), bytes.size());
    while (!bytes.empty()) {
        const std::uint64_t within = offset % sector_bytes;
        const auto part = bytes.substr(0, sector_bytes - within);
        file.pending[offset / sector_bytes].push_back({within, std::string(part)});
        offset += part.size();
        bytes.remove_prefix(part.size());
    }
}

void VolatileDisk::set_size(File& file, std::uint64_t size_bytes) {
    file.cache.resize(size_bytes);
    file.sizes.push_back(size_bytes);
}

/// What was to be synced never gets to the disk.
void VolatileDisk::lose(File& file) {
    file.pending.clear();
    file.sizes.clear();
    if (!faults_.lost_stays_visible) file.cache = file.durable;
}

/// The first versions of a sector, and the next one torn.
void VolatileDisk::apply_some(std::string& content, std::uint64_t start, const std::vector<Piece>& pieces) {
    const std::uint64_t whole = random_.below(pieces.size() + 1);
    for (std::uint64_t i = 0; i < whole; ++i) std::memcpy(content.data() + start + pieces[i].offset, pieces[i].bytes.data(), pieces[i].bytes.size());
    if (whole == pieces.size() || !random_.percent(30)) return;
    const Piece& torn = pieces[whole];
    const std::uint64_t got = random_.below(torn.bytes.size() + 1);
    std::memcpy(content.data() + start + torn.offset, torn.bytes.data(), got);
    // The rest of what was being written may be anything.
    if (random_.percent(20))
        for (std::uint64_t i = got; i < torn.bytes.size(); ++i) content[start + torn.offset + i] = static_cast<char>(random_.below(256));
}

/// What of a file's volatile content gets to the disk; from then on it is what programs read.
void VolatileDisk::settle(File& file, Survival survival) {
    if (survival == Survival::everything) {
        file.durable.resize(file.cache.size());
        for (const auto& [sector, pieces] : file.pending) {
            const std::uint64_t start = sector * sector_bytes;
            if (start >= file.cache.size()) continue;
            std::memcpy(file.durable.data() + start, file.cache.data() + start, std::min(sector_bytes, file.cache.size() - start));
        }
    } else if (survival == Survival::some) {
        std::uint64_t size = file.durable.size();
        if (!file.sizes.empty() && random_.percent(75)) size = file.sizes[random_.below(file.sizes.size())];
        // Room for all of it; what is beyond the size in the end goes again.
        std::uint64_t room = std::max<std::uint64_t>(size, file.durable.size());
        for (const auto& [sector, pieces] : file.pending) room = std::max(room, (sector + 1) * sector_bytes);
        file.durable.resize(room);
        for (const auto& [sector, pieces] : file.pending) apply_some(file.durable, sector * sector_bytes, pieces);
        file.durable.resize(size);
    }
    file.pending.clear();
    file.sizes.clear();
}

void VolatileDisk::start() {
    const std::uint64_t drawn = random_.below(100);
    const Survival survival = drawn < 25 ? Survival::nothing : drawn < 40 ? Survival::everything : Survival::some;
    std::set<std::string> names;
    for (const auto& [name, file] : names_) names.insert(name);
    for (const auto& [name, file] : durable_names_) names.insert(name);
    std::set<std::shared_ptr<File>> files;
    for (const auto& name : names) {
        const bool durable = durable_names_.contains(name);
        const auto now = find(name);
        if (durable && durable_names_[name] == now) {
            files.insert(now);
            continue;
        }
        // A name that was made or taken away and not synced.
        if (survival != Survival::nothing && (survival == Survival::everything || random_.percent(50))) {
            if (now) durable_names_[name] = now;
            else durable_names_.erase(name);
        }
        if (durable_names_.contains(name)) files.insert(durable_names_[name]);
    }
    for (const auto& name : names) {
        const auto at = durable_names_.find(name);
        if (at == durable_names_.end() || files.erase(at->second) == 0) continue;
        settle(*at->second, survival);
        at->second->cache = at->second->durable;
    }
    names_ = durable_names_;
    plan({});
    down_ = false;
    ++session_;
}

} // namespace orkestr::test
