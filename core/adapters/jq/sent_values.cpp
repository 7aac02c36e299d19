#include "core/adapters/jq/sent_values.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Smaller ones cost less to read again than to keep.
constexpr std::size_t min_kept_bytes = 512;
constexpr std::size_t max_kept_bytes = 8u << 20;
constexpr std::size_t max_kept_total_bytes = 32u << 20;
constexpr std::uint32_t max_slots = 1024;

void write_tag(FrameWriter& frame, WorkerValue tag) { frame.number(static_cast<std::uint8_t>(tag)); }

} // namespace

void SentValues::write(FrameWriter& frame, const Json& input, const std::vector<Json>& variables) {
    write_value(frame, input);
    for (std::size_t i = 0; i < variables.size(); ++i) {
        // One that is too big to be kept may still come twice at once: a task's input as `.` and as $input.
        const auto same = [&](const Json& other) { return variables[i].same_object(other); };
        const auto earlier = static_cast<std::size_t>(std::find_if(variables.begin(), variables.begin() + static_cast<std::ptrdiff_t>(i), same) - variables.begin());
        if (variables[i].size_bytes() <= max_kept_bytes || (!same(input) && earlier == i)) {
            write_value(frame, variables[i]);
            continue;
        }
        write_tag(frame, WorkerValue::repeat);
        frame.number(static_cast<std::uint32_t>(same(input) ? 0 : earlier + 1));
    }
}

void SentValues::write_value(FrameWriter& frame, const Json& value) {
    if (value.size_bytes() < min_kept_bytes || value.size_bytes() > max_kept_bytes) {
        write_tag(frame, WorkerValue::inline_text);
        frame.text(value.text());
        return;
    }
    if (const auto at = by_bytes_.find(&value.text()); at != by_bytes_.end()) {
        newest_first_.splice(newest_first_.begin(), newest_first_, at->second);
        write_tag(frame, WorkerValue::slot);
        frame.number(at->second->slot);
        return;
    }
    make_room(frame, value.size_bytes());
    std::uint32_t slot = slot_count_;
    if (free_slots_.empty()) {
        ++slot_count_;
    } else {
        slot = free_slots_.back();
        free_slots_.pop_back();
    }
    newest_first_.push_front({value, slot});
    by_bytes_.emplace(&value.text(), newest_first_.begin());
    kept_bytes_ += value.size_bytes();
    write_tag(frame, WorkerValue::store);
    frame.number(slot);
    frame.text(value.text());
}

void SentValues::make_room(FrameWriter& frame, std::size_t bytes) {
    while (!newest_first_.empty() &&
           (kept_bytes_ + bytes > max_kept_total_bytes || newest_first_.size() >= max_slots)) {
        const Kept& oldest = newest_first_.back();
        write_tag(frame, WorkerValue::release);
        frame.number(oldest.slot);
        free_slots_.push_back(oldest.slot);
        kept_bytes_ -= oldest.value.size_bytes();
        by_bytes_.erase(&oldest.value.text());
        newest_first_.pop_back();
    }
}

} // namespace orkestr
