// Drives an Orchestrator on a Qt event loop: turns when there is something to do, and when a timer is due.
#pragma once

#include "core/runtime/scheduler.h"

#include <QObject>
#include <QTimer>
#include <memory>

namespace orkestr {

/// Lives in the engine's thread.
class EngineLoop : public QObject {
    Q_OBJECT
public:
    EngineLoop(std::unique_ptr<Orchestrator> orchestrator, const Clock& clock);
    Orchestrator& orchestrator() { return *orchestrator_; }
    /// Runs start by their schedules from now on.
    void follow_schedules();
    /// As Scheduler::failed.
    std::function<void(const ScheduleRow&, const Error&)> schedule_failed;

private:
    void schedule();
    void turn();

    std::unique_ptr<Orchestrator> orchestrator_;
    std::unique_ptr<Scheduler> scheduler_;
    const Clock& clock_;
    QTimer timer_;
    bool scheduled_ = false;
};

} // namespace orkestr
