#include "ui/viewmodels/run_groups.h"

#include "ui/viewmodels/text.h"

#include <algorithm>

namespace orkestr {

void RunGroupCount::count(const Filter& filter, RunGrouping grouping) {
    filter_ = filter;
    grouping_ = grouping;
    gate_.drop();
    now_ = Instant{QDateTime::currentMSecsSinceEpoch()};
    counted_.clear();
    others_counted_ = looked_at_ = 0;
    next_.reset();
    parts_ = 0;
    stopped_ = false;
    if (state_ != LoadState::ready) state_ = LoadState::loading;
    ask();
    Q_EMIT changed();
}

void RunGroupCount::recount() {
    if (counting_ || stopped_ || is_scan() || state_ == LoadState::idle) return;
    count(filter_, grouping_);
}

void RunGroupCount::stop() {
    if (!counting_) return;
    gate_.drop();
    counting_ = false;
    stopped_ = true;
    Q_EMIT changed();
}

void RunGroupCount::go_on() {
    if (!stopped_) return;
    stopped_ = false;
    ask();
    Q_EMIT changed();
}

void RunGroupCount::ask() {
    counting_ = true;
    RunQuery query;
    query.filter = filter_;
    query.now = now_;
    query.before = next_;
    const auto ticket = gate_.join();
    source_.groups(query, grouping_, ticket.stop(), ticket.deliver<RunGroups>([this](Result<RunGroups> part) { took(std::move(part)); }));
}

void RunGroupCount::took(Result<RunGroups> part) {
    counting_ = false;
    if (!part) {
        state_ = LoadState::failed;
        message_ = to_qt(part.error().message);
        stopped_ = true;
        Q_EMIT changed();
        return;
    }
    add(*part);
    state_ = LoadState::ready;
    next_ = part->next;
    if (next_) ask();
    Q_EMIT changed();
}

void RunGroupCount::add(const RunGroups& part) {
    ++parts_;
    looked_at_ += part.looked_at;
    others_counted_ += part.others;
    for (const RunGroup& group : part.groups) {
        const auto known = counted_.find(group.key);
        if (known != counted_.end()) known->second += group.runs;
        else if (counted_.size() < most_groups) counted_[group.key] = group.runs;
        else others_counted_ += group.runs;
    }
    sum_up();
}

void RunGroupCount::sum_up() {
    groups_.clear();
    others_ = total_ = others_counted_;
    for (const auto& [key, runs] : counted_) {
        groups_.push_back({key, runs});
        total_ += runs;
    }
    std::stable_sort(groups_.begin(), groups_.end(), [](const RunGroup& a, const RunGroup& b) { return a.runs > b.runs; });
}

std::uint64_t RunGroupCount::runs_of(std::string_view key) const {
    const auto at = std::find_if(groups_.begin(), groups_.end(), [key](const RunGroup& group) { return group.key == key; });
    return at == groups_.end() ? 0 : at->runs;
}

} // namespace orkestr
