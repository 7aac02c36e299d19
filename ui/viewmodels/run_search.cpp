#include "ui/viewmodels/run_search.h"

#include "ui/viewmodels/change_feed.h"
#include "ui/viewmodels/filter_terms.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr int recount_pause_ms = 1000;
constexpr int most_seen_rows = 500;
constexpr std::size_t most_seen_values = 40;

const QString status_field = QStringLiteral("status");
const QString definition_field = QStringLiteral("definition");
const QString version_field = QStringLiteral("version");
const QString error_field = QStringLiteral("error");

QStringList fields_of(RunGrouping grouping) {
    switch (grouping) {
    case RunGrouping::status: return {status_field};
    case RunGrouping::definition: return {definition_field};
    case RunGrouping::version: return {definition_field, version_field};
    case RunGrouping::error: break;
    }
    return {error_field};
}

/// NS/NAME:VERSION, in its parts; a version has no colon.
QStringList version_parts(const QString& key) {
    const qsizetype colon = key.lastIndexOf(u':');
    return colon < 0 ? QStringList{key, QString()} : QStringList{key.left(colon), key.mid(colon + 1)};
}

} // namespace

RunSearch::RunSearch(RunSource& source, ChangeFeed& feed, ColorRules& rules, QObject* parent)
    : QObject(parent), source_(source), runs_(source, feed), all_(source), statuses_(source), group_count_(source), groups_(group_count_), rules_(rules) {
    runs_.set_shown(false);
    runs_.set_rules(&rules_);
    recount_timer_.setSingleShot(true);
    recount_timer_.setInterval(recount_pause_ms);
    connect(&recount_timer_, &QTimer::timeout, this, &RunSearch::recount);
    connect(&feed, &ChangeFeed::changed, this, [this] {
        if (!shown_) changed_meanwhile_ = true;
        else if (!recount_timer_.isActive()) recount_timer_.start();
    });
    connect(&all_, &RunGroupCount::changed, this, &RunSearch::totals_changed);
    connect(&statuses_, &RunGroupCount::changed, this, &RunSearch::totals_changed);
    connect(&group_count_, &RunGroupCount::changed, this, &RunSearch::totals_changed);
}

void RunSearch::set_shown(bool shown) {
    shown_ = shown;
    runs_.set_shown(shown);
    if (!shown) return;
    if (all_.state() == LoadState::idle) {
        all_.count({}, RunGrouping::status);
        set_filter(filter_);
    } else if (changed_meanwhile_) {
        recount();
    }
    changed_meanwhile_ = false;
}

void RunSearch::set_filter(const Filter& filter) {
    filter_ = filter;
    runs_.show(filter_);
    count_statuses();
    count_groups();
    Q_EMIT filter_changed();
}

void RunSearch::recount() {
    all_.recount();
    statuses_.recount();
    if (grouping_) group_count_.recount();
}

std::uint64_t RunSearch::all_runs() const { return all_.total(); }

std::optional<std::uint64_t> RunSearch::matching() const {
    if (filter_.is_empty()) return all_.state() == LoadState::ready ? std::optional(all_.total()) : std::nullopt;
    if (statuses_.state() != LoadState::ready || statuses_.is_counting() || statuses_.is_stopped()) return std::nullopt;
    return counted();
}

std::uint64_t RunSearch::counted() const {
    const QStringList chosen = chosen_statuses();
    if (chosen.isEmpty()) return statuses_.total();
    std::uint64_t sum = 0;
    for (const QString& status : chosen) sum += statuses_.runs_of(status.toStdString());
    return sum;
}

bool RunSearch::is_scanning_runs() const { return (runs_.is_scan() && runs_.is_reading()) || (statuses_.is_scan() && statuses_.is_counting()); }

bool RunSearch::is_scanning_groups() const { return grouping_ && group_count_.is_scan() && group_count_.is_counting(); }

bool RunSearch::is_scanning() const { return is_scanning_runs() || is_scanning_groups(); }

bool RunSearch::is_stopped() const { return runs_.is_stopped() || statuses_.is_stopped() || (grouping_ && group_count_.is_stopped()); }

