#include "core/runtime/engine_loop.h"

#include <QMetaObject>
#include <algorithm>

namespace orkestr {

EngineLoop::EngineLoop(std::unique_ptr<Orchestrator> orchestrator, const Clock& clock)
    : orchestrator_(std::move(orchestrator)), clock_(clock) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &EngineLoop::schedule);
    orchestrator_->wake = [this] { schedule(); };
    schedule();
}

void EngineLoop::schedule() {
    if (scheduled_) return;
    scheduled_ = true;
    QMetaObject::invokeMethod(this, &EngineLoop::turn, Qt::QueuedConnection);
}

void EngineLoop::follow_schedules() {
    if (scheduler_) return;
    scheduler_ = std::make_unique<Scheduler>(*orchestrator_);
    scheduler_->failed = [this](const ScheduleRow& row, const Error& error) {
        if (schedule_failed) schedule_failed(row, error);
    };
}

void EngineLoop::turn() {
    scheduled_ = false;
    if (scheduler_) scheduler_->turn();
    orchestrator_->turn();
    auto due = orchestrator_->next_due();
    if (const auto run = scheduler_ ? scheduler_->next_due() : std::nullopt; run && (!due || *run < *due)) due = run;
    if (!due) return timer_.stop();
    // A clock that was put back must not put timers off for ever: look again within the hour.
    const std::int64_t wait_ms = std::clamp<std::int64_t>((*due - clock_.now()).ms, 0, 3'600'000);
    timer_.start(static_cast<int>(wait_ms));
}

} // namespace orkestr
