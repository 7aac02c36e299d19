// What a RunView doesn't tell about the ways that its run took (path_statistics.h).
#include "core/projection/path_statistics.h"

#include <algorithm>

namespace orkestr {

void PathMarks::stop_waiting(StepId step, Instant at) {
    const auto since = waits_since_.find(step);
    if (since == waits_since_.end()) return;
    waited_ms_[step] += std::max<std::int64_t>((at - since->second).ms, 0);
    waits_since_.erase(since);
}

void PathMarks::fork(std::uint64_t seq, Duration shift) {
    forked_ = seq;
    running_ms_ = waiting_ms_ = suspended_ms_ = 0;
    since_.reset();
    inherited_attempts_ = attempts_;
    for (auto& [step, catches] : catches_) catches.inherited = catches.all;
    for (auto& [step, since] : waits_since_) since = since + shift;
}

std::uint32_t PathMarks::retries(StepId step) const {
    const auto all = attempts_.find(step);
    if (all == attempts_.end()) return 0;
    const auto before = inherited_attempts_.find(step);
    return all->second - std::max(before == inherited_attempts_.end() ? 1 : before->second, 1u);
}

void PathMarks::add(const Event& event, const RunView& view) {
    known_ = true;
    if (const auto* forked = std::get_if<events::RunForked>(&event.body); forked && forked->step != workflow_step) fork(event.seq, Duration{forked->shift_ms});
    if (since_) {
        const std::int64_t passed = std::max<std::int64_t>((event.at - *since_).ms, 0);
        (status_ == "suspended" ? suspended_ms_ : status_ == "waiting" ? waiting_ms_ : running_ms_) += passed;
    }
    since_ = event.at;
    status_ = view.status;
    const auto leave = [&](StepId step, const Flow& flow) {
        if (flow.kind == Flow::Kind::end) ended_run_.insert(step);
        if (flow.kind != Flow::Kind::next) left_list_.insert(step);
    };
    const EventBody& body = event.body;
    if (const auto* completed = std::get_if<events::TaskCompleted>(&body)) {
        leave(completed->step, completed->flow);
        stop_waiting(completed->step, event.at);
    } else if (const auto* skipped = std::get_if<events::TaskSkipped>(&body)) {
        leave(skipped->step, skipped->flow);
    } else if (const auto* faulted = std::get_if<events::TaskFaulted>(&body)) {
        stop_waiting(faulted->step, event.at);
    } else if (const auto* attempt = std::get_if<events::AttemptStarted>(&body)) {
        attempts_[attempt->step] = std::max(attempts_[attempt->step], attempt->attempt);
        stop_waiting(attempt->step, event.at);
        if (const auto at = catches_.find(attempt->step); at != catches_.end()) at->second.last = false;
    } else if (const auto* retry = std::get_if<events::RetryScheduled>(&body)) {
        timers_[event.seq] = retry->step;
        wait(retry->step, event.at);
    } else if (const auto* caught = std::get_if<events::ErrorCaught>(&body)) {
        Catches& catches = catches_[caught->step];
        ++catches.all;
        catches.last = true;
    } else if (const auto* waits = std::get_if<events::WaitStarted>(&body)) {
        timers_[event.seq] = waits->step;
        wait(waits->step, event.at);
    } else if (const auto* fired = std::get_if<events::TimerFired>(&body)) {
        if (const auto at = timers_.find(fired->timer); at != timers_.end()) stop_waiting(at->second, event.at);
    } else if (const auto* listens = std::get_if<events::ListenStarted>(&body)) {
        wait(listens->step, event.at);
    } else if (const auto* goes_on = std::get_if<events::ListenContinued>(&body)) {
        wait(goes_on->step, event.at);
    } else if (const auto* received = std::get_if<events::EventReceived>(&body)) {
        stop_waiting(received->step, event.at);
    }
}

} // namespace orkestr
