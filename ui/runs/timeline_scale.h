// Which time stands where across a timeline, and the marks of its axis.
#pragma once

#include <QString>

#include <vector>

namespace orkestr {

/// Times are milliseconds from the run's begin; places are logical pixels from the left edge of the lanes.
struct TimelineScale {
    double from_ms = 0;    ///< at the left edge
    double px_per_ms = 1;

    double x(double ms) const { return (ms - from_ms) * px_per_ms; }
    double ms(double x) const { return from_ms + x / px_per_ms; }
};

inline constexpr double timeline_most_scale = 60; ///< pixels a millisecond
inline constexpr double timeline_finest_scale = 1e5; ///< of what was recorded finer

struct TimelineTick {
    double ms = 0;
    QString label;
};

/// A length of time from the run's begin as an axis says it: `0`, `5 µs`, `250 ms`, `1.5 s`, `2 min 30 s`, `1 d 4 h`.
QString timeline_time_text(double ms);

/// Round times between the left edge and `width_px`, at least `apart_px` from each other: ten nanoseconds to hundreds of days.
std::vector<TimelineTick> timeline_ticks(const TimelineScale& scale, double width_px, double apart_px);

} // namespace orkestr
