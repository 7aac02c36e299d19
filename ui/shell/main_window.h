// Studio's window: puts the panels together around a session. It knows what belongs where, and nothing of how it works.
#pragma once

#include "ui/shell/studio_actions.h"

#include <QMainWindow>
#include <QSplitter>

#include <memory>

namespace orkestr {

class BookmarkCommands;
class DefinitionPage;
class ExportCommands;
class Middle;
class NoticeArea;
class OpenCommands;
class PanelFocus;
class ReplayCommands;
class RunCommands;
class RunPanel;
class RunTable;
class SearchField;
class Sidebar;
class StepInspector;
class StudioSession;
class StudioSettings;
class StudyCommands;
class ThemeChoice;
class TravelCommands;
class WindowLayout;
class WorkspacePage;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Session, settings and theme outlive the window.
    MainWindow(StudioSession& session, StudioSettings& settings, ThemeChoice& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A definition's file.
    void open_file(const QString& path);
    void open_run(const QString& run);
    void show_workspace(bool shown);
    /// The page on which runs are found.
    void show_runs();
    /// Null until it was shown.
    RunTable* runs();

    const StudioActions& actions() const { return actions_; }
    Sidebar* sidebar() { return sidebar_; }
    DefinitionPage* page() { return page_; }
    /// Null until a run was opened.
    RunPanel* panel() { return panel_; }
    StepInspector* inspector() { return inspector_; }
    NoticeArea* notices();
    RunCommands* commands() { return commands_; }
    /// Null until it was shown.
    WorkspacePage* workspace();

    /// What was asked for has been read and is shown (or failed).
    bool is_settled() const;
    /// Why what was asked for can't be shown; empty when it can.
    QString failure() const;

    OpenCommands* opening() { return open_; }
    ExportCommands* exporting() { return export_; }
    ReplayCommands* replaying() { return replay_; }
    StudyCommands* study() { return study_; }
    BookmarkCommands* bookmarks() { return bookmarks_; }
    TravelCommands* travel() { return travel_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void make_columns();
    void make_run_panels();
    void add_floating(QWidget* panel, QSplitter* home, const QString& title, const char* key, QAction* action);
    void connect_session();
    void connect_actions();
    void connect_focus();
    /// Gives the keyboard to what the middle shows.
    void focus_content();
    /// The keyboard is where it can stay when a run is opened.
    bool keeps_focus() const;
    void show_definition();
    void show_title();
    void show_overlay();
    void show_places();
    void run_opened();
    void step_back();
    void show_reload();
    void say(const QString& text);

    StudioSession& session_;
    StudioSettings& settings_;
    StudioActions actions_;
    WindowLayout* layout_;
    PanelFocus* focus_;
    Sidebar* sidebar_ = nullptr;
    Middle* middle_ = nullptr;
    DefinitionPage* page_ = nullptr;
    RunPanel* panel_ = nullptr;
    StepInspector* inspector_ = nullptr;
    SearchField* search_ = nullptr;
    RunCommands* commands_ = nullptr;
    OpenCommands* open_ = nullptr;
    ExportCommands* export_ = nullptr;
    ReplayCommands* replay_ = nullptr;
    StudyCommands* study_ = nullptr;
    BookmarkCommands* bookmarks_ = nullptr;
    TravelCommands* travel_ = nullptr;
    bool shown_ = false;
    bool found_ = false; ///< the run that is open was opened from the page of runs
};

} // namespace orkestr
