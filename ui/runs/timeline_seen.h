// What of a timeline can be seen: bars of a lane as they stand on the screen. As many as there is room for, however many
// there are.
#pragma once

#include "ui/runs/timeline_scale.h"
#include "ui/viewmodels/timeline_model.h"

#include <vector>

namespace orkestr {

inline constexpr int timeline_lane_px = 32;
inline constexpr int timeline_bar_top_px = 11;
inline constexpr int timeline_bar_px = 16;
inline constexpr int timeline_least_bar_px = 3;
/// Scopes deeper than this in a lane are not drawn.
inline constexpr int timeline_levels = 3;

struct TimelineSeen {
    std::uint32_t bar = 0; ///< into Timeline::bars
    float left = 0;        ///< logical pixels from the left edge of the lanes
    float right = 0;
    std::uint32_t hidden = 0; ///< bars after it that there is no room for
};

/// The bars of a lane that do not hold others, from left to right, none over another: short ones are drawn wider than
/// they are and so push those after them aside, at most by a few pixels. Time: by the width, not by the bars.
void seen_bars(const Timeline& timeline, const TimelineLane& lane, const TimelineScale& scale, double width_px, qint64 now_ms,
               std::vector<TimelineSeen>& out);

/// A place where bars of a lane have no room: `+12`, over the bars that stand for them.
struct TimelineBadge {
    float left = 0; ///< logical pixels from the left edge of the lanes
    float right = 0;
    std::uint32_t hidden = 0; ///< bars
    std::uint32_t first = 0;  ///< into Timeline::bars: the bars from first to last hold all of them
    std::uint32_t last = 0;
};
inline constexpr int timeline_badge_px = 11; ///< height

/// One for each group of bars without room, none over another: groups that are near share one. `seen`: of seen_bars().
/// A badge ends within the width or is left of its bars.
void hidden_badges(const std::vector<TimelineSeen>& seen, double width_px, std::vector<TimelineBadge>& out);
QString badge_text(const TimelineBadge& badge);

/// Its scopes and attempts of one level.
void seen_holders(const Timeline& timeline, const TimelineLane& lane, int level, const TimelineScale& scale, double width_px, qint64 now_ms,
                  std::vector<TimelineSeen>& out);

} // namespace orkestr
