#include "ui/shell/travel_commands.h"

#include "ui/parts/filter_field.h"
#include "ui/parts/json_view.h"
#include "ui/replay/scrubber.h"
#include "ui/replay/state_page.h"
#include "ui/replay/travel_track.h"
#include "ui/replay/watch_page.h"
#include "ui/runs/event_table.h"
#include "ui/runs/payload_pane.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/step_inspector.h"
#include "ui/runs/timeline_view.h"
#include "ui/shell/middle.h"
#include "ui/shell/studio_actions.h"
#include "ui/shell/studio_settings.h"
#include "ui/theme/icon.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QLocale>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace orkestr {

namespace {

const QString bar_key = QStringLiteral("run/travel");
const QString axis_key = QStringLiteral("travel/by_time");
const QString breakpoints_key = QStringLiteral("breakpoints"); ///< those that were used, one a line
constexpr int most_breakpoints = 20;
const QString speed_key = QStringLiteral("travel/speed");

QString watch_key(const QString& definition) { return QStringLiteral("watches/") + QString(definition).replace(QLatin1Char('/'), QLatin1Char(':')); }

} // namespace

TravelCommands::TravelCommands(StudioSession& session, StudioSettings& settings, const StudioActions& actions, Middle* middle)
    : QObject(middle), session_(session), settings_(settings), actions_(actions),
      bar_(new Scrubber(session.travel(), {actions.travel_first, actions.travel_previous, actions.travel_play, actions.travel_next, actions.travel_last, actions.travel_now,
                                           actions.previous_stop, actions.next_stop},
                        middle)) {
    middle->add_under_graph(bar_);
    if (!session_.run_source().holds_histories()) {
        leave_out();
        return;
    }
    actions_.show_travel->setChecked(settings_.layout(bar_key, 1) != 0);
    read_choices();
    connect_actions();
    TravelSession* travel = session_.travel();
    connect(session_.run(), &RunDocument::opened, this, &TravelCommands::show_bar);
    connect(session_.run(), &RunDocument::present_changed, this, &TravelCommands::show_bar);
    connect(session_.run(), &RunDocument::present_changed, this, &TravelCommands::read_watches);
    connect(&travel->document(), &TravelDocument::stage_changed, this, &TravelCommands::show_abilities);
    connect(&travel->document(), &TravelDocument::stage_changed, this, &TravelCommands::go_where_wanted);
    connect(&travel->document(), &TravelDocument::position_changed, this, &TravelCommands::show_abilities);
    connect(&travel->document(), &TravelDocument::position_changed, this, &TravelCommands::show_moment);
    connect(&travel->stops(), &TravelStops::changed, this, &TravelCommands::show_abilities);
    connect(&travel->stops(), &TravelStops::nothing_there, this, [this] { Q_EMIT told(tr("There is none in this direction")); });
    connect(&travel->player(), &TravelPlayer::changed, this, &TravelCommands::show_abilities);
    connect(&travel->player(), &TravelPlayer::stopped_at, this,
            [this](quint64 seq) { Q_EMIT told(tr("Stopped at event %1").arg(QLocale().toString(seq))); });
    connect(&travel->watches(), &WatchModel::edited, this, &TravelCommands::keep_watches);
    connect(&travel->watches(), &WatchModel::edited, this, &TravelCommands::show_abilities);
    connect(&travel->watches(), &WatchModel::told, this, &TravelCommands::told);
    connect(bar_, &Scrubber::chosen, this, &TravelCommands::keep_choices);
    connect(travel->stops().filter(), &FilterFieldModel::applied_changed, this, &TravelCommands::keep_breakpoint);
    show_bar();
    show_abilities();
}

/// Others' records can't be travelled in: nothing of it is offered.
void TravelCommands::leave_out() {
    bar_->hide();
    const StudioActions& all = actions_;
    for (QAction* action : {all.show_travel, all.travel_first, all.travel_previous, all.travel_play, all.travel_next, all.travel_last, all.travel_now,
                            all.previous_of_task, all.next_of_task, all.previous_stop, all.next_stop, all.previous_bookmark, all.next_bookmark, all.focus_breakpoint, all.watch_value, all.last_change,
                            all.next_change, all.focus_travel}) {
        action->setVisible(false);
        action->setEnabled(false);
    }
}

