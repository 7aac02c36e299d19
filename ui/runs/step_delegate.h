// Cells of the step tree: the task's icon and name, status, numbers, and a bar that shows when the step ran within the
// run.
#pragma once

#include <QStyledItemDelegate>

namespace orkestr {

class StepDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int row_height_px = 28;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace orkestr
