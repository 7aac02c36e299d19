#include "ui/parts/json_view_tree.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <deque>

namespace orkestr {

JsonViewTree::JsonViewTree(QWidget* parent) : QTreeView(parent) {
    setFont(code_font());
    setUniformRowHeights(true);
    setHeaderHidden(true);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setIndentation(16);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setStretchLastSection(true);
}

void JsonViewTree::keyPressEvent(QKeyEvent* event) {
    // What QTreeView does for an asterisk has no end in a long document.
    if (event->key() == Qt::Key_Asterisk) {
        Q_EMIT expand_all_pressed();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void JsonViewTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(palette());
    const bool selected = selectionModel()->isSelected(index);
    if (selected) painter->fillRect(option.rect, theme.accent_tint);
    QTreeView::drawRow(painter, option, index);
    if (selected && hasFocus()) painter->fillRect(QRect(0, option.rect.top(), 3, option.rect.height()), theme.accent);
}

void JsonViewTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
    constexpr int arrow_px = 14;
    const Theme& theme = Theme::of(palette());
    if (selectionModel()->isSelected(index)) painter->fillRect(rect, theme.accent_tint);
    if (!model()->hasChildren(index)) return;
    const QString name = isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
    const QPointF place(rect.right() - indentation() / 2.0 - arrow_px / 2.0 + 1, rect.center().y() - arrow_px / 2.0 + 1);
    painter->drawPixmap(place, icon_pixmap(name, theme.secondary_text, arrow_px, painter->device()->devicePixelRatioF()));
}

bool expand_below(QTreeView& tree, const QModelIndex& index, int most_rows) {
    std::deque<QModelIndex> waiting{index};
    const QAbstractItemModel& model = *tree.model();
    int opened = 0;
    bool all = true;
    tree.setUpdatesEnabled(false);
    while (!waiting.empty()) {
        const QModelIndex at = waiting.front();
        waiting.pop_front();
        const int rows = model.rowCount(at);
        if (opened + rows > most_rows && at != index) {
            all = false;
            continue;
        }
        opened += rows;
        tree.expand(at);
        for (int row = 0; row < rows; ++row) {
            const QModelIndex child = model.index(row, 0, at);
            if (model.hasChildren(child)) waiting.push_back(child);
        }
    }
    tree.setUpdatesEnabled(true);
    return all;
}

void collapse_below(QTreeView& tree, const QModelIndex& index) {
    std::vector<QModelIndex> waiting{index};
    const QAbstractItemModel& model = *tree.model();
    tree.setUpdatesEnabled(false);
    while (!waiting.empty()) {
        const QModelIndex at = waiting.back();
        waiting.pop_back();
        if (!tree.isExpanded(at)) continue;
        for (int row = 0; row < model.rowCount(at); ++row) {
            const QModelIndex child = model.index(row, 0, at);
            if (tree.isExpanded(child)) waiting.push_back(child);
        }
        tree.collapse(at);
    }
    tree.setUpdatesEnabled(true);
}

} // namespace orkestr
