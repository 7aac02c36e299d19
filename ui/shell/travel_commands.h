// Time travel in the window: the bar under the graph, its actions, its tabs in the run's panel; and what follows the moment.
#pragma once

#include <QObject>

class QWidget;

namespace orkestr {

class JsonView;
class Middle;
class RunPanel;
class Scrubber;
class StatePage;
class StepInspector;
class StudioSession;
class StudioSettings;
class WatchPage;
struct StudioActions;

class TravelCommands : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    TravelCommands(StudioSession& session, StudioSettings& settings, const StudioActions& actions, Middle* middle);

    /// The run's panels, once they are made.
    void add_panels(RunPanel* panel, StepInspector* inspector);

    /// The run that is being opened is to be shown as it was after this event.
    void travel_to(quint64 seq);

    Scrubber* bar() { return bar_; }
    /// Null until a run was opened, and where one can't travel.
    StatePage* state() { return state_; }
    WatchPage* watches() { return watches_; }

Q_SIGNALS:
    /// Something that is not seen by itself.
    void told(const QString& what);

private:
    void leave_out();
    void connect_actions();
    void show_bar();
    void show_abilities();
    void show_moment();
    void watch(const QString& path);
    void show_watches();
    void read_watches();
    void keep_watches();
    void keep_breakpoint();
    void read_choices();
    void keep_choices();

    StudioSession& session_;
    StudioSettings& settings_;
    const StudioActions& actions_;
    Scrubber* bar_;
    RunPanel* panel_ = nullptr;
    StatePage* state_ = nullptr;
    WatchPage* watches_ = nullptr;
    void go_where_wanted();
    quint64 wanted_ = 0; ///< travel_to(), until the run can be travelled in
    QString watched_; ///< the definition whose watches there are
};

} // namespace orkestr
