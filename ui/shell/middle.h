// The middle of the window: a definition, perhaps with one of its runs; or in their place the workspace's page or the one
// on which runs are found, each made when it is first wanted.
#pragma once

#include <QWidget>

class QSplitter;

namespace orkestr {

class DefinitionPage;
class DocumentHeader;
class NoticeArea;
class ReplayDocument;
class ReplayPage;
class RunFinder;
class RunHeader;
class RunTable;
class SourceBar;
class StudioSession;
class StudioSettings;
class WorkspacePage;
struct StudioActions;

class Middle : public QWidget {
    Q_OBJECT
public:
    /// Session, settings and actions outlive it.
    Middle(StudioSession& session, StudioSettings& settings, const StudioActions& actions, QWidget* parent = nullptr);

    NoticeArea* notices() { return notices_; }
    RunHeader* run_header() { return run_header_; }
    SourceBar* source_bar() { return source_bar_; }
    DefinitionPage* page() { return page_; }
    /// A bar between the page and the panel, which stays with the page.
    void add_under_graph(QWidget* bar);
    /// The page, and room for a panel under it.
    QSplitter* rows() { return rows_; }
    /// Null until it was shown.
    WorkspacePage* workspace() { return workspace_; }

    /// The page on which runs are found; null until it was shown.
    RunTable* runs();

    /// The page on which runs are proven; null until show_replay().
    ReplayPage* replay() { return replay_; }
    /// The document outlives the page.
    void show_replay(ReplayDocument* document);

    /// What covers the definition.
    enum class Cover { none, workspace, runs, replay };
    Cover cover() const { return cover_; }
    void show_cover(Cover cover);

Q_SIGNALS:
    void cover_changed();
    void run_chosen(const QString& run);
    /// The run as it was after its event of that number; 0: as it is.
    void run_chosen_at(const QString& run, quint64 seq);
    /// These runs, or all that match a filter, are to be replayed.
    void replay_wanted(const QStringList& runs);
    void replay_matching_wanted(const QString& filter);
    /// These runs, by their ids, or all that match a filter, are to be exported.
    void export_wanted(const QStringList& runs);
    void export_matching_wanted(const QString& filter);

private:
    void make_workspace();
    void make_runs();

    StudioSession& session_;
    StudioSettings& settings_;
    const StudioActions& actions_;
    Cover cover_ = Cover::none;
    DocumentHeader* header_;
    SourceBar* source_bar_;
    NoticeArea* notices_;
    QWidget* document_; ///< the definition, and its run
    RunHeader* run_header_;
    QWidget* graph_; ///< the page, and bars under it
    DefinitionPage* page_;
    QSplitter* rows_;
    WorkspacePage* workspace_ = nullptr;
    RunFinder* finder_ = nullptr;
    ReplayPage* replay_ = nullptr;
};

} // namespace orkestr
