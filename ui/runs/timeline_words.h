// A bar of a timeline in words: for its tip and for assistive technology.
#pragma once

#include "ui/theme/display_status.h"
#include "ui/viewmodels/timeline_model.h"

namespace orkestr {

DisplayStatus display_status(TimelineStatus status);

/// What the bar shows: `charge`, `charge, attempt 2`, `Wait before attempt 3 of charge`.
QString timeline_bar_title(const Timeline& timeline, const TimelineBar& bar);
/// Status, length, begin from the run's begin, whether it is on the critical path; parts joined by ", ". `now_ms`: since
/// 1970, where an open bar ends.
QString timeline_bar_words(const Timeline& timeline, const TimelineBar& bar, qint64 now_ms);
/// Rich text with the same and the time of day.
QString timeline_bar_tip(const Timeline& timeline, const TimelineBar& bar, qint64 now_ms);

} // namespace orkestr
