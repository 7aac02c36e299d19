#include "core/runtime/replay_feed.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Enough that the number of runs is mostly known at once; some megabytes.
constexpr std::size_t most_ahead = 10'000;
constexpr std::uint32_t runs_at_once = 1000;
constexpr std::size_t most_definitions = 100;

} // namespace

Result<std::optional<ReplayFeed::Item>> ReplayFeed::next() {
    const std::scoped_lock lock(mutex_);
    // Those before what can't be read are replayed all the same.
    if (auto looked = look_ahead(); !looked && ahead_.empty()) return looked.error();
    if (ahead_.empty()) return std::optional<Item>();
    std::optional<Item> item = std::move(ahead_.front());
    ahead_.pop_front();
    return item;
}

std::uint64_t ReplayFeed::total() const {
    const std::scoped_lock lock(mutex_);
    return source_ == sources_.size() && !failed_ ? found_ : 0;
}

std::vector<std::pair<std::size_t, std::string>> ReplayFeed::definitions() {
    const std::scoped_lock lock(mutex_);
    (void)look_ahead();
    std::set<std::pair<std::size_t, std::string>> known;
    for (const Item& item : ahead_)
        if (known.size() < most_definitions) known.emplace(item.source, item.run.definition);
    return {known.begin(), known.end()};
}

Result<void> ReplayFeed::look_ahead() {
    if (failed_) return *failed_;
    if (ahead_.size() > most_ahead / 2) return {};
    while (source_ < sources_.size() && ahead_.size() < most_ahead) {
        Result<void> read = open();
        if (read) read = sources_[source_].runs.empty() ? read_page() : read_named();
        if (read) continue;
        failed_ = read.error();
        return *failed_;
    }
    return {};
}

Result<void> ReplayFeed::open() {
    if (reader_) return {};
    auto opened = sources_[source_].open();
    if (!opened) return opened.error();
    reader_ = std::move(*opened);
    return {};
}

Result<void> ReplayFeed::read_page() {
    const ReplayedRuns& source = sources_[source_];
    RunQuery query;
    query.limit = runs_at_once;
    query.before = before_;
    query.filter = source.filter;
    query.now = source.now;
    auto page = reader_->runs(query);
    if (!page) return page.error();
    if (page->more && !page->next && page->runs.empty()) return Error{ErrorCode::internal, source.name + ": the search for runs does not go on", {}};
    if (page->more) before_ = page->next ? page->next : std::optional(page->runs.back().run);
    for (RunRow& row : page->runs)
        if (!source.except.contains(row.run)) ahead_.push_back({found_++, source_, std::move(row)});
    if (!page->more) close_source();
    return {};
}

Result<void> ReplayFeed::read_named() {
    const ReplayedRuns& source = sources_[source_];
    RunQuery query;
    query.run = source.runs[named_];
    query.limit = 1;
    query.filter = source.filter;
    query.now = source.now;
    auto page = reader_->runs(query);
    if (!page) return page.error();
    if (!page->runs.empty()) ahead_.push_back({found_++, source_, std::move(page->runs.front())});
    else if (source.filter.is_empty()) return Error{ErrorCode::not_found, source.name + ": there is no run " + query.run->text, {}};
    if (++named_ == source.runs.size()) close_source();
    return {};
}

void ReplayFeed::close_source() {
    ++source_;
    named_ = 0;
    before_.reset();
    reader_.reset();
}

} // namespace orkestr
