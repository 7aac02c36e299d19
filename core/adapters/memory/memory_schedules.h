// The schedules of a workspace that lives in memory. Not safe for several threads: the store around it is.
#pragma once

#include "core/ports/schedules.h"

#include <map>
#include <utility>

namespace orkestr {

class MemorySchedules {
public:
    std::vector<ScheduleRow> all() const;
    /// What put() would say, without a change.
    Result<void> check(const ScheduleRow& row) const;
    Result<void> put(const ScheduleRow& row);

private:
    std::map<std::pair<std::string, std::string>, ScheduleRow> rows_;
};

} // namespace orkestr
