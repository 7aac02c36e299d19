// What assistive technology sees of a timeline: a list of its bars, lane after lane; those that hold others are told by
// what they hold.
#pragma once

#include <QHash>

namespace orkestr {

class TimelineChart;

/// Makes Qt know how to describe a TimelineChart; may be called often.
void install_timeline_accessibility();
/// The bars' descriptions are no longer valid.
void forget_timeline_bars(QHash<int, unsigned>& bars);
void announce_timeline_changed(TimelineChart& chart);
/// This bar (into Timeline::bars, or -1) has the focus now.
void announce_timeline_bar(TimelineChart& chart, int bar);

} // namespace orkestr
