// A run in the list: status, name and moment on one line; what it came to below.
#pragma once

#include <QStyledItemDelegate>

namespace orkestr {

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int row_height_px = 48;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace orkestr
