// The runs of a source as a table, newest first, however many: it grows as one scrolls, in both directions, by pages that
// are asked for by key. Known rows stay where they are: a change is shown in its row, and runs that are new wait until
// somebody wants to see them. Held are the rows of RunPages::kept_pages pages and a key for each page that was come to:
// about 13 MB of rows at the most, and 2 MB of keys when all of 10 million runs were scrolled through.
//
// How to come far: a page at a time; to a time (ids of runs begin with theirs, so a key is made of it); to the oldest
// (found by halving the time, some 40 questions for a key each). From there the rows above come as one scrolls up.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"
#include "ui/viewmodels/run_columns.h"
#include "ui/viewmodels/run_table_pages.h"
#include "ui/viewmodels/run_tags.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <set>

namespace orkestr {

class ChangeFeed;
class ColorRules;

/// Rows of the table from `first` to `last`, to be read again wherever they are not held.
struct RunPick {
    struct Part {
        RunId before;
        RunId end;     ///< the rows' ids don't sort before it; empty: no bound
        int rows = 0;  ///< of the page
        int first = 0; ///< those wanted, by their place in the page
        int last = 0;
    };
    std::vector<RunRow> runs; ///< held
    std::vector<Part> parts;
};

class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        run_role = Qt::UserRole + 1, ///< QString: the run's id; empty while its row is being read
        status_role,                 ///< QString: the DSL's word, in every column
        rule_role,                   ///< int: the colour of the rule that holds for the run (color_rules.h); -1: none
        loaded_role                  ///< bool
    };
    static constexpr int page_rows = 500;
    /// What a table view can scroll over: rows * height must stay below 2^31.
    static constexpr int most_rows = 50'000'000;

    /// Both outlive the model.
    RunTableModel(RunSource& source, ChangeFeed& feed, QObject* parent = nullptr);
    ~RunTableModel() override;

    /// Which runs; starts anew. The rows that are there stay until the first of the new ones have come.
    void show(const Filter& filter);
    const Filter& filter() const { return filter_; }
    void show_newest();
    /// The runs that started at this time or before, with those after it above them.
    void show_time(Instant time);
    void show_oldest();
    /// Somebody looks at these rows; what they need is asked for.
    void set_visible(int first, int last);
    /// While nobody looks, nothing is asked for when the source changes.
    void set_shown(bool shown);
    /// Null: no row is coloured. The rules outlive the model.
    void set_rules(ColorRules* rules);

    LoadState state() const { return state_; }
    /// Why nothing can be shown when failed; why no more rows come when `broken()`.
    const QString& message() const { return message_; }
    bool is_broken() const { return broken_; }

    /// There are runs above the first row, since the table began elsewhere than at the newest.
    bool has_newer() const { return newer_; }
    /// There are, or may be, runs below the last row.
    bool has_older() const { return more_; }
    /// Rows are being asked for.
    bool is_reading() const { return asking_; }
    /// No index serves the filter: the source looks at every run, in parts.
    bool is_scan() const { return scans_; }
    /// Runs looked at since the table began.
    std::uint64_t looked_at() const { return looked_at_; }
    bool is_stopped() const { return stopped_; }
    /// No more rows are asked for; those that were found stay.
    void stop();
    void go_on();

    /// Runs that are not shown yet; more than that when `more_waiting()`.
    int waiting() const { return waiting_; }
    bool more_waiting() const { return more_waiting_; }

    /// Null while the row is not held.
    const RunRow* row_at(int row) const;
    /// The row of this run among those that are held; -1: none.
    int find(const RunId& run) const;
    /// Ranges of rows, first and last.
    RunPick pick(const std::vector<std::pair<int, int>>& ranges) const;
    /// Tags of the runs that were looked at.
    const RunTags& tags() const { return tags_; }
    /// What the filter of the rows counts from.
    Instant now() const { return now_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void state_changed();
    /// How far the reading is, or how it stands.
    void progress_changed();
    void waiting_changed();
    /// The rows are others: the view begins at the first, or after show_oldest() at the last.
    void began(bool at_end);

private:
    struct Newer; ///< how the rows above the first are looked for

    RunQuery query() const;
    void begin(std::optional<RunId> before);
    void ask_older();
    void took_older(Result<RunPage> page);
    void add_older(RunPage page);
    void take_first_page(bool at_end);
    void fail_older(const QString& message);
    void ask_newer();
    void took_newer(Result<RunPage> page);
    void add_newer();
    void ask_oldest(std::int64_t newest_ms);
    void took_oldest(std::int64_t middle_ms, std::int64_t newest_ms, Result<RunPage> page);
    void ask_page(RunPages::Number page) const;
    void ask_page_rest(RunPages::Number page, RunId before, std::vector<RunRow> rows);
    void took_page(RunPages::Number page, std::vector<RunRow> rows);
    void ask_visible() const;
    RunId end_of(RunPages::Number page) const;
    void source_changed();
    void ask_newest();
    void took_newest(Result<RunPage> page);
    void remember_top();
    void refresh_visible();
    void refresh_one(const RunQuery& query);
    void took_fresh(Result<RunPage> page);
    void put(const RunRow& row);
    void set_waiting(int runs, bool more);
    void set_state(LoadState state, const QString& message = {});
    void judge_again();
    QVariant text_of(const RunRow& row, RunColumn column) const;
    QString line_of(const RunRow& row) const;
    int rule_of(RunPages::HeldRun& run) const;

    RunSource& source_;
    ColorRules* rules_ = nullptr;
    mutable RunTags tags_;
    Filter filter_;
    Instant now_;
    mutable RunPages pages_; ///< what is held of it is a cache: looking at a row moves its page to the front
    mutable std::set<RunPages::Number> asked_;
    std::optional<RunId> next_; ///< where the rows below the last go on
    bool begins_ = true;        ///< the next page takes the place of all rows
    bool ends_first_ = false;   ///< the view is to begin at the last row
    bool asking_ = false;
    bool more_ = false;
    bool newer_ = false;
    bool scans_ = false;
    bool stopped_ = false;
    bool broken_ = false;
    int wanted_ = page_rows; ///< rows that a reading goes on for
    std::uint64_t looked_at_ = 0;
    std::unique_ptr<Newer> seeking_;
    bool asking_newer_ = false;
    std::int64_t oldest_ms_ = 0; ///< no run is older, as far as is known
    int first_visible_ = 0;
    int last_visible_ = 0;
    bool shown_ = true;
    bool changed_meanwhile_ = false; ///< while nobody looked
    bool asking_newest_ = false;
    bool newest_again_ = false;
    std::vector<std::string> top_; ///< ids of the first page, sorted
    int waiting_ = 0;
    bool more_waiting_ = false;
    int refreshing_ = 0;
    bool refresh_again_ = false;
    QTimer newest_timer_;
    LoadState state_ = LoadState::loading;
    QString message_;
    mutable AnswerGate gate_{this};  ///< pages below and within
    AnswerGate newer_gate_{this};
    AnswerGate newest_gate_{this};
    AnswerGate fresh_gate_{this};

};

} // namespace orkestr
