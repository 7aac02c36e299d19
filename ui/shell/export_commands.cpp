#include "ui/shell/export_commands.h"

#include "ui/shell/export_dialog.h"
#include "ui/shell/studio_actions.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QDir>
#include <QStandardPaths>

namespace orkestr {

ExportCommands::ExportCommands(StudioSession& session, const StudioActions& actions, QWidget* window)
    : QObject(window), session_(session), actions_(actions), window_(window) {
    connect(actions_.export_run, &QAction::triggered, this, &ExportCommands::export_open_run);
    connect(actions_.export_all, &QAction::triggered, this, [this] { export_matching({}); });
    connect(session_.run(), &RunDocument::opened, this, &ExportCommands::show_abilities);
    show_abilities();
}

void ExportCommands::set_exporter(RunExporter* exporter) {
    exporter_ = exporter;
    show_abilities();
}

void ExportCommands::show_abilities() {
    actions_.export_run->setEnabled(exporter_ && session_.run()->is_open());
    actions_.export_all->setEnabled(exporter_ != nullptr);
}

void ExportCommands::export_open_run() {
    if (session_.run()->is_open()) export_runs({to_qt(session_.run()->run().text)});
}

void ExportCommands::export_runs(const QStringList& runs) {
    ExportRequest request;
    for (const QString& run : runs) request.runs.push_back(RunId{run.toStdString()});
    const bool one = runs.size() == 1;
    ask(std::move(request), one ? tr("Export run %1").arg(runs.front()) : tr("Export %n run(s)", nullptr, static_cast<int>(runs.size())),
        one ? runs.front() : QStringLiteral("runs"));
}

void ExportCommands::export_matching(const QString& filter) {
    ExportRequest request;
    if (const auto read = read_filter(filter.toStdString(), FilterSubject::run)) request.filter = *read;
    request.now = Instant{QDateTime::currentMSecsSinceEpoch()};
    ask(std::move(request), filter.isEmpty() ? tr("Export all runs") : tr("Export all runs that match: %1").arg(filter), QStringLiteral("runs"));
}

void ExportCommands::ask(ExportRequest request, const QString& what, const QString& name) {
    if (!exporter_) return;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    ExportDialog dialog(*exporter_, std::move(request), what, QDir(folder).filePath(name + QStringLiteral(".orklog")), window_);
    if (dialog.exec() == QDialog::Accepted) Q_EMIT told(dialog.job().message());
}

} // namespace orkestr
