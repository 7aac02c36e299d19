#include "ui/viewmodels/run_table_newer.h"

#include "ui/viewmodels/text.h"

#include <QDateTime>

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t first_span_ms = 60'000;

} // namespace

/// Rows above the first, near it: as far above as a page is long, then nearer or farther until that is a page or so.
void RunTableModel::ask_newer() {
    if (asking_newer_ || !newer_ || begins_) return;
    if (!seeking_) {
        seeking_ = std::make_unique<Newer>();
        const bool empty = pages_.is_empty();
        seeking_->bottom = !empty ? pages_.before(pages_.first_page()) : next_ ? *next_ : RunId{};
        seeking_->from_ms = time_of(seeking_->bottom).ms;
        const RunId end = empty ? RunId{} : end_of(pages_.first_page());
        seeking_->span_ms = end.empty() ? first_span_ms : std::max<std::int64_t>(1, seeking_->from_ms - time_of(end).ms);
    }
    asking_newer_ = true;
    RunQuery asked = query();
    asked.before = seeking_->next ? *seeking_->next : key_at(Instant{seeking_->from_ms + seeking_->span_ms});
    asked.limit = seeking_->limit;
    const auto ticket = newer_gate_.join();
    source_.runs(asked, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { took_newer(std::move(page)); }));
}

void RunTableModel::took_newer(Result<RunPage> page) {
    asking_newer_ = false;
    if (!page) return seeking_.reset(); // looked for again when somebody scrolls there again
    Newer& seek = *seeking_;
    bool reached = !page->more || (page->next && !(seek.bottom < *page->next));
    for (RunRow& row : page->runs) {
        if (row.run < seek.bottom) reached = true;
        else seek.found.push_back(std::move(row));
    }
    if (reached && !seek.found.empty()) return add_newer();
    if (reached) {
        // Clocks differ; what starts tomorrow is nothing to wait for.
        if (seek.from_ms + seek.span_ms > QDateTime::currentMSecsSinceEpoch() + day_ms) {
            newer_ = false;
            seeking_.reset();
            remember_top();
            Q_EMIT progress_changed();
            return;
        }
        seek.span_ms *= 8;
        seek.next.reset();
    } else if (seek.found.size() >= seek.limit && seek.span_ms > 1) {
        seek.span_ms = std::max<std::int64_t>(1, seek.span_ms / 4);
        seek.found.clear();
        seek.next.reset();
    } else {
        // A part of a scan, or thousands of runs in one millisecond: read on.
        if (seek.span_ms == 1) seek.limit = Newer::most_limit;
        seek.next = page->next;
    }
    ask_newer();
}

void RunTableModel::add_newer() {
    std::vector<RunRow> found = std::move(seeking_->found);
    seeking_.reset();
    const int count = static_cast<int>(found.size());
    if (rowCount() + count > most_rows) {
        newer_ = false;
        return;
    }
    beginInsertRows({}, 0, count - 1);
    for (int begin = (count - 1) / page_rows * page_rows; begin >= 0; begin -= page_rows) {
        const auto from = found.begin() + begin;
        const auto to = found.begin() + std::min(count, begin + page_rows);
        RunId before = begin == 0 ? key_after(found.front().run) : found[static_cast<std::size_t>(begin) - 1].run;
        pages_.prepend(std::move(before), std::vector<RunRow>(from, to));
    }
    endInsertRows();
    set_state(LoadState::ready);
    Q_EMIT progress_changed();
}

/// The page that holds the last row, by halving the time between the first run there can be and the last one known.
void RunTableModel::show_oldest() {
    if (!more_) {
        Q_EMIT began(true);
        return;
    }
    if (scans_ || begins_ || pages_.is_empty()) {
        // Only looking at every run tells which of them is the last that matches.
        wanted_ = most_rows;
        go_on();
        ask_older();
        Q_EMIT began(true);
        return;
    }
    gate_.drop();
    asked_.clear();
    asking_ = true;
    oldest_ms_ = 0;
    ask_oldest(time_of(end_of(pages_.last_page())).ms);
}

void RunTableModel::ask_oldest(std::int64_t newest_ms) {
    const std::int64_t middle_ms = oldest_ms_ + (newest_ms - oldest_ms_) / 2;
    RunQuery asked = query();
    asked.before = key_at(Instant{middle_ms});
    const auto ticket = gate_.join();
    source_.runs(asked, ticket.stop(), ticket.deliver<RunPage>([this, middle_ms, newest_ms](Result<RunPage> page) {
        took_oldest(middle_ms, newest_ms, std::move(page));
    }));
    Q_EMIT progress_changed();
}

void RunTableModel::took_oldest(std::int64_t middle_ms, std::int64_t newest_ms, Result<RunPage> page) {
    if (!page) {
        asking_ = false;
        return fail_older(to_qt(page.error().message));
    }
    const bool is_part = page->more && page->runs.size() < page_rows;
    const bool is_found = !page->more && !page->runs.empty();
    if (!is_part && !is_found && newest_ms - oldest_ms_ > 1) {
        if (page->runs.empty()) oldest_ms_ = middle_ms;
        else newest_ms = std::max(oldest_ms_ + 1, std::min(middle_ms, time_of(page->runs.back().run).ms + 1));
        if (page->runs.empty() || newest_ms < middle_ms + 1) return ask_oldest(newest_ms);
    }
    asking_ = false;
    if (!is_found) {
        // A scan, or more runs in a millisecond than a page holds: only reading on finds the last.
        wanted_ = most_rows;
        return ask_older();
    }
    newer_ = true;
    seeking_.reset();
    next_.reset();
    begins_ = ends_first_ = true;
    add_older(std::move(*page));
    Q_EMIT progress_changed();
}

} // namespace orkestr
