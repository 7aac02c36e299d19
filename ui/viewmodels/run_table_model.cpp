#include "ui/viewmodels/run_table_model.h"

#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/color_rules.h"
#include "ui/viewmodels/run_table_newer.h"
#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Page requests under way; a scroll bar that is dragged passes more of them than are worth reading.
constexpr std::size_t most_asked = 4;
constexpr int most_at_once = 10'000;

Instant current_time() { return Instant{QDateTime::currentMSecsSinceEpoch()}; }

} // namespace

RunTableModel::RunTableModel(RunSource& source, ChangeFeed& feed, QObject* parent) : QAbstractTableModel(parent), source_(source), tags_(source) {
    connect(&tags_, &RunTags::changed, this, &RunTableModel::judge_again);
    newest_timer_.setSingleShot(true);
    connect(&newest_timer_, &QTimer::timeout, this, &RunTableModel::ask_newest);
    connect(&feed, &ChangeFeed::changed, this, &RunTableModel::source_changed);
}

RunTableModel::~RunTableModel() = default;

RunQuery RunTableModel::query() const {
    RunQuery query;
    query.filter = filter_;
    query.now = now_;
    query.limit = page_rows;
    return query;
}

void RunTableModel::show(const Filter& filter) {
    filter_ = filter;
    scans_ = false;
    begin(std::nullopt);
}

void RunTableModel::show_newest() { begin(std::nullopt); }

void RunTableModel::show_time(Instant time) { begin(key_at(time + Duration{1})); }

void RunTableModel::begin(std::optional<RunId> before) {
    gate_.drop();
    newer_gate_.drop();
    newest_gate_.drop();
    fresh_gate_.drop();
    newest_timer_.stop();
    asked_.clear();
    seeking_.reset();
    now_ = current_time();
    begins_ = true;
    ends_first_ = asking_ = asking_newer_ = asking_newest_ = newest_again_ = refresh_again_ = false;
    stopped_ = broken_ = false;
    refreshing_ = 0;
    newer_ = before.has_value();
    next_ = std::move(before);
    more_ = true;
    wanted_ = page_rows;
    looked_at_ = 0;
    set_waiting(0, false);
    set_state(LoadState::loading);
    ask_older();
}

void RunTableModel::ask_older() {
    if (asking_ || !more_ || stopped_) return;
    asking_ = true;
    RunQuery asked = query();
    asked.before = next_;
    // What a view keeps of each row it lays out anew with every page: the more there are, the more come at once.
    const int known = begins_ ? 0 : rowCount();
    asked.limit = static_cast<std::uint32_t>(std::clamp(known / 20 / page_rows * page_rows, page_rows, most_at_once));
    const auto ticket = gate_.join();
    source_.runs(asked, ticket.stop(), ticket.deliver<RunPage>([this, limit = asked.limit](Result<RunPage> page) {
        if (page && page->more && page->runs.size() < limit) scans_ = true;
        took_older(std::move(page));
    }));
    Q_EMIT progress_changed();
}

void RunTableModel::took_older(Result<RunPage> page) {
    asking_ = false;
    if (!page) return fail_older(to_qt(page.error().message));
    looked_at_ += page->looked_at;
    add_older(std::move(*page));
    if (rowCount() < wanted_) ask_older();
    if (rowCount() > 0 || !more_) set_state(LoadState::ready);
    Q_EMIT progress_changed();
}

void RunTableModel::fail_older(const QString& message) {
    if (begins_) take_first_page(false);
    // What is there stays; going on asks again.
    if (rowCount() == 0) return set_state(LoadState::failed, message);
    broken_ = stopped_ = true;
    message_ = message;
    Q_EMIT progress_changed();
}

void RunTableModel::add_older(RunPage page) {
    RunId before = next_ ? *next_ : page.runs.empty() ? RunId{} : key_after(page.runs.front().run);
    more_ = page.more && (page.next || !page.runs.empty());
    if (page.next) next_ = page.next;
    else if (!page.runs.empty()) next_ = page.runs.back().run;
    const bool begins = begins_;
    // Rows of the last filter stay until there are new ones, or it is known that there are none.
    if (begins && (!page.runs.empty() || !more_)) take_first_page(ends_first_);
    if (page.runs.empty()) return;
    const int first = pages_.rows();
    if (first + static_cast<int>(page.runs.size()) > most_rows) {
        more_ = false;
        return;
    }
    beginInsertRows({}, first, first + static_cast<int>(page.runs.size()) - 1);
    for (auto from = page.runs.begin(); from != page.runs.end();) {
        const auto to = from + std::min<std::ptrdiff_t>(page_rows, page.runs.end() - from);
        RunId following = (to - 1)->run;
        pages_.append(std::move(before), {std::make_move_iterator(from), std::make_move_iterator(to)});
        before = std::move(following);
        from = to;
    }
    endInsertRows();
    if (!begins) return;
    remember_top();
    Q_EMIT began(std::exchange(ends_first_, false));
}

/// Nothing of what was there before is shown any more.
void RunTableModel::take_first_page(bool at_end) {
    begins_ = false;
    ends_first_ = at_end;
    first_visible_ = last_visible_ = -1; // of other rows; the view says it anew
    beginResetModel();
    pages_.clear();
    top_.clear();
    endResetModel();
}

bool RunTableModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && more_ && !asking_ && !stopped_ && !begins_;
}

void RunTableModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    wanted_ = std::max(wanted_, rowCount() + page_rows);
    ask_older();
}

