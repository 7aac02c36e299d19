// Studio's window: puts the panels together around a session. It knows what belongs where, and nothing of how it works.
#pragma once

#include "ui/shell/studio_actions.h"

#include <QMainWindow>

#include <memory>

namespace orkestr {

class DefinitionPage;
class NoticeArea;
class PanelFocus;
class RunPanel;
class SearchField;
class Sidebar;
class StepInspector;
class StudioSession;
class StudioSettings;
class ThemeChoice;
class WindowLayout;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Session, settings and theme outlive the window.
    MainWindow(StudioSession& session, StudioSettings& settings, ThemeChoice& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    void open_file(const QString& path);
    void open_run(const QString& run);

    const StudioActions& actions() const { return actions_; }
    Sidebar* sidebar() { return sidebar_; }
    DefinitionPage* page() { return page_; }
    /// Null until a run was opened.
    RunPanel* panel() { return panel_; }
    StepInspector* inspector() { return inspector_; }
    NoticeArea* notices() { return notices_; }

    /// What was asked for has been read and is shown (or failed).
    bool is_settled() const;
    /// Why what was asked for can't be shown; empty when it can.
    QString failure() const;

public Q_SLOTS:
    void choose_file();
    void choose_input();

protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void make_middle();
    void make_run_panels();
    void connect_session();
    void connect_actions();
    void connect_focus();
    void connect_theme();
    void show_definition();
    void show_overlay();
    void show_abilities();
    void run_opened();
    void show_reload();

    StudioSession& session_;
    StudioSettings& settings_;
    ThemeChoice& theme_;
    StudioActions actions_;
    WindowLayout* layout_;
    PanelFocus* focus_;
    Sidebar* sidebar_ = nullptr;
    NoticeArea* notices_ = nullptr;
    DefinitionPage* page_ = nullptr;
    RunPanel* panel_ = nullptr;
    StepInspector* inspector_ = nullptr;
    SearchField* search_ = nullptr;
    bool shown_ = false;
};

} // namespace orkestr
