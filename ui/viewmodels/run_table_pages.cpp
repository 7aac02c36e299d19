#include "ui/viewmodels/run_table_pages.h"

#include <algorithm>

namespace orkestr {

namespace {

// github.com/ulid/spec: Crockford's base 32, whose order is that of the characters; the first ten are milliseconds.
constexpr std::string_view ulid_digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t ulid_time_digits = 10;
constexpr std::int64_t most_ulid_ms = (std::int64_t{1} << 48) - 1;

} // namespace

RunId key_after(const RunId& run) {
    // Of texts that begin alike the longer one comes later, and no id is longer than another.
    return RunId{run.text + '0'};
}

RunId key_at(Instant time) {
    return RunId{make_ulid(Instant{std::clamp<std::int64_t>(time.ms, 0, most_ulid_ms)}, std::string(10, '\0'))};
}

Instant time_of(const RunId& run) {
    if (!is_run_id(std::string_view(run.text).substr(0, 26))) return {};
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < ulid_time_digits; ++i) ms = (ms << 5) | static_cast<std::int64_t>(ulid_digits.find(run.text[i]));
    return Instant{ms};
}

void RunPages::clear() {
    pages_.clear();
    kept_.clear();
    held_.clear();
    first_ = 0;
}

int RunPages::rows() const {
    if (pages_.empty()) return 0;
    return static_cast<int>(pages_.back().position + pages_.back().rows - pages_.front().position);
}

void RunPages::append(RunId before, std::vector<RunRow> rows) {
    const std::int64_t position = pages_.empty() ? 0 : pages_.back().position + pages_.back().rows;
    pages_.push_back({std::move(before), position, static_cast<int>(rows.size())});
    keep(last_page(), std::move(rows));
}

void RunPages::prepend(RunId before, std::vector<RunRow> rows) {
    const int count = static_cast<int>(rows.size());
    const std::int64_t position = pages_.empty() ? 0 : pages_.front().position - count;
    pages_.push_front({std::move(before), position, count});
    --first_;
    keep(first_, std::move(rows));
}

RunPages::Place RunPages::place_of(int row) const {
    const std::int64_t position = pages_.front().position + row;
    const auto after = std::upper_bound(pages_.begin(), pages_.end(), position,
                                        [](std::int64_t wanted, const Page& page) { return wanted < page.position; });
    const auto page = after - 1;
    return {first_ + (page - pages_.begin()), static_cast<int>(position - page->position)};
}

int RunPages::first_row(Number page) const { return static_cast<int>(at(page).position - pages_.front().position); }

void RunPages::keep(Number page, std::vector<RunRow> rows) {
    if (const auto old = held_.find(page); old != held_.end()) {
        kept_.erase(old->second);
        held_.erase(old);
    }
    Rows held;
    held.reserve(rows.size());
    for (RunRow& row : rows) held.push_back({std::move(row)});
    kept_.emplace_front(page, std::move(held));
    held_[page] = kept_.begin();
    if (kept_.size() <= kept_pages) return;
    held_.erase(kept_.back().first);
    kept_.pop_back();
}

void RunPages::hold(Number page, std::vector<RunRow> rows) {
    const auto index = static_cast<std::size_t>(page - first_);
    const int more = static_cast<int>(rows.size()) - pages_[index].rows;
    pages_[index].rows += more;
    if (more != 0)
        for (std::size_t i = index + 1; i < pages_.size(); ++i) pages_[i].position += more;
    keep(page, std::move(rows));
}

RunPages::HeldRun* RunPages::use(int row) {
    const Place place = place_of(row);
    const auto found = held_.find(place.page);
    if (found == held_.end()) return nullptr;
    kept_.splice(kept_.begin(), kept_, found->second);
    return &found->second->second[static_cast<std::size_t>(place.offset)];
}

RunPages::Rows* RunPages::held(Number page) {
    const auto found = held_.find(page);
    return found == held_.end() ? nullptr : &found->second->second;
}

void RunPages::forget_rules() {
    for (auto& [page, rows] : kept_)
        for (HeldRun& run : rows) run.rule = unjudged;
}

} // namespace orkestr
