// What could not be done and waits for somebody to decide, newest first.
#pragma once

#include "core/ports/dead_letters.h"
#include "ui/viewmodels/table_rows.h"

namespace orkestr {

class DeadLetterModel : public TableRows<DeadLetter, std::int64_t> {
    Q_OBJECT
public:
    enum Column { time_column, kind_column, title_column, run_column, column_count };
    enum Role {
        run_role = Qt::UserRole + 1, ///< QString: the run it is about; may be empty
        id_role,                     ///< qint64
        json_role                    ///< QString: all of it as JSON
    };

    using TableRows::TableRows;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::int64_t key_of(const DeadLetter& row) const override { return row.id; }
    bool is_same(const DeadLetter& a, const DeadLetter& b) const override { return a.state == b.state && a.title == b.title; }
};

} // namespace orkestr