std::uint64_t RunSearch::looked_at() const {
    // Where nothing else is under way, what was looked at before is no measure.
    if (is_scanning_groups() && !is_scanning_runs()) return group_count_.looked_at();
    return std::max(runs_.is_scan() ? runs_.looked_at() : 0, statuses_.is_scan() ? statuses_.looked_at() : 0);
}

void RunSearch::stop() {
    runs_.stop();
    statuses_.stop();
    group_count_.stop();
}

void RunSearch::go_on() {
    runs_.go_on();
    statuses_.go_on();
    group_count_.go_on();
}

QStringList RunSearch::chosen_values(const QString& field) const { return orkestr::chosen_values(text(), field); }

Filter RunSearch::filter_without(const QStringList& fields) const {
    QString left = text();
    for (const QString& field : fields) left = with_values(left, field, {});
    if (left == text()) return filter_;
    return parse_filter(left.toStdString(), FilterSubject::run).filter.value_or(filter_);
}

SeenFilterValues RunSearch::seen_values() const {
    SeenFilterValues seen;
    const auto add = [&seen](const char* field, const std::string& value) {
        auto& values = seen[field];
        if (value.empty() || values.size() >= most_seen_values || std::find(values.begin(), values.end(), value) != values.end()) return;
        values.push_back(value);
    };
    const int rows = std::min(runs_.rowCount(), most_seen_rows);
    for (int row = 0; row < rows; ++row) {
        const RunRow* run = runs_.row_at(row);
        if (!run) continue;
        add("name", run->name);
        add("definition", run->ns + "/" + run->name);
        add("namespace", run->ns);
        add("version", run->version);
        add("error", run->error);
    }
    runs_.tags().add_seen(seen);
    if (grouping_ == RunGrouping::definition)
        for (const RunGroup& group : group_count_.groups()) add("definition", group.key);
    if (grouping_ == RunGrouping::error)
        for (const RunGroup& group : group_count_.groups()) add("error", group.key);
    return seen;
}

void RunSearch::count_statuses() { statuses_.count(filter_without({status_field}), RunGrouping::status); }

void RunSearch::count_groups() {
    if (!grouping_) return;
    group_count_.count(filter_without(fields_of(*grouping_)), *grouping_);
    mark_groups();
}

void RunSearch::mark_groups() {
    const QStringList first = chosen_values(fields_of(*grouping_).first());
    if (*grouping_ != RunGrouping::version) return groups_.set_chosen(first);
    QStringList keys;
    for (const QString& definition : first)
        for (const QString& version : chosen_values(version_field)) keys << definition + u':' + version;
    groups_.set_chosen(keys);
}

void RunSearch::toggle_status(const QString& status) {
    QStringList chosen = chosen_statuses();
    if (!chosen.removeOne(status)) chosen << status;
    const auto parsed = parse_filter(with_values(text(), status_field, chosen).toStdString(), FilterSubject::run);
    if (parsed.filter) set_filter(*parsed.filter);
}

void RunSearch::set_grouping(std::optional<RunGrouping> grouping) {
    if (grouping == grouping_) return;
    grouping_ = grouping;
    if (grouping_) count_groups();
    else group_count_.stop();
    Q_EMIT grouping_changed();
}

void RunSearch::toggle_group(const QString& key) {
    if (!grouping_) return;
    QString changed = text();
    if (*grouping_ == RunGrouping::version) {
        const QStringList parts = version_parts(key);
        const bool chosen = chosen_values(definition_field) == QStringList{parts[0]} && chosen_values(version_field) == QStringList{parts[1]};
        changed = with_values(changed, definition_field, chosen ? QStringList() : QStringList{parts[0]});
        changed = with_values(changed, version_field, chosen ? QStringList() : QStringList{parts[1]});
    } else {
        const QString field = fields_of(*grouping_).first();
        QStringList chosen = chosen_values(field);
        if (!chosen.removeOne(key)) chosen << key;
        changed = with_values(changed, field, chosen);
    }
    const auto parsed = parse_filter(changed.toStdString(), FilterSubject::run);
    if (parsed.filter) set_filter(*parsed.filter);
}

} // namespace orkestr
