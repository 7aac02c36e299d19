#include "ui/shell/bookmark_commands.h"

#include "ui/runs/bookmark_panel.h"
#include "ui/runs/event_table.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table.h"
#include "ui/runs/step_tree.h"
#include "ui/runs/timeline_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_pages.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace orkestr {

BookmarkCommands::BookmarkCommands(MainWindow& window, StudioSession& session, const StudioActions& actions)
    : QObject(&window), window_(window), session_(session), actions_(actions) {
    connect(actions_.bookmark, &QAction::triggered, this, &BookmarkCommands::bookmark_selection);
    connect(actions_.show_bookmarks, &QAction::triggered, this, &BookmarkCommands::show_bookmarks);
    connect(&notes_, &NotesDocument::changed, this, [this] {
        show_marks();
        show_abilities();
    });
    RunDocument* run = session_.run();
    connect(run, &RunDocument::opened, this, [this] {
        make_panel();
        if (panel_) panel_->show_run(session_.run()->run());
        show_marks();
        show_abilities();
    });
    // Later: what the document selects by itself comes first.
    for (const auto signal : {&RunDocument::view_changed, &RunDocument::state_changed}) connect(run, signal, this, &BookmarkCommands::reach, Qt::QueuedConnection);
    connect(run->events(), &EventModel::state_changed, this, &BookmarkCommands::reach);
    connect(run->events(), &EventModel::scan_changed, this, &BookmarkCommands::reach);
    connect(run->events(), &EventModel::rowsInserted, this, &BookmarkCommands::reach);
    show_abilities();
}

BookmarkPanel* BookmarkCommands::panel() { return panel_; }

BookmarkCommands::~BookmarkCommands() { delete panel_; }

void BookmarkCommands::make_panel() {
    RunPanel* runs = window_.panel();
    if (panel_ || !runs) return;
    panel_ = new BookmarkPanel(&notes_, runs);
    runs->add_page(panel_, tr("Bookmarks"), [this] { panel_->focus_content(); });
    connect(panel_, &BookmarkPanel::chosen, this, &BookmarkCommands::go_to);
    QTableView* events = runs->events()->view();
    events->setContextMenuPolicy(Qt::ActionsContextMenu);
    events->addAction(actions_.bookmark);
    events->addAction(actions_.show_bookmarks);
    runs->steps()->addAction(actions_.bookmark);
}

void BookmarkCommands::show_abilities() {
    const bool open = session_.run()->is_open();
    actions_.bookmark->setEnabled(open && notes_.can_change());
    actions_.show_bookmarks->setEnabled(open && notes_.state() != LoadState::idle);
}

/// The event after which the run is shown, while that is the past; else the event in front, where events are; else the step
/// that is selected, or the run.
BookmarkCommands::Goal BookmarkCommands::selection() const {
    Goal goal{session_.run()->run(), {}, 0, true};
    if (const TravelDocument& travel = session_.travel()->document(); travel.is_past() && travel.last() > 0) {
        goal.event = travel.position();
        if (travel.moment() && travel.moment()->seq == goal.event) goal.step = travel.moment()->event.step;
        return goal;
    }
    RunPanel* panel = window_.panel();
    if (panel && panel->isVisible() && panel->currentWidget() == panel->events()) {
        const QModelIndex current = panel->events()->view()->currentIndex();
        goal.event = session_.run()->events()->seq_at(current.row());
        if (goal.event > 0) goal.step = current.data(EventModel::step_key_role).toString().toStdString();
    }
    if (goal.event > 0) return goal;
    if (const StepView* step = session_.run()->selected_step()) goal.step = step->key;
    return goal;
}

void BookmarkCommands::bookmark_selection() {
    if (!session_.run()->is_open() || !notes_.can_change()) return;
    const Goal goal = selection();
    const Bookmark* known = notes_.find(goal.run, goal.event, goal.step);
    const std::string id = known ? known->id : notes_.add(goal.run, goal.event, goal.step);
    const Bookmark* there = notes_.find(id);
    if (!there) return;
    const QString key = actions_.show_bookmarks->shortcut().toString(QKeySequence::NativeText);
    Q_EMIT told(known ? tr("%1 has a bookmark already").arg(bookmark_place(*there)) : tr("Bookmarked: %1. %2 writes on it").arg(bookmark_place(*there), key));
    if (panel_) panel_->select(id);
}

void BookmarkCommands::show_bookmarks() {
    if (!panel_ || !session_.run()->is_open()) return;
    const Goal goal = selection();
    const Bookmark* known = notes_.find(goal.run, goal.event, goal.step);
    const std::string id = known ? known->id : std::string();
    if (actions_.show_panel->isEnabled()) actions_.show_panel->setChecked(true);
    window_.panel()->setCurrentWidget(panel_);
    panel_->select(id);
    panel_->focus_content();
}

