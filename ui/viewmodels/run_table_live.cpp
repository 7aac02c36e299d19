// What a table of runs does when its source says that something has changed.
#include "ui/viewmodels/run_table_model.h"

#include <QDateTime>

#include <algorithm>

namespace orkestr {

namespace {

/// Where every run has to be looked at, the source is not kept at that by every change.
constexpr int scan_pause_ms = 3000;
constexpr int beyond_first_page = 200;
constexpr std::size_t most_refreshed = 100;

bool is_same(const RunRow& a, const RunRow& b) {
    return a.status == b.status && a.ended == b.ended && a.error == b.error && a.events == b.events && a.last_known == b.last_known;
}

} // namespace

void RunTableModel::set_shown(bool shown) {
    shown_ = shown;
    if (shown && std::exchange(changed_meanwhile_, false)) source_changed();
}

void RunTableModel::source_changed() {
    if (!shown_) {
        changed_meanwhile_ = true;
        return;
    }
    if (begins_ && asking_) return; // what comes is newer than the change, or is asked about again at the next one
    if (state_ == LoadState::failed) return begin(std::nullopt);
    refresh_visible();
    if (newer_) return;
    if (!scans_) ask_newest();
    else if (!newest_timer_.isActive()) newest_timer_.start(scan_pause_ms);
}

void RunTableModel::ask_newest() {
    if (newer_ || begins_) return;
    if (asking_newest_) {
        newest_again_ = true;
        return;
    }
    asking_newest_ = true;
    RunQuery asked = query();
    asked.now = Instant{QDateTime::currentMSecsSinceEpoch()};
    asked.limit = page_rows + beyond_first_page;
    const auto ticket = newest_gate_.join();
    source_.runs(asked, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { took_newest(std::move(page)); }));
}

void RunTableModel::took_newest(Result<RunPage> page) {
    asking_newest_ = false;
    if (std::exchange(newest_again_, false)) ask_newest();
    if (!page || newer_ || begins_) return;
    if (rowCount() == 0) {
        if (!page->runs.empty() && !asking_) begin(std::nullopt);
        return;
    }
    // Those of the first page that are not shown: begun since, or taken in by the filter since.
    const RunId end = end_of(pages_.first_page());
    int waiting = 0;
    bool passed = !page->more;
    for (const RunRow& row : page->runs) {
        if (!end.empty() && row.run < end) {
            passed = true;
            break;
        }
        if (!std::binary_search(top_.begin(), top_.end(), row.run.text)) ++waiting;
    }
    const bool full = page->runs.size() >= page_rows + beyond_first_page;
    set_waiting(waiting, waiting > 0 && !passed && full);
}

void RunTableModel::remember_top() {
    top_.clear();
    if (newer_ || pages_.is_empty()) return;
    const RunPages::Rows* rows = pages_.held(pages_.first_page());
    if (!rows) return;
    for (const auto& one : *rows) top_.push_back(one.row.run.text);
    std::sort(top_.begin(), top_.end());
}

void RunTableModel::set_waiting(int runs, bool more) {
    if (runs == waiting_ && more == more_waiting_) return;
    waiting_ = runs;
    more_waiting_ = more;
    Q_EMIT waiting_changed();
}

/// Reads the rows again that are looked at and whose runs have not ended: others don't change any more.
void RunTableModel::refresh_visible() {
    if (!shown_ || begins_ || pages_.is_empty()) return;
    if (refreshing_ > 0) {
        refresh_again_ = true;
        return;
    }
    std::vector<RunId> open;
    int first = -1;
    int last = -1;
    for (int row = std::max(0, first_visible_); row <= last_visible_ && row < rowCount() && open.size() < most_refreshed; ++row) {
        const auto place = pages_.place_of(row);
        const RunPages::Rows* rows = pages_.held(place.page);
        if (!rows || !(*rows)[static_cast<std::size_t>(place.offset)].row.open()) continue;
        open.push_back((*rows)[static_cast<std::size_t>(place.offset)].row.run);
        if (first < 0) first = row;
        last = row;
    }
    if (open.empty()) return;
    RunQuery asked;
    if (filter_.is_empty()) {
        // Without a filter they stand together, and one question is enough.
        asked.before = key_after(open.front());
        asked.limit = static_cast<std::uint32_t>(last - first + 1);
        return refresh_one(asked);
    }
    asked.limit = 1;
    for (const RunId& run : open) {
        asked.run = run;
        refresh_one(asked);
    }
}

void RunTableModel::refresh_one(const RunQuery& query) {
    ++refreshing_;
    const auto ticket = fresh_gate_.join();
    source_.runs(query, ticket.stop(), ticket.deliver<RunPage>([this](Result<RunPage> page) { took_fresh(std::move(page)); }));
}

void RunTableModel::took_fresh(Result<RunPage> page) {
    --refreshing_;
    if (page)
        for (const RunRow& row : page->runs) put(row);
    if (refreshing_ == 0 && std::exchange(refresh_again_, false)) refresh_visible();
}

void RunTableModel::put(const RunRow& row) {
    const int at = find(row.run);
    if (at < 0) return;
    RunPages::HeldRun& held = *pages_.use(at);
    const bool same = is_same(held.row, row);
    held.row = row;
    if (same) return;
    held.rule = RunPages::unjudged;
    Q_EMIT dataChanged(index(at, 0), index(at, run_column_count - 1));
}

} // namespace orkestr
