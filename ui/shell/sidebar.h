// The left column: the workspace, definitions to open, and runs.
#pragma once

#include <QSplitter>

namespace orkestr {

class DefinitionList;
class RunList;
class StudioSession;
class WorkspaceLink;
struct StudioActions;

class Sidebar : public QWidget {
    Q_OBJECT
public:
    /// The session outlives the sidebar.
    Sidebar(StudioSession& session, const StudioActions& actions, QWidget* parent = nullptr);

    DefinitionList* definitions() { return definitions_; }
    RunList* runs() { return runs_; }
    WorkspaceLink* workspace() { return workspace_; }
    /// Gives the keyboard to the definitions, or to the runs where those have it already.
    void focus_content();

private:
    WorkspaceLink* workspace_;
    DefinitionList* definitions_;
    RunList* runs_;
};

} // namespace orkestr
