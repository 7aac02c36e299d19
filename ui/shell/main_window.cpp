#include "ui/shell/main_window.h"

#include "ui/designer/definition_list.h"
#include "ui/designer/definition_page.h"
#include "ui/parts/code_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_overlay.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/shell/document_header.h"
#include "ui/shell/input_dialog.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/panel_focus.h"
#include "ui/shell/search_field.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/studio_menus.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/studio_tool_bar.h"
#include "ui/shell/theme_choice.h"
#include "ui/shell/window_layout.h"
#include "ui/viewmodels/input_template.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int message_ms = 5000;

bool is_end(const QString& node) { return node.isEmpty() || node == QLatin1String("/start") || node == QLatin1String("/end"); }

} // namespace

MainWindow::MainWindow(StudioSession& session, StudioSettings& settings, ThemeChoice& theme, QWidget* parent)
    : QMainWindow(parent), session_(session), settings_(settings), theme_(theme), actions_(this),
      layout_(new WindowLayout(settings, actions_, this)), focus_(new PanelFocus(this)) {
    setWindowTitle(tr("Orkestr Studio"));
    setAcceptDrops(true);
    resize(1440, 900);
    make_middle();
    search_ = add_studio_tool_bar(*this, actions_, page_->canvas());
    add_studio_menus(*this, actions_, settings_, [this](const QString& path) { open_file(path); });
    connect_session();
    connect_actions();
    connect_focus();
    connect_theme();
    restoreGeometry(settings_.geometry());
    session_.definitions()->set_files(settings_.recent_files());
    show_definition();
    show_abilities();
    layout_->apply(false, false);
}

MainWindow::~MainWindow() = default;

void MainWindow::make_middle() {
    auto* columns = new QSplitter(Qt::Horizontal, this);
    sidebar_ = new Sidebar(session_, actions_, columns);
    auto* middle = new QWidget(columns);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    notices_ = new NoticeArea(session_, middle);
    page_ = new DefinitionPage(middle);
    auto* rows = new QSplitter(Qt::Vertical, middle);
    rows->addWidget(page_);
    rows->setStretchFactor(0, 1);
    rows->setChildrenCollapsible(false);
    column->addWidget(new DocumentHeader(session_, actions_, middle));
    column->addWidget(notices_);
    column->addWidget(rows, 1);
    columns->addWidget(sidebar_);
    columns->addWidget(middle);
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setChildrenCollapsible(false);
    setCentralWidget(columns);
    statusBar()->setSizeGripEnabled(false);
    layout_->panels = {columns, rows, page_->splitter(), sidebar_, page_->code_panel(), nullptr, nullptr};
}

/// Made with the first run: a window that only shows a definition starts quicker without them.
void MainWindow::make_run_panels() {
    if (panel_) return;
    panel_ = new RunPanel(session_.run(), layout_->panels.rows);
    panel_->setMinimumHeight(120);
    inspector_ = new StepInspector(session_.details(), session_.run(), layout_->panels.columns);
    inspector_->setMinimumWidth(240);
    layout_->panels.rows->addWidget(panel_);
    layout_->panels.rows->setStretchFactor(1, 0);
    layout_->panels.columns->addWidget(inspector_);
    layout_->panels.columns->setStretchFactor(2, 0);
    layout_->panels.panel = panel_;
    layout_->panels.inspector = inspector_;
    connect(inspector_, &StepInspector::run_chosen, this, &MainWindow::open_run);
}

