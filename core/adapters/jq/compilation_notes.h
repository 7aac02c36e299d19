// What compiling programs has cost: which of them end a worker when compiled as a whole, and by which expression.
#pragma once

#include "core/adapters/jq/evaluation_job.h"

#include <map>

namespace orkestr {

struct ProgramNotes {
    /// Compiling many of its expressions together ended a worker: each goes alone from now on.
    bool one_by_one = false;
    /// Expressions that ended a worker while they were compiled alone, and how.
    std::map<ExpressionIndex, std::string> faults;
};

class CompilationNotes {
public:
    const ProgramNotes& of(const std::string& program_id) const;
    /// A worker has ended while it compiled; it had been told to go one by one or not, and had begun with this
    /// expression. True: the notes say more than before, so that the job is worth another try.
    bool learn(const std::string& program_id, bool went_one_by_one, ExpressionIndex expression, const std::string& reason);

private:
    std::map<std::string, ProgramNotes, std::less<>> notes_;
};

} // namespace orkestr
