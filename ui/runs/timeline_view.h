// The timeline of a run as a panel: buttons, the chart, and what is said when there is none.
#pragma once

#include "ui/viewmodels/timeline_model.h"

#include <QWidget>

class QStackedLayout;

namespace orkestr {

class EmptyState;
class PanelHeader;
class TimelineChart;
class TimelineOverview;

class TimelineView : public QWidget {
    Q_OBJECT
public:
    /// The model outlives the view.
    explicit TimelineView(TimelineModel* model, QWidget* parent = nullptr);

    TimelineChart* chart() { return chart_; }
    TimelineOverview* overview() { return overview_; }
    /// Off for records of the past that have no end: a file is not followed by the clock.
    void set_follows_clock(bool follows);
    /// Shows which step is selected elsewhere; 0: none.
    void select_step(StepId step);
    /// The moment that the run is shown at; nothing: now.
    void set_moment(std::optional<Instant> moment);
    void focus_content();

Q_SIGNALS:
    void step_selected(orkestr::StepId step);
    void step_activated(orkestr::StepId step);

private:
    void show_state();

    TimelineModel* model_;
    PanelHeader* header_;
    TimelineChart* chart_;
    TimelineOverview* overview_;
    EmptyState* empty_;
    QStackedLayout* pages_;
    StepId wanted_ = 0;
};

} // namespace orkestr
