#include "core/runtime/history_view.h"

#include "core/base/json_value.h"
#include "core/filter/fields.h"
#include "core/filter/named_fields.h"
#include "core/ports/filter_records.h"
#include "core/projection/step_fold.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <limits>

namespace orkestr {

namespace {

constexpr std::uint32_t read_page = 2000;
constexpr std::uint32_t most_events_a_page = 10'000;
constexpr std::size_t most_numbers = 1'000'000;
constexpr std::size_t most_step_events = 10'000;
constexpr std::uint8_t too_many_types = 255;
constexpr std::chrono::milliseconds part{100};

/// Ends a part of a long reading.
class PartClock {
public:
    bool is_over() const { return std::chrono::steady_clock::now() - begun_ >= part; }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// What can't be read of the first event is its format.
bool is_of_unknown_type(const Error& error, const EventRow& row) { return error.code == ErrorCode::newer_version && row.seq > 1; }

} // namespace

HistoryView::HistoryView(RunId run, std::shared_ptr<const Plan> plan, Rows rows)
    : run_(std::move(run)), plan_(plan), rows_(std::move(rows)), projection_(std::make_shared<RunProjection>(std::move(plan), RunProjection::Detail::outline)) {}

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
    if (!event && !is_of_unknown_type(event.error(), row)) return event.error();
    folded_ = row.seq;
    // What was handed out stays as it was.
    if (is_lent_) projection_ = std::make_shared<RunProjection>(*projection_);
    is_lent_ = false;
    outline_.reset();
    if (!event) {
        projection_->pass(row);
        previous_.push_back(0);
        note(row, step_of_unknown(row));
        return {};
    }
    const StepView* known = projection_->step_of_event(*event);
    const auto before = known ? known->last : 0;
    projection_->fold(*event);
    if (const auto* forked = std::get_if<events::RunForked>(&event->body); forked && forked->step != workflow_step) forks_.push_back(row.seq);
    previous_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(before, std::numeric_limits<std::uint32_t>::max())));
    note(row, projection_->step_of_event(*event));
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
    for (std::uint32_t page = read_page; damage_.empty();) {
        const auto rows = rows_(folded_, page);
        if (!rows && rows.error().code == ErrorCode::corrupt && page > 1) {
            page = 1; // up to the one that can't be read
            continue;
        }
        if (!rows) return rows.error().code == ErrorCode::corrupt ? end_at(rows.error()) : rows.error();
        for (const auto& row : *rows)
            if (const auto folded = fold(row); !folded) return end_at(folded.error());
        // Also behind a page that is not full: there may be something that can't be read.
        if (rows->empty()) return true;
        if (clock.is_over()) return false;
    }
    return true;
}

std::shared_ptr<const RunView> HistoryView::outline() {
    if (outline_) return outline_;
    // Nothing is likely to come any more, and a long one is large.
    if (damage_.empty() && projection_->view().ended) {
        is_lent_ = true;
        return outline_ = std::shared_ptr<const RunView>(projection_, &projection_->view());
    }
    auto view = std::make_shared<RunView>(projection_->view());
    if (!damage_.empty()) view->damage += (view->damage.empty() ? "" : "; ") + damage_;
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

Result<EventView> HistoryView::view_of(const EventRow& row) {
    const auto event = decode(row);
    if (event) return event_view(*event, projection_->step_of_event(*event));
    if (!is_of_unknown_type(event.error(), row)) return event.error();
    return raw_event_view(row, step_of_unknown(row));
}

/// As events of ours name theirs.
const StepView* HistoryView::step_of_unknown(const EventRow& row) const {
    const auto step = JsonValue::of(row.data).integer_at("step");
    return step > 0 ? projection_->step_at(static_cast<StepId>(step), row.seq) : nullptr;
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
            auto view = view_of(row);
            if (!view) return view.error();
            out.push_back(std::move(*view));
        }
        at = end;
    }
    return out;
}

HistoryView::Needs HistoryView::needs_of(const Filter& filter) {
    const auto named = named_fields(filter);
    return named[event_field::data] ? Needs::data : named[event_field::at] ? Needs::row : Needs::memory;
}

