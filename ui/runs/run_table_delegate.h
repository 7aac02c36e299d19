// How a row of the table of runs looks: its status with its icon, ids in the code's font, and what a colouring rule says as
// the colour of its text and a stripe at its left.
#pragma once

#include "ui/theme/table_delegate.h"

namespace orkestr {

class RunTableDelegate : public TableDelegate {
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    DisplayStatus status_of(const QModelIndex& index) const override;
};

} // namespace orkestr
