#include "ui/shell/sidebar.h"

#include "ui/designer/definition_list.h"
#include "ui/runs/run_list.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/workspace_link.h"
#include "ui/viewmodels/studio_session.h"

#include <QListView>
#include <QTreeView>
#include <QVBoxLayout>

namespace orkestr {

Sidebar::Sidebar(StudioSession& session, const StudioActions& actions, QWidget* parent)
    : QWidget(parent), workspace_(new WorkspaceLink(session.workspace(), actions.show_workspace, this)),
      definitions_(new DefinitionList(session.definitions(), actions.open, this)),
      runs_(new RunList(session.runs(), this)) {
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(definitions_);
    split->addWidget(runs_);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(workspace_);
    column->addWidget(split, 1);
    setMinimumWidth(200);
    runs_->add_action(actions.show_runs);
    if (session.can_control()) return;
    // What a file holds is all there is to choose from.
    workspace_->hide();
    runs_->set_starts_runs(false);
    actions.show_workspace->setEnabled(false);
    for (QAction* action : {actions.show_workspace, actions.retry_letter, actions.discard_letter, actions.unschedule}) action->setVisible(false);
    if (!session.run_source().holds_histories()) definitions_->hide();
    session.definitions()->set_of_file();
    definitions_->show_source_only();
}

void Sidebar::focus_content() {
    if (definitions_->view()->hasFocus() || definitions_->isHidden()) runs_->view()->setFocus(Qt::ShortcutFocusReason);
    else definitions_->view()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace orkestr
