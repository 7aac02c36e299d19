// What the window's actions do with what is chosen on the workspace's page.
#pragma once

#include <QObject>

namespace orkestr {

class StudioSession;
class WorkspacePage;
struct StudioActions;

class WorkspaceCommands : public QObject {
    Q_OBJECT
public:
    /// Everything given outlives it.
    WorkspaceCommands(StudioSession& session, const StudioActions& actions, WorkspacePage* page);

    void retry();
    void discard();
    void unschedule();

private:
    StudioSession& session_;
    WorkspacePage* page_;
};

} // namespace orkestr
