// The whole of a timeline in a strip beneath it, with a frame around what is seen of it; a click or a drag goes there. It is
// there only while not all of the time is in view. Painted once for each timeline and size, in time linear in its bars.
#pragma once

#include <QImage>
#include <QWidget>

#include <memory>

namespace orkestr {

class TimelineChart;
struct Theme;
struct Timeline;

/// A picture of all bars, each pixel in the colour of what matters most of what is there.
QImage timeline_picture(const Timeline& timeline, qint64 now_ms, double length_ms, QSize size, const Theme& theme);

class TimelineOverview : public QWidget {
    Q_OBJECT
public:
    /// The chart outlives the strip.
    explicit TimelineOverview(TimelineChart* chart, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void follow();
    QRect strip() const;
    void look_at(QPointF place);

    TimelineChart* chart_;
    QImage picture_;
    std::shared_ptr<const Timeline> drawn_;
};

} // namespace orkestr
