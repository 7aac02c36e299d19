#include "core/runtime/history_view.h"

#include "core/base/json_value.h"
#include "core/ports/filter_records.h"
#include "core/projection/step_fold.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace orkestr {

namespace {

constexpr std::uint32_t read_page = 2000;
constexpr std::uint32_t most_events_a_page = 10'000;
constexpr std::size_t most_numbers = 1'000'000;
constexpr std::size_t most_step_events = 10'000;
constexpr std::chrono::milliseconds part{100};

/// Ends a part of a long reading.
class PartClock {
public:
    bool is_over() const { return std::chrono::steady_clock::now() - begun_ >= part; }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

} // namespace

HistoryView::HistoryView(RunId run, std::shared_ptr<const Plan> plan, Rows rows)
    : run_(std::move(run)), plan_(plan), rows_(std::move(rows)), projection_(std::move(plan), RunProjection::Detail::outline) {}

/// An event may refer to an earlier one's payload or error, which may not be among those read last.
Result<Event> HistoryView::decode(const EventRow& row) {
    if (decoder_.is_large()) decoder_ = Decoder();
    auto event = decoder_.decode(row);
    if (event || event.error().code != ErrorCode::corrupt) return event;
    const JsonValue data = JsonValue::of(row.data);
    const auto origin_of = [&](const char* member) -> Result<std::optional<EventRow>> {
        const auto origin = data.integer_at(member);
        if (origin < 1 || static_cast<std::uint64_t>(origin) >= row.seq) return std::optional<EventRow>{};
        auto found = rows_(static_cast<std::uint64_t>(origin) - 1, 1);
        if (!found) return found.error();
        if (found->empty()) return std::optional<EventRow>{};
        return std::optional(std::move(found->front()));
    };
    const auto holder = origin_of("value_of");
    if (!holder) return holder.error();
    if (*holder && (*holder)->value) decoder_.know(Payload{*(*holder)->value, (*holder)->seq});
    const auto failed = origin_of("error_of");
    if (!failed) return failed.error();
    if (*failed) {
        const JsonValue origin = JsonValue::of((*failed)->data);
        if (const auto* error = origin.find("error")) decoder_.know(Fault{Problem::from_value(*error), (*failed)->seq});
    }
    return decoder_.decode(row);
}

Result<void> HistoryView::fold(const EventRow& row) {
    if (row.seq != folded_ + 1) return Error{ErrorCode::corrupt, "event " + std::to_string(folded_ + 1) + " is missing", {}};
    auto event = decode(row);
    if (!event) return event.error();
    const StepView* known = projection_.step_of_event(*event);
    const auto before = known ? known->last : 0;
    projection_.fold(*event);
    previous_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(before, std::numeric_limits<std::uint32_t>::max())));
    folded_ = row.seq;
    outline_.reset();
    return {};
}

Result<bool> HistoryView::end_at(const Error& error) {
    if (folded_ == 0) return error;
    damage_ = error.message;
    outline_.reset();
    return true;
}

Result<bool> HistoryView::catch_up() {
    const PartClock clock;
    while (damage_.empty()) {
        const auto rows = rows_(folded_, read_page);
        if (!rows) return rows.error().code == ErrorCode::corrupt ? end_at(rows.error()) : rows.error();
        for (const auto& row : *rows)
            if (const auto folded = fold(row); !folded) return end_at(folded.error());
        if (rows->size() < read_page) return true;
        if (clock.is_over()) return false;
    }
    return true;
}

std::shared_ptr<const RunView> HistoryView::outline() {
    if (outline_) return outline_;
    auto view = std::make_shared<RunView>(projection_.view());
    view->damage = damage_;
    return outline_ = std::move(view);
}

Result<EventPage> HistoryView::events(const EventQuery& query) {
    if (!query.filter.is_empty() || query.numbers_only) return scan(query);
    EventPage page;
    page.total = folded_;
    std::vector<std::uint64_t> wanted;
    if (!query.seqs.empty()) {
        for (const auto seq : query.seqs)
            if (seq >= 1 && seq <= folded_ && wanted.size() < most_events_a_page) wanted.push_back(seq);
    } else {
        const auto last = std::min<std::uint64_t>(folded_, query.after + std::min(query.limit, most_events_a_page));
        for (auto seq = query.after + 1; seq <= last; ++seq) wanted.push_back(seq);
        if (last < folded_) page.next = last;
    }
    auto views = views_at(wanted);
    if (!views) return views.error();
    page.events = std::move(*views);
    return page;
}

/// Neighbours are read together.
Result<std::vector<EventView>> HistoryView::views_at(const std::vector<std::uint64_t>& seqs) {
    std::vector<EventView> out;
    out.reserve(seqs.size());
    for (std::size_t at = 0; at < seqs.size();) {
        std::size_t end = at + 1;
        while (end < seqs.size() && seqs[end] == seqs[end - 1] + 1) ++end;
        const auto rows = rows_(seqs[at] - 1, static_cast<std::uint32_t>(end - at));
        if (!rows) return rows.error();
        for (const auto& row : *rows) {
            const auto event = decode(row);
            if (!event) return event.error();
            out.push_back(event_view(*event, projection_.step_of_event(*event)));
        }
        at = end;
    }
    return out;
}

Result<EventPage> HistoryView::scan(const EventQuery& query) {
    const PartClock clock;
    EventPage page;
    page.total = folded_;
    const std::size_t most = query.numbers_only ? most_numbers : std::clamp<std::size_t>(query.limit, 1, most_events_a_page);
    std::uint64_t at = query.after;
    const auto full = [&] { return (query.numbers_only ? page.seqs.size() : page.events.size()) >= most; };
    while (at < folded_ && !full()) {
        if (query.filter.is_empty()) {
            page.seqs.push_back(++at);
            continue;
        }
        const auto rows = rows_(at, static_cast<std::uint32_t>(std::min<std::uint64_t>(read_page, folded_ - at)));
        if (!rows) return rows.error();
        if (rows->empty()) break;
        for (const auto& row : *rows) {
            if (full()) break;
            const auto event = decode(row);
            if (!event) return event.error();
            EventView view = event_view(*event, projection_.step_of_event(*event));
            at = row.seq;
            if (!query.filter.matches(EventRecord(view), query.now)) continue;
            if (query.numbers_only) page.seqs.push_back(view.seq);
            else page.events.push_back(std::move(view));
        }
        if (clock.is_over()) break;
    }
    page.next = at < folded_ ? at : 0;
    return page;
}

std::vector<std::uint64_t> HistoryView::events_of(const StepView& step) const {
    std::vector<std::uint64_t> seqs;
    for (std::uint64_t seq = step.last; seq != 0 && seqs.size() < most_step_events; seq = previous_[seq - 1]) seqs.push_back(seq);
    std::reverse(seqs.begin(), seqs.end());
    return seqs;
}

Result<std::shared_ptr<const StepDetail>> HistoryView::step(StepId id) {
    const auto& steps = projection_.view().steps;
    const auto at = std::find_if(steps.begin(), steps.end(), [id](const StepView& one) { return one.id == id; });
    if (at == steps.end()) return Error{ErrorCode::not_found, "run " + run_.text + " has no step " + std::to_string(id), {}};
    StepFold fold(*at, plan_);
    for (const auto seq : events_of(*at)) {
        const auto rows = rows_(seq - 1, 1);
        if (!rows) return rows.error();
        if (rows->empty()) break;
        const auto event = decode(rows->front());
        if (!event) return event.error();
        fold.add(*event);
    }
    return std::make_shared<const StepDetail>(fold.take());
}

} // namespace orkestr
