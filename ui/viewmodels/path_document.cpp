#include "ui/viewmodels/path_document.h"

#include "ui/viewmodels/short_number.h"
#include "ui/viewmodels/text.h"

#include <QLocale>

namespace orkestr {

PathDocument::PathDocument(RunSource& source, QObject* parent) : QObject(parent), source_(source) {
    connect(&work_, &LongWork::changed, this, &PathDocument::changed);
    connect(&filter_, &FilterFieldModel::applied_changed, this, &PathDocument::again);
}

void PathDocument::scan(const QString& definition) {
    definition_ = definition;
    again();
}

void PathDocument::again() {
    if (!scanner_ || definition_.isEmpty()) return;
    const Instant now{QDateTime::currentMSecsSinceEpoch()};
    work_.start<ScannedPaths>(
        [scanner = scanner_, source = &source_, definition = definition_.toStdString(), filter = filter_.applied(), now](std::stop_token stop, const LongWork::Tell& tell) {
            return scanner(*source, definition, filter, now, std::move(stop), tell);
        },
        [this](ScannedPaths found) {
            damage_ = found.unreadable == 0 ? QString() : to_qt(found.damage);
            statistics_ = std::make_shared<const PathStatistics>(std::move(found.statistics));
            tasks_.show(statistics_);
            paths_.show(statistics_);
        });
}

void PathDocument::clear() {
    definition_.clear();
    statistics_.reset();
    tasks_.show(nullptr);
    paths_.show(nullptr);
    work_.reset();
}

QString PathDocument::summary() const {
    const QLocale locale;
    const auto written = [&locale](std::uint64_t number) { return locale.toString(static_cast<qulonglong>(number)); };
    switch (work_.stage()) {
    case LongWork::Stage::idle: return {};
    case LongWork::Stage::working: return work_.of() == 0 ? tr("Looking for runs…") : tr("%1 of %2 runs read").arg(written(work_.done()), written(work_.of()));
    case LongWork::Stage::failed: return work_.message();
    case LongWork::Stage::cancelled: return tr("Cancelled");
    case LongWork::Stage::done: break;
    }
    if (!statistics_) return {};
    const PathTotals& totals = statistics_->totals();
    if (totals.runs == 0) return tr("There are no runs of it");
    QStringList statuses;
    for (const auto& [status, runs] : totals.by_status) statuses << QStringLiteral("%1 %2").arg(written(runs), status_text(to_qt(status)).toLower());
    QStringList parts{tr("%n run(s)", nullptr, plural_number(totals.runs)) + QStringLiteral(": ") + statuses.join(QStringLiteral(", "))};
    if (totals.durations.count() > 0) {
        parts << QStringLiteral("p50 %1").arg(duration_text(totals.durations.percentile(0.5).ms));
        parts << QStringLiteral("p95 %1").arg(duration_text(totals.durations.percentile(0.95).ms));
    }
    if (!damage_.isEmpty()) parts << damage_;
    return parts.join(QStringLiteral(" · "));
}

} // namespace orkestr
