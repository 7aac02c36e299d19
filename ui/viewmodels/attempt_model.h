// The attempts of a step: each time that it, or what it ordered, was begun.
#pragma once

#include "core/projection/step_detail.h"
#include "ui/viewmodels/table_rows.h"

#include <QString>

namespace orkestr {

class AttemptModel : public TableRows<AttemptView, std::int64_t> {
    Q_OBJECT
public:
    enum Column { number_column, status_column, queued_column, running_column, started_column, error_column, column_count };
    enum Role { status_role = Qt::UserRole + 1 }; ///< QString: the DSL's word

    using TableRows::TableRows;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Request, response, error and log of an attempt as one document.
    static Json whole(const AttemptView& attempt);

protected:
    std::int64_t key_of(const AttemptView& row) const override { return (row.queued ? row.queued->ms : 0) * 1000 + row.number; }
    bool is_same(const AttemptView& a, const AttemptView& b) const override { return a.status == b.status && a.ended == b.ended && a.next == b.next; }
};

} // namespace orkestr
