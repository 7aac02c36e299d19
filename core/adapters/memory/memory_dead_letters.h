// The dead letters of a workspace that lives in memory. Not safe for several threads: the store around it is.
#pragma once

#include "core/ports/dead_letters.h"

#include <map>

namespace orkestr {

class MemoryDeadLetters {
public:
    std::int64_t add(const DeadLetter& letter);
    Result<std::vector<DeadLetter>> find(const DeadLetterQuery& query) const;
    Result<void> decide(const DeadLetter& letter);

private:
    std::map<std::int64_t, DeadLetter> letters_;
    std::int64_t last_id_ = 0;
};

} // namespace orkestr
