// What those that bring events to runs need of the orchestrator. Internal to it and on its thread.
#pragma once

#include "core/ports/expression_evaluator.h"
#include "core/runtime/run_slot.h"

#include <functional>

namespace orkestr {

class RouterHost {
public:
    virtual ~RouterHost() = default;
    virtual void on_store(std::function<void(Stores&)> job, std::function<void()> then) = 0;
    /// The run where it rests; null otherwise, and then run_rests() comes when it does. Begins to load it when it is not
    /// in memory, unless runs that were left unfinished are not to be touched.
    virtual RunSlot* resting(const RunId& run) = 0;
    virtual void deliver(const RunId& run, Fact fact) = 0;
    /// Evaluates with the next turn's requests; not answered after a stop.
    virtual void evaluate(EvaluationRequest request, std::function<void(EvaluationOutcome)> answered) = 0;
    virtual Instant now() const = 0;
    /// The store can't be read: the engine stops, and what is durable is gone on with by the next one.
    virtual void unreadable(const Error& error) = 0;
};

} // namespace orkestr
