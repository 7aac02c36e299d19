#include "ui/runs/timeline_chart.h"

#include "ui/parts/local_keys.h"
#include "ui/runs/timeline_accessible.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QPaintEvent>
#include <QScrollBar>

#include <cmath>

namespace orkestr {

namespace {

constexpr double margin_px = 12;  ///< before the begin and after the end, where all is seen
constexpr double bar_steps = 1e6; ///< of the scroll bar of time

} // namespace

TimelineChart::TimelineChart(QWidget* parent) : QAbstractScrollArea(parent), keys_(new LocalKeys(this)), items_(describe_timeline(*this)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the overview beneath the chart is one that shows something
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
    make_actions();
    keys_->watch(this);
    clock_.setInterval(1000);
    connect(&clock_, &QTimer::timeout, this, &TimelineChart::update_clock);
}

TimelineChart::~TimelineChart() { items_->forget(); }

void TimelineChart::make_actions() {
    const auto add = [this](const QString& text, const char* icon_name, const QList<QKeySequence>& keys, auto&& call) {
        QAction* action = keys_->add(text, icon_name, keys);
        connect(action, &QAction::triggered, this, call);
        return action;
    };
    const QList<QKeySequence> plus{QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal), QKeySequence(Qt::SHIFT | Qt::Key_Plus)};
    actions_.zoom_in = add(tr("Zoom &in"), "zoom-in", plus, [this] { zoom(1.5); });
    actions_.zoom_out = add(tr("Zoom &out"), "zoom-out", {QKeySequence(Qt::Key_Minus)}, [this] { zoom(1 / 1.5); });
    actions_.fit = add(tr("Show the &whole run"), "maximize", {QKeySequence(Qt::Key_0)}, [this] { fit(); });
    actions_.critical = add(tr("&Critical path"), "route", {QKeySequence(Qt::Key_C)}, [this] {
        look_.critical = actions_.critical->isChecked();
        viewport()->update();
    });
    actions_.critical->setCheckable(true);
    actions_.critical->setChecked(true);
    const auto with_ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    actions_.previous = add(tr("&Previous bar"), "arrow-left", {with_ctrl(Qt::Key_Left)}, [this] { walk(-1); });
    actions_.next = add(tr("&Next bar"), "arrow-right", {with_ctrl(Qt::Key_Right)}, [this] { walk(1); });
    actions_.above = add(tr("Bar &above"), "arrow-up", {with_ctrl(Qt::Key_Up)}, [this] { walk_lanes(-1); });
    actions_.below = add(tr("Bar &below"), "arrow-down", {with_ctrl(Qt::Key_Down)}, [this] { walk_lanes(1); });
}

double TimelineChart::length_ms() const {
    if (!timeline_) return 1;
    const Duration length = (timeline_->live ? std::max(timeline_->end, Instant{look_.now_ms}) : timeline_->end) - timeline_->begin;
    return length > Duration{} ? std::max(length.fractional_ms(), is_fine_ ? 1e-5 : 1.0) : 1.0;
}

double TimelineChart::least_scale() const {
    return std::max(1.0, look_.lanes().width() - 2 * margin_px) / length_ms();
}

double TimelineChart::most_scale() const { return std::max(is_fine_ ? timeline_finest_scale : timeline_most_scale, least_scale()); }

/// What is finer counts as a whole one, so that nothing ends after it.
qint64 TimelineChart::last_ms() const { return timeline_->end.ms + (timeline_->end.ns > 0 ? 1 : 0); }

void TimelineChart::set_timeline(std::shared_ptr<const Timeline> timeline, bool same_run) {
    const std::optional<TimelineBar> selected =
        timeline_ && look_.selected >= 0 ? std::optional(timeline_->bars[static_cast<std::size_t>(look_.selected)]) : std::nullopt;
    items_->forget();
    painter_.forget();
    timeline_ = std::move(timeline);
    look_.hovered = -1;
    look_.selected = -1;
    if (!same_run || !timeline_) {
        fitted_ = true;
        look_.scroll_px = 0;
        verticalScrollBar()->setValue(0);
    } else if (selected) {
        for (std::size_t i = 0; i < timeline_->bars.size(); ++i) {
            const TimelineBar& bar = timeline_->bars[i];
            if (bar.step == selected->step && bar.kind == selected->kind && bar.begin == selected->begin) look_.selected = static_cast<int>(i);
        }
    }
    look_.now_ms = timeline_ ? last_ms() : 0;
    is_fine_ = timeline_ && std::any_of(timeline_->bars.begin(), timeline_->bars.end(), [](const TimelineBar& bar) { return bar.begin.ns != 0 || bar.end.ns != 0; });
    update_clock();
    show_changed();
    items_->announce_changed();
}

