// Replayed runs as a matrix: a row for each run, a column for each definition that they were decided again by.
#pragma once

#include "core/ports/run_replayer.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace orkestr {

class ReplayMatrixModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { run_column, started_column, definition_column, first_cell_column };

    enum Role { outcome_role = Qt::UserRole }; ///< of a cell: ReplayCell::Outcome, as int

    static constexpr std::size_t usual_rows = 100'000;

    /// More rows than `most_rows` are counted, and not kept.
    explicit ReplayMatrixModel(QObject* parent = nullptr, std::size_t most_rows = usual_rows) : QAbstractTableModel(parent), most_rows_(most_rows) {}

    /// Begins anew; `definitions` are the columns' titles, one at least.
    void begin(const QStringList& definitions);
    /// In the order in which a RunReplayer gives them. A row is there when all its cells are.
    void add(const std::vector<ReplayCell>& cells);
    /// Only rows in which something differs or could not be told.
    void set_only_differing(bool only);
    bool only_differing() const { return only_differing_; }

    std::size_t runs() const { return rows_.size(); } ///< shown or not
    std::size_t left_out() const { return left_out_; } ///< rows that are not kept
    std::size_t left_out_differing() const { return left_out_differing_; } ///< of these, in which something differs or could not be told
    /// Null for the columns before the cells.
    const ReplayCell* cell_at(const QModelIndex& index) const;
    const RunRow* run_at(int row) const;
    bool has_difference() const { return differs_; } ///< some cell differs
    /// The first shown cell that differs; invalid when none does.
    QModelIndex first_differing() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// What a cell says: `equal`, `event 12 · charge`, why it could not be told.
    static QString cell_text(const ReplayCell& cell);
    /// What differs or why it is impossible, and which steps could not be judged.
    static QString details_text(const ReplayCell& cell);

private:
    struct Row {
        RunRow run;
        std::vector<ReplayCell> cells; ///< by definition; the run's row is taken out of them
        bool differs = false;
    };
    bool is_shown(const Row& row) const { return !only_differing_ || row.differs; }

    QStringList definitions_;
    std::vector<Row> rows_;
    Row coming_;
    std::vector<std::uint32_t> shown_; ///< into rows_
    std::size_t most_rows_;
    std::size_t left_out_ = 0;
    std::size_t left_out_differing_ = 0;
    bool differs_ = false;
    bool only_differing_ = false;
};

} // namespace orkestr
