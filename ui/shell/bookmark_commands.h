// Bookmarks in a window: made on what is selected, shown where they stand, and taken along in cases, together with what is in
// front.
#pragma once

#include "ui/viewmodels/export_job.h"
#include "ui/viewmodels/notes_document.h"

#include <QPointer>

namespace orkestr {

class BookmarkPanel;
class MainWindow;
class RunPanel;
class StudioSession;
struct StudioActions;

class BookmarkCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    BookmarkCommands(MainWindow& window, StudioSession& session, const StudioActions& actions);
    /// What is being written is kept; the panel goes with it.
    ~BookmarkCommands() override;

    NotesDocument* notes() { return &notes_; }
    /// Null until a run was opened.
    BookmarkPanel* panel();

    /// What is in front now.
    CaseView view() const;
    /// All that a case takes along.
    CaseContent content() const;
    /// Brings in front what was, as soon as it has been read; what is not there any more is passed over.
    void restore(const CaseView& view);

Q_SIGNALS:
    void told(const QString& what);

private:
    /// Where to go to once it has been read: a part of a view.
    struct Goal {
        RunId run;
        std::string step;
        std::uint64_t event = 0;
        bool has_step = false;
    };
    void make_panel();
    void bookmark_selection();
    void show_bookmarks();
    void go_to(const Bookmark& bookmark);
    void reach();
    bool reach_event();
    void show_page(const std::string& page);
    void show_marks();
    void show_abilities();
    Goal selection() const;

    MainWindow& window_;
    StudioSession& session_;
    const StudioActions& actions_;
    NotesDocument notes_;
    QPointer<BookmarkPanel> panel_;
    CaseView wanted_;        ///< of the run that is being opened
    bool wants_view_ = false;
    Goal goal_;
    bool wants_goal_ = false;
};

} // namespace orkestr
