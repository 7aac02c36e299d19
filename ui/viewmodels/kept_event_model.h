// Events that nobody has received yet, and how long each is kept for somebody who begins to listen later.
#pragma once

#include "core/ports/event_bus.h"
#include "ui/viewmodels/table_rows.h"

namespace orkestr {

class KeptEventModel : public TableRows<BusEvent, std::int64_t> {
    Q_OBJECT
public:
    enum Column { time_column, type_column, source_column, to_column, until_column, column_count };
    enum Role {
        run_role = Qt::UserRole + 1, ///< QString: the run it is for; empty: everybody
        json_role                    ///< QString: the CloudEvent, with who sent it and until when it is kept
    };

    using TableRows::TableRows;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    std::int64_t key_of(const BusEvent& row) const override { return row.id; }
    bool is_same(const BusEvent& a, const BusEvent& b) const override { return a.expires == b.expires && a.claimed == b.claimed; }
};

} // namespace orkestr
