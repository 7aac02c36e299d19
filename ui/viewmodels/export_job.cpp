#include "ui/viewmodels/export_job.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

namespace orkestr {

ExportJob::~ExportJob() { stop_.request_stop(); }

void ExportJob::start(ExportRequest request) {
    if (stage_ == Stage::working) return;
    stage_ = Stage::working;
    progress_ = {};
    message_.clear();
    stop_ = std::stop_source();
    const auto ticket = gate_.supersede();
    auto news = std::make_shared<std::atomic<std::uint64_t>>(0);
    // Of progress only the last counts: what comes faster than it is shown is left out.
    auto latest = std::make_shared<std::pair<std::mutex, ExportProgress>>();
    const auto show = gate_.notifier([this, latest, news] {
        *news = 0;
        if (stage_ != Stage::working) return;
        {
            const std::scoped_lock lock(latest->first);
            progress_ = latest->second;
        }
        Q_EMIT changed();
    });
    exporter_.export_runs(
        std::move(request), stop_.get_token(),
        [latest, news, show](ExportProgress now) {
            {
                const std::scoped_lock lock(latest->first);
                latest->second = now;
            }
            if (news->exchange(1) == 0) show();
        },
        ticket.deliver<Exported>([this](Result<Exported> answer) { took(std::move(answer)); }));
    Q_EMIT changed();
}

void ExportJob::cancel() { stop_.request_stop(); }

void ExportJob::took(Result<Exported> answer) {
    if (answer) {
        exported_ = *answer;
        stage_ = Stage::done;
        const QString events = tr("%n event(s)", nullptr, static_cast<int>(exported_.events));
        message_ = tr("%n run(s) exported", nullptr, static_cast<int>(exported_.runs)) + QStringLiteral(", ") + events;
        if (exported_.bookmarks > 0) message_ += QStringLiteral(", ") + tr("%n bookmark(s)", nullptr, static_cast<int>(exported_.bookmarks));
        if (exported_.redacted > 0) message_ += QStringLiteral(", ") + tr("%n redacted view(s)", nullptr, static_cast<int>(exported_.redacted));
    } else {
        stage_ = answer.error().code == ErrorCode::cancelled ? Stage::cancelled : Stage::failed;
        message_ = to_qt(answer.error().message);
    }
    Q_EMIT changed();
}

int ExportJob::percent() const { return percent_of(progress_.events, progress_.of_events); }

} // namespace orkestr