void TimelineChart::set_follows_clock(bool follows) {
    follows_clock_ = follows;
    update_clock();
    show_changed();
}

void TimelineChart::set_moment(std::optional<qint64> ms) {
    if (ms == look_.moment_ms) return;
    look_.moment_ms = ms;
    viewport()->update();
}

void TimelineChart::update_clock() {
    const bool ticks = timeline_ && timeline_->live && follows_clock_;
    if (ticks != clock_.isActive()) ticks ? clock_.start() : clock_.stop();
    if (!timeline_) return;
    look_.now_ms = ticks ? std::max(last_ms(), QDateTime::currentMSecsSinceEpoch()) : last_ms();
    if (ticks) show_changed();
}

/// Another size, timeline or time: what was fitted is fitted again.
void TimelineChart::show_changed() {
    look_.size = viewport()->size();
    look_.labels_px = std::clamp(look_.size.width() / 4, 72, 200);
    if (fitted_) {
        look_.scale.px_per_ms = least_scale();
        look_.scale.from_ms = -margin_px / look_.scale.px_per_ms;
    } else {
        look_.scale.px_per_ms = std::clamp(look_.scale.px_per_ms, least_scale(), most_scale());
        set_from(look_.scale.from_ms);
    }
    update_bars();
    viewport()->update();
    Q_EMIT view_changed();
}

void TimelineChart::set_from(double from_ms) {
    const double margin_ms = margin_px / look_.scale.px_per_ms;
    const double last = length_ms() + margin_ms - look_.lanes().width() / look_.scale.px_per_ms;
    look_.scale.from_ms = std::max(-margin_ms, std::min(from_ms, last));
}

void TimelineChart::update_bars() {
    moving_bars_ = true;
    const int lanes_px = timeline_ ? static_cast<int>(std::min<std::size_t>(timeline_->lanes.size() * timeline_lane_px, 0x3fffffff)) : 0;
    const int page_px = look_.lanes().height();
    verticalScrollBar()->setRange(0, std::max(0, lanes_px - page_px));
    verticalScrollBar()->setPageStep(page_px);
    verticalScrollBar()->setSingleStep(timeline_lane_px);
    look_.scroll_px = verticalScrollBar()->value();
    const double whole = length_ms() + 2 * margin_px / look_.scale.px_per_ms;
    const double part = std::min(1.0, look_.lanes().width() / look_.scale.px_per_ms / whole);
    const double start = (look_.scale.from_ms + margin_px / look_.scale.px_per_ms) / whole;
    horizontalScrollBar()->setRange(0, static_cast<int>((1 - part) * bar_steps + 0.5) < 2 ? 0 : static_cast<int>((1 - part) * bar_steps));
    horizontalScrollBar()->setPageStep(std::max(1, static_cast<int>(part * bar_steps)));
    horizontalScrollBar()->setSingleStep(std::max(1, static_cast<int>(part * bar_steps / 20)));
    horizontalScrollBar()->setValue(static_cast<int>(start * bar_steps));
    moving_bars_ = false;
}

void TimelineChart::scrollContentsBy(int, int) {
    if (moving_bars_ || !timeline_) return;
    look_.scroll_px = verticalScrollBar()->value();
    if (!fitted_) {
        const double whole = length_ms() + 2 * margin_px / look_.scale.px_per_ms;
        const double shown = (look_.scale.from_ms + margin_px / look_.scale.px_per_ms) / whole * bar_steps;
        // The bar's own steps are too coarse for what was set otherwise.
        if (std::abs(shown - horizontalScrollBar()->value()) >= 1.5)
            set_from(horizontalScrollBar()->value() / bar_steps * whole - margin_px / look_.scale.px_per_ms);
    }
    viewport()->update();
    Q_EMIT view_changed();
}

