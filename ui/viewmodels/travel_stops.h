// Where a run that is played stops: at events that a filter holds for, and where a watched value changes. And what else is
// marked along the run: faults, retries, the events of the selected task.
#pragma once

#include "ui/viewmodels/filter_field_model.h"
#include "ui/viewmodels/travel_events.h"

namespace orkestr {

class TravelStops : public QObject {
    Q_OBJECT
public:
    /// The document outlives it.
    explicit TravelStops(TravelDocument& document, QObject* parent = nullptr);

    /// The breakpoint.
    FilterFieldModel* filter() { return &filter_; }
    /// Events that it holds for; none without a filter.
    const TravelEvents& hits() const { return hits_; }
    /// More to stop at. Null takes it away; it is taken away before it is deleted.
    void set_watched(std::vector<TravelEvents*> watched);

    bool is_empty() const;
    /// All places to stop at are known.
    bool is_complete() const;
    /// They are being looked for.
    bool is_searching() const { return !is_complete(); }
    /// Gives that up; what was waiting for it does not happen.
    void cancel_search();
    bool is_given_up() const;
    void search_again();
    /// Why some can't be found; empty when all can.
    QString message() const;
    /// The nearest one after an event, or before it; 0: there is none.
    std::uint64_t next(std::uint64_t seq) const;
    std::uint64_t previous(std::uint64_t seq) const;
    bool contains(std::uint64_t seq) const;
    /// So many, those of several kinds counted for each.
    std::size_t count() const;
    const std::vector<TravelEvents*>& all() const { return all_; }

    const TravelEvents& faults() const { return faults_; }
    const TravelEvents& retries() const { return retries_; }
    const TravelEvents& of_task() const { return of_task_; }

    /// To the nearest stop; where they are not known yet, once they are.
    void go_to_stop(Direction direction);
    /// To the next event of the selected task, or the one before; of any task where none is selected.
    void go_to_task_event(Direction direction);

Q_SIGNALS:
    void changed();
    /// There is nothing in this direction.
    void nothing_there();

private:
    void apply_filter();
    void follow_task();
    void put_together();
    void go_on();

    TravelDocument& document_;
    FilterFieldModel filter_{FilterSubject::event};
    TravelEvents hits_;
    TravelEvents faults_;
    TravelEvents retries_;
    TravelEvents of_task_;
    QString task_;
    std::vector<TravelEvents*> watched_;
    std::vector<TravelEvents*> all_;
    std::optional<Direction> wanted_stop_;
    std::optional<Direction> wanted_task_;
};

} // namespace orkestr
