// The line along which one travels in a run: every event has its place, by its number or by its time. Where the run is
// shown stands a handle, hollow while that is now. Faults are triangles, retries diamonds, places to stop at discs, all
// of them filled; bookmarks are outlines of their own shapes, on a stalk. Ticks in the line are the events of the selected task. Draws what there is per pixel, however many.
//
// Mouse: press and drag move, the wheel goes event by event. Keys: Left and Right an event, Page Up and Down a hundredth,
// Home and End, Space plays, Escape goes back to now.
#pragma once

#include "ui/viewmodels/travel_session.h"

#include <QWidget>

namespace orkestr {

class TravelTrack : public QWidget {
    Q_OBJECT
public:
    enum class Axis : std::uint8_t { events, time };

    /// The session outlives the track.
    explicit TravelTrack(TravelSession* travel, QWidget* parent = nullptr);

    Axis axis() const { return axis_; }
    void set_axis(Axis axis);

    /// Where an event stands across the widget, and which event stands nearest to a place.
    double x_of(std::uint64_t seq) const;
    std::uint64_t seq_at(double x) const;
    /// What a screen reader says of where it is.
    QString value_text() const;
    /// What stands in this place, in words.
    QString tip_at(double x) const;
    TravelSession* travel() { return travel_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// What stands at one pixel.
    struct Column {
        std::uint32_t events = 0;
        std::uint32_t faults = 0;
        std::uint32_t retries = 0;
        std::uint32_t stops = 0;
        std::uint32_t of_task = 0;
    };
    void forget_columns();
    const std::vector<Column>& columns() const;
    int column_of(std::uint64_t seq) const;
    double line_width() const;
    double length_ms() const;
    void paint_line(QPainter& painter) const;
    void paint_signs(QPainter& painter) const;
    void paint_bookmarks(QPainter& painter) const;
    void paint_handle(QPainter& painter) const;
    void follow();
    bool is_ready() const { return travel_->document().stage() == TravelDocument::Stage::ready && travel_->document().last() > 0; }

    TravelSession* travel_;
    Axis axis_ = Axis::events;
    mutable std::vector<Column> columns_; ///< empty: to be counted anew
    double hovered_x_ = -1;
    int wheel_ = 0; ///< eighths of a degree that are left over
    bool dragging_ = false;
};

} // namespace orkestr
