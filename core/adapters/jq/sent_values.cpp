#include "core/adapters/jq/sent_values.h"

#include "core/adapters/jq/parsed_size.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Smaller ones cost less to read again than to keep.
constexpr std::size_t min_kept_bytes = 512;
constexpr std::uint32_t max_slots = 1024;

void write_tag(FrameWriter& frame, WorkerValue tag) { frame.number(static_cast<std::uint8_t>(tag)); }

} // namespace

void SentValues::write(FrameWriter& frame, const Json& input, const std::vector<Json>& variables, bool keep) {
    write_value(frame, input, keep);
    for (auto variable = variables.begin(); variable != variables.end(); ++variable) {
        // Also one that can't be kept may come twice at once: a task's input as `.` and as $input.
        const auto same = [&](const Json& other) { return variable->same_object(other); };
        const auto earlier = std::find_if(variables.begin(), variable, same);
        if (!same(input) && earlier == variable) {
            write_value(frame, *variable, keep);
            continue;
        }
        write_tag(frame, WorkerValue::repeat);
        frame.number(static_cast<std::uint32_t>(same(input) ? 0 : earlier - variables.begin() + 1));
    }
}

void SentValues::write_value(FrameWriter& frame, const Json& value, bool keep) {
    if (const auto at = by_bytes_.find(&value.text()); at != by_bytes_.end()) {
        newest_first_.splice(newest_first_.begin(), newest_first_, at->second);
        write_tag(frame, WorkerValue::slot);
        frame.number(at->second->slot);
        return;
    }
    if (keep && value.size_bytes() >= min_kept_bytes && value.size_bytes() <= room_bytes_) {
        const std::size_t parsed_bytes = parsed_size_bytes(value.text(), room_bytes_);
        if (parsed_bytes <= room_bytes_) return write_new(frame, value, parsed_bytes);
    }
    write_tag(frame, WorkerValue::inline_text);
    frame.text(value.text());
}

void SentValues::write_new(FrameWriter& frame, const Json& value, std::size_t parsed_bytes) {
    make_room(frame, parsed_bytes);
    std::uint32_t slot = slot_count_;
    if (free_slots_.empty()) {
        ++slot_count_;
    } else {
        slot = free_slots_.back();
        free_slots_.pop_back();
    }
    newest_first_.push_front({value, slot, parsed_bytes});
    by_bytes_.emplace(&value.text(), newest_first_.begin());
    kept_bytes_ += parsed_bytes;
    write_tag(frame, WorkerValue::store);
    frame.number(slot);
    frame.text(value.text());
}

void SentValues::make_room(FrameWriter& frame, std::size_t bytes) {
    while (!newest_first_.empty() && (kept_bytes_ + bytes > room_bytes_ || newest_first_.size() >= max_slots)) {
        const Kept& oldest = newest_first_.back();
        write_tag(frame, WorkerValue::release);
        frame.number(oldest.slot);
        free_slots_.push_back(oldest.slot);
        kept_bytes_ -= oldest.parsed_bytes;
        by_bytes_.erase(&oldest.value.text());
        newest_first_.pop_back();
    }
}

} // namespace orkestr
