// The windows of Studio: one for a workspace, and one for each file that holds runs (an audit log, another system's
// record). Each has a source and a session of its own.
#pragma once

#include "app/workspace/workspace.h"
#include "core/ports/run_exporter.h"
#include "core/ports/run_notes.h"
#include "core/ports/run_replayer.h"
#include "ui/shell/main_window.h"
#include "ui/shell/open_commands.h"
#include "ui/viewmodels/studio_session.h"

#include <memory>
#include <vector>

namespace orkestr {

class StudioSettings;
class ThemeChoice;

class StudioWindows : public QObject {
    Q_OBJECT
public:
    /// Settings and theme outlive it.
    StudioWindows(StudioSettings& settings, ThemeChoice& theme, QObject* parent = nullptr);
    ~StudioWindows() override;

    /// The folder whose definitions are the samples.
    void set_samples(const QString& folder) { samples_ = folder; }

    /// Errors: what the workspace says.
    Result<MainWindow*> open_workspace(const QString& directory);
    /// What is not opened as a definition: it holds runs, or is of a kind that can't be opened at all.
    static bool is_for_file_window(const QString& path);
    /// A file that holds runs; one that is open already comes to the front. Errors: what reading it says; a file of another
    /// kind with what it looks like.
    Result<MainWindow*> open_file(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Opened {
        QString path;
        bool stays = false;                   ///< the workspace that Studio began with: its window can come back
        std::unique_ptr<Workspace> workspace; ///< null: a file
        std::unique_ptr<RunSource> source;    ///< null: a workspace
        std::unique_ptr<RunExporter> exporter; ///< null: what it shows can't be exported
        std::unique_ptr<RunNotes> notes;
        std::unique_ptr<RunReplayer> replayer; ///< null: what it shows can't be replayed
        std::unique_ptr<StudioSession> session;
        std::unique_ptr<MainWindow> window;
    };
    MainWindow* show(std::unique_ptr<Opened> opened, RunSource& source, RunControl* control);
    MainWindow* workspace_window();
    void fork_into_workspace(const RunSource& source, const SourceDocument& state, AgainRequest request, std::function<void(Result<RunId>)> done);
    void begin_with_runs(StudioSession& session, MainWindow& window);
    OpenCommands::Opening open_for(MainWindow* window, const QString& path);
    Result<MainWindow*> open_folder(const QString& path);
    MainWindow* bring_to_front(const QString& path);
    void closed(MainWindow* window);

    StudioSettings& settings_;
    ThemeChoice& theme_;
    QString samples_;
    std::shared_ptr<ValueThread> values_; ///< for all that is opened
    std::vector<std::unique_ptr<Opened>> opened_;
};

} // namespace orkestr