void RunTableModel::stop() {
    if (!asking_ || stopped_) return;
    stopped_ = true;
    gate_.drop();
    asked_.clear();
    asking_ = false;
    if (begins_) take_first_page(false);
    set_state(LoadState::ready);
    Q_EMIT progress_changed();
}

void RunTableModel::go_on() {
    if (!stopped_) return;
    stopped_ = broken_ = false;
    message_.clear();
    wanted_ = std::max(wanted_, rowCount() + page_rows);
    if (rowCount() == 0) set_state(LoadState::loading);
    ask_older();
    Q_EMIT progress_changed();
}

// Pages that were known and are not held any more.

RunId RunTableModel::end_of(RunPages::Number page) const {
    if (page < pages_.last_page()) return pages_.before(page + 1);
    return more_ && next_ ? *next_ : RunId{};
}

void RunTableModel::ask_page(RunPages::Number page) const {
    if (begins_ || asked_.contains(page) || asked_.size() >= most_asked) return;
    asked_.insert(page);
    const_cast<RunTableModel*>(this)->ask_page_rest(page, pages_.before(page), {});
}

/// Reads on from `before`, with the rows of the page that were read already.
void RunTableModel::ask_page_rest(RunPages::Number page, RunId before, std::vector<RunRow> rows) {
    RunQuery asked = query();
    asked.before = std::move(before);
    asked.limit = static_cast<std::uint32_t>(std::clamp(pages_.rows_of(page), 1, 10'000));
    const auto ticket = gate_.join();
    auto held = std::make_shared<std::vector<RunRow>>(std::move(rows));
    source_.runs(asked, ticket.stop(), ticket.deliver<RunPage>([this, page, held](Result<RunPage> answer) {
        if (!answer) {
            asked_.erase(page); // asked again when somebody looks again
            return;
        }
        const RunId end = end_of(page);
        bool passed = !answer->more;
        for (RunRow& row : answer->runs) {
            if (!end.empty() && row.run < end) passed = true;
            else held->push_back(std::move(row));
        }
        if (answer->next && !end.empty() && *answer->next <= end) passed = true;
        if (passed || !answer->next || static_cast<int>(held->size()) >= 2 * page_rows) took_page(page, std::move(*held));
        else ask_page_rest(page, *answer->next, std::move(*held));
    }));
}

void RunTableModel::took_page(RunPages::Number page, std::vector<RunRow> rows) {
    asked_.erase(page);
    const int first = pages_.first_row(page);
    const int before = pages_.rows_of(page);
    const int now = static_cast<int>(rows.size());
    // A filter may let go of a run that has changed meanwhile, or take one in.
    if (now < before) beginRemoveRows({}, first + now, first + before - 1);
    if (now > before) beginInsertRows({}, first + before, first + now - 1);
    pages_.hold(page, std::move(rows));
    if (now < before) endRemoveRows();
    if (now > before) endInsertRows();
    if (now > 0) Q_EMIT dataChanged(index(first, 0), index(first + now - 1, run_column_count - 1));
    ask_visible();
}

void RunTableModel::ask_visible() const {
    if (pages_.is_empty() || begins_) return;
    const int last = std::min(last_visible_, pages_.rows() - 1);
    for (int row = std::max(0, first_visible_); row <= last;) {
        const auto page = pages_.place_of(row).page;
        if (!pages_.holds(page)) ask_page(page);
        row = pages_.first_row(page) + std::max(1, pages_.rows_of(page));
    }
}

void RunTableModel::set_visible(int first, int last) {
    if (first == first_visible_ && last == last_visible_) return;
    first_visible_ = first;
    last_visible_ = last;
    if (begins_) return;
    ask_visible();
    refresh_visible();
    if (newer_ && first < page_rows / 4) ask_newer();
    if (last > rowCount() - page_rows / 2) fetchMore({});
}

const RunRow* RunTableModel::row_at(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    const RunPages::HeldRun* run = pages_.use(row);
    return run ? &run->row : nullptr;
}

int RunTableModel::find(const RunId& run) const {
    for (auto page = pages_.first_page(); !pages_.is_empty() && page <= pages_.last_page(); ++page) {
        const RunPages::Rows* rows = pages_.held(page);
        if (!rows || !(run < pages_.before(page))) continue;
        const auto at = std::find_if(rows->begin(), rows->end(), [&run](const auto& one) { return one.row.run == run; });
        if (at != rows->end()) return pages_.first_row(page) + static_cast<int>(at - rows->begin());
    }
    return -1;
}

RunPick RunTableModel::pick(const std::vector<std::pair<int, int>>& ranges) const {
    RunPick picked;
    for (auto [first, last] : ranges) {
        last = std::min(last, rowCount() - 1);
        while (first <= last) {
            const auto place = pages_.place_of(first);
            const int taken = std::min(pages_.rows_of(place.page) - place.offset, last - first + 1);
            if (const auto* rows = pages_.held(place.page)) {
                for (int i = 0; i < taken; ++i) picked.runs.push_back((*rows)[static_cast<std::size_t>(place.offset + i)].row);
            } else {
                picked.parts.push_back({pages_.before(place.page), end_of(place.page), pages_.rows_of(place.page), place.offset, place.offset + taken - 1});
            }
            first += taken;
        }
    }
    return picked;
}

void RunTableModel::set_state(LoadState state, const QString& message) {
    if (state == state_ && message == message_) return;
    state_ = state;
    message_ = message;
    Q_EMIT state_changed();
}

} // namespace orkestr
