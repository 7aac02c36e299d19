// A run's events as a table, however many: pages of 256 rows are read when they are looked at, and the latest 64 pages
// are kept. A row that is not there yet shows an ellipsis and fills itself in. With a filter the rows are the events it
// holds for, found by reading through the history in parts; their numbers are kept, eight bytes each.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

#include <QAbstractTableModel>

#include <list>
#include <map>
#include <set>
#include <unordered_map>

namespace orkestr {

class ColorRules;

class EventModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { seq_column, time_column, type_column, task_column, attempt_column, data_column, column_count };
    enum Role {
        step_key_role = Qt::UserRole + 1, ///< QString; empty for the run's own events
        json_role,                        ///< QString: the whole event as canonical JSON
        loaded_role,                      ///< bool
        future_role,                      ///< bool: it comes after the moment that the run is shown at
        rule_role                         ///< int: the colour of the rule that holds for the event (color_rules.h); -1: none
    };
    static constexpr int page_rows = 256;
    static constexpr std::size_t kept_pages = 64;
    /// What a table view can scroll over without trouble.
    static constexpr int most_rows = 50'000'000;

    /// The source outlives the model.
    explicit EventModel(RunSource& source, QObject* parent = nullptr);

    /// Starts anew with this run; empty: none.
    void show(const RunId& run);
    /// The run is known to have so many events now. Never shrinks.
    void set_total(std::uint64_t total);
    std::uint64_t total() const { return total_; }

    /// Which events; the empty filter: all. Starts anew.
    void set_filter(const Filter& filter);
    const Filter& filter() const { return filter_; }
    /// How far the filter has been followed: events judged, of total(). Equal where nothing is under way.
    std::uint64_t scanned() const { return filter_.is_empty() ? total_ : scanned_; }
    bool is_scanning() const { return scanning_; }
    /// Leaves what was found; go_on() finds the rest.
    void stop_scan();
    void go_on();

    /// The run is shown as it was right after this event; 0: as it is now.
    void set_moment(std::uint64_t seq);
    /// Null: no row is coloured. The rules outlive the model.
    void set_rules(ColorRules* rules);
    ColorRules* rules() const { return rules_; }

    /// The row of this event, or of the next one that is there; -1 where there is none.
    int row_of(std::uint64_t seq) const;
    /// The event in a row; null while it is not there yet (it is asked for then).
    const EventView* event_in(int row) const;
    /// Sequence number of the event in a row; 0 for no row.
    std::uint64_t seq_at(int row) const;

    /// What stands at events' numbers: a shape's name (an icon's) and what is said of it.
    struct Mark {
        QString shape;
        QString about;
        bool operator==(const Mark&) const = default;
    };
    void set_marks(std::map<std::uint64_t, Mark> marks);

    /// Of the first page of this run.
    LoadState state() const { return state_; }
    const QString& message() const { return message_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void state_changed();
    void scan_changed(); ///< scanned(), is_scanning(), or why a scan ended: scan_message()

public:
    const QString& scan_message() const { return scan_message_; }

private:
    QVariant mark_data(const QModelIndex& index, int role) const;
    static constexpr int unjudged = -2;
    struct HeldEvent {
        EventView view;
        int rule = unjudged; ///< which colouring rule holds for it; -1: none
    };
    using Page = std::vector<HeldEvent>;
    HeldEvent* event_at(int row) const;
    int rule_of(HeldEvent& event) const;
    QVariant rule_data(HeldEvent& event, int column, int role) const;
    void judge_again();
    void ask(int page) const;
    void took(int page, Result<EventPage> answer);
    void keep(int page, std::vector<EventView> events);
    void start_anew();
    void scan();
    void took_matches(Result<EventPage> answer);
    void grow(int rows);
    void set_state(LoadState state, const QString& message = {});

    RunSource& source_;
    ColorRules* rules_ = nullptr;
    std::uint64_t moment_ = 0;
    RunId run_;
    Filter filter_;
    Instant now_;                         ///< that the filter counts from
    std::uint64_t total_ = 0;
    std::vector<std::uint64_t> matches_;  ///< with a filter: numbers of the events of all rows
    std::uint64_t scanned_ = 0;
    bool scanning_ = false;
    bool stopped_ = false;                ///< somebody does not want more
    QString scan_message_;
    int rows_ = 0;
    std::map<std::uint64_t, Mark> marks_;
    LoadState state_ = LoadState::idle;
    QString message_;
    // What is kept of the pages is a cache: reading a row moves its page to the front or asks for it.
    mutable std::list<std::pair<int, Page>> pages_; ///< the latest used first
    mutable std::unordered_map<int, std::list<std::pair<int, Page>>::iterator> by_number_;
    mutable std::set<int> asked_;
    mutable AnswerGate gate_;
    AnswerGate scan_gate_{this};
};

} // namespace orkestr