void TimelineChart::pan(double dx_px, double dy_px) {
    if (!timeline_) return;
    if (dx_px != 0 && !fitted_) set_from(look_.scale.from_ms + dx_px / look_.scale.px_per_ms);
    update_bars();
    if (dy_px != 0) verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(dy_px));
    viewport()->update();
    Q_EMIT view_changed();
}

double TimelineChart::anchor_x() const {
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    if (look_.lanes().contains(mouse) && viewport()->underMouse()) return mouse.x() - look_.labels_px;
    if (look_.selected >= 0) {
        const TimelineBar& bar = timeline_->bars[static_cast<std::size_t>(look_.selected)];
        const double x = look_.scale.x((bar.begin - timeline_->begin).fractional_ms());
        if (x >= 0 && x <= look_.lanes().width()) return x;
    }
    return look_.lanes().width() / 2.0;
}

void TimelineChart::zoom(double factor, std::optional<double> at_x) {
    if (!timeline_) return;
    const double x = at_x ? *at_x : anchor_x();
    const double ms = look_.scale.ms(x);
    const double least = least_scale();
    look_.scale.px_per_ms = std::clamp(look_.scale.px_per_ms * factor, least, most_scale());
    fitted_ = look_.scale.px_per_ms <= least * 1.0001;
    set_from(ms - x / look_.scale.px_per_ms);
    show_changed();
}

void TimelineChart::fit() {
    fitted_ = true;
    show_changed();
}

