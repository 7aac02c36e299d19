// A thread with an evaluator, for those who only look: what expressions came to is computed there again, so that neither a
// source nor a window waits for it. The evaluator is made when somebody asks for the first time.
#pragma once

#include "core/ports/expression_evaluator.h"
#include "core/ports/history_reader.h"
#include "core/runtime/loop_thread.h"
#include "core/runtime/step_expressions.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace orkestr {

/// Of which step.
struct StepValuesRequest {
    std::function<Result<std::unique_ptr<HistoryReader>>()> open;
    RunId run;
    StepId step = 0;
    std::vector<std::uint64_t> events;   ///< the step's own, ascending
    std::shared_ptr<const Plan> plan;    ///< null: its definition is not there
    std::shared_ptr<FoldedStates> states; ///< of this run as this source has it; used on the value thread alone
    std::stop_token stop;
    /// With what there is so far, ten times a second at the most; the last time complete, or an error. On the value thread.
    std::function<void(Result<StepValues>)> told;
};

/// Any thread.
class ValueThread {
public:
    using MakeEvaluator = std::function<Result<std::unique_ptr<ExpressionEvaluator>>()>;
    /// `make` is called on the value thread, which has a Qt event loop; again at the next request when it failed.
    explicit ValueThread(MakeEvaluator make);
    /// Requests under way are answered with `cancelled`.
    ~ValueThread();

    void read(StepValuesRequest request);

private:
    class Desk;
    Desk* desk_; ///< lives, and ends, in thread_
    LoopThread thread_;
};

class HistoryView;
/// As a source asks for what it shows in this view; the rest is the value thread's. Errors: not_found.
Result<std::shared_ptr<StepValuesRequest>> values_request(const HistoryView& history, StepId step,
                                                          std::function<Result<std::unique_ptr<HistoryReader>>()> open, std::stop_token stop,
                                                          std::function<void(Result<StepValues>)> told);
/// Of a source that has no value thread.
StepValues no_evaluator_here();

} // namespace orkestr
