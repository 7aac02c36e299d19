#include "ui/shell/workspace_commands.h"

#include "ui/admin/workspace_page.h"
#include "ui/shell/reason_dialog.h"
#include "ui/shell/studio_actions.h"
#include "ui/viewmodels/studio_session.h"

namespace orkestr {

WorkspaceCommands::WorkspaceCommands(StudioSession& session, const StudioActions& actions, WorkspacePage* page)
    : QObject(page), session_(session), page_(page) {
    connect(actions.retry_letter, &QAction::triggered, this, &WorkspaceCommands::retry);
    connect(actions.discard_letter, &QAction::triggered, this, &WorkspaceCommands::discard);
    connect(actions.unschedule, &QAction::triggered, this, &WorkspaceCommands::unschedule);
}

void WorkspaceCommands::retry() {
    const qint64 letter = page_->letter();
    if (letter == 0) return;
    ReasonDialog dialog({tr("Try again?"), page_->letter_title(), tr("&Try again")}, session_.operations()->user(), page_);
    if (dialog.exec() == QDialog::Accepted) session_.workspace()->retry(letter, dialog.reason());
}

void WorkspaceCommands::discard() {
    const qint64 letter = page_->letter();
    if (letter == 0) return;
    ReasonDialog dialog({tr("Discard this dead letter?"), page_->letter_title(), tr("&Discard")}, session_.operations()->user(), page_);
    if (dialog.exec() == QDialog::Accepted) session_.workspace()->discard(letter, dialog.reason());
}

void WorkspaceCommands::unschedule() {
    const QStringList schedule = page_->schedule();
    if (schedule.size() != 2) return;
    ReasonDialog dialog({tr("Unschedule %1?").arg(schedule[1]), tr("It does not start by itself any more, until it is published again. Runs under way go on."),
                         tr("&Unschedule")},
                        session_.operations()->user(), page_);
    if (dialog.exec() == QDialog::Accepted) session_.workspace()->unschedule(schedule[0], schedule[1], dialog.reason());
}

} // namespace orkestr
