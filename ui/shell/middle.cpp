#include "ui/shell/middle.h"

#include "ui/admin/workspace_page.h"
#include "ui/designer/definition_page.h"
#include "ui/replay/replay_page.h"
#include "ui/runs/run_header.h"
#include "ui/runs/run_table.h"
#include "ui/shell/document_header.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/run_finder.h"
#include "ui/shell/source_bar.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/workspace_commands.h"
#include "ui/viewmodels/studio_session.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace orkestr {

namespace {

const QString rules_key = QStringLiteral("rules");

} // namespace

Middle::Middle(StudioSession& session, StudioSettings& settings, const StudioActions& actions, QWidget* parent)
    : QWidget(parent), session_(session), settings_(settings), actions_(actions), header_(new DocumentHeader(session, actions, this)),
      source_bar_(new SourceBar(session.source(), this)), notices_(new NoticeArea(session, this)), document_(new QWidget(this)),
      run_header_(new RunHeader(session.run(), document_)), graph_(new QWidget(document_)), page_(new DefinitionPage(graph_)), rows_(new QSplitter(Qt::Vertical, document_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* graph = new QVBoxLayout(graph_);
    graph->setContentsMargins(0, 0, 0, 0);
    graph->setSpacing(0);
    graph->addWidget(page_, 1);
    rows_->addWidget(graph_);
    rows_->setStretchFactor(0, 1);
    rows_->setChildrenCollapsible(false);
    column->addWidget(source_bar_);
    column->addWidget(notices_);
    column->addWidget(header_);
    connect(run_header_, &RunHeader::run_chosen, this, &Middle::run_chosen);
    connect(run_header_, &RunHeader::definition_wanted, actions.show_code, [code = actions.show_code] { code->setChecked(true); });
    column->addWidget(document_, 1);
    auto* document = new QVBoxLayout(document_);
    document->setContentsMargins(0, 0, 0, 0);
    document->setSpacing(0);
    document->addWidget(run_header_);
    document->addWidget(rows_, 1);
    // A record of another system comes without a definition.
    if (!session_.run_source().holds_histories())
        for (QAction* action : {actions.show_code, actions.focus_code, actions.float_code}) action->setVisible(false);
    session_.rules()->read(settings_.kept(rules_key));
    connect(session_.rules(), &ColorRules::changed, this, [this] { settings_.keep(rules_key, session_.rules()->text()); });
}

void Middle::add_under_graph(QWidget* bar) { graph_->layout()->addWidget(bar); }

void Middle::make_workspace() {
    if (workspace_) return;
    workspace_ = new WorkspacePage(session_.workspace(), {actions_.retry_letter, actions_.discard_letter, actions_.unschedule, actions_.send_event}, this);
    new WorkspaceCommands(session_, actions_, workspace_);
    static_cast<QVBoxLayout*>(layout())->addWidget(workspace_, 1);
    connect(workspace_, &WorkspacePage::run_chosen, this, &Middle::run_chosen);
}

void Middle::make_runs() {
    if (finder_) return;
    finder_ = new RunFinder(session_, settings_, this);
    static_cast<QVBoxLayout*>(layout())->addWidget(finder_->page(), 1);
    connect(finder_->page(), &RunTable::run_chosen, this, &Middle::run_chosen);
    connect(finder_->page(), &RunTable::export_wanted, this, &Middle::export_wanted);
    connect(finder_->page(), &RunTable::export_matching_wanted, this, &Middle::export_matching_wanted);
    connect(finder_->page(), &RunTable::replay_wanted, this, &Middle::replay_wanted);
    connect(finder_->page(), &RunTable::replay_matching_wanted, this, &Middle::replay_matching_wanted);
    const auto offer = [this] { finder_->page()->offer(actions_.export_all->isVisible(), actions_.replay->isVisible()); };
    for (const QAction* action : {actions_.export_all, actions_.replay}) connect(action, &QAction::visibleChanged, this, offer);
    offer();
}

void Middle::show_replay(ReplayDocument* document) {
    if (!replay_) {
        replay_ = new ReplayPage(document, this);
        static_cast<QVBoxLayout*>(layout())->addWidget(replay_, 1);
        connect(replay_, &ReplayPage::run_chosen, this, &Middle::run_chosen_at);
    }
    show_cover(Cover::replay);
}

RunTable* Middle::runs() { return finder_ ? finder_->page() : nullptr; }

void Middle::show_cover(Cover cover) {
    if (cover == cover_) return;
    cover_ = cover;
    if (cover == Cover::workspace) make_workspace();
    if (cover == Cover::runs) make_runs();
    const QStringList titles{QString(), tr("Workspace"), tr("Runs"), tr("Replay")};
    header_->show_cover(titles[static_cast<int>(cover)]);
    document_->setVisible(cover == Cover::none);
    if (workspace_) workspace_->setVisible(cover == Cover::workspace);
    if (finder_) finder_->page()->setVisible(cover == Cover::runs);
    if (replay_) replay_->setVisible(cover == Cover::replay);
    Q_EMIT cover_changed();
}

} // namespace orkestr
