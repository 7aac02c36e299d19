#include "ui/shell/main_window.h"

#include "ui/admin/workspace_page.h"
#include "ui/designer/definition_list.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/code_view.h"
#include "ui/replay/replay_page.h"
#include "ui/replay/scrubber.h"
#include "ui/runs/payload_pane.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/step_tree.h"
#include "ui/runs/timeline_view.h"
#include "ui/shell/bookmark_commands.h"
#include "ui/shell/export_commands.h"
#include "ui/shell/floating_panel.h"
#include "ui/shell/middle.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/open_commands.h"
#include "ui/shell/panel_focus.h"
#include "ui/shell/replay_commands.h"
#include "ui/shell/run_commands.h"
#include "ui/shell/search_field.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/studio_menus.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/studio_tool_bar.h"
#include "ui/shell/study_commands.h"
#include "ui/shell/theme_choice.h"
#include "ui/shell/travel_commands.h"
#include "ui/shell/window_layout.h"
#include "ui/viewmodels/replay_document.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSplitter>

namespace orkestr {

namespace {

bool is_end(const QString& node) { return node.isEmpty() || node == QLatin1String("/start") || node == QLatin1String("/end"); }

} // namespace

MainWindow::MainWindow(StudioSession& session, StudioSettings& settings, ThemeChoice& theme, QWidget* parent)
    : QMainWindow(parent), session_(session), settings_(settings), actions_(this),
      layout_(new WindowLayout(settings, actions_, this)), focus_(new PanelFocus(this)) {
    setWindowTitle(tr("Orkestr Studio"));
    setAcceptDrops(true);
    resize(1440, 900);
    make_columns();
    search_ = add_studio_tool_bar(*this, actions_, page_->canvas());
    add_studio_menus(*this, actions_, settings_, [this](const QString& path) { open_->open(path); });
    export_ = new ExportCommands(session_, actions_, this);
    replay_ = new ReplayCommands(session_, actions_, this);
    study_ = new StudyCommands(session_, actions_, middle_, this);
    open_ = new OpenCommands(*this, session_, settings_, actions_);
    commands_ = new RunCommands(session_, settings_, actions_, this);
    travel_ = new TravelCommands(session_, settings_, actions_, middle_);
    connect_session();
    connect_actions();
    connect_focus();
    bookmarks_ = new BookmarkCommands(*this, session_, actions_);
    export_->set_case_content([this] { return bookmarks_->content(); });
    connect(bookmarks_, &BookmarkCommands::told, this, &MainWindow::say);
    theme.connect_actions(actions_);
    restoreGeometry(settings_.geometry());
    session_.definitions()->set_files(settings_.recent_files());
    show_definition();
    show_places();
}

/// What is written on bookmarks is kept while all that this touches is still there.
MainWindow::~MainWindow() { delete bookmarks_; }

/// Made with the first run: a window that only shows a definition starts quicker without them.
void MainWindow::make_run_panels() {
    if (panel_) return;
    panel_ = new RunPanel(session_.run(), layout_->panels.rows);
    panel_->setMinimumHeight(120);
    // A file tells of the past, also of what had not ended there.
    panel_->timeline()->set_follows_clock(session_.can_control());
    inspector_ = new StepInspector(session_.details(), session_.run(), layout_->panels.columns);
    inspector_->setMinimumWidth(240);
    for (QWidget* widget : {static_cast<QWidget*>(panel_), static_cast<QWidget*>(inspector_)}) widget->hide();
    layout_->panels.rows->addWidget(panel_);
    layout_->panels.rows->setStretchFactor(1, 0);
    layout_->panels.columns->addWidget(inspector_);
    layout_->panels.columns->setStretchFactor(2, 0);
    layout_->panels.panel = panel_;
    layout_->panels.inspector = inspector_;
    add_floating(panel_, layout_->panels.rows, tr("Steps and events"), "panel", actions_.float_panel);
    add_floating(inspector_, layout_->panels.columns, tr("Inspector"), "inspector", actions_.float_inspector);
    travel_->add_panels(panel_, inspector_);
    study_->add_panel(panel_);
    panel_->steps()->setContextMenuPolicy(Qt::ActionsContextMenu);
    panel_->steps()->addAction(actions_.fork);
    connect(inspector_, &StepInspector::run_chosen, this, &MainWindow::open_run);
}

void MainWindow::connect_session() {
    connect(&session_, &StudioSession::definition_changed, this, &MainWindow::show_definition);
    connect(&session_, &StudioSession::definition_reloaded, this, &MainWindow::show_reload);
    connect(&session_, &StudioSession::recovered, this, [this](int runs) { say(tr("%n run(s) resumed", nullptr, runs)); });
    connect(&session_, &StudioSession::told, this, &MainWindow::say);
    connect(travel_, &TravelCommands::told, this, &MainWindow::say);
    connect(session_.source(), &SourceDocument::changed, this, &MainWindow::show_title);
    connect(commands_, &RunCommands::began, this, [this] { notices()->clear(); });
    connect(middle_, &Middle::cover_changed, this, &MainWindow::show_places);
    connect(middle_, &Middle::run_chosen, this, [this](const QString& run) {
        const bool found = middle_->cover() == Middle::Cover::runs;
        open_run(run);
        found_ = found;
    });
    connect(middle_, &Middle::replay_wanted, replay_, &ReplayCommands::replay_runs);
    connect(middle_, &Middle::replay_matching_wanted, replay_, &ReplayCommands::replay_matching);
    connect(middle_, &Middle::export_wanted, export_, &ExportCommands::export_runs);
    connect(middle_, &Middle::export_matching_wanted, export_, &ExportCommands::export_matching);
    connect(export_, &ExportCommands::told, this, &MainWindow::say);
    connect(replay_, &ReplayCommands::wanted, this, [this](ReplayDocument* document) {
        middle_->show_replay(document);
        middle_->replay()->focus_content();
    });
    connect(study_, &StudyCommands::overlay_changed, this, &MainWindow::show_overlay);
    connect(study_, &StudyCommands::run_chosen, this, &MainWindow::open_run);
    connect(study_, &StudyCommands::task_chosen, page_, &DefinitionPage::select_node);
    connect(page_, &DefinitionPage::node_selected, study_, &StudyCommands::select_task);
    connect(middle_, &Middle::run_chosen_at, this, [this](const QString& run, quint64 seq) {
        open_run(run);
        if (seq > 0) travel_->travel_to(seq);
    });
    connect(session_.run(), &RunDocument::opened, this, &MainWindow::run_opened);
    connect(session_.run(), &RunDocument::view_changed, this, &MainWindow::show_overlay);
    connect(session_.run(), &RunDocument::state_changed, this, [this] {
        if (session_.run()->state() == LoadState::failed) show_definition();
    });
    connect(session_.run(), &RunDocument::selection_changed, this, [this] {
        if (session_.run()->is_open() && !(session_.run()->selected_node().isEmpty() && is_end(page_->selected_node())))
            page_->select_node(session_.run()->selected_node());
        show_overlay();
    });
    connect(page_, &DefinitionPage::node_selected, this, [this](const QString& node) {
        if (is_end(node)) session_.run()->select_step(0);
        else session_.run()->select_node(node);
    });
    connect(page_, &DefinitionPage::settled, this, [this] {
        show_overlay();
        search_->search_again();
    });
    connect(sidebar_->definitions(), &DefinitionList::file_chosen, this, &MainWindow::open_file);
    connect(sidebar_->definitions(), &DefinitionList::published_chosen, open_, &OpenCommands::open_published);
    connect(sidebar_->runs(), &RunList::run_chosen, this, &MainWindow::open_run);
}

void MainWindow::connect_actions() {
    connect(actions_.show_heat, &QAction::toggled, this, &MainWindow::show_overlay);
    for (QAction* action : {actions_.float_code, actions_.float_panel, actions_.float_inspector}) action->setEnabled(false);
    connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_.back, &QAction::triggered, this, &MainWindow::step_back);
    connect(actions_.next_fault, &QAction::triggered, this, [this] {
        const StepView* step = session_.run()->faulted_step();
        if (!step) return;
        session_.run()->select_step(step->id);
        page_->canvas()->select(session_.run()->selected_node()); // also where it was chosen, and somebody has looked away
        if (!keeps_focus()) focus_content();
    });
    connect(actions_.copy_run, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(to_qt(session_.run()->run().text));
        say(tr("The run's id is copied"));
    });
    connect(actions_.find, &QAction::triggered, this, [this] {
        if (middle_->cover() == Middle::Cover::runs) return middle_->runs()->focus_filter();
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    Canvas* canvas = page_->canvas();
    connect(actions_.find_next, &QAction::triggered, canvas, &Canvas::find_next);
    connect(actions_.find_previous, &QAction::triggered, canvas, &Canvas::find_previous);
    connect(actions_.fit, &QAction::triggered, canvas, &Canvas::fit);
    connect(actions_.zoom_in, &QAction::triggered, canvas, &Canvas::zoom_in);
    connect(actions_.zoom_out, &QAction::triggered, canvas, &Canvas::zoom_out);
    connect(actions_.actual_size, &QAction::triggered, canvas, &Canvas::zoom_to_actual_size);
    connect(actions_.reset_layout, &QAction::triggered, layout_, &WindowLayout::reset);
}

void MainWindow::connect_focus() {
    const auto add = [this](QAction* action, std::function<QWidget*()> widget, const std::function<void()>& focus, QAction* shown,
                            const std::function<void(int)>& step_tab = nullptr) {
        focus_->add({widget, focus, step_tab});
        connect(action, &QAction::triggered, this, [widget, focus, shown] {
            if (shown && shown->isEnabled()) shown->setChecked(true);
            if (widget() && widget()->isVisible()) focus();
        });
    };
    add(actions_.focus_sidebar, [this] { return sidebar_; }, [this] { sidebar_->focus_content(); }, actions_.show_sidebar);
    add(actions_.focus_graph, [this] { return page_->canvas(); }, [this] { page_->canvas()->setFocus(Qt::ShortcutFocusReason); }, nullptr);
    add(actions_.focus_code, [this] { return page_->code_panel(); }, [this] { page_->code()->setFocus(Qt::ShortcutFocusReason); }, actions_.show_code);
    add(actions_.focus_panel, [this] { return panel_; }, [this] { panel_->focus_content(); }, actions_.show_panel, [this](int by) { panel_->step_tab(by); });
    add(actions_.focus_inspector, [this] { return inspector_; }, [this] { inspector_->focus_content(); }, actions_.show_inspector,
        [this](int by) { inspector_->payload()->step_tab(by); });
    focus_->add({[this]() -> QWidget* { return actions_.travel_play->isEnabled() ? travel_->bar() : nullptr; }, [this] { travel_->bar()->focus_content(); }, nullptr});
    connect(actions_.show_workspace, &QAction::triggered, this, [this] { show_workspace(true); });
    connect(actions_.show_runs, &QAction::triggered, this, &MainWindow::show_runs);
    focus_->add({[this] { return runs(); }, [this] { runs()->focus_content(); }, nullptr});
    focus_->add({[this] { return workspace(); }, [this] { workspace()->focus_content(); }, nullptr});
    focus_->add({[this] { return middle_->replay(); }, [this] { middle_->replay()->focus_content(); }, nullptr});
    connect(actions_.next_panel, &QAction::triggered, focus_, [this] { focus_->step(1); });
    connect(actions_.previous_panel, &QAction::triggered, focus_, [this] { focus_->step(-1); });
    connect(actions_.next_tab, &QAction::triggered, focus_, [this] { focus_->step_tab(1); });
    connect(actions_.previous_tab, &QAction::triggered, focus_, [this] { focus_->step_tab(-1); });
}

void MainWindow::focus_content() {
    if (middle_->cover() == Middle::Cover::runs) runs()->focus_content();
    else if (middle_->cover() == Middle::Cover::workspace) workspace()->focus_content();
    else if (middle_->cover() == Middle::Cover::replay) middle_->replay()->focus_content();
    else if (session_.run()->is_open() && panel_ && panel_->isVisible()) panel_->focus_content();
    else if (session_.run()->is_open() || session_.has_definition()) page_->canvas()->setFocus(Qt::OtherFocusReason);
    else sidebar_->focus_content();
}

bool MainWindow::keeps_focus() const {
    const QWidget* focused = focusWidget();
    if (!focused || !focused->isVisible()) return false;
    for (const QWidget* place : {static_cast<QWidget*>(page_), static_cast<QWidget*>(panel_), static_cast<QWidget*>(inspector_), static_cast<QWidget*>(sidebar_->runs())})
        if (place && place->isAncestorOf(focused)) return true;
    return false;
}

NoticeArea* MainWindow::notices() { return middle_->notices(); }

WorkspacePage* MainWindow::workspace() { return middle_->workspace(); }

void MainWindow::open_file(const QString& path) { open_->open_definition(path); }

void MainWindow::open_run(const QString& run) {
    notices()->clear();
    found_ = false;
    const bool kept = keeps_focus();
    show_workspace(false);
    session_.open_run(RunId{run.toStdString()});
    if (!kept) focus_content();
}

void MainWindow::show_definition() {
    const DefinitionDocument& document = session_.definition();
    const RunDocument& run = *session_.run();
    const bool unread = run.is_open() && !run.view() && document.state() == LoadState::idle;
    if (run.view() && run.view()->graph) page_->show_record(run.view()->graph);
    else if (unread) page_->show_no_run(run.state() != LoadState::failed, run.message());
    else page_->show_document(document);
    if (!layout_->panels.code && page_->code_panel()) {
        layout_->panels.code = page_->code_panel();
        add_floating(page_->code_panel(), page_->splitter(), tr("Definition text"), "code", actions_.float_code);
    }
    show_title();
    const DefinitionDocument& opened = session_.opened_definition();
    sidebar_->definitions()->set_current(!opened.path().isEmpty() ? opened.path() : opened.content() ? opened.content()->hash : QString());
    layout_->set_text(session_.has_definition() && middle_->cover() == Middle::Cover::none);
    show_overlay();
}

RunTable* MainWindow::runs() { return middle_->runs(); }

void MainWindow::step_back() {
    const bool to_runs = middle_->cover() == Middle::Cover::none && (found_ || !session_.run_source().holds_histories());
    const bool elsewhere = focusWidget() && sidebar_->isAncestorOf(focusWidget());
    if (middle_->cover() != Middle::Cover::none) show_workspace(false);
    else session_.close_run();
    // A run that was found leads back to where it was found; where there are no definitions there is nothing else.
    if (to_runs) show_runs();
    else if (!elsewhere) focus_content();
}

void MainWindow::run_opened() {
    const bool open = session_.run()->is_open();
    const bool kept = keeps_focus();
    if (open) {
        make_run_panels();
        show_workspace(false);
    }
    sidebar_->runs()->set_current(to_qt(session_.run()->run().text));
    show_places();
    if (!open) page_->select_node({});
    else if (!kept) focus_content();
}

} // namespace orkestr
