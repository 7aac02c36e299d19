#include "ui/runs/timeline_scale.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace orkestr {

namespace {

constexpr double second_ms = 1000;
constexpr double minute_ms = 60 * second_ms;
constexpr double hour_ms = 60 * minute_ms;
constexpr double day_ms = 24 * hour_ms;

double tick_step(double least_ms) {
    static constexpr std::array steps{1e-5,
                                      2e-5,
                                      5e-5,
                                      1e-4,
                                      2e-4,
                                      5e-4,
                                      1e-3,
                                      2e-3,
                                      5e-3,
                                      1e-2,
                                      2e-2,
                                      5e-2,
                                      0.1,
                                      0.2,
                                      0.5,
                                      1.0,
                                      2.0,
                                      5.0,
                                      10.0,
                                      20.0,
                                      50.0,
                                      100.0,
                                      200.0,
                                      500.0,
                                      second_ms,
                                      2 * second_ms,
                                      5 * second_ms,
                                      10 * second_ms,
                                      15 * second_ms,
                                      30 * second_ms,
                                      minute_ms,
                                      2 * minute_ms,
                                      5 * minute_ms,
                                      10 * minute_ms,
                                      15 * minute_ms,
                                      30 * minute_ms,
                                      hour_ms,
                                      2 * hour_ms,
                                      6 * hour_ms,
                                      12 * hour_ms,
                                      day_ms,
                                      2 * day_ms,
                                      5 * day_ms,
                                      10 * day_ms};
    for (const double step : steps)
        if (step >= least_ms) return step;
    double step = steps.back();
    static constexpr std::array growth{2.0, 2.5, 2.0};
    for (std::size_t i = 0; step < least_ms; ++i) step *= growth[i % growth.size()];
    return step;
}

struct TimelineScaleWords {
    Q_DECLARE_TR_FUNCTIONS(TimelineScale)
};

} // namespace

QString timeline_time_text(double ms) {
    const QLocale locale;
    const auto whole = static_cast<qint64>(std::llround(ms));
    const auto two = [](qint64 large, const QString& large_unit, qint64 small, const QString& small_unit) {
        const QString first = QStringLiteral("%1 %2").arg(large).arg(large_unit);
        return small == 0 ? first : first + QStringLiteral(" %1 %2").arg(small).arg(small_unit);
    };
    if (ms == 0) return QStringLiteral("0");
    if (ms < 0) return QStringLiteral("−") + timeline_time_text(-ms);
    const auto ns = static_cast<qint64>(std::llround(ms * 1e6));
    if (ns < 1000) return QStringLiteral("%1 %2").arg(ns).arg(TimelineScaleWords::tr("ns"));
    if (ns < 1'000'000) return QStringLiteral("%1 %2").arg(locale.toString(static_cast<double>(ns) / 1000, 'g', 6), TimelineScaleWords::tr("µs"));
    if (ms < 100 && ns % 1'000'000 != 0) return QStringLiteral("%1 %2").arg(locale.toString(ms, 'g', 6), TimelineScaleWords::tr("ms"));
    if (whole < 1000) return QStringLiteral("%1 %2").arg(whole).arg(TimelineScaleWords::tr("ms"));
    if (ms < minute_ms) return QStringLiteral("%1 %2").arg(locale.toString(static_cast<double>(whole) / 1000, 'g', 5), TimelineScaleWords::tr("s"));
    if (ms < hour_ms) {
        const qint64 rest = whole % 60'000;
        const QString seconds = locale.toString(static_cast<double>(rest) / 1000, 'g', 5);
        if (rest % 1000 != 0) return QStringLiteral("%1 %2 %3 %4").arg(whole / 60'000).arg(TimelineScaleWords::tr("min"), seconds, TimelineScaleWords::tr("s"));
        return two(whole / 60'000, TimelineScaleWords::tr("min"), rest / 1000, TimelineScaleWords::tr("s"));
    }
    if (ms < day_ms) return two(whole / 3'600'000, TimelineScaleWords::tr("h"), whole % 3'600'000 / 60'000, TimelineScaleWords::tr("min"));
    return two(whole / 86'400'000, TimelineScaleWords::tr("d"), whole % 86'400'000 / 3'600'000, TimelineScaleWords::tr("h"));
}

std::vector<TimelineTick> timeline_ticks(const TimelineScale& scale, double width_px, double apart_px) {
    std::vector<TimelineTick> out;
    const double step = tick_step(apart_px / scale.px_per_ms);
    const double last = scale.ms(width_px);
    for (double ms = std::max(0.0, std::ceil(scale.from_ms / step) * step); ms <= last && out.size() < 200; ms += step)
        out.push_back({ms, timeline_time_text(ms)});
    return out;
}

} // namespace orkestr