void TimelineChart::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    const Theme& theme = Theme::of(palette());
    look_.focused = hasFocus();
    if (timeline_) painter_.paint(painter, *timeline_, look_, theme);
    else painter.fillRect(viewport()->rect(), theme.raised);
    if (look_.focused) {
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void TimelineChart::resizeEvent(QResizeEvent*) { show_changed(); }

int TimelineChart::bar_at(QPoint position) const {
    if (!timeline_ || !look_.lanes().contains(position)) return -1;
    const int lane = (position.y() - look_.axis_px + look_.scroll_px) / timeline_lane_px;
    if (lane < 0 || static_cast<std::size_t>(lane) >= timeline_->lanes.size()) return -1;
    const TimelineLane& one = timeline_->lanes[static_cast<std::size_t>(lane)];
    const int inside = position.y() - look_.lane_top(static_cast<std::uint32_t>(lane));
    const double x = position.x() - look_.labels_px;
    const auto find = [&] {
        int best = -1;
        double distance = 4;
        for (const TimelineSeen& seen : seen_) {
            const double away = std::max({0.0, seen.left - x, x - seen.right});
            if (away < distance) {
                distance = away;
                best = static_cast<int>(seen.bar);
            }
        }
        return best;
    };
    if (inside < timeline_bar_top_px - 1) {
        for (int level = std::min(timeline_levels - 1, inside / 3); level >= 0; --level) {
            seen_holders(*timeline_, one, level, look_.scale, look_.lanes().width(), look_.now_ms, seen_);
            if (const int bar = find(); bar >= 0) return bar;
        }
    }
    seen_bars(*timeline_, one, look_.scale, look_.lanes().width(), look_.now_ms, seen_);
    return find();
}

QRect TimelineChart::bar_rect(int bar) const {
    if (!timeline_ || bar < 0 || static_cast<std::size_t>(bar) >= timeline_->bars.size()) return {};
    const TimelineBar& one = timeline_->bars[static_cast<std::size_t>(bar)];
    const TimelineLane& lane = timeline_->lanes[one.lane];
    const int top = look_.lane_top(one.lane);
    if (one.is_holder()) {
        if (one.level >= timeline_levels) return {};
        seen_holders(*timeline_, lane, one.level, look_.scale, look_.lanes().width(), look_.now_ms, seen_);
    } else {
        seen_bars(*timeline_, lane, look_.scale, look_.lanes().width(), look_.now_ms, seen_);
    }
    for (const TimelineSeen& seen : seen_) {
        if (static_cast<int>(seen.bar) != bar) continue;
        const QRectF place(look_.labels_px + seen.left, one.is_holder() ? top + 1 + 3 * one.level : top + timeline_bar_top_px, seen.right - seen.left,
                           one.is_holder() ? 4 : timeline_bar_px);
        return place.toAlignedRect() & look_.lanes();
    }
    return {};
}

StepId TimelineChart::selected_step() const {
    return timeline_ && look_.selected >= 0 ? timeline_->bars[static_cast<std::size_t>(look_.selected)].step : 0;
}

void TimelineChart::set_selected(int bar) {
    if (look_.selected == bar) return;
    look_.selected = bar;
    viewport()->update();
    items_->announce(bar);
}

void TimelineChart::choose(int bar) {
    const StepId before = selected_step();
    set_selected(bar);
    if (bar >= 0) reveal(bar);
    if (selected_step() != before && bar >= 0) Q_EMIT step_selected(selected_step());
}

void TimelineChart::select_step(StepId step) {
    if (!timeline_ || step == selected_step()) return;
    int found = -1;
    bool held = true;
    for (std::size_t i = 0; step != 0 && i < timeline_->bars.size(); ++i) {
        const TimelineBar& bar = timeline_->bars[i];
        // What is done says more than what is waited for, and the last attempt more than the first.
        if (bar.step != step || (found >= 0 && bar.is_holder() && !held)) continue;
        found = static_cast<int>(i);
        held = bar.is_holder();
    }
    set_selected(found);
    if (found >= 0) reveal(found);
}

void TimelineChart::reveal(int bar) {
    const TimelineBar& one = timeline_->bars[static_cast<std::size_t>(bar)];
    const int top = static_cast<int>(one.lane) * timeline_lane_px;
    const int page = look_.lanes().height();
    if (top < look_.scroll_px) verticalScrollBar()->setValue(top);
    else if (top + timeline_lane_px > look_.scroll_px + page) verticalScrollBar()->setValue(top + timeline_lane_px - page);
    const double width = look_.lanes().width();
    const double left = look_.scale.x((one.begin - timeline_->begin).fractional_ms());
    const double right = look_.scale.x(((one.open ? Instant{look_.now_ms} : one.end) - timeline_->begin).fractional_ms());
    if (right < 20 || left > width - 20) set_from(look_.scale.from_ms + (left - width * 0.25) / look_.scale.px_per_ms);
    update_bars();
    make_room(bar);
    viewport()->update();
    Q_EMIT view_changed();
}

void TimelineChart::walk(int direction) {
    if (!timeline_ || timeline_->bars.empty()) return;
    int bar = look_.selected;
    const auto count = static_cast<int>(timeline_->bars.size());
    if (bar < 0) bar = direction > 0 ? -1 : count;
    do bar += direction;
    while (bar >= 0 && bar < count && timeline_->bars[static_cast<std::size_t>(bar)].is_holder());
    if (bar >= 0 && bar < count) choose(bar);
}

/// The bar of the next lane that is nearest in time.
void TimelineChart::walk_lanes(int direction) {
    if (!timeline_ || look_.selected < 0) return walk(1);
    const TimelineBar& from = timeline_->bars[static_cast<std::size_t>(look_.selected)];
    const auto lanes = static_cast<std::int64_t>(timeline_->lanes.size());
    for (std::int64_t lane = std::int64_t{from.lane} + direction; lane >= 0 && lane < lanes; lane += direction) {
        const TimelineLane& one = timeline_->lanes[static_cast<std::size_t>(lane)];
        if (one.count == one.holders) continue;
        const auto first = timeline_->bars.begin() + one.first + one.holders;
        const auto last = timeline_->bars.begin() + one.first + one.count;
        auto at = std::lower_bound(first, last, from.begin, [](const TimelineBar& bar, Instant time) { return bar.begin < time; });
        if (at == last || (at != first && from.begin < (at - 1)->end)) --at;
        return choose(static_cast<int>(at - timeline_->bars.begin()));
    }
}

} // namespace orkestr
