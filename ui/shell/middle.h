// The middle of the window: a definition, perhaps with one of its runs; or the workspace's page in their place, which is
// made when it is first wanted.
#pragma once

#include <QWidget>

class QSplitter;

namespace orkestr {

class DefinitionPage;
class DocumentHeader;
class NoticeArea;
class StudioSession;
class WorkspacePage;
struct StudioActions;

class Middle : public QWidget {
    Q_OBJECT
public:
    /// Session and actions outlive it.
    Middle(StudioSession& session, const StudioActions& actions, QWidget* parent = nullptr);

    NoticeArea* notices() { return notices_; }
    DefinitionPage* page() { return page_; }
    /// The page, and room for a panel under it.
    QSplitter* rows() { return rows_; }
    /// Null until it was shown.
    WorkspacePage* workspace() { return workspace_; }

    bool shows_workspace() const { return shows_workspace_; }
    void show_workspace(bool shown);

Q_SIGNALS:
    void workspace_shown(bool shown);
    void run_chosen(const QString& run);

private:
    void make_workspace();

    StudioSession& session_;
    const StudioActions& actions_;
    bool shows_workspace_ = false;
    DocumentHeader* header_;
    NoticeArea* notices_;
    DefinitionPage* page_;
    QSplitter* rows_;
    WorkspacePage* workspace_ = nullptr;
};

} // namespace orkestr
