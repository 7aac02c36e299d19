#include "ui/theme/table_delegate.h"

#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QIcon>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

namespace orkestr {

namespace {

constexpr int cell_icon_px = 16;
constexpr int cell_icon_gap_px = 6;

bool is_number(const QVariant& value) {
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::Float: return true;
    default: return false;
    }
}

Qt::Alignment cell_alignment(const QModelIndex& index, const QVariant& value) {
    const QVariant asked = index.data(Qt::TextAlignmentRole);
    if (asked.isValid()) return Qt::Alignment(asked.toInt()) | Qt::AlignVCenter;
    return Qt::AlignVCenter | (is_number(value) ? Qt::AlignRight : Qt::AlignLeft);
}

QIcon cell_icon(const QModelIndex& index, DisplayStatus status) {
    if (status != DisplayStatus::none) return status_icon(status);
    const QVariant value = index.data(Qt::DecorationRole);
    // Models know names of icons only.
    if (value.typeId() == QMetaType::QString) return icon(value.toString(), QPalette::Link);
    return value.typeId() == QMetaType::QIcon ? value.value<QIcon>() : QIcon();
}

QRect cell_content(const QRect& cell) {
    return cell.adjusted(TableDelegate::padding_px, 0, -TableDelegate::padding_px, 0);
}

QColor cell_text_color(const QStyleOptionViewItem& option, const QModelIndex& index, DisplayStatus status) {
    const auto group = !(option.state & QStyle::State_Enabled) ? QPalette::Disabled
                       : option.state & QStyle::State_Active   ? QPalette::Active
                                                               : QPalette::Inactive;
    if (status != DisplayStatus::none) return Theme::of(option.palette).colors(status).text;
    const QVariant asked = index.data(Qt::ForegroundRole);
    return asked.canConvert<QBrush>() ? asked.value<QBrush>().color() : option.palette.color(group, QPalette::Text);
}

} // namespace

TableDelegate::TableDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

DisplayStatus TableDelegate::status_of(const QModelIndex& index) const {
    const QVariant value = index.data(status_role);
    return value.isValid() ? static_cast<DisplayStatus>(value.toInt()) : DisplayStatus::none;
}

int TableDelegate::spare_px(const QStyleOptionViewItem&, const QModelIndex&) const { return 0; }

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool selected = option.state & QStyle::State_Selected;
    const Theme& theme = Theme::of(option.palette);
    if (selected) {
        painter->fillRect(option.rect, theme.accent_tint);
    } else if (const QVariant brush = index.data(Qt::BackgroundRole); brush.canConvert<QBrush>()) {
        painter->fillRect(option.rect, brush.value<QBrush>());
    } else if (index.row() == hovered_row_) {
        painter->fillRect(option.rect, theme.hover);
    } else if (option.features & QStyleOptionViewItem::Alternate) {
        painter->fillRect(option.rect, option.palette.alternateBase());
    }

    const QVariant value = index.data(Qt::DisplayRole);
    const DisplayStatus status = status_of(index);
    QRect content = cell_content(option.rect).adjusted(0, 0, -spare_px(option, index), 0);
    if (const QIcon picture = cell_icon(index, status); !picture.isNull()) {
        const QRect place(content.left(), content.center().y() - cell_icon_px / 2 + 1, cell_icon_px, cell_icon_px);
        const auto mode = option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled;
        picture.paint(painter, place, Qt::AlignCenter, mode);
        content.setLeft(place.right() + 1 + cell_icon_gap_px);
    }
    const QString text = displayText(value, option.locale);
    if (text.isEmpty()) return;
    const QVariant font = index.data(Qt::FontRole);
    painter->setFont(font.isValid() ? qvariant_cast<QFont>(font).resolve(option.font) : option.font);
    painter->setPen(cell_text_color(option, index, status));
    const QFontMetrics metrics = painter->fontMetrics();
    painter->drawText(content, cell_alignment(index, value) | Qt::TextSingleLine,
                      metrics.elidedText(text, option.textElideMode, content.width()));
    if (option.state & QStyle::State_HasFocus && !selected) {
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QString text = displayText(index.data(Qt::DisplayRole), option.locale);
    int width = option.fontMetrics.horizontalAdvance(text) + 2 * padding_px + 2 + spare_px(option, index);
    if (!cell_icon(index, status_of(index)).isNull()) width += cell_icon_px + cell_icon_gap_px;
    return {width, row_height_px};
}

bool TableDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    if (!index.isValid() || index.data(Qt::ToolTipRole).isValid() || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    if (sizeHint(option, index).width() <= option.rect.width()) {
        QToolTip::hideText();
        return false;
    }
    // Escaped, so that data is never taken for markup.
    QToolTip::showText(
        event->globalPos(),
        QStringLiteral("<qt>%1</qt>").arg(displayText(index.data(Qt::DisplayRole), option.locale).toHtmlEscaped()),
        view);
    return true;
}

void TableDelegate::follow_mouse(QTableView& table) {
    table_ = &table;
    table.viewport()->setMouseTracking(true);
    table.viewport()->installEventFilter(this);
    viewport_ = table.viewport();
}

void TableDelegate::hover(int row) {
    if (row == hovered_row_) return;
    const int before = hovered_row_;
    hovered_row_ = row;
    for (const int changed : {before, row}) {
        if (changed < 0) continue;
        table_->viewport()->update(0, table_->rowViewportPosition(changed), table_->viewport()->width(),
                                   table_->rowHeight(changed));
    }
}

bool TableDelegate::eventFilter(QObject* object, QEvent* event) {
    // While the table is being destroyed its viewport still gets events, and it is no table any more.
    if (object == viewport_ && qobject_cast<QTableView*>(static_cast<QObject*>(table_))) {
        if (event->type() == QEvent::MouseMove)
            hover(table_->rowAt(static_cast<QMouseEvent*>(event)->position().toPoint().y()));
        if (event->type() == QEvent::Leave || event->type() == QEvent::Wheel) hover(-1);
        return false;
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

void prepare_table(QTableView& table, TableDelegate* delegate) {
    if (!delegate) delegate = new TableDelegate(&table);
    delegate->setParent(&table);
    table.setItemDelegate(delegate);
    delegate->follow_mouse(table);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(TableDelegate::row_height_px);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setMinimumSectionSize(48);
}

} // namespace orkestr
