// One request on its way through the workers, and whom to tell.
#pragma once

#include "core/ports/expression_evaluator.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace orkestr {

/// The requests of one call to evaluate(), and their answers until they are handed over.
struct EvaluationBatch {
    std::function<void(std::vector<EvaluationAnswer>)> answered;
    std::vector<EvaluationAnswer> ready;
};

using CheckDone = std::function<void(Result<std::vector<ExpressionDiagnostic>>)>;

struct EvaluationJob {
    enum class Kind { evaluate, check, ping };

    Kind kind = Kind::evaluate;
    std::uint64_t sequence = 0; ///< given when it is sent, anew each time
    EvaluationRequest request;  ///< of a check: its program alone
    std::shared_ptr<EvaluationBatch> batch;
    CheckDone check_done;
    std::function<void()> ping_done;
    /// Its worker has been killed by someone else before: the next time it is to blame.
    bool killed_before = false;
    /// Its worker ran out of memory that others had a part in: it is asked again with nobody, of a worker that has
    /// nothing else to remember.
    bool alone = false;
};

using EvaluationJobs = std::deque<EvaluationJob>;

/// What the job's payload takes on the wire, about.
std::size_t size_bytes(const EvaluationJob& job);

} // namespace orkestr