void TravelCommands::connect_actions() {
    TravelSession* travel = session_.travel();
    TravelDocument* document = &travel->document();
    connect(actions_.show_travel, &QAction::toggled, this, [this](bool on) {
        settings_.set_layout(bar_key, on ? 1 : 0);
        show_bar();
    });
    connect(actions_.travel_first, &QAction::triggered, document, [document] { document->go_to(1); });
    connect(actions_.travel_previous, &QAction::triggered, document, [document] { document->step_by(-1); });
    connect(actions_.travel_next, &QAction::triggered, document, [document] { document->step_by(1); });
    connect(actions_.travel_last, &QAction::triggered, document, [document] { document->go_to(document->total()); });
    connect(actions_.travel_now, &QAction::triggered, document, &TravelDocument::go_now);
    connect(actions_.travel_play, &QAction::triggered, &travel->player(), &TravelPlayer::toggle);
    TravelStops* stops = &travel->stops();
    connect(actions_.next_of_task, &QAction::triggered, stops, [stops] { stops->go_to_task_event(Direction::forward); });
    connect(actions_.previous_of_task, &QAction::triggered, stops, [stops] { stops->go_to_task_event(Direction::backward); });
    connect(actions_.next_stop, &QAction::triggered, stops, [stops] { stops->go_to_stop(Direction::forward); });
    connect(actions_.previous_stop, &QAction::triggered, stops, [stops] { stops->go_to_stop(Direction::backward); });
    TravelBookmarks* bookmarks = &travel->bookmarks();
    connect(actions_.next_bookmark, &QAction::triggered, bookmarks, [bookmarks] { bookmarks->go(Direction::forward); });
    connect(actions_.previous_bookmark, &QAction::triggered, bookmarks, [bookmarks] { bookmarks->go(Direction::backward); });
    connect(bookmarks, &TravelBookmarks::changed, this, &TravelCommands::show_abilities);
    connect(bookmarks, &TravelBookmarks::reached, this, &TravelCommands::told);
    connect(bookmarks, &TravelBookmarks::nothing_there, this, [this] { Q_EMIT told(tr("There is no bookmark in this direction")); });
    connect(actions_.focus_travel, &QAction::triggered, this, [this] {
        if (session_.run()->is_open()) actions_.show_travel->setChecked(true);
        if (bar_->isVisible()) bar_->focus_content();
    });
    connect(actions_.focus_breakpoint, &QAction::triggered, this, [this] {
        if (session_.run()->is_open()) actions_.show_travel->setChecked(true);
        if (bar_->isVisible()) bar_->breakpoint()->focus_content();
    });
    connect(actions_.watch_value, &QAction::triggered, this, [this] {
        show_watches();
        if (watches_) watches_->add();
    });
    const auto go = [this](Direction direction) {
        if (watches_) watches_->go_to_change(direction);
    };
    connect(actions_.last_change, &QAction::triggered, this, [go] { go(Direction::backward); });
    connect(actions_.next_change, &QAction::triggered, this, [go] { go(Direction::forward); });
}

void TravelCommands::add_panels(RunPanel* panel, StepInspector* inspector) {
    if (!session_.run_source().holds_histories()) return;
    panel_ = panel;
    state_ = new StatePage(&session_.travel()->data(), panel);
    watches_ = new WatchPage(session_.travel(), actions_.last_change, actions_.next_change, panel);
    panel->add_page(state_, tr("State"), [page = state_] { page->focus_content(); });
    panel->add_page(watches_, tr("Watch"), [page = watches_] { page->focus_content(); });
    state_->json()->set_watch_root(QStringLiteral("$"));
    connect(state_->json(), &JsonView::watch_wanted, this, &TravelCommands::watch);
    connect(inspector->payload(), &PayloadPane::watch_wanted, this, &TravelCommands::watch);
    connect(panel->events(), &EventTable::event_chosen, this, [this](quint64 seq) {
        if (session_.travel()->document().is_past()) session_.travel()->document().go_to(seq);
    });
    connect(panel, &QTabWidget::currentChanged, this, &TravelCommands::show_moment);
}

void TravelCommands::show_bar() {
    const auto& present = session_.run()->present();
    const bool shown = actions_.show_travel->isChecked() && present && present->events > 0;
    bar_->setVisible(shown);
    session_.travel()->document().set_shown(shown);
    show_abilities();
}

