#include "ui/shell/open_commands.h"

#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/studio_settings.h"
#include "ui/viewmodels/studio_session.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace orkestr {

namespace {

constexpr int palette_top_px = 72;

} // namespace

OpenCommands::OpenCommands(MainWindow& window, StudioSession& session, StudioSettings& settings, const StudioActions& actions)
    : QObject(&window), window_(window), session_(session), settings_(settings), actions_(actions) {
    connect(actions_.open, &QAction::triggered, this, &OpenCommands::choose_file);
    connect(actions_.palette, &QAction::triggered, this, &OpenCommands::show_palette);
}

void OpenCommands::open(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const Opening opening = opener_ ? opener_(absolute) : Opening::other;
    if (opening == Opening::other) open_definition(absolute);
    else if (opening == Opening::opened) settings_.add_recent_record(absolute);
}

void OpenCommands::open_definition(const QString& path) {
    window_.notices()->clear();
    window_.show_workspace(false);
    const QString absolute = QFileInfo(path).absoluteFilePath();
    session_.open_file(absolute);
    if (session_.definitions()->is_sample(absolute) || session_.definitions()->find(absolute).isValid()) return;
    if (!QFileInfo(absolute).isFile()) return;
    settings_.add_recent_file(absolute);
    session_.definitions()->set_files(settings_.recent_files());
}

void OpenCommands::open_published(const QString& hash) {
    window_.show_workspace(false);
    session_.open_published(hash);
}

void OpenCommands::choose_file() {
    const QString folder = QFileInfo(session_.opened_definition().path()).absolutePath();
    const QString path = QFileDialog::getOpenFileName(&window_, tr("Open a definition, an audit log or another system's record"), folder,
                                                      tr("All that can be opened (*.yaml *.yml *.json *.jsonl *.orklog *.orkcase);;"
                                                         "Workflow definitions (*.yaml *.yml *.json);;Audit logs (*.orklog *.orkcase);;All files (*)"));
    if (!path.isEmpty()) open(path);
}

void OpenCommands::show_palette() {
    auto* palette = new CommandPalette(session_, actions_, &window_);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    connect(palette, &CommandPalette::file_chosen, this, &OpenCommands::open_definition);
    connect(palette, &CommandPalette::run_chosen, &window_, &MainWindow::open_run);
    connect(palette, &CommandPalette::published_chosen, this, &OpenCommands::open_published);
    palette->move(window_.mapToGlobal(QPoint((window_.width() - palette->width()) / 2, palette_top_px)));
    palette->show();
    palette->activateWindow();
}

bool OpenCommands::can_drop(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    return !urls.isEmpty() && urls.first().isLocalFile();
}

void OpenCommands::drop(const QMimeData& data) {
    for (const QUrl& url : data.urls())
        if (url.isLocalFile()) open(url.toLocalFile());
}

} // namespace orkestr
