#include "ui/replay/scrubber.h"

#include "ui/parts/filter_field.h"
#include "ui/parts/filter_field_line.h"
#include "ui/parts/icon_button.h"
#include "ui/replay/travel_track.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/text.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace orkestr {

namespace {

constexpr int moment_line_px = 34;
constexpr int past_stripe_px = 3;
/// Narrower bars have no room for the breakpoint.
constexpr int room_for_stops_px = 620;

QString event_count(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString short_speed(const PlaySpeed& speed) {
    const QString number = QLocale().toString(speed.factor);
    return speed.of == PlaySpeed::Of::events ? Scrubber::tr("%1/s", "events per second").arg(number) : QStringLiteral("%1×").arg(number);
}

} // namespace

QString play_speed_text(const PlaySpeed& speed) {
    if (speed.of == PlaySpeed::Of::events) return Scrubber::tr("%Ln event(s) per second", nullptr, static_cast<int>(speed.factor));
    if (speed.factor == 1) return Scrubber::tr("As it happened, pauses cut to a second");
    return Scrubber::tr("%1× as fast as it happened, pauses cut to a second").arg(QLocale().toString(speed.factor));
}

Scrubber::Scrubber(TravelSession* travel, const ScrubberActions& actions, QWidget* parent) : QWidget(parent), travel_(travel), track_(new TravelTrack(travel, this)) {
    setAccessibleName(tr("Time travel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addWidget(make_transport(actions));
    column->addWidget(make_line(actions));
    connect(&travel_->document(), &TravelDocument::stage_changed, this, &Scrubber::show_state);
    connect(&travel_->document(), &TravelDocument::position_changed, this, &Scrubber::show_state);
    connect(&travel_->document(), &TravelDocument::extended, this, &Scrubber::show_state);
    connect(&travel_->document(), &TravelDocument::position_changed, this, &Scrubber::show_stops);
    connect(&travel_->stops(), &TravelStops::changed, this, &Scrubber::show_stops);
    connect(&travel_->player(), &TravelPlayer::changed, this, &Scrubber::show_speed);
    show_state();
    show_stops();
    show_speed();
}

QWidget* Scrubber::make_transport(const ScrubberActions& actions) {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 2, 8, 0);
    row->setSpacing(2);
    for (QAction* action : {actions.first, actions.previous, actions.play, actions.next, actions.last}) {
        QToolButton* button = make_action_button(action, bar);
        button->setFixedSize(field_button_px, field_button_px);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        if (action == actions.play) play_ = button;
    }
    row->addSpacing(4);
    row->addWidget(track_, 1);
    row->addSpacing(4);
    speeds_ = new QMenu(this);
    fill_speeds();
    speed_ = make_menu_button("gauge", tr("How fast it is played"), speeds_, bar);
    speed_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    speed_->setFixedHeight(field_button_px);
    speed_->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P));
    by_time_ = make_icon_button("clock", tr("Places by time, not by number"), bar, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_H));
    by_time_->setCheckable(true);
    by_time_->setFixedSize(field_button_px, field_button_px);
    row->addWidget(speed_);
    row->addWidget(by_time_);
    connect(by_time_, &QToolButton::toggled, this, [this](bool on) {
        track_->set_axis(on ? TravelTrack::Axis::time : TravelTrack::Axis::events);
        Q_EMIT chosen();
    });
    return bar;
}

void Scrubber::fill_speeds() {
    auto* group = new QActionGroup(speeds_);
    std::optional<PlaySpeed::Of> before;
    for (const PlaySpeed& speed : play_speeds()) {
        if (before && *before != speed.of) speeds_->addSeparator();
        before = speed.of;
        QAction* action = speeds_->addAction(play_speed_text(speed));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, speed] {
            travel_->player().set_speed(speed);
            Q_EMIT chosen();
        });
    }
}

