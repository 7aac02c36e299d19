// Studying runs in the window: the open one compared with another, and all runs of the definition that is shown; each with
// a page of its own and drawn on the graph.
#pragma once

#include "ui/canvas/edge_status.h"
#include "ui/canvas/node_status.h"
#include "ui/shell/compare_dialog.h"
#include "ui/viewmodels/comparison_document.h"
#include "ui/viewmodels/path_document.h"

#include <QHash>
#include <QPointer>

class QWidget;

namespace orkestr {

class ComparisonPage;
class Middle;
class PathsPage;
class RunPanel;
class StudioSession;
struct StudioActions;

class StudyCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it; dialogs belong to the window.
    StudyCommands(StudioSession& session, const StudioActions& actions, Middle* middle, QWidget* window);

    /// What is done off the GUI thread; without them it is not offered.
    void set_comparer(ComparisonDocument::Comparer comparer);
    void set_scanner(PathDocument::Scanner scanner);
    void set_opener(OtherRun::Opener opener) { opener_ = std::move(opener); }
    /// Compares the run that is open, else the next one to be, with what the text names (ui/viewmodels/other_run.h).
    void compare_with(const QString& other);
    /// The run's panel, once it is made.
    void add_panel(RunPanel* panel);

    /// What the graph shows: `run` is what the run alone would.
    QHash<QString, NodeStatus> overlay(const QHash<QString, NodeStatus>& run, const QStringList& nodes) const;
    /// How often its edges were taken; unknown where one run is shown.
    EdgeFrequencies frequencies() const;
    bool is_working() const { return !awaited_.isEmpty() || comparison_.is_working() || paths_.is_working(); }
    /// Many runs are shown, not one.
    bool shows_paths() const;

    ComparisonDocument* comparison() { return &comparison_; }
    PathDocument* paths() { return &paths_; }
    /// Null until a run was opened.
    ComparisonPage* comparison_page() { return comparison_page_; }
    /// Null until it was shown.
    PathsPage* paths_page() { return paths_page_; }
    void select_task(const QString& pointer);

Q_SIGNALS:
    void overlay_changed();
    void run_chosen(const QString& run);
    void task_chosen(const QString& pointer);

private:
    void compare();
    void compare_sides(const ComparedSide& other);
    void find_awaited();
    void show_paths(bool shown);
    void show_abilities();

    StudioSession& session_;
    const StudioActions& actions_;
    Middle* middle_;
    QWidget* window_;
    OtherRun::Opener opener_;
    QString awaited_; ///< what a run is to be compared with, until it is found or not
    std::unique_ptr<OtherRun> finder_;
    RunPanel* panel_ = nullptr;
    ComparisonPage* comparison_page_ = nullptr;
    PathsPage* paths_page_ = nullptr;
    ComparisonDocument comparison_;
    PathDocument paths_;
};

} // namespace orkestr