void MainWindow::connect_session() {
    connect(&session_, &StudioSession::definition_changed, this, &MainWindow::show_definition);
    connect(&session_, &StudioSession::definition_reloaded, this, &MainWindow::show_reload);
    connect(&session_, &StudioSession::abilities_changed, this, &MainWindow::show_abilities);
    connect(&session_, &StudioSession::resumed, this, [this](int runs) {
        statusBar()->showMessage(tr("%n run(s) resumed", nullptr, runs), message_ms);
    });
    connect(session_.run(), &RunDocument::opened, this, &MainWindow::run_opened);
    connect(session_.run(), &RunDocument::view_changed, this, &MainWindow::show_overlay);
    connect(session_.run(), &RunDocument::selection_changed, this, [this] {
        if (session_.run()->is_open() && !(session_.run()->selected_node().isEmpty() && is_end(page_->selected_node())))
            page_->select_node(session_.run()->selected_node());
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
    connect(sidebar_->definitions(), &DefinitionList::published_chosen, &session_, &StudioSession::open_published);
    connect(sidebar_->runs(), &RunList::run_chosen, this, &MainWindow::open_run);
}

void MainWindow::connect_actions() {
    connect(actions_.open, &QAction::triggered, this, &MainWindow::choose_file);
    connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_.run, &QAction::triggered, this, &MainWindow::choose_input);
    connect(actions_.cancel, &QAction::triggered, &session_, &StudioSession::cancel_run);
    connect(actions_.back, &QAction::triggered, &session_, &StudioSession::close_run);
    connect(actions_.next_fault, &QAction::triggered, this, [this] {
        if (const StepView* step = session_.run()->faulted_step()) session_.run()->select_step(step->id);
    });
    connect(actions_.copy_run, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(to_qt(session_.run()->run().text));
        statusBar()->showMessage(tr("The run's id is copied"), message_ms);
    });
    connect(actions_.find, &QAction::triggered, this, [this] {
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
    const auto add = [this](QAction* action, std::function<QWidget*()> widget, const std::function<void()>& focus, QAction* shown) {
        focus_->add({widget, focus});
        connect(action, &QAction::triggered, this, [widget, focus, shown] {
            if (shown && shown->isEnabled()) shown->setChecked(true);
            if (widget() && widget()->isVisible()) focus();
        });
    };
    add(actions_.focus_sidebar, [this] { return sidebar_; }, [this] { sidebar_->focus_content(); }, actions_.show_sidebar);
    add(actions_.focus_graph, [this] { return page_->canvas(); }, [this] { page_->canvas()->setFocus(Qt::ShortcutFocusReason); }, nullptr);
    add(actions_.focus_code, [this] { return page_->code_panel(); }, [this] { page_->code()->setFocus(Qt::ShortcutFocusReason); }, actions_.show_code);
    add(actions_.focus_panel, [this] { return panel_; }, [this] { panel_->focus_content(); }, actions_.show_panel);
    add(actions_.focus_inspector, [this] { return inspector_; }, [this] { inspector_->focus_content(); }, actions_.show_inspector);
    connect(actions_.next_panel, &QAction::triggered, focus_, [this] { focus_->step(1); });
    connect(actions_.previous_panel, &QAction::triggered, focus_, [this] { focus_->step(-1); });
}

void MainWindow::connect_theme() {
    using Choice = ThemeChoice::Choice;
    const std::pair<QAction*, Choice> choices[] = {
        {actions_.theme_system, Choice::system}, {actions_.theme_light, Choice::light}, {actions_.theme_dark, Choice::dark}};
    for (const auto& [action, choice] : choices) {
        action->setChecked(choice == theme_.choice());
        connect(action, &QAction::triggered, &theme_, [this, wanted = choice] { theme_.choose(wanted); });
    }
    connect(actions_.toggle_theme, &QAction::triggered, &theme_, &ThemeChoice::toggle);
    connect(&theme_, &ThemeChoice::changed, this, [this] {
        QAction* const by_choice[] = {actions_.theme_system, actions_.theme_light, actions_.theme_dark};
        by_choice[static_cast<int>(theme_.choice())]->setChecked(true);
    });
}

void MainWindow::open_file(const QString& path) {
    notices_->clear();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    session_.open_file(absolute);
    if (session_.definitions()->is_sample(absolute) || session_.definitions()->find(absolute).isValid()) return;
    settings_.add_recent_file(absolute);
    session_.definitions()->set_files(settings_.recent_files());
}

void MainWindow::open_run(const QString& run) {
    notices_->clear();
    session_.open_run(RunId{run.toStdString()});
}

void MainWindow::choose_file() {
    const QString folder = QFileInfo(session_.opened_definition().path()).absolutePath();
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a definition"), folder,
                                                      tr("Workflow definitions (*.yaml *.yml *.json);;All files (*)"));
    if (!path.isEmpty()) open_file(path);
}

void MainWindow::choose_input() {
    const auto content = session_.startable();
    if (!content || !session_.can_start()) return;
    const Document& document = content->definition->document;
    const QString name = to_qt(document.ns + "/" + document.name);
    const QString pattern = input_template(*content->definition);
    const QString last = settings_.last_input(name);
    InputDialog dialog(content->name(), last.isEmpty() ? pattern : last, pattern, this);
    if (dialog.exec() != QDialog::Accepted) return;
    settings_.set_last_input(name, dialog.text());
    notices_->clear();
    session_.start(dialog.input());
}

void MainWindow::show_definition() {
    const DefinitionDocument& document = session_.definition();
    page_->show_document(document);
    const auto& content = document.content();
    setWindowTitle(content ? tr("%1 – Orkestr Studio").arg(content->name()) : tr("Orkestr Studio"));
    const DefinitionDocument& opened = session_.opened_definition();
    sidebar_->definitions()->set_current(!opened.path().isEmpty() ? opened.path() : opened.content() ? opened.content()->hash : QString());
    layout_->set_text(session_.has_definition());
    show_overlay();
}

void MainWindow::show_overlay() {
    const auto& view = session_.run()->view();
    page_->set_statuses(view ? run_overlay(*view, page_->nodes()) : QHash<QString, NodeStatus>());
    actions_.next_fault->setEnabled(session_.run()->faulted_step() != nullptr);
}

void MainWindow::show_abilities() {
    actions_.run->setEnabled(session_.can_start());
    actions_.cancel->setEnabled(session_.can_cancel());
    actions_.back->setEnabled(session_.run()->is_open());
    actions_.copy_run->setEnabled(session_.run()->is_open());
}

void MainWindow::run_opened() {
    const bool open = session_.run()->is_open();
    if (open) make_run_panels();
    sidebar_->runs()->set_current(to_qt(session_.run()->run().text));
    layout_->apply(open, session_.has_definition());
    if (!open) page_->select_node({});
}

void MainWindow::show_reload() {
    const QString file = QFileInfo(session_.opened_definition().path()).fileName();
    statusBar()->showMessage(tr("%1 was read again: it has changed on disk").arg(file), message_ms);
}

bool MainWindow::is_settled() const {
    const auto reading = [](LoadState state) { return state == LoadState::loading; };
    if (reading(session_.definition().state()) || reading(session_.runs()->state()) || !page_->is_settled()) return false;
    if (!session_.run()->is_open()) return true;
    if (reading(session_.run()->state())) return false;
    return session_.run()->state() == LoadState::failed || !reading(session_.run()->events()->state());
}

QString MainWindow::failure() const {
    if (session_.run()->state() == LoadState::failed) return session_.run()->message();
    if (session_.definition().state() == LoadState::failed) return session_.definition().message();
    return {};
}

void MainWindow::closeEvent(QCloseEvent* event) {
    layout_->remember();
    settings_.set_geometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (shown_) return;
    shown_ = true;
    layout_->apply(session_.run()->is_open(), session_.has_definition());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) { open_file(event->mimeData()->urls().first().toLocalFile()); }

} // namespace orkestr
