// Finding runs: a filter, the runs that match it, how many there are of each status, and how they group. The filter's text
// is what counts; what else can be chosen changes it.
#pragma once

#include "core/filter/complete.h"
#include "ui/viewmodels/color_rules.h"
#include "ui/viewmodels/run_group_model.h"
#include "ui/viewmodels/run_groups.h"
#include "ui/viewmodels/run_table_model.h"
#include "ui/viewmodels/saved_searches.h"

#include <QTimer>

namespace orkestr {

class RunSearch : public QObject {
    Q_OBJECT
public:
    /// All outlive the search.
    RunSearch(RunSource& source, ChangeFeed& feed, ColorRules& rules, QObject* parent = nullptr);

    RunTableModel* runs() { return &runs_; }
    /// By status, of what matches the filter but for what it says of the status.
    RunGroupCount* statuses() { return &statuses_; }
    /// By what `grouping()` says, of what matches the filter but for what it says of that.
    RunGroupCount* group_count() { return &group_count_; }
    RunGroupModel* groups() { return &groups_; }
    ColorRules* rules() { return &rules_; }
    SavedSearches* searches() { return &searches_; }
    RunSource& source() { return source_; }

    const Filter& filter() const { return filter_; }
    QString text() const { return QString::fromStdString(filter_.text()); }
    /// Of runs.
    void set_filter(const Filter& filter);
    /// Nothing is asked of the source while nobody looks.
    void set_shown(bool shown);

    /// All runs of the source; 0 while that is not known.
    std::uint64_t all_runs() const;
    /// The runs that match, as far as they were counted; nothing while they are not.
    std::optional<std::uint64_t> matching() const;

    /// No index serves the filter, and every run is being looked at: for rows, for the counts, or both.
    bool is_scanning() const;
    bool is_stopped() const;
    /// Runs that were found to match so far; with is_counting().
    std::uint64_t counted() const;
    /// Runs that were looked at, by what came further.
    std::uint64_t looked_at() const;
    /// Looks no further; what was found stays.
    void stop();
    void go_on();

    /// Values of the rows that were read last, to be offered while one writes a filter.
    SeenFilterValues seen_values() const;

    QStringList chosen_statuses() const { return chosen_values(QStringLiteral("status")); }
    void toggle_status(const QString& status);

    /// Nothing: no groups are counted.
    std::optional<RunGrouping> grouping() const { return grouping_; }
    void set_grouping(std::optional<RunGrouping> grouping);
    /// Puts the group into the filter, or takes it out when it is there.
    void toggle_group(const QString& key);

Q_SIGNALS:
    void filter_changed();
    void grouping_changed();
    void totals_changed();

private:
    QStringList chosen_values(const QString& field) const;
    Filter filter_without(const QStringList& fields) const;
    void count_statuses();
    void count_groups();
    void mark_groups();
    void recount();
    bool is_scanning_runs() const;
    bool is_scanning_groups() const;

    RunSource& source_;
    RunTableModel runs_;
    RunGroupCount all_;
    RunGroupCount statuses_;
    RunGroupCount group_count_;
    RunGroupModel groups_;
    ColorRules& rules_;
    SavedSearches searches_;
    Filter filter_;
    std::optional<RunGrouping> grouping_;
    bool shown_ = false;
    bool changed_meanwhile_ = true;
    QTimer recount_timer_;
};

} // namespace orkestr