void BookmarkCommands::go_to(const Bookmark& bookmark) {
    goal_ = {bookmark.run, bookmark.step, bookmark.seq, true};
    wants_goal_ = true;
    // Who looks at the past goes there in it, too.
    if (session_.run()->run() == bookmark.run && bookmark.seq > 0 && session_.travel()->document().is_past()) session_.travel()->document().go_to(bookmark.seq);
    if (session_.run()->run() != bookmark.run) window_.open_run(to_qt(bookmark.run.text));
    if (RunPanel* panel = window_.panel()) panel->setCurrentWidget(bookmark.seq > 0 ? static_cast<QWidget*>(panel->events()) : panel->widget(0));
    reach();
}

void BookmarkCommands::show_page(const std::string& page) {
    if (page == "bookmarks" && panel_) window_.panel()->setCurrentWidget(panel_);
    else show_window_page(window_, to_qt(page));
}

/// Goes on towards what is wanted, as far as what has been read allows.
void BookmarkCommands::reach() {
    RunDocument* run = session_.run();
    if (run->state() != LoadState::ready || !run->view()) return;
    if (wants_view_ && run->run().text == wanted_.run) {
        wants_view_ = false;
        EventTable* events = window_.panel()->events();
        events->failed_only()->setChecked(wanted_.failed_only);
        events->filter_model()->edit(to_qt(wanted_.event_filter));
        events->filter_model()->apply();
        show_page(wanted_.page);
        goal_ = {run->run(), wanted_.step, wanted_.event, true};
        wants_goal_ = true;
    }
    if (!wants_goal_ || run->run() != goal_.run) return;
    if (goal_.has_step) {
        goal_.has_step = false;
        const auto& steps = run->view()->steps;
        const auto step = std::find_if(steps.begin(), steps.end(), [this](const StepView& one) { return one.key == goal_.step; });
        run->select_step(step == steps.end() || goal_.step.empty() ? 0 : step->id);
    }
    wants_goal_ = goal_.event > 0 && !reach_event();
}

/// An event that the filter hides is shown without it.
bool BookmarkCommands::reach_event() {
    EventModel* events = session_.run()->events();
    EventTable* table = window_.panel()->events();
    if (events->state() == LoadState::failed || goal_.event > session_.run()->view()->events) return true;
    const int row = events->row_of(goal_.event);
    if (row >= 0 && events->seq_at(row) == goal_.event) {
        table->go_to(goal_.event);
        return true;
    }
    if (events->filter().is_empty() || (row < 0 && events->scanned() < goal_.event)) return false;
    // Taking the filter away starts the events anew, and that leads here again.
    wants_goal_ = true;
    table->failed_only()->setChecked(false);
    table->filter_model()->edit({});
    table->filter_model()->apply();
    return !wants_goal_;
}

void BookmarkCommands::show_marks() {
    std::map<std::uint64_t, EventModel::Mark> marks;
    std::vector<TravelBookmark> places;
    for (const Bookmark& one : notes_.annotations().bookmarks) {
        if (one.seq == 0 || one.run != session_.run()->run()) continue;
        const QString name = mark_name(one.shape);
        const QString about = one.label.empty() ? tr("Bookmark: %1").arg(name) : tr("Bookmark: %1, %2").arg(name, to_qt(one.label));
        places.push_back({one.seq, one.shape, to_qt(one.label), to_qt(one.note)});
        marks.emplace(one.seq, EventModel::Mark{QString::fromLatin1(to_string(one.shape)), about});
    }
    session_.run()->events()->set_marks(std::move(marks));
    session_.travel()->bookmarks().put(std::move(places));
    if (!panel_) return;
    const auto count = annotations_of(notes_.annotations(), {session_.run()->run()}).bookmarks.size();
    const QString title = tr("Bookmarks");
    window_.panel()->setTabText(window_.panel()->indexOf(panel_), count == 0 ? title : QStringLiteral("%1  %2").arg(title).arg(count));
}

CaseView BookmarkCommands::view() const {
    CaseView view;
    if (RunTable* runs = window_.runs()) view.run_filter = runs->filter_model()->applied().text();
    const RunDocument* run = session_.run();
    RunPanel* panel = window_.panel();
    const bool covered = window_.runs() && window_.runs()->isVisible();
    if (!run->is_open() || !panel || covered) return view;
    view.run = run->run().text;
    EventTable* events = panel->events();
    view.event_filter = events->filter_model()->applied().text();
    view.failed_only = events->failed_only()->isChecked();
    const QWidget* page = panel->currentWidget();
    view.page = page == events ? "events" : page == panel->timeline() ? "timeline" : page == panel_ ? "bookmarks" : "steps";
    if (const StepView* step = run->selected_step()) view.step = step->key;
    view.event = session_.run()->events()->seq_at(events->view()->currentIndex().row());
    return view;
}

CaseContent BookmarkCommands::content() const {
    if (panel_) panel_->keep();
    return {notes_.annotations(), view()};
}

void BookmarkCommands::restore(const CaseView& view) {
    if (!view.run_filter.empty() || view.run.empty()) {
        window_.show_runs();
        window_.runs()->filter_model()->edit(to_qt(view.run_filter));
        window_.runs()->filter_model()->apply();
    }
    if (view.run.empty()) return;
    wanted_ = view;
    wants_view_ = true;
    window_.open_run(to_qt(view.run));
    reach();
}

} // namespace orkestr
