// What assistive technology sees of a timeline: its bars, lane after lane; those that hold others are told by what they
// hold.
#pragma once

#include "ui/theme/painted_items.h"

#include <memory>

namespace orkestr {

class TimelineChart;

/// The chart outlives what is returned.
std::unique_ptr<PaintedItems> describe_timeline(TimelineChart& chart);

} // namespace orkestr