void TravelCommands::show_abilities() {
    using TravelStage = TravelDocument::Stage;
    const TravelDocument& document = session_.travel()->document();
    const TravelStage stage = document.stage();
    const bool possible = stage == TravelStage::unread || stage == TravelStage::reading || stage == TravelStage::ready;
    for (QAction* action : {actions_.travel_first, actions_.travel_previous, actions_.travel_play, actions_.previous_of_task, actions_.next_of_task, actions_.focus_breakpoint})
        action->setEnabled(possible);
    for (QAction* action : {actions_.travel_next, actions_.travel_last}) action->setEnabled(possible && document.is_past());
    actions_.travel_now->setEnabled(document.is_past());
    const bool stops = possible && !session_.travel()->stops().is_empty();
    for (QAction* action : {actions_.previous_stop, actions_.next_stop}) action->setEnabled(stops);
    const bool marked = possible && !session_.travel()->bookmarks().all().empty();
    for (QAction* action : {actions_.previous_bookmark, actions_.next_bookmark}) action->setEnabled(marked);
    const bool watched = possible && session_.travel()->watches().rowCount() > 0;
    for (QAction* action : {actions_.last_change, actions_.next_change}) action->setEnabled(watched);
    for (QAction* action : {actions_.show_travel, actions_.focus_travel, actions_.watch_value}) action->setEnabled(session_.run()->is_open());
    const bool playing = session_.travel()->player().is_playing();
    const QString word = playing ? tr("&Pause") : tr("&Play");
    if (word == actions_.travel_play->text()) return;
    actions_.travel_play->setText(word);
    actions_.travel_play->setIcon(icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    actions_.travel_play->setToolTip(QStringLiteral("%1 (%2)").arg(QString(word).remove(QLatin1Char('&')), actions_.travel_play->shortcut().toString(QKeySequence::NativeText)));
}

/// Who shows events or times shows which of them the moment is. Who is not seen is told when it is.
void TravelCommands::show_moment() {
    if (!panel_) return;
    const TravelDocument& document = session_.travel()->document();
    const auto& moment = document.moment();
    const bool known = moment && moment->seq <= document.last();
    panel_->timeline()->set_moment(known ? std::optional(document.place(moment->seq)) : std::nullopt);
    if (document.is_past() && panel_->events()->isVisible()) panel_->events()->show_moment(document.position());
}

void TravelCommands::show_watches() {
    if (!panel_) return;
    actions_.show_panel->setChecked(true);
    panel_->setCurrentWidget(watches_);
}

void TravelCommands::watch(const QString& path) {
    show_watches();
    watches_->watch(path);
}

void TravelCommands::read_watches() {
    const auto& present = session_.run()->present();
    if (!present) return;
    const QString definition = QStringLiteral("%1/%2").arg(to_qt(present->ns), to_qt(present->name));
    if (definition == watched_) return;
    watched_ = definition;
    session_.travel()->watches().read(settings_.kept(watch_key(definition)));
    show_abilities();
}

void TravelCommands::keep_watches() {
    if (!watched_.isEmpty()) settings_.keep(watch_key(watched_), session_.travel()->watches().text());
}

void TravelCommands::keep_breakpoint() {
    FilterFieldModel* filter = session_.travel()->stops().filter();
    const QString text = QString::fromStdString(filter->applied().text()).simplified();
    if (text.isEmpty()) return;
    QStringList used = filter->used();
    used.removeAll(text);
    used.prepend(text);
    filter->set_used(used.mid(0, most_breakpoints));
    settings_.keep(breakpoints_key, filter->used().join(QLatin1Char('\n')).toUtf8());
}

void TravelCommands::read_choices() {
    session_.travel()->stops().filter()->set_used(QString::fromUtf8(settings_.kept(breakpoints_key)).split(QLatin1Char('\n'), Qt::SkipEmptyParts));
    bar_->by_time()->setChecked(settings_.layout(axis_key, 0) != 0);
    const int speed = settings_.layout(speed_key, -1);
    if (speed >= 0 && static_cast<std::size_t>(speed) < play_speeds().size()) session_.travel()->player().set_speed(play_speeds()[static_cast<std::size_t>(speed)]);
}

void TravelCommands::keep_choices() {
    settings_.set_layout(axis_key, bar_->by_time()->isChecked() ? 1 : 0);
    const auto& speeds = play_speeds();
    const auto at = std::find(speeds.begin(), speeds.end(), session_.travel()->player().speed());
    settings_.set_layout(speed_key, static_cast<int>(at - speeds.begin()));
}

void TravelCommands::travel_to(quint64 seq) {
    wanted_ = seq;
    go_where_wanted();
}

void TravelCommands::go_where_wanted() {
    TravelDocument& travel = session_.travel()->document();
    const bool known = travel.stage() != TravelDocument::Stage::idle && session_.run()->state() == LoadState::ready;
    if (wanted_ == 0 || !known) return;
    travel.go_to(std::exchange(wanted_, 0));
}

} // namespace orkestr
