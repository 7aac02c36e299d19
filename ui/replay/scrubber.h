// The bar of time travel under the graph: buttons, the track, how fast it is played, and beneath it what the moment is, and
// the breakpoint. It says clearly when what is shown is the past.
#pragma once

#include "ui/viewmodels/travel_session.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace orkestr {

class FilterFieldWidget;
class TravelTrack;

/// The window's actions that the bar has buttons for. They outlive it.
struct ScrubberActions {
    QAction* first;
    QAction* previous;
    QAction* play;
    QAction* next;
    QAction* last;
    QAction* now;
    QAction* previous_stop;
    QAction* next_stop;
};

class Scrubber : public QWidget {
    Q_OBJECT
public:
    /// The session outlives the bar.
    Scrubber(TravelSession* travel, const ScrubberActions& actions, QWidget* parent = nullptr);

    TravelTrack* track() { return track_; }
    FilterFieldWidget* breakpoint() { return breakpoint_; }
    QToolButton* speed() { return speed_; }
    QToolButton* by_time() { return by_time_; }
    /// What it says of the moment, or of why there is none.
    QString text() const;
    /// Reads the history, reads it again, or gives up reading it; hidden where that is not to be decided.
    QPushButton* decision() { return decision_; }
    QString stop_text() const;
    /// Gives up looking for places to stop at, or looks for them again; hidden where neither is to be decided.
    QToolButton* search() { return search_; }
    void focus_content();

Q_SIGNALS:
    /// What is to be remembered: the axis, the speed.
    void chosen();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* make_transport(const ScrubberActions& actions);
    QWidget* make_line(const ScrubberActions& actions);
    void fill_speeds();
    void show_state();
    void show_stops();
    void show_speed();
    void elide();
    void share_width();
    void decide();
    void decide_search();

    TravelSession* travel_;
    TravelTrack* track_;
    QToolButton* play_ = nullptr;
    QToolButton* speed_ = nullptr;
    QMenu* speeds_ = nullptr;
    QToolButton* by_time_ = nullptr;
    QLabel* sign_ = nullptr;
    QLabel* text_ = nullptr;
    QPushButton* decision_ = nullptr;
    QToolButton* now_ = nullptr;
    QWidget* stops_box_ = nullptr;
    FilterFieldWidget* breakpoint_ = nullptr;
    QLabel* stops_ = nullptr;
    QToolButton* search_ = nullptr;
    QString whole_text_;
    QString tip_;
};

/// `10 events per second`, `2× as fast as it happened`.
QString play_speed_text(const PlaySpeed& speed);

} // namespace orkestr
