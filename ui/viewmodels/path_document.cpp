#include "ui/viewmodels/path_document.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

namespace orkestr {

PathDocument::PathDocument(RunSource& source, QObject* parent) : QObject(parent), source_(source) {
    connect(&work_, &LongWork::changed, this, [this] {
        const LongWork::Stage stage = work_.stage();
        const bool ended_early = stage == LongWork::Stage::failed || stage == LongWork::Stage::cancelled;
        if (ended_early) partial_gate_.drop();
        if (ended_early && stale_) show(nullptr);
        Q_EMIT changed();
    });
    connect(&filter_, &FilterFieldModel::applied_changed, this, &PathDocument::again);
}

void PathDocument::scan(const QString& definition) {
    if (definition != definition_) graph_.reset();
    definition_ = definition;
    again();
}

void PathDocument::again() {
    if (!scanner_ || definition_.isEmpty()) return;
    const Instant now{QDateTime::currentMSecsSinceEpoch()};
    stale_ = true;
    const auto came = partial_gate_.supersede().deliver<Shown>([this](Result<Shown> statistics) {
        show(std::move(*statistics));
        Q_EMIT changed();
    });
    const Partial partial = [came](PathStatistics statistics) { came(Shown(std::make_shared<const PathStatistics>(std::move(statistics)))); };
    work_.start<ScannedPaths>(
        [scanner = scanner_, source = &source_, definition = definition_.toStdString(), filter = filter_.applied(), now, partial](std::stop_token stop, const LongWork::Tell& tell) -> Result<ScannedPaths> {
            auto found = scanner(*source, definition, filter, now, std::move(stop), tell, partial);
            // A definition that was never run need not be known there.
            if (!found && found.error().code == ErrorCode::not_found) return ScannedPaths{};
            return found;
        },
        [this](ScannedPaths found) {
            partial_gate_.drop();
            damage_ = found.unreadable == 0 ? QString() : to_qt(found.damage);
            graph_ = std::move(found.graph);
            show(std::make_shared<const PathStatistics>(std::move(found.statistics)));
        });
}

void PathDocument::show(Shown statistics) {
    stale_ = false;
    statistics_ = std::move(statistics);
    const TaskTitles titles = statistics_ ? TaskTitles(*statistics_) : TaskTitles();
    tasks_.show(statistics_, titles);
    paths_.show(statistics_, titles);
    branches_.show(statistics_.get(), graph_, titles);
}

void PathDocument::clear() {
    definition_.clear();
    partial_gate_.drop();
    damage_.clear();
    graph_.reset();
    show(nullptr);
    work_.reset();
}

QString PathDocument::summary() const {
    const QLocale locale;
    const auto written = [&locale](std::uint64_t number) { return locale.toString(static_cast<qulonglong>(number)); };
    switch (work_.stage()) {
    case LongWork::Stage::idle: return {};
    case LongWork::Stage::working: {
        const QString far = work_.of() == 0 ? tr("Looking for runs…") : tr("%1 of %2 runs read").arg(written(work_.done()), written(work_.of()));
        return stale_ || !statistics_ ? far : far + QStringLiteral(" · ") + totals_text();
    }
    case LongWork::Stage::failed: return work_.message();
    case LongWork::Stage::cancelled: return statistics_ ? tr("Stopped, not all were read") + QStringLiteral(" · ") + totals_text() : tr("Cancelled");
    case LongWork::Stage::done: break;
    }
    if (!statistics_) return {};
    if (statistics_->totals().runs == 0) return tr("There are no runs of it");
    return damage_.isEmpty() ? totals_text() : totals_text() + QStringLiteral(" · ") + damage_;
}

QString PathDocument::totals_text() const {
    const QLocale locale;
    const PathTotals& totals = statistics_->totals();
    QStringList statuses;
    for (const auto& [status, runs] : totals.by_status) statuses << QStringLiteral("%1 %2").arg(locale.toString(static_cast<qulonglong>(runs)), status_text(to_qt(status)).toLower());
    QStringList parts{tr("%n run(s)", nullptr, plural_number(totals.runs)) + QStringLiteral(": ") + statuses.join(QStringLiteral(", "))};
    if (totals.durations.count() > 0) {
        parts << QStringLiteral("p50 %1").arg(duration_text(totals.durations.percentile(0.5).ms));
        parts << QStringLiteral("p95 %1").arg(duration_text(totals.durations.percentile(0.95).ms));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace orkestr
