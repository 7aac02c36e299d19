// Drives an Orchestrator on a Qt event loop: turns when there is something to do, and when a timer is due.
#pragma once

#include "core/runtime/orchestrator.h"

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

private:
    void schedule();
    void turn();

    std::unique_ptr<Orchestrator> orchestrator_;
    const Clock& clock_;
    QTimer timer_;
    bool scheduled_ = false;
};

} // namespace orkestr
