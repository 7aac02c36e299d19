#include "ui/viewmodels/run_note.h"

#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

struct RunNoteWords {
    Q_DECLARE_TR_FUNCTIONS(RunNote)
};

} // namespace

QString run_note(const RunView& run) {
    const bool suspended = run.status == "suspended";
    if (run.by.empty() || (!suspended && run.status != "cancelled")) return {};
    const QString by = to_qt(run.by);
    const QString who = suspended ? RunNoteWords::tr("suspended by %1").arg(by) : RunNoteWords::tr("cancelled by %1").arg(by);
    return run.reason.empty() ? who : who + QStringLiteral(": ") + to_qt(run.reason);
}

} // namespace orkestr
