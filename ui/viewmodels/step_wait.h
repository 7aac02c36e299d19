// What a step waits for at the moment, in the user's words.
#pragma once

#include "core/definition/model.h"
#include "core/projection/run_view.h"

#include <QString>

namespace orkestr {

struct StepWait {
    enum class Kind { none, events, time, retry };
    Kind kind = Kind::none;
    QString events; ///< which ones; of a listener
    QString ends;   ///< what else ends the listening; may be empty
    QString until;  ///< a moment; of a listener its timeout; may be empty
    QString line() const; ///< all of it, short: `for com.example.order until 14:05:00`
};

/// A null definition: which events is not known.
StepWait step_wait(const StepView& step, const Definition* definition);

} // namespace orkestr
