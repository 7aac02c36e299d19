// What the window shows: its columns, which of them are seen, what it says; and how that stands.
#include "ui/shell/main_window.h"

#include "ui/admin/workspace_page.h"
#include "ui/designer/definition_page.h"
#include "ui/runs/run_overlay.h"
#include "ui/runs/run_table.h"
#include "ui/shell/floating_panel.h"
#include "ui/shell/middle.h"
#include "ui/shell/open_commands.h"
#include "ui/shell/replay_commands.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/studio_settings.h"
#include "ui/shell/study_commands.h"
#include "ui/shell/window_layout.h"
#include "ui/viewmodels/studio_session.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSplitter>
#include <QStatusBar>
#include <QTimer>

namespace orkestr {

namespace {

constexpr int message_ms = 5000;
constexpr int first_look_ms = 500;

} // namespace

void MainWindow::make_columns() {
    auto* columns = new QSplitter(Qt::Horizontal, this);
    sidebar_ = new Sidebar(session_, actions_, columns);
    middle_ = new Middle(session_, settings_, actions_, columns);
    page_ = middle_->page();
    columns->addWidget(sidebar_);
    columns->addWidget(middle_);
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setChildrenCollapsible(false);
    setCentralWidget(columns);
    statusBar()->setSizeGripEnabled(false);
    layout_->panels = {columns, middle_->rows(), page_->splitter(), sidebar_, nullptr, nullptr, nullptr};
}

void MainWindow::add_floating(QWidget* panel, QSplitter* home, const QString& title, const char* key, QAction* action) {
    action->setEnabled(true);
    layout_->add_floating(new FloatingPanel(panel, home, title, QLatin1String(key), action, settings_, this));
}

void MainWindow::show_overlay() {
    const auto& view = session_.run()->view();
    const QStringList& nodes = page_->nodes();
    page_->set_statuses(study_->overlay(view ? run_overlay(*view, nodes, {actions_.show_heat->isChecked(), session_.run()->selected_step()}) : QHash<QString, NodeStatus>(), nodes), study_->frequencies());
    actions_.next_fault->setEnabled(session_.run()->faulted_step() != nullptr);
}

void MainWindow::show_title() {
    const auto& content = session_.definition().content();
    const QString file = session_.source()->is_file() ? QFileInfo(session_.title()).fileName() : QString();
    const QString name = content ? content->name() : file;
    const QString title = content && !file.isEmpty() ? QStringLiteral("%1 – %2").arg(name, file) : name;
    setWindowTitle(title.isEmpty() ? tr("Orkestr Studio") : tr("%1 – Orkestr Studio").arg(title));
}

void MainWindow::show_places() {
    const bool covered = middle_->cover() != Middle::Cover::none;
    const bool run = session_.run()->is_open() && !covered;
    layout_->apply(run, session_.has_definition() && !covered);
    const bool anything_else = session_.can_control() || session_.run()->is_open() || session_.has_definition();
    actions_.back->setEnabled(run || (covered && anything_else));
    actions_.show_workspace->setChecked(middle_->cover() == Middle::Cover::workspace);
    actions_.show_runs->setChecked(middle_->cover() == Middle::Cover::runs);
}

void MainWindow::show_workspace(bool shown) {
    middle_->show_cover(shown ? Middle::Cover::workspace : Middle::Cover::none);
    show_places();
    if (shown) middle_->workspace()->focus_content();
}

void MainWindow::show_runs() {
    middle_->show_cover(Middle::Cover::runs);
    show_places();
    middle_->runs()->focus_content();
}

void MainWindow::say(const QString& text) { statusBar()->showMessage(text, message_ms); }

void MainWindow::show_reload() {
    const QString file = QFileInfo(session_.opened_definition().path()).fileName();
    say(tr("%1 was read again: it has changed on disk").arg(file));
}

bool MainWindow::is_settled() const {
    const auto reading = [](LoadState state) { return state == LoadState::loading; };
    if (reading(session_.definition().state()) || reading(session_.runs()->state()) || !page_->is_settled()) return false;
    if (study_->is_working() || replay_->is_working()) return false;
    if (!session_.run()->is_open()) return true;
    if (reading(session_.run()->state()) || session_.details()->is_reading()) return false;
    return session_.run()->state() == LoadState::failed || !reading(session_.run()->events()->state());
}

QString MainWindow::failure() const {
    if (session_.run()->state() == LoadState::failed) return session_.run()->message();
    if (session_.definition().state() == LoadState::failed) return session_.definition().message();
    return {};
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (shown_) return;
    shown_ = true;
    show_places();
    focus_content();
    QTimer::singleShot(first_look_ms, session_.workspace(), &WorkspaceDocument::begin);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    layout_->remember();
    settings_.set_geometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (OpenCommands::can_drop(*event->mimeData())) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) { open_->drop(*event->mimeData()); }

} // namespace orkestr
