// Which workflows start by themselves, and when next.
#pragma once

#include "core/ports/run_source.h"
#include "ui/viewmodels/table_rows.h"

namespace orkestr {

class ScheduleModel : public TableRows<ScheduleView, std::string> {
    Q_OBJECT
public:
    enum Column { workflow_column, rule_column, next_column, last_column, state_column, column_count };
    enum Role {
        run_role = Qt::UserRole + 1, ///< QString: the run it started last; empty when none
        active_role,                 ///< bool
        json_role                    ///< QString: all of it as JSON
    };

    using TableRows::TableRows;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::string key_of(const ScheduleView& row) const override { return row.row.ns + '/' + row.row.name; }
    bool is_same(const ScheduleView& a, const ScheduleView& b) const override;
};

} // namespace orkestr
