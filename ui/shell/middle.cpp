#include "ui/shell/middle.h"

#include "ui/admin/workspace_page.h"
#include "ui/designer/definition_page.h"
#include "ui/shell/document_header.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/workspace_commands.h"
#include "ui/viewmodels/studio_session.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace orkestr {

Middle::Middle(StudioSession& session, const StudioActions& actions, QWidget* parent)
    : QWidget(parent), session_(session), actions_(actions), header_(new DocumentHeader(session, actions, this)),
      notices_(new NoticeArea(session, this)), page_(new DefinitionPage(this)), rows_(new QSplitter(Qt::Vertical, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    rows_->addWidget(page_);
    rows_->setStretchFactor(0, 1);
    rows_->setChildrenCollapsible(false);
    column->addWidget(header_);
    column->addWidget(notices_);
    column->addWidget(rows_, 1);
}

void Middle::make_workspace() {
    if (workspace_) return;
    workspace_ = new WorkspacePage(session_.workspace(), {actions_.retry_letter, actions_.discard_letter, actions_.unschedule, actions_.send_event}, this);
    new WorkspaceCommands(session_, actions_, workspace_);
    static_cast<QVBoxLayout*>(layout())->addWidget(workspace_, 1);
    connect(workspace_, &WorkspacePage::run_chosen, this, &Middle::run_chosen);
}

void Middle::show_workspace(bool shown) {
    if (shown == shows_workspace_) return;
    shows_workspace_ = shown;
    if (shown) make_workspace();
    header_->show_workspace(shown);
    rows_->setVisible(!shown);
    workspace_->setVisible(shown);
    Q_EMIT workspace_shown(shown);
}

} // namespace orkestr
