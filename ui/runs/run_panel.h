// What happened in the run that is open: its steps, and its events.
#pragma once

#include <QTabWidget>

namespace orkestr {

class EmptyState;
class EventTable;
class RunDocument;
class StepTree;
class TimelineView;

class RunPanel : public QTabWidget {
    Q_OBJECT
public:
    /// The document outlives the panel.
    explicit RunPanel(RunDocument* run, QWidget* parent = nullptr);

    StepTree* steps() { return steps_; }
    EventTable* events() { return events_; }
    TimelineView* timeline() { return timeline_; }
    /// Gives the keyboard to what is in front.
    void focus_content();

private:
    void show_state();
    void show_counts();

    RunDocument* run_;
    QWidget* step_page_;
    StepTree* steps_;
    EmptyState* empty_;
    TimelineView* timeline_;
    EventTable* events_;
};

} // namespace orkestr