QWidget* Scrubber::make_line(const ScrubberActions& actions) {
    auto* line = new QWidget(this);
    line->setFixedHeight(moment_line_px);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(14, 1, 8, 3);
    row->setSpacing(8);
    sign_ = new QLabel(line);
    text_ = new QLabel(line);
    text_->setFont(ui_font(12.5));
    text_->setTextFormat(Qt::PlainText);
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    text_->setMinimumWidth(80);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    decision_ = new QPushButton(line);
    decision_->setFixedHeight(26);
    now_ = make_action_button(actions.now, line);
    now_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    now_->setFixedHeight(28);
    stops_box_ = new QWidget(line);
    auto* stops_row = new QHBoxLayout(stops_box_);
    stops_row->setContentsMargins(0, 0, 0, 0);
    stops_row->setSpacing(4);
    breakpoint_ = new FilterFieldWidget(travel_->stops().filter(), tr("Stop at: failed, or type ~ \"retry\""), stops_box_, FilterFieldWidget::Form::compact);
    breakpoint_->line()->setAccessibleName(tr("Breakpoint: a filter of events"));
    breakpoint_->setFixedWidth(300);
    stops_ = new QLabel(stops_box_);
    stops_->setFont(ui_font(12));
    stops_->setForegroundRole(QPalette::PlaceholderText);
    search_ = make_icon_button("circle-stop", tr("Stop searching breakpoints"), stops_box_, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B));
    search_->setFixedSize(28, 28);
    stops_row->addWidget(breakpoint_);
    stops_row->addWidget(stops_);
    stops_row->addWidget(search_);
    for (QAction* action : {actions.previous_stop, actions.next_stop}) {
        QToolButton* button = make_action_button(action, stops_box_);
        button->setFixedSize(28, 28);
        stops_row->addWidget(button);
    }
    row->addWidget(sign_);
    row->addWidget(text_, 1);
    row->addWidget(decision_);
    row->addWidget(now_);
    row->addWidget(stops_box_);
    connect(decision_, &QPushButton::clicked, this, &Scrubber::decide);
    connect(search_, &QToolButton::clicked, this, &Scrubber::decide_search);
    connect(breakpoint_, &FilterFieldWidget::left, this, &Scrubber::focus_content);
    return line;
}

void Scrubber::focus_content() { track_->setFocus(Qt::OtherFocusReason); }

void Scrubber::decide() {
    TravelDocument& document = travel_->document();
    if (document.stage() == TravelDocument::Stage::reading) document.cancel();
    else document.begin();
}

/// What would play on past places that nobody knows is no longer played.
void Scrubber::decide_search() {
    TravelStops& stops = travel_->stops();
    if (!stops.is_searching()) return stops.search_again();
    travel_->player().pause();
    stops.cancel_search();
}

void Scrubber::show_state() {
    using TravelStage = TravelDocument::Stage;
    const TravelDocument& document = travel_->document();
    const bool past = document.is_past();
    QString icon_name = past ? QStringLiteral("history") : QStringLiteral("radio");
    QString decision;
    tip_.clear();
    switch (document.stage()) {
    case TravelStage::idle: whole_text_ = tr("Nothing has happened yet"); break;
    case TravelStage::unread:
        whole_text_ = tr("%1 events, to be read before one can travel in them").arg(event_count(document.total()));
        decision = tr("Read them");
        break;
    case TravelStage::reading:
        whole_text_ = document.percent() < 0 ? tr("Reading the history…") : tr("Reading the history… %1 %").arg(document.percent());
        icon_name = QStringLiteral("loader-circle");
        decision = tr("Stop");
        break;
    case TravelStage::ready:
        whole_text_ = past ? document.position_text() : tr("Now · %1 events").arg(event_count(document.total()));
        if (travel_->player().is_playing() && travel_->stops().is_searching()) whole_text_ = tr("Searching breakpoints before it plays on…") + QStringLiteral(" · ") + whole_text_;
        if (!document.damage().isEmpty()) {
            whole_text_ += QStringLiteral(" · ") + tr("damaged behind event %1").arg(event_count(document.last()));
            tip_ = document.damage();
        }
        if (!document.message().isEmpty()) whole_text_ += QStringLiteral(" · ") + document.message();
        break;
    case TravelStage::unsupported:
        whole_text_ = tr("One can't travel in this run");
        if (!document.message().isEmpty()) whole_text_ += QStringLiteral(": ") + document.message();
        icon_name = QStringLiteral("info");
        break;
    case TravelStage::failed:
        whole_text_ = tr("The history can't be read: %1").arg(document.message());
        icon_name = QStringLiteral("triangle-alert");
        decision = tr("Try again");
        break;
    }
    const Theme& theme = Theme::of(palette());
    sign_->setPixmap(icon_pixmap(icon_name, past ? theme.accent : theme.secondary_text, 16, devicePixelRatioF()));
    decision_->setVisible(!decision.isEmpty());
    decision_->setText(decision);
    decision_->setAccessibleName(decision);
    now_->setVisible(past);
    QFont font = ui_font(12.5, past ? QFont::DemiBold : QFont::Normal);
    text_->setFont(font);
    text_->setForegroundRole(past ? QPalette::WindowText : QPalette::PlaceholderText);
    text_->setAccessibleName(whole_text_);
    text_->setAccessibleDescription(tip_);
    const bool possible = document.stage() != TravelStage::unsupported && document.stage() != TravelStage::failed && document.stage() != TravelStage::idle;
    for (QWidget* widget : {static_cast<QWidget*>(track_), static_cast<QWidget*>(speed_), static_cast<QWidget*>(by_time_), stops_box_}) widget->setEnabled(possible);
    share_width();
    elide();
    update();
}

