// The plans that runs are replayed by: their own, and changed ones, made once for all workers. Any thread, but for prepare().
#pragma once

#include "core/engine/plan_alignment.h"
#include "core/ports/expression_evaluator.h"
#include "core/ports/run_replayer.h"
#include "core/runtime/plan_cache.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace orkestr {

/// What a cell is replayed by.
struct ReplayedBy {
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<const PlanAlignment> alignment; ///< null: the plan is the run's own
};

class ReplayPlans {
public:
    explicit ReplayPlans(std::vector<ReplayDefinition> definitions);

    std::size_t count() const { return changed_.size(); }
    /// Checks the changed definitions, the first time that it is called; the other callers wait. On a thread that may run an
    /// event loop; `pinned` is what the runs' own definitions refer to elsewhere. Errors: unavailable, from the evaluator.
    Result<void> prepare(ExpressionEvaluator& evaluator, const std::vector<Json>& pinned);
    /// The changed plan, or null: the run's own. Errors: invalid_definition, with the diagnostics.
    Result<std::shared_ptr<const Plan>> changed(std::size_t definition) const;
    /// Of a run. Errors: what its own definition's reading and compiling say, and changed().
    Result<ReplayedBy> of(std::size_t definition, const std::string& own, HistoryReader& reader);

private:
    struct Changed {
        ReplayDefinition definition;
        std::shared_ptr<const Plan> plan;
        std::string problem; ///< why there is none
    };
    Result<void> check(Changed& one, ExpressionEvaluator& evaluator, const std::vector<Json>& pinned);

    std::vector<Changed> changed_;
    PlanCache own_;
    std::mutex preparing_;
    bool prepared_ = false;
    std::mutex aligning_;
    std::map<std::pair<std::string, std::size_t>, std::shared_ptr<const PlanAlignment>> alignments_;
};

} // namespace orkestr
