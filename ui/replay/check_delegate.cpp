#include "ui/replay/check_delegate.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>
#include <QWidget>

namespace orkestr {

void CheckDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    TableDelegate::paint(painter, option, index);
    const QVariant checked = index.data(Qt::CheckStateRole);
    if (!checked.isValid() || !option.widget) return;
    const QStyle* style = option.widget->style();
    QStyleOptionButton box;
    box.palette = option.palette;
    box.state = QStyle::State_Enabled | (checked.toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
    const QSize size(style->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, option.widget), style->pixelMetric(QStyle::PM_IndicatorHeight, nullptr, option.widget));
    box.rect = QStyle::alignedRect(option.direction, Qt::AlignCenter, size, option.rect);
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, option.widget);
}

bool CheckDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index) {
    const QVariant checked = index.data(Qt::CheckStateRole);
    if (!checked.isValid()) return TableDelegate::editorEvent(event, model, option, index);
    const bool clicked = event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    if (!clicked) return false;
    return model->setData(index, checked.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace orkestr
