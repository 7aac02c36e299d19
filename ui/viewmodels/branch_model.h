// The ways from task to task of a definition, and how many runs took each: what the graph shows along its edges, to be read.
// In the order of the definition; of records without one the most frequent first.
#pragma once

#include "core/plan/graph.h"
#include "ui/viewmodels/task_titles.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace orkestr {

class BranchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { from_column, to_column, case_column, runs_column, times_column, column_count };

    explicit BranchModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Null: nothing.
    void show(const PathStatistics* statistics, const std::optional<Graph>& graph, const TaskTitles& titles);
    /// How many of them no run took.
    int never_taken() const { return never_; }
    /// JSON pointer of the task that it leads to, or where that is none, that it comes from; empty: neither is one.
    QString task_at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// What a node of the graph is.
    struct Place {
        enum class Part : std::uint8_t { whole, beginning, end };
        std::string task; ///< JSON pointer; empty: the workflow's own start or end
        Part part = Part::whole;
        bool in_catch = false;
    };
    Place place_of(const std::string& node) const;
    /// `inside`: the end of what holds others at which the way is within it.
    QString end_text(const std::string& node, Place::Part inside) const;
    QString runs_text_of(const WayStatistics& way) const;

    std::vector<WayStatistics> ways_;
    QStringList labels_; ///< of ways_
    TaskTitles titles_;
    std::uint64_t runs_ = 0;
    int never_ = 0;
};

} // namespace orkestr
