// What the window's actions do with runs: they ask what has to be known (an input, a reason, an event) and hand it on.
// Each is enabled while it is possible.
#pragma once

#include <QObject>

class QWidget;

namespace orkestr {

class StudioSession;
class StudioSettings;
struct StudioActions;

class RunCommands : public QObject {
    Q_OBJECT
public:
    /// Everything given outlives it; dialogs belong to the window.
    RunCommands(StudioSession& session, StudioSettings& settings, const StudioActions& actions, QWidget* window);

    void start();
    void suspend();
    void resume();
    void cancel();
    void send_event();
    void rerun();
    void fork();

Q_SIGNALS:
    /// Something was asked for: what was said before is of no interest any more.
    void began();

private:
    void show_abilities();

    StudioSession& session_;
    StudioSettings& settings_;
    const StudioActions& actions_;
    QWidget* window_;
};

} // namespace orkestr
