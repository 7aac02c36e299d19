// The steps of two compared runs, side by side; and the changes of one of them.
#pragma once

#include "core/projection/run_diff.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace orkestr {

class StepDiffModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// The sign tells what differs without colour: `=`, `≠`, `A` and `B` (there only).
    enum Column { sign_column, step_column, what_column, duration_a_column, duration_b_column, change_column, column_count };

    explicit StepDiffModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Null: nothing.
    void show(std::shared_ptr<const RunDiff> diff);
    /// Only steps that differ.
    void set_only_differing(bool only);
    bool only_differing() const { return only_differing_; }
    const StepDiff* step_at(int row) const;
    /// The row of the first difference; -1 where there is none.
    int first_row() const;
    /// The next row that differs, around the ends; -1 where there is none.
    int next_row(int from, int direction) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// `output, error`, `only in A`
    static QString what_text(const StepDiff& step);

private:
    void choose();

    std::shared_ptr<const RunDiff> diff_;
    std::vector<std::uint32_t> rows_; ///< into RunDiff::steps
    bool only_differing_ = true;
};

class StepChangeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { path_column, a_column, b_column, column_count };

    explicit StepChangeModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// `more`: how many there are beside them.
    void show(std::vector<RunChange> changes, std::uint64_t more = 0);
    /// Null for the row that tells of more.
    const RunChange* change_at(int row) const;
    /// Both sides of a change as documents. Where it is there on one side only, each is an object that has it as a member, or
    /// has it not: null would say something else.
    static std::pair<Json, Json> sides(const RunChange& change);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<RunChange> changes_;
    std::uint64_t more_ = 0;
};

} // namespace orkestr
