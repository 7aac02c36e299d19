#include "ui/runs/timeline_words.h"

#include "ui/runs/timeline_scale.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

namespace orkestr {

namespace {

struct TimelineBarWords {
    Q_DECLARE_TR_FUNCTIONS(TimelineBar)
};

Duration bar_length(const TimelineBar& bar, qint64 now_ms) { return (bar.open ? Instant{now_ms} : bar.end) - bar.begin; }

/// It began in the run that this one was forked from, which its time in the timeline is not of.
bool is_taken_over(const Timeline& timeline, const TimelineBar& bar) { return timeline.forked && bar.begin < *timeline.forked; }

QString what_is_known(const TimelineBar& bar) {
    switch (bar.kind) {
    case TimelineBar::Kind::queued: return TimelineBarWords::tr("queued");
    case TimelineBar::Kind::retry_wait: return TimelineBarWords::tr("waiting to try again");
    default: return status_label(display_status(bar.status));
    }
}

} // namespace

DisplayStatus display_status(TimelineStatus status) { return display_status(QString::fromLatin1(to_string(status))); }

QString timeline_bar_title(const Timeline& timeline, const TimelineBar& bar) {
    const QString name = to_qt(timeline.names[bar.name]);
    if (bar.kind == TimelineBar::Kind::retry_wait) return TimelineBarWords::tr("Wait before attempt %1 of %2").arg(bar.attempt).arg(name);
    if (bar.attempt > 1 || bar.kind == TimelineBar::Kind::attempt) return TimelineBarWords::tr("%1, attempt %2").arg(name).arg(bar.attempt);
    return name;
}

QString timeline_bar_words(const Timeline& timeline, const TimelineBar& bar, qint64 now_ms) {
    QStringList parts{what_is_known(bar), duration_text(bar_length(bar, now_ms)),
                      TimelineBarWords::tr("begins at %1").arg(timeline_time_text((bar.begin - timeline.begin).fractional_ms()))};
    if (is_taken_over(timeline, bar)) parts << TimelineBarWords::tr("began before the fork");
    if (bar.due_ms > 0) parts << TimelineBarWords::tr("until %1").arg(moment_text(QDateTime::fromMSecsSinceEpoch(bar.due_ms)));
    if (bar.critical) parts << TimelineBarWords::tr("on the critical path");
    return parts.join(QStringLiteral(", "));
}

QString timeline_bar_tip(const Timeline& timeline, const TimelineBar& bar, qint64 now_ms) {
    const QString head = QStringLiteral("<b>%1</b><br>%2").arg(timeline_bar_title(timeline, bar).toHtmlEscaped(), timeline_bar_words(timeline, bar, now_ms).toHtmlEscaped());
    if (is_taken_over(timeline, bar)) return head;
    const QString ended = bar.open ? TimelineBarWords::tr("goes on") : clock_text(bar.end);
    return head + QStringLiteral("<br>%1 – %2").arg(clock_text(bar.begin), ended);
}

} // namespace orkestr