/// Its type and its step stay in memory.
void HistoryView::note(const EventRow& row, const StepView* step) {
    auto known = type_numbers_.find(row.type);
    if (known == type_numbers_.end()) {
        // There are some thirty types of our own; what others make up has one number when there are too many.
        const auto number = static_cast<std::uint8_t>(std::min<std::size_t>(type_names_.size(), too_many_types));
        if (number < too_many_types) type_names_.push_back(row.type);
        known = number < too_many_types ? type_numbers_.emplace(row.type, number).first : type_numbers_.end();
    }
    types_.push_back(known == type_numbers_.end() ? too_many_types : known->second);
    const auto* first = projection_->view().steps.data();
    steps_.push_back(step ? static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(step - first + 1, std::numeric_limits<std::uint32_t>::max())) : 0);
}

EventView HistoryView::outline_of(std::uint64_t seq) const {
    EventView out;
    out.seq = seq;
    const auto type = types_[seq - 1];
    if (type < too_many_types) {
        out.type = type_names_[type];
    } else if (const auto rows = rows_(seq - 1, 1); rows && !rows->empty()) {
        out.type = rows->front().type;
    }
    if (steps_[seq - 1] == 0) return out;
    const StepView& step = projection_->view().steps[steps_[seq - 1] - 1];
    out.task = step.task;
    out.step = step.key;
    out.attempt = step.attempt;
    return out;
}

/// For filters that ask for nothing else.
Result<EventPage> HistoryView::scan_memory(const EventQuery& query) {
    const PartClock clock;
    const std::size_t most = query.numbers_only ? most_numbers : std::clamp<std::size_t>(query.limit, 1, most_events_a_page);
    EventPage page;
    page.total = folded_;
    std::vector<std::uint64_t> found;
    std::uint64_t at = query.after;
    while (at < folded_ && found.size() < most) {
        ++at;
        if (query.filter.matches(EventRecord(outline_of(at)), query.now)) found.push_back(at);
        if (at % 1024 == 0 && clock.is_over()) break;
    }
    page.next = at < folded_ ? at : 0;
    if (query.numbers_only) {
        page.seqs = std::move(found);
        return page;
    }
    auto views = views_at(found);
    if (!views) return views.error();
    page.events = std::move(*views);
    return page;
}

Result<EventPage> HistoryView::scan(const EventQuery& query) {
    const PartClock clock;
    const Needs needs = query.filter.is_empty() ? Needs::row : needs_of(query.filter);
    if (needs == Needs::memory) return scan_memory(query);
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
            at = row.seq;
            if (needs != Needs::data) {
                EventView outline = outline_of(at);
                outline.at = row.at;
                if (!query.filter.matches(EventRecord(outline), query.now)) continue;
            }
            if (needs != Needs::data && query.numbers_only) {
                page.seqs.push_back(row.seq);
                continue;
            }
            auto view = view_of(row);
            if (!view) return view.error();
            if (needs == Needs::data && !query.filter.matches(EventRecord(*view), query.now)) continue;
            if (query.numbers_only) page.seqs.push_back(view->seq);
            else page.events.push_back(std::move(*view));
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

Result<const StepView*> HistoryView::find_step(StepId id) const {
    const StepView* step = projection_->step_at(id, folded_);
    if (!step) return Error{ErrorCode::not_found, "run " + run_.text + " has no step " + std::to_string(id), {}};
    return step;
}

Result<std::vector<std::uint64_t>> HistoryView::events_of(StepId id) const {
    const auto step = find_step(id);
    if (!step) return step.error();
    return events_of(**step);
}

Result<std::shared_ptr<const StepDetail>> HistoryView::step(StepId id) {
    const auto found = find_step(id);
    if (!found) return found.error();
    StepFold fold(**found, plan_);
    auto seqs = events_of(**found);
    const auto own = static_cast<std::ptrdiff_t>(seqs.size());
    std::copy_if(forks_.begin(), forks_.end(), std::back_inserter(seqs),
                 [&](std::uint64_t seq) { return own > 0 && seq > seqs.front() && (!(**found).ended || seq < (**found).last); });
    std::inplace_merge(seqs.begin(), seqs.begin() + own, seqs.end());
    for (const auto seq : seqs) {
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
