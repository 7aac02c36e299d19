// A run's events as a table, however many: pages of 256 rows are read when they are looked at, and the latest 64 pages
// are kept. A row that is not there yet shows an ellipsis and fills itself in.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/answer_gate.h"
#include "ui/viewmodels/load_state.h"

#include <QAbstractTableModel>

#include <list>
#include <set>
#include <unordered_map>

namespace orkestr {

class EventModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { seq_column, time_column, type_column, task_column, attempt_column, data_column, column_count };
    enum Role {
        step_key_role = Qt::UserRole + 1, ///< QString; empty for the run's own events
        json_role,                        ///< QString: the whole event as canonical JSON
        loaded_role                       ///< bool
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

    /// Of the first page of this run.
    LoadState state() const { return state_; }
    const QString& message() const { return message_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void state_changed();

private:
    using Page = std::vector<EventView>;
    const EventView* event_at(int row) const;
    void ask(int page) const;
    void took(int page, Result<EventPage> answer);
    void keep(int page, std::vector<EventView> events);
    void set_state(LoadState state, const QString& message = {});

    RunSource& source_;
    RunId run_;
    int rows_ = 0;
    LoadState state_ = LoadState::idle;
    QString message_;
    // What is kept of the pages is a cache: reading a row moves its page to the front or asks for it.
    mutable std::list<std::pair<int, Page>> pages_; ///< the latest used first
    mutable std::unordered_map<int, std::list<std::pair<int, Page>>::iterator> by_number_;
    mutable std::set<int> asked_;
    mutable AnswerGate gate_;
};

} // namespace orkestr
