// A definition in the list: its title, and its name and version below; and the sections' titles.
#pragma once

#include <QStyledItemDelegate>

namespace orkestr {

class DefinitionDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace orkestr
