#include "ui/viewmodels/replay_job.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <mutex>

namespace orkestr {

/// What the replayer's threads have said since the GUI thread last looked.
struct ReplayJob::Arrived {
    std::mutex mutex;
    std::vector<ReplayCell> cells;
    ReplayProgress progress;
    bool told = false; ///< the GUI thread knows that there is something
};

ReplayJob::~ReplayJob() { stop_.request_stop(); }

void ReplayJob::start(ReplayRequest request) {
    stop_.request_stop();
    stop_ = std::stop_source();
    stage_ = Stage::working;
    progress_ = {};
    totals_ = {};
    message_.clear();
    const auto ticket = gate_.supersede();
    auto arrived = std::make_shared<Arrived>();
    arrived_ = arrived;
    const auto look = gate_.notifier([this, arrived] { take(arrived); });
    const auto tell = [look](Arrived& all) {
        if (!std::exchange(all.told, true)) look();
    };
    replayer_.replay(
        std::move(request), stop_.get_token(),
        [arrived, tell](const ReplayCell& cell) {
            const std::scoped_lock lock(arrived->mutex);
            arrived->cells.push_back(cell);
            tell(*arrived);
        },
        [arrived, tell](const ReplayProgress& now) {
            const std::scoped_lock lock(arrived->mutex);
            arrived->progress = now;
            tell(*arrived);
        },
        ticket.deliver<ReplayTotals>([this](Result<ReplayTotals> answer) { took(std::move(answer)); }));
    Q_EMIT changed();
}

void ReplayJob::cancel() { stop_.request_stop(); }

void ReplayJob::take(const std::shared_ptr<Arrived>& arrived) {
    if (arrived != arrived_) return;
    std::vector<ReplayCell> cells;
    {
        const std::scoped_lock lock(arrived->mutex);
        cells.swap(arrived->cells);
        progress_ = arrived->progress;
        arrived->told = false;
    }
    if (!cells.empty()) Q_EMIT came(cells);
    Q_EMIT changed();
}

void ReplayJob::took(Result<ReplayTotals> answer) {
    take(arrived_);
    if (answer) {
        totals_ = *answer;
        stage_ = Stage::done;
    } else {
        stage_ = answer.error().code == ErrorCode::cancelled ? Stage::cancelled : Stage::failed;
        message_ = to_qt(answer.error().message);
    }
    Q_EMIT changed();
}

int ReplayJob::percent() const { return percent_of(progress_.runs, progress_.of_runs); }

} // namespace orkestr
