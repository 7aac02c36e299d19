#include "ui/replay/travel_track.h"

#include "ui/replay/travel_track_accessible.h"
#include "ui/viewmodels/text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace orkestr {

namespace {

constexpr int track_margin_px = 10;
constexpr int track_height_px = 42;
constexpr int wheel_notch = 120; ///< QWheelEvent::angleDelta()
/// So near to a sign the tip tells of it.
constexpr int near_px = 4;
constexpr int bookmark_near_px = 6;
constexpr int most_tip_bookmarks = 4;

} // namespace

TravelTrack::TravelTrack(TravelSession* travel, QWidget* parent) : QWidget(parent), travel_(travel) {
    install_travel_track_accessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFixedHeight(track_height_px);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Position in the run's history"));
    setAccessibleDescription(tr("Left and Right: an event. Page Up and Page Down: a hundredth. Space: play. Escape: back to now."));
    connect(&travel_->document(), &TravelDocument::extended, this, &TravelTrack::forget_columns);
    connect(&travel_->document(), &TravelDocument::stage_changed, this, &TravelTrack::forget_columns);
    connect(&travel_->stops(), &TravelStops::changed, this, &TravelTrack::forget_columns);
    connect(&travel_->bookmarks(), &TravelBookmarks::changed, this, qOverload<>(&TravelTrack::update));
    connect(&travel_->document(), &TravelDocument::position_changed, this, &TravelTrack::follow);
}

QSize TravelTrack::sizeHint() const { return {480, track_height_px}; }

QSize TravelTrack::minimumSizeHint() const { return {80, track_height_px}; }

void TravelTrack::set_axis(Axis axis) {
    if (axis == axis_) return;
    axis_ = axis;
    forget_columns();
}

void TravelTrack::follow() {
    update();
    announce_travel_position(*this);
}

void TravelTrack::forget_columns() {
    columns_.clear();
    update();
}

double TravelTrack::line_width() const { return std::max(1.0, width() - 2.0 * track_margin_px); }

double TravelTrack::x_of(std::uint64_t seq) const {
    const TravelDocument& document = travel_->document();
    const std::uint64_t last = document.last();
    if (last < 2 || seq <= 1) return last < 2 && seq >= 1 ? track_margin_px + line_width() : track_margin_px;
    seq = std::min(seq, last);
    const double whole_ms = length_ms();
    const bool by_time = axis_ == Axis::time && whole_ms > 0;
    const double share = by_time ? (document.place(seq) - document.place(1)).fractional_ms() / whole_ms : static_cast<double>(seq - 1) / static_cast<double>(last - 1);
    return track_margin_px + share * line_width();
}

double TravelTrack::length_ms() const {
    const TravelDocument& document = travel_->document();
    return document.last() == 0 ? 0 : (document.place(document.last()) - document.place(1)).fractional_ms();
}

std::uint64_t TravelTrack::seq_at(double x) const {
    const std::uint64_t last = travel_->document().last();
    if (last == 0) return 0;
    const double share = std::clamp((x - track_margin_px) / line_width(), 0.0, 1.0);
    if (axis_ == Axis::events || length_ms() <= 0) return 1 + static_cast<std::uint64_t>(std::llround(share * static_cast<double>(last - 1)));
    std::uint64_t seq = 0; // the last event that stands at this place or before it
    for (std::uint64_t left = last; left > 0;) {
        const std::uint64_t half = left / 2;
        if (x_of(seq + half + 1) <= x) seq += half + 1, left -= half + 1;
        else left = half;
    }
    if (seq == 0 || seq == last) return std::max<std::uint64_t>(1, seq);
    return x_of(seq + 1) - x < x - x_of(seq) ? seq + 1 : seq;
}

int TravelTrack::column_of(std::uint64_t seq) const {
    return std::clamp(static_cast<int>(std::lround(x_of(seq) - track_margin_px)), 0, static_cast<int>(line_width()) - 1);
}

const std::vector<TravelTrack::Column>& TravelTrack::columns() const {
    if (!columns_.empty()) return columns_;
    columns_.resize(static_cast<std::size_t>(line_width()));
    const auto count = [this](const std::vector<std::uint64_t>& events, std::uint32_t Column::*member) {
        for (const std::uint64_t seq : events) ++(columns_[static_cast<std::size_t>(column_of(seq))].*member);
    };
    const std::uint64_t last = travel_->document().last();
    for (std::uint64_t seq = 1; seq <= last; ++seq) ++columns_[static_cast<std::size_t>(column_of(seq))].events;
    const TravelStops& stops = travel_->stops();
    count(stops.faults().events(), &Column::faults);
    count(stops.retries().events(), &Column::retries);
    count(stops.of_task().events(), &Column::of_task);
    for (const TravelEvents* events : stops.all()) count(events->events(), &Column::stops);
    return columns_;
}

