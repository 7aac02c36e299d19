// How a row of a JSON diff looks: a sign (+ added, − removed, ~ changed) and a tint, the name, and the values of both
// sides.
#pragma once

#include <QStyledItemDelegate>

namespace orkestr {

class JsonDiffRow : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace orkestr
