// Folds one step's own events into what is known of it.
#pragma once

#include "core/engine/advance.h"
#include "core/projection/step_detail.h"

namespace orkestr {

class StepFold {
public:
    /// `step`: its outline. The plan may be null: then there are no expressions.
    StepFold(StepView step, std::shared_ptr<const Plan> plan);

    /// The step's events in order, payloads resolved, and those run.forked that came while it was under way; others are ignored.
    void add(const Event& event);
    StepDetail take();

private:
    struct Folder;
    AttemptView& begin_attempt(std::uint32_t number, Instant at);
    AttemptView* running();
    void put_off(Duration shift);
    void end_attempt(Instant at, const char* status);
    void list_expressions();
    void list(Slot slot, const ValueSource& source, std::optional<Json> value = {});
    void list(Slot slot, const std::optional<PlannedDuration>& duration);
    void list_retry(const PlannedRetry& retry);

    StepDetail detail_;
    std::shared_ptr<const Plan> plan_;
    TaskIndex task_ = no_task;
    std::optional<Json> produced_; ///< by the task itself, before `output.as`
    std::optional<Json> looped_;   ///< what its loop goes over
};

} // namespace orkestr
