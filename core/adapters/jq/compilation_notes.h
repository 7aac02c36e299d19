// What compiling programs has cost: which of them end a worker when compiled as a whole, and by which expression.
#pragma once

#include "core/adapters/jq/evaluation_job.h"

#include <map>
#include <string_view>

namespace orkestr {

struct ProgramNotes {
    /// Compiling many of its expressions together ended a worker: each goes alone from now on.
    bool one_by_one = false;
    /// Expressions that ended a worker while they were compiled alone, and how. Schemas too: the number of expressions
    /// plus their index.
    std::map<ExpressionIndex, std::string> faults;

    /// Empty: none is known.
    std::string_view fault(std::size_t index) const;
};

class CompilationNotes {
public:
    const ProgramNotes& of(const std::string& program_id) const;
    /// A worker has ended while it compiled; it had begun with this expression, which was alone or not. True: the notes
    /// say more than before, so that the job is worth another try.
    bool learn(const std::string& program_id, bool alone, ExpressionIndex expression, const std::string& reason);

private:
    std::map<std::string, ProgramNotes, std::less<>> notes_;
};

} // namespace orkestr
