#include "ui/viewmodels/step_wait.h"

#include "ui/viewmodels/listen_text.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

struct WaitWords {
    Q_DECLARE_TR_FUNCTIONS(StepWait)
};

} // namespace

StepWait step_wait(const StepView& step, const Definition* definition) {
    StepWait out;
    if (step.ended || (!step.listens && !step.waits_until)) return out;
    if (step.waits_until) out.until = moment_text(to_qt(*step.waits_until));
    out.kind = step.listens ? StepWait::Kind::events : step.kind == "try" ? StepWait::Kind::retry : StepWait::Kind::time;
    if (!step.listens) return out;
    ListenText text = definition ? listen_text(*definition, step.task) : ListenText();
    out.events = text.events.isEmpty() ? WaitWords::tr("an event") : text.events;
    out.ends = text.until;
    return out;
}

QString StepWait::line() const {
    switch (kind) {
    case Kind::none: return {};
    case Kind::time: return WaitWords::tr("until %1", "a moment").arg(until);
    case Kind::retry: return WaitWords::tr("again at %1", "a moment").arg(until);
    case Kind::events: break;
    }
    if (until.isEmpty()) return WaitWords::tr("for %1", "events").arg(events);
    return WaitWords::tr("for %1 until %2", "events, a moment").arg(events, until);
}

} // namespace orkestr
