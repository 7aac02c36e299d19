// What happened in the run that is open: its steps, and its events.
#pragma once

#include <QHash>
#include <QTabWidget>

#include <functional>

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
    /// One more tab; `focus` gives the keyboard to what it holds.
    void add_page(QWidget* page, const QString& title, std::function<void()> focus);
    /// Gives the keyboard to what is in front.
    void focus_content();
    /// To the next tab (1) or the one before (-1), around the ends; the keyboard goes along.
    void step_tab(int by);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void show_state();
    void show_counts();

    RunDocument* run_;
    QWidget* step_page_;
    StepTree* steps_;
    EmptyState* empty_;
    TimelineView* timeline_;
    EventTable* events_;
    QHash<QWidget*, std::function<void()>> focus_; ///< of added pages
    bool wants_steps_ = false; ///< the keyboard waits at the tabs for steps to come
};

} // namespace orkestr
