#include "core/adapters/memory/memory_schedules.h"

#include "core/ports/append_check.h"

namespace orkestr {

std::vector<ScheduleRow> MemorySchedules::all() const {
    std::vector<ScheduleRow> all;
    all.reserve(rows_.size());
    for (const auto& [name, row] : rows_) all.push_back(row);
    return all;
}

Result<void> MemorySchedules::check(const ScheduleRow& row) const {
    const auto found = rows_.find({row.ns, row.name});
    const std::int64_t revision = found == rows_.end() ? 0 : found->second.revision;
    if (revision != row.revision) return schedule_conflict(row);
    return {};
}

Result<void> MemorySchedules::put(const ScheduleRow& row) {
    if (auto checked = check(row); !checked) return checked;
    ScheduleRow& kept = rows_[{row.ns, row.name}];
    kept = row;
    ++kept.revision;
    return {};
}

} // namespace orkestr
