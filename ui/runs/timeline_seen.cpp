#include "ui/runs/timeline_seen.h"

#include "ui/viewmodels/short_number.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr float gap_px = 1;
constexpr float badge_padding_px = 8;
constexpr float badge_letter_px = 6;
constexpr float badges_apart_px = 4;
/// How far a bar may be pushed aside.
constexpr float most_pushed_px = 24;

struct BarPlace {
    const Timeline& timeline;
    const TimelineScale& scale;
    qint64 now_ms;

    double left(std::uint32_t bar) const { return scale.x((timeline.bars[bar].begin - timeline.begin).fractional_ms()); }
    double right(std::uint32_t bar) const {
        const TimelineBar& one = timeline.bars[bar];
        const Instant end = one.open ? std::max(one.begin, Instant{now_ms}) : one.end;
        return scale.x((end - timeline.begin).fractional_ms());
    }
    /// The first bar of [first, last) whose end is at this place or after it; ends ascend.
    std::uint32_t ends_from(std::uint32_t first, std::uint32_t last, double x) const {
        while (first < last) {
            const std::uint32_t middle = first + (last - first) / 2;
            if (right(middle) < x) first = middle + 1;
            else last = middle;
        }
        return first;
    }
};

} // namespace

void seen_bars(const Timeline& timeline, const TimelineLane& lane, const TimelineScale& scale, double width_px, qint64 now_ms,
               std::vector<TimelineSeen>& out) {
    const BarPlace place{timeline, scale, now_ms};
    const std::uint32_t last = lane.first + lane.count;
    out.clear();
    float free = -1e9F;
    std::uint32_t bar = place.ends_from(lane.first + lane.holders, last, -most_pushed_px - timeline_least_bar_px);
    while (bar < last) {
        const double left = place.left(bar);
        if (left > width_px) break;
        if (free - left > most_pushed_px) {
            // No room: on with what ends so late that it can be told from the last one drawn.
            const std::uint32_t next = std::max(bar + 1, place.ends_from(bar, last, free - most_pushed_px));
            out.back().hidden += next - bar;
            bar = next;
            continue;
        }
        TimelineSeen seen;
        seen.bar = bar;
        // Far beyond the edges a float has no pixels left.
        seen.left = std::max(static_cast<float>(std::max(left, -1000.0)), free);
        seen.right = std::max(seen.left + timeline_least_bar_px, static_cast<float>(std::min(place.right(bar), width_px + 1000)));
        free = seen.right + gap_px;
        out.push_back(seen);
        ++bar;
    }
}

QString badge_text(const TimelineBadge& badge) { return u'+' + short_number(badge.hidden); }

void hidden_badges(const std::vector<TimelineSeen>& seen, double width_px, std::vector<TimelineBadge>& out) {
    out.clear();
    for (const TimelineSeen& one : seen) {
        if (one.hidden == 0) continue;
        TimelineBadge badge{one.left, 0, one.hidden, one.bar, one.bar + one.hidden};
        // As wide as the largest number that others may bring it to while it is this wide.
        const float wide = badge_padding_px + badge_letter_px * static_cast<float>(std::max<qsizetype>(4, badge_text(badge).size()));
        badge.left = std::max(0.0F, std::min(badge.left, static_cast<float>(width_px) - wide));
        badge.right = badge.left + wide;
        if (out.empty() || badge.left >= out.back().right + badges_apart_px) {
            out.push_back(badge);
            continue;
        }
        // Too near: the one before tells of these, too.
        out.back().hidden += one.hidden;
        out.back().last = badge.last;
    }
}

void seen_holders(const Timeline& timeline, const TimelineLane& lane, int level, const TimelineScale& scale, double width_px, qint64 now_ms,
                  std::vector<TimelineSeen>& out) {
    out.clear();
    const auto begin = timeline.bars.begin() + lane.first;
    const auto of_level = [](const TimelineBar& bar, int wanted) { return bar.level < wanted; };
    const auto first = std::lower_bound(begin, begin + lane.holders, level, of_level);
    const auto end = std::lower_bound(first, begin + lane.holders, level + 1, of_level);
    const BarPlace place{timeline, scale, now_ms};
    const auto last = static_cast<std::uint32_t>(end - timeline.bars.begin());
    std::uint32_t bar = place.ends_from(static_cast<std::uint32_t>(first - timeline.bars.begin()), last, 0);
    while (bar < last) {
        const double left = place.left(bar);
        if (left > width_px) break;
        TimelineSeen seen;
        seen.bar = bar;
        seen.left = static_cast<float>(std::max(left, -1000.0));
        seen.right = std::max(seen.left + 1, static_cast<float>(std::min(place.right(bar), width_px + 1000)));
        out.push_back(seen);
        // What ends within the same pixel adds nothing.
        bar = std::max(bar + 1, place.ends_from(bar + 1, last, seen.right + 1));
    }
}

} // namespace orkestr
