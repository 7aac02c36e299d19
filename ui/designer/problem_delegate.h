// How problems are listed: an icon for how bad, the message on as many lines as it needs, the place.
#pragma once

#include "ui/theme/table_delegate.h"

namespace orkestr {

class ProblemDelegate : public TableDelegate {
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Gives a table of a ProblemListModel this delegate and its columns; Ctrl+C copies the selected problems.
void prepare_problem_table(QTableView& table);

} // namespace orkestr
