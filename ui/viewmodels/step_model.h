// A run's steps as a tree, in the order they began: what a container held stands below it. Rows are added and changed in
// place as the run goes on, so that what is expanded, selected and scrolled to stays.
#pragma once

#include "core/definition/model.h"
#include "core/projection/run_view.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace orkestr {

class StepModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { name_column, status_column, attempt_column, started_column, duration_column, timeline_column, column_count };
    enum Role {
        step_role = Qt::UserRole + 1, ///< quint32: the step's id
        status_role,                  ///< QString: the DSL's word
        kind_role,                    ///< QString: the DSL's word for the task
        repeat_role,                  ///< QString: which time round, `#2`; empty where it runs once
        duration_ms_role,             ///< qint64: so far, where it hasn't ended
        share_begin_role,             ///< double 0 to 1: where in the run's time it began
        share_length_role,            ///< double 0 to 1: of the run's time
        error_role,                   ///< QString: one line; empty when it has none
        waits_role                    ///< QString: what it waits for, and until when; empty when it doesn't wait
    };

    explicit StepModel(QObject* parent = nullptr);

    /// The run as it is now, or as it was at `moment`; null: none. Another view of the same run changes the rows, adds and
    /// takes away; another run starts anew.
    void show(std::shared_ptr<const RunView> view, std::optional<Instant> moment = {});

    /// What the run executes; null: not known.
    void set_definition(std::shared_ptr<const Definition> definition);

    /// False for a record of the past: what had not ended there ends with the last that is known.
    void set_live(bool live) { live_ = live; }

    QModelIndex find(StepId step) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        int parent = -1; ///< in rows_
        int place = 0;   ///< among its parent's
        int before = -1; ///< in rows_: the step of its task before this one
        std::vector<int> children;
    };
    bool continues(const RunView& now) const;
    int parent_of(const StepView& step) const;
    std::map<int, std::vector<int>> add_rows(std::size_t from);
    void start_anew();
    void append_rows(std::size_t from);
    void take_rows(std::size_t from);
    Instant now() const;
    void tell_changes(const RunView& before, std::size_t count);
    void tick();
    std::vector<int>& children_of(int row) { return row < 0 ? top_ : rows_[static_cast<std::size_t>(row)].children; }
    const std::vector<int>& children_of(int row) const { return row < 0 ? top_ : rows_[static_cast<std::size_t>(row)].children; }
    QModelIndex index_of(int row, int column = 0) const;
    const StepView& step(const QModelIndex& index) const { return view_->steps[static_cast<std::size_t>(index.internalId())]; }
    Instant end_of(const StepView& step) const;
    QVariant display(const StepView& step, int column) const;
    QVariant share(const StepView& step, int role) const;

    std::shared_ptr<const RunView> view_;
    std::shared_ptr<const Definition> definition_;
    std::vector<Row> rows_; ///< as view_->steps
    std::vector<int> top_;
    StepNumbers by_step_;
    std::unordered_map<std::string, int> latest_by_task_;
    bool live_ = true;
    std::optional<Instant> moment_; ///< of the past, that the view tells of
    Instant last_seen_; ///< the latest time that the view tells of
    QTimer clock_; ///< durations of what is under way
};

} // namespace orkestr
