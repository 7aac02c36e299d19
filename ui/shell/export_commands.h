// Exporting from a window: the run that is open, runs that were chosen, or all that a filter holds for.
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QWidget;

namespace orkestr {

class RunExporter;
class StudioSession;
struct CaseContent;
struct ExportRequest;
struct StudioActions;

class ExportCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    ExportCommands(StudioSession& session, const StudioActions& actions, QWidget* window);

    /// Null: what this window shows can't be exported, and is not offered to be.
    void set_exporter(RunExporter* exporter);
    /// What a case takes along beside runs.
    void set_case_content(std::function<CaseContent()> content) { content_ = std::move(content); }
    void export_runs(const QStringList& runs);
    void export_matching(const QString& filter);

Q_SIGNALS:
    void told(const QString& what);

private:
    void export_open_run();
    void save_case();
    void ask(ExportRequest request, const QString& what, const QString& name, bool as_case = false);
    void show_abilities();

    StudioSession& session_;
    const StudioActions& actions_;
    QWidget* window_;
    RunExporter* exporter_ = nullptr;
    std::function<CaseContent()> content_;
};

} // namespace orkestr