QString TravelTrack::value_text() const {
    const TravelDocument& document = travel_->document();
    if (!is_ready()) return document.message();
    if (!document.is_past()) return tr("Now, after event %1").arg(QLocale().toString(static_cast<qulonglong>(document.last())));
    QStringList parts{document.position_text()};
    for (const TravelBookmark& one : travel_->bookmarks().on(document.position())) parts << tr("Bookmark: %1").arg(bookmark_text(one));
    return parts.join(QStringLiteral(" · "));
}

QString TravelTrack::tip_at(double x) const {
    if (!is_ready()) return {};
    const std::uint64_t seq = seq_at(x);
    const QLocale locale;
    const auto& times = travel_->document().times();
    QStringList lines{tr("Event %1").arg(locale.toString(static_cast<qulonglong>(seq))) + QStringLiteral(" · ") + clock_text(to_qt(times[seq - 1]))};
    Column sum;
    const int middle = static_cast<int>(x) - track_margin_px;
    for (int i = std::max(0, middle - near_px); i <= std::min(static_cast<int>(columns().size()) - 1, middle + near_px); ++i) {
        const Column& one = columns()[static_cast<std::size_t>(i)];
        sum.faults += one.faults;
        sum.retries += one.retries;
        sum.stops += one.stops;
    }
    const auto say = [&lines](std::uint32_t count, const QString& text) {
        if (count > 0) lines << text;
    };
    say(sum.faults, QStringLiteral("▲ ") + tr("%Ln fault(s)", nullptr, static_cast<int>(sum.faults)));
    say(sum.retries, QStringLiteral("◆ ") + tr("%Ln retry(s)", nullptr, static_cast<int>(sum.retries)));
    say(sum.stops, QStringLiteral("● ") + tr("%Ln place(s) to stop at", nullptr, static_cast<int>(sum.stops)));
    int bookmarks = 0;
    for (const TravelBookmark& one : travel_->bookmarks().all()) {
        if (one.seq > travel_->document().last() || std::abs(x_of(one.seq) - x) > bookmark_near_px) continue;
        if (++bookmarks > most_tip_bookmarks) continue;
        lines << (one.seq == seq ? bookmark_text(one) : tr("%1 (event %2)").arg(bookmark_text(one), locale.toString(static_cast<qulonglong>(one.seq))));
    }
    if (bookmarks > most_tip_bookmarks) lines << tr("%Ln more bookmark(s)", nullptr, bookmarks - most_tip_bookmarks);
    return lines.join(QLatin1Char('\n'));
}

void TravelTrack::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    forget_columns();
}

void TravelTrack::keyPressEvent(QKeyEvent* event) {
    TravelDocument& document = travel_->document();
    const auto hundredth = static_cast<std::int64_t>(std::max<std::uint64_t>(1, document.last() / 100));
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return document.step_by(-1);
    case Qt::Key_Right:
    case Qt::Key_Up: return document.step_by(1);
    case Qt::Key_PageUp: return document.step_by(-hundredth);
    case Qt::Key_PageDown: return document.step_by(hundredth);
    case Qt::Key_Home: return document.go_to(1);
    case Qt::Key_End: return document.go_to(document.total());
    case Qt::Key_Space: return travel_->player().toggle();
    case Qt::Key_Escape:
        if (document.is_past()) return document.go_now();
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void TravelTrack::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    travel_->document().begin();
    if (!is_ready()) return;
    travel_->player().pause();
    dragging_ = true;
    travel_->document().go_to(seq_at(event->position().x()));
}

void TravelTrack::mouseMoveEvent(QMouseEvent* event) {
    hovered_x_ = event->position().x();
    if (dragging_) travel_->document().go_to(seq_at(hovered_x_));
    update();
}

void TravelTrack::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) dragging_ = false;
}

void TravelTrack::wheelEvent(QWheelEvent* event) {
    wheel_ += event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const int notches = wheel_ / wheel_notch;
    wheel_ -= notches * wheel_notch;
    // Up is back, as pages scroll.
    if (notches != 0) travel_->document().step_by(-notches);
    event->accept();
}

void TravelTrack::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    hovered_x_ = -1;
    update();
}

bool TravelTrack::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tip_at(help->pos().x());
        if (tip.isEmpty()) QToolTip::hideText();
        else QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace orkestr
