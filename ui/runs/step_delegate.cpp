#include "ui/runs/step_delegate.h"

#include "ui/canvas/node_type.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/step_model.h"

#include <QPainter>

namespace orkestr {

namespace {

constexpr int step_padding_px = 8;
constexpr int step_icon_px = 16;
constexpr int step_gap_px = 6;

struct StepCell {
    QPainter* painter;
    const QStyleOptionViewItem& option;
    const QModelIndex& index;
    const Theme& theme;
    DisplayStatus status;
    QRect content;

    void text(const QRect& place, const QString& text, Qt::Alignment alignment) const {
        painter->drawText(place, static_cast<int>(alignment | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    }
    QRect picture(const QIcon& icon) const {
        icon.paint(painter, QRect(content.left(), content.center().y() - step_icon_px / 2 + 1, step_icon_px, step_icon_px));
        return content.adjusted(step_icon_px + step_gap_px, 0, 0, 0);
    }
};

void paint_name(const StepCell& cell) {
    const NodeType type = node_type(cell.index.data(StepModel::kind_role).toString());
    const QRect place = cell.picture(icon(node_type_icon(type), QPalette::PlaceholderText));
    const QString name = cell.index.data().toString();
    cell.painter->setPen(cell.status == DisplayStatus::skipped ? cell.theme.secondary_text : cell.theme.text);
    cell.text(place, name, Qt::AlignLeft);
    const QString repeat = cell.index.data(StepModel::repeat_role).toString();
    const QString waits = cell.index.data(StepModel::waits_role).toString();
    const QString note = repeat.isEmpty() || waits.isEmpty() ? repeat + waits : repeat + QStringLiteral("  ") + waits;
    const int used = cell.painter->fontMetrics().horizontalAdvance(name) + step_gap_px;
    if (note.isEmpty() || used >= place.width()) return;
    cell.painter->setPen(cell.theme.secondary_text);
    cell.text(place.adjusted(used, 0, 0, 0), note, Qt::AlignLeft);
}

void paint_status(const StepCell& cell) {
    const QRect place = cell.picture(status_icon(cell.status));
    cell.painter->setPen(cell.theme.colors(cell.status).text);
    cell.text(place, cell.index.data().toString(), Qt::AlignLeft);
}

void paint_timeline(const StepCell& cell) {
    const QRect& area = cell.content;
    if (area.width() < 16) return;
    const double begin = cell.index.data(StepModel::share_begin_role).toDouble();
    const double length = cell.index.data(StepModel::share_length_role).toDouble();
    const double width = std::max(3.0, length * area.width());
    const double left = std::min(area.left() + begin * area.width(), area.right() + 1 - width);
    cell.painter->setRenderHint(QPainter::Antialiasing);
    cell.painter->setPen(Qt::NoPen);
    cell.painter->setBrush(cell.theme.colors(cell.status).stripe);
    cell.painter->drawRoundedRect(QRectF(left, area.center().y() - 3, width, 7), 2, 2);
    cell.painter->setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.palette);
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, theme.accent_tint);
    else if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
    painter->setFont(option.font);
    const StepCell cell{painter, option, index, theme, display_status(index.data(StepModel::status_role).toString()),
                        option.rect.adjusted(index.column() == StepModel::name_column ? 2 : step_padding_px, 0, -step_padding_px, 0)};
    switch (index.column()) {
    case StepModel::name_column: return paint_name(cell);
    case StepModel::status_column: return paint_status(cell);
    case StepModel::timeline_column: return paint_timeline(cell);
    default:
        painter->setPen(theme.secondary_text);
        cell.text(cell.content, index.data().toString(), Qt::AlignRight);
    }
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {80, row_height_px}; }

} // namespace orkestr
