// A timeline to look at: lanes with names that stay at the left, an axis that stays at the top. Draws what can be seen,
// however much there is.
//
// Mouse: wheel moves lanes, Shift+wheel time, Ctrl+wheel zooms at the cursor; drag moves both; click selects, on +N it zooms in. Keys: arrows,
// Page Up and Down, Home and End move; + - 0 zoom; Ctrl+arrows select the bar beside; Enter activates; C the critical path.
#pragma once

#include "ui/runs/timeline_painter.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <memory>

namespace orkestr {

class LocalKeys;
class PaintedItems;

class TimelineChart : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TimelineChart(QWidget* parent = nullptr);
    ~TimelineChart() override;

    /// Null for none. A newer one of the same run keeps place, zoom and selection.
    void set_timeline(std::shared_ptr<const Timeline> timeline, bool same_run);
    const std::shared_ptr<const Timeline>& timeline() const { return timeline_; }
    /// While the run goes on, open bars grow with the clock; else they end with what is known.
    void set_follows_clock(bool follows);
    /// A line at this time, in milliseconds since 1970: the run is shown elsewhere as it was then.
    void set_moment(std::optional<qint64> ms);

    /// Selects a step's bar (its last, where it has several) and brings it into sight; 0: none. Says nothing.
    void select_step(StepId step);
    StepId selected_step() const;
    /// Into Timeline::bars; -1: none.
    int selected_bar() const { return look_.selected; }
    int bar_at(QPoint position) const;
    /// Where a bar is drawn, on the viewport; empty when it is out of sight.
    QRect bar_rect(int bar) const;

    bool is_fitted() const { return fitted_; }
    const TimelineScale& scale() const { return look_.scale; }
    void pan(double dx_px, double dy_px);
    /// Brings this time (since the run's begin) and this part of the lanes (0 to 1) to the middle.
    void look_at(double ms, double lanes);
    /// What is seen: from the run's begin in milliseconds, and of the lanes from 0 to 1.
    QRectF seen_part() const;
    /// The badge that stands for bars without room; nothing where there is none.
    std::optional<TimelineBadge> badge_at(QPoint position) const;
    /// Zooms until its bars have room; where no zoom gives it, they are offered in a menu.
    void open_badge(const TimelineBadge& badge);
    qint64 now_ms() const { return look_.now_ms; }
    double length_ms() const;                          ///< of the run, at least 1 unless it was recorded finer
    int labels_px() const { return look_.labels_px; } ///< width of the lanes' names

    struct Actions {
        QAction* zoom_in;
        QAction* zoom_out;
        QAction* fit;
        QAction* critical;
        QAction* previous;
        QAction* next;
        QAction* above;
        QAction* below;
    };
    const Actions& chart_actions() const { return actions_; }

Q_SIGNALS:
    /// The user chose a bar; its step.
    void step_selected(orkestr::StepId step);
    void step_activated(orkestr::StepId step);
    void view_changed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    friend class TimelineBars;
    void make_actions();
    void zoom(double factor, std::optional<double> at_x = {});
    void fit();
    void set_from(double from_ms);
    void update_bars();
    void update_clock();
    void show_changed();
    void choose(int bar);
    void set_selected(int bar);
    void reveal(int bar);
    void make_room(int bar);
    bool show_times(double from_ms, double to_ms);
    void offer_bars(const TimelineBadge& badge);
    void walk(int direction);
    void walk_lanes(int direction);
    double anchor_x() const;
    double least_scale() const;
    double most_scale() const;
    qint64 last_ms() const;

    std::shared_ptr<const Timeline> timeline_;
    LocalKeys* keys_;
    Actions actions_{};
    mutable TimelinePainter painter_;
    TimelineLook look_;
    mutable std::vector<TimelineSeen> seen_;
    mutable std::vector<TimelineBadge> badges_;
    bool fitted_ = true;
    bool is_fine_ = false; ///< it was recorded in less than milliseconds
    bool follows_clock_ = true;
    bool moving_bars_ = false;
    QTimer clock_;
    std::optional<QPoint> pressed_;
    QPoint dragged_;
    bool dragging_ = false;
    std::unique_ptr<PaintedItems> items_; ///< for assistive technology
};

} // namespace orkestr