QString Scrubber::text() const { return whole_text_; }

QString Scrubber::stop_text() const { return stops_->text(); }

void Scrubber::show_stops() {
    const TravelStops& stops = travel_->stops();
    QString text;
    if (!stops.is_empty()) {
        const auto count = stops.count();
        text = stops.is_searching() ? tr("searching…") : tr("%Ln hit(s)", nullptr, static_cast<int>(count));
        if (stops.is_given_up()) text = tr("not searched");
        else if (!stops.message().isEmpty()) text = tr("can't be found");
    }
    stops_->setToolTip(stops.message());
    const bool searching = stops.is_searching();
    search_->setVisible(searching || stops.is_given_up());
    const QString word = searching ? tr("Stop searching breakpoints") : tr("Search breakpoints again");
    search_->setIcon(icon(searching ? QStringLiteral("circle-stop") : QStringLiteral("rotate-ccw")));
    search_->setAccessibleName(word);
    search_->setToolTip(QStringLiteral("%1 (%2)").arg(word, search_->shortcut().toString(QKeySequence::NativeText)));
    stops_->setText(text);
    stops_->setVisible(!text.isEmpty());
    if (travel_->player().is_playing()) show_state();
}

void Scrubber::show_speed() {
    show_state();
    play_->setAccessibleName(travel_->player().is_playing() ? tr("Pause") : tr("Play"));
    const PlaySpeed& now = travel_->player().speed();
    speed_->setText(QLatin1Char(' ') + short_speed(now));
    speed_->setToolTip(QStringLiteral("%1 (%2)").arg(play_speed_text(now), speed_->shortcut().toString(QKeySequence::NativeText)));
    speed_->setAccessibleName(tr("How fast it is played: %1").arg(play_speed_text(now)));
    std::size_t number = 0;
    for (QAction* action : speeds_->actions()) {
        if (action->isSeparator()) continue;
        if (number < play_speeds().size()) action->setChecked(play_speeds()[number] == now);
        ++number;
    }
}

void Scrubber::share_width() {
    const bool room = width() >= room_for_stops_px || breakpoint_->isAncestorOf(focusWidget());
    stops_box_->setVisible(room && travel_->document().stage() != TravelDocument::Stage::unsupported);
    breakpoint_->setFixedWidth(width() >= 900 ? 300 : 220);
}

void Scrubber::elide() {
    layout()->activate();
    const int room = std::max(80, text_->width());
    const bool fits = text_->fontMetrics().horizontalAdvance(whole_text_) <= room;
    const QString shown = fits ? whole_text_ : text_->fontMetrics().elidedText(text_without_folders(whole_text_), Qt::ElideRight, room);
    if (shown != text_->text()) text_->setText(shown);
    text_->setToolTip(!tip_.isEmpty() ? tip_ : shown == whole_text_ ? QString() : whole_text_);
}

void Scrubber::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    share_width();
    elide();
}

void Scrubber::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) show_state();
}

void Scrubber::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.fillRect(0, 0, width(), 1, theme.border);
    if (!travel_->document().is_past()) return;
    const QRect line(0, height() - moment_line_px, width(), moment_line_px);
    painter.fillRect(line, theme.accent_tint);
    painter.fillRect(QRect(line.topLeft(), QSize(past_stripe_px, line.height())), theme.accent);
}

} // namespace orkestr
