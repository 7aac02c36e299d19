#include "ui/shell/export_commands.h"

#include "ui/shell/export_dialog.h"
#include "ui/shell/studio_actions.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace orkestr {

ExportCommands::ExportCommands(StudioSession& session, const StudioActions& actions, QWidget* window)
    : QObject(window), session_(session), actions_(actions), window_(window) {
    connect(actions_.export_run, &QAction::triggered, this, &ExportCommands::export_open_run);
    connect(actions_.export_all, &QAction::triggered, this, [this] { export_matching({}); });
    connect(actions_.save_case, &QAction::triggered, this, &ExportCommands::save_case);
    connect(session_.run(), &RunDocument::opened, this, &ExportCommands::show_abilities);
    show_abilities();
}

void ExportCommands::set_exporter(RunExporter* exporter) {
    exporter_ = exporter;
    show_abilities();
}

void ExportCommands::show_abilities() {
    for (QAction* action : {actions_.export_run, actions_.export_all, actions_.save_case}) action->setVisible(exporter_ != nullptr);
    actions_.export_run->setEnabled(exporter_ && session_.run()->is_open());
    actions_.export_all->setEnabled(exporter_ != nullptr);
    actions_.save_case->setEnabled(exporter_ && content_);
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

/// What is in front: the run that is open, or the runs that are listed. Of a file all of it, so that a case that is saved again
/// is the same.
void ExportCommands::save_case() {
    if (!content_) return;
    const CaseView view = content_().view;
    ExportRequest request;
    QString what = tr("Save all runs as a case");
    QString name = QStringLiteral("runs");
    if (session_.source()->is_file()) {
        what = tr("Save all that this file holds as a case");
        name = QFileInfo(session_.title()).completeBaseName();
    } else if (!view.run.empty()) {
        name = to_qt(view.run);
        what = tr("Save run %1 as a case").arg(name);
        request.runs.push_back(RunId{view.run});
    } else if (const auto filter = read_filter(view.run_filter, FilterSubject::run); filter && !filter->is_empty()) {
        what = tr("Save all runs that match as a case: %1").arg(to_qt(view.run_filter));
        request.filter = *filter;
        request.now = Instant{QDateTime::currentMSecsSinceEpoch()};
    }
    ask(std::move(request), what, name, true);
}

void ExportCommands::ask(ExportRequest request, const QString& what, const QString& name, bool as_case) {
    if (!exporter_) return;
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir()) folder = QDir::homePath();
    const QString path = QDir(folder).filePath(name + (as_case ? QLatin1String(case_suffix) : QLatin1String(audit_log_suffix)));
    ExportDialog dialog(*exporter_, std::move(request), what, path, window_);
    if (content_) dialog.set_case(content_());
    if (dialog.exec() == QDialog::Accepted) Q_EMIT told(dialog.job().message());
}

} // namespace orkestr
