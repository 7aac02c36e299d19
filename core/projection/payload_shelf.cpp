#include "core/projection/payload_shelf.h"

#include "core/base/problem.h"
#include "core/history/snapshot.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t shelf_overhead = 80; ///< of a text beside its bytes
constexpr std::uint32_t most_shelf_page = 512;

/// As put() was given it.
Result<Json> held_in(const EventRow& row) {
    auto held = held_by(row);
    if (held && !row.value) return Problem::from_value(JsonValue::of(*held)).to_json();
    return held;
}

} // namespace

void PayloadShelf::put(std::uint64_t seq, const Json& held) {
    const std::size_t size = held.size_bytes() + shelf_overhead;
    if (over_ || bytes_ + size > most_bytes_) {
        over_ = true;
        return;
    }
    bytes_ += size;
    held_.emplace_back(seq, held);
}

Result<Json> PayloadShelf::get(std::uint64_t seq) {
    const auto at = std::lower_bound(held_.begin(), held_.end(), seq, [](const auto& one, std::uint64_t wanted) { return one.first < wanted; });
    if (at != held_.end() && at->first == seq) return at->second;
    if (page_.empty() || seq < page_.front().seq || seq > page_.back().seq) {
        // Who goes on where the last page ended goes through all of it.
        const bool goes_on = seq > asked_ && seq - asked_ <= 2 * static_cast<std::uint64_t>(page_size_) + 16;
        page_size_ = goes_on ? std::min(most_shelf_page, page_size_ * 4) : 1;
        auto rows = rows_(seq - 1, page_size_);
        if (!rows) return rows.error();
        page_ = std::move(*rows);
        if (page_.empty() || page_.front().seq != seq) return Error{ErrorCode::corrupt, "event " + std::to_string(seq) + " is missing", {}};
    }
    asked_ = seq;
    return held_in(page_[static_cast<std::size_t>(seq - page_.front().seq)]);
}

Result<Event> PayloadShelf::decode(Decoder& decoder, const EventRow& row) {
    auto event = decoder.decode(row);
    if (event || event.error().code != ErrorCode::corrupt) return event;
    const JsonValue members = JsonValue::of(row.data);
    const auto origin_at = [&](const char* member) -> std::uint64_t {
        const auto origin = members.integer_at(member);
        return origin >= 1 && static_cast<std::uint64_t>(origin) < row.seq ? static_cast<std::uint64_t>(origin) : 0;
    };
    if (const auto origin = origin_at("value_of"); origin != 0) {
        const auto held = get(origin);
        if (!held) return held.error();
        decoder.know(Payload{*held, origin});
    }
    if (const auto origin = origin_at("error_of"); origin != 0) {
        const auto held = get(origin);
        if (!held) return held.error();
        decoder.know(Fault{Problem::from_value(JsonValue::of(*held)), origin});
    }
    return decoder.decode(row);
}

} // namespace orkestr
