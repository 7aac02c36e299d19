#include "ui/runs/timeline_overview.h"

#include "ui/runs/timeline_chart.h"
#include "ui/runs/timeline_words.h"
#include "ui/theme/appearance.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <array>

namespace orkestr {

namespace {

constexpr int overview_px = 34;
constexpr int overview_margin_px = 5;
constexpr int most_rows = 12;

/// What is seen of a place that holds several: the first of these.
constexpr std::array by_weight{TimelineStatus::faulted, TimelineStatus::running, TimelineStatus::waiting,   TimelineStatus::suspended,
                               TimelineStatus::pending, TimelineStatus::cancelled, TimelineStatus::completed, TimelineStatus::skipped};

} // namespace

QImage timeline_picture(const Timeline& timeline, qint64 now_ms, double length_ms, QSize size, const Theme& theme) {
    QImage picture(size, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    if (size.isEmpty() || timeline.lanes.empty()) return picture;
    const auto lanes = timeline.lanes.size();
    const std::size_t rows = std::min<std::size_t>(lanes, most_rows);
    const auto width = static_cast<std::size_t>(size.width());
    // How many bars begin and end at each pixel of a row, by status: no bar costs more than these two.
    std::vector<std::array<std::int32_t, by_weight.size()>> steps(rows * (width + 1));
    const double px_per_ms = size.width() / (length_ms > 0 ? length_ms : 1.0);
    for (const TimelineBar& bar : timeline.bars) {
        if (bar.is_holder()) continue;
        const auto pixel = [&](Instant time) {
            return static_cast<std::size_t>(std::clamp((time - timeline.begin).fractional_ms() * px_per_ms, 0.0, static_cast<double>(width - 1)));
        };
        const std::size_t row = bar.lane * rows / lanes;
        const std::size_t first = pixel(bar.begin);
        const std::size_t last = std::max(first, pixel(bar.open ? std::max(bar.begin, Instant{now_ms}) : bar.end));
        const auto weight = static_cast<std::size_t>(std::find(by_weight.begin(), by_weight.end(), bar.status) - by_weight.begin());
        ++steps[row * (width + 1) + first][weight];
        --steps[row * (width + 1) + last + 1][weight];
    }
    QPainter painter(&picture);
    const double row_px = static_cast<double>(size.height()) / static_cast<double>(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        std::array<std::int32_t, by_weight.size()> held{};
        const double top = row_px * static_cast<double>(row);
        const QRectF place(0, std::round(top), 1, std::max(1.0, std::round(top + row_px) - std::round(top) - (row_px >= 3 ? 1 : 0)));
        for (std::size_t x = 0; x < width; ++x) {
            for (std::size_t i = 0; i < held.size(); ++i) held[i] += steps[row * (width + 1) + x][i];
            const auto most = std::find_if(held.begin(), held.end(), [](std::int32_t bars) { return bars > 0; });
            if (most == held.end()) continue;
            const TimelineStatus status = by_weight[static_cast<std::size_t>(most - held.begin())];
            painter.fillRect(place.translated(static_cast<double>(x), 0), theme.colors(display_status(status)).stripe);
        }
    }
    return picture;
}

TimelineOverview::TimelineOverview(TimelineChart* chart, QWidget* parent) : QWidget(parent), chart_(chart) {
    setFixedHeight(overview_px);
    setToolTip(tr("The whole run; click or drag to go there"));
    setCursor(Qt::PointingHandCursor);
    connect(chart_, &TimelineChart::view_changed, this, &TimelineOverview::follow);
    follow();
}

void TimelineOverview::follow() {
    setVisible(chart_->timeline() && !chart_->is_fitted());
    update();
}

QRect TimelineOverview::strip() const {
    const int left = chart_->labels_px();
    return rect().adjusted(left + overview_margin_px, overview_margin_px, -overview_margin_px, -overview_margin_px);
}

void TimelineOverview::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.border);
    painter.fillRect(chart_->labels_px() - 1, 0, 1, height(), theme.border);
    painter.setFont(ui_font(12));
    painter.setPen(theme.secondary_text);
    const QRect label(12, 0, chart_->labels_px() - 18, height());
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(tr("Whole run"), Qt::ElideRight, label.width()));
    const auto& timeline = chart_->timeline();
    const QRect place = strip();
    if (!timeline || place.isEmpty()) return;
    const double length = chart_->length_ms();
    const double ratio = devicePixelRatioF();
    if (drawn_ != timeline || timeline->live || picture_.size() != place.size() * ratio) {
        picture_ = timeline_picture(*timeline, chart_->now_ms(), length, place.size() * ratio, theme);
        picture_.setDevicePixelRatio(ratio);
        drawn_ = timeline;
    }
    painter.drawImage(place.topLeft(), picture_);
    const QRectF part = chart_->seen_part();
    QRectF frame(place.left() + part.left() / length * place.width(), place.top() + part.top() * place.height(), part.width() / length * place.width(),
                 part.height() * place.height());
    frame = frame.adjusted(0, -2, 0, 2) & QRectF(place).adjusted(-2, -3, 2, 3);
    // A speck of a long run must still be found.
    if (frame.width() < 6) frame.adjust(-3, 0, 3, 0);
    QColor tint = theme.accent;
    tint.setAlphaF(0.14F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(tint);
    painter.drawRoundedRect(frame, 3, 3);
}

void TimelineOverview::look_at(QPointF place) {
    const QRectF whole(strip());
    if (whole.isEmpty()) return;
    chart_->look_at((place.x() - whole.left()) / whole.width() * chart_->length_ms(), (place.y() - whole.top()) / whole.height());
}

void TimelineOverview::mousePressEvent(QMouseEvent* event) { look_at(event->position()); }

void TimelineOverview::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) look_at(event->position());
}

void TimelineOverview::wheelEvent(QWheelEvent* event) { QApplication::sendEvent(chart_->viewport(), event); }

void TimelineOverview::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) drawn_ = nullptr;
    QWidget::changeEvent(event);
}

} // namespace orkestr
