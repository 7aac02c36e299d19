// Exporting from a window: the run that is open, runs that were chosen, or all that a filter holds for.
#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

namespace orkestr {

class RunExporter;
class StudioSession;
struct ExportRequest;
struct StudioActions;

class ExportCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    ExportCommands(StudioSession& session, const StudioActions& actions, QWidget* window);

    /// Null: what this window shows can't be exported, and is not offered to be.
    void set_exporter(RunExporter* exporter);
    void export_runs(const QStringList& runs);
    void export_matching(const QString& filter);

Q_SIGNALS:
    void told(const QString& what);

private:
    void export_open_run();
    void ask(ExportRequest request, const QString& what, const QString& name);
    void show_abilities();

    StudioSession& session_;
    const StudioActions& actions_;
    QWidget* window_;
    RunExporter* exporter_ = nullptr;
};

} // namespace orkestr
