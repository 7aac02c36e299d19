// Evaluates jq expressions in worker processes (app/expression_worker) that are sandboxed, watched and replaced.
//
// Most work goes to one worker, in order, many requests at once. A request that takes longer than a moment keeps its
// worker to itself: what waited behind it moves to another one. A worker whose request overruns a limit is ended; that
// request fails, and what else it had is sent again.
#pragma once

#include "core/ports/expression_evaluator.h"

#include <cstddef>
#include <memory>
#include <string>

namespace orkestr {

struct JqEvaluatorOptions {
    /// The program orkestr-expression-worker; empty: beside the running program, else in ../bin of its folder.
    std::string worker_path;
    /// Of one evaluation, one schema check or the compilation of about a hundred expressions; more may pass on a machine
    /// that is busy with other programs (time_limit.h).
    int evaluation_time_ms = 5000;
    /// Address space of one worker.
    std::size_t memory_bytes = std::size_t{1} << 30;
    /// Of one value.
    std::size_t output_bytes = std::size_t{64} << 20;
    /// How many workers at most, of which all but one can be held up by slow requests.
    int max_workers = 6;
    /// A request in progress for so long holds up no other.
    int slow_ms = 20;
    /// A worker that has not said hello after so long, or has something to do and for so long neither answers nor uses
    /// the processor, is replaced; three times in a row, then who waits is told.
    int silence_ms = 3000;
};

class WorkerPool;

/// Lives in a thread with a Qt event loop; everything is called, and calls back, there. It may be destroyed within a
/// callback; nothing is called back after that.
class JqEvaluator : public ExpressionEvaluator {
public:
    /// Starts the first worker. Errors: unavailable when there is no such program or it can't be started.
    static Result<std::unique_ptr<JqEvaluator>> create(JqEvaluatorOptions options = {});
    ~JqEvaluator() override;

    /// Where create() looks for the worker when no path is given; empty when it is in neither place.
    static std::string default_worker_path();

    void compile(std::shared_ptr<const ExpressionProgram> program,
                 std::function<void(Result<std::vector<ExpressionDiagnostic>>)> done) override;
    void evaluate(std::vector<EvaluationRequest> requests,
                  std::function<void(std::vector<EvaluationAnswer>)> answered) override;
    void abandon() override;

    /// libjq's version, such as "1.6": what a run records. Waits for the first worker to say it.
    std::string version() const;

    /// A round trip to the worker that evaluates nothing: the floor of every measurement.
    void ping(std::function<void()> done);

    /// Process ids of the workers, the one that gets most of the work first.
    std::vector<int> worker_pids() const;

private:
    explicit JqEvaluator(std::unique_ptr<WorkerPool> pool);

    std::unique_ptr<WorkerPool> pool_;
};

} // namespace orkestr
