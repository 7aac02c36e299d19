#include "ui/parts/json_view_row.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/viewmodels/json_tree_model.h"
#include "ui/viewmodels/text.h"

#include <QPainter>

namespace orkestr {

JsonLine::JsonLine(QPainter& painter, const QRect& place, const Theme& theme, const JsonMatcher* matcher)
    : painter_(painter), place_(place), theme_(theme), matcher_(matcher) {}

void JsonLine::text(const QString& text, const QColor& ink, bool searched) {
    if (is_full() || text.isEmpty()) return;
    const QFontMetrics metrics = painter_.fontMetrics();
    const QString shown = metrics.elidedText(text, Qt::ElideRight, place_.width());
    if (searched && matcher_) {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(blended(theme_.raised, theme_.warning, 0.35));
        for (const auto& [begin, length] : matcher_->ranges(shown)) {
            const int left = place_.left() + metrics.horizontalAdvance(shown, begin);
            const int right = place_.left() + metrics.horizontalAdvance(shown, begin + length);
            painter_.drawRoundedRect(QRect(left, place_.top() + 3, right - left, place_.height() - 6), 2, 2);
        }
    }
    painter_.setPen(ink);
    painter_.drawText(place_, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    gap(metrics.horizontalAdvance(shown));
}

void JsonLine::chip(const QString& text, const QString& icon_name) {
    constexpr int icon_px = 12;
    constexpr int padding_px = 6;
    const QFont before = painter_.font();
    painter_.setFont(ui_font(11.5));
    const int width = padding_px + icon_px + 4 + painter_.fontMetrics().horizontalAdvance(text) + padding_px;
    const QRectF frame(place_.left() + 0.5, place_.center().y() - 8.5, width, 18);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.setPen(theme_.strong_border);
    painter_.setBrush(theme_.sunken);
    painter_.drawRoundedRect(frame, 4, 4);
    painter_.setRenderHint(QPainter::Antialiasing, false);
    const double ratio = painter_.device()->devicePixelRatioF();
    painter_.drawPixmap(QPointF(frame.left() + padding_px, frame.center().y() - icon_px / 2.0),
                        icon_pixmap(icon_name, theme_.secondary_text, icon_px, ratio));
    painter_.setPen(theme_.secondary_text);
    painter_.drawText(frame.adjusted(padding_px + icon_px + 4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    painter_.setFont(before);
    gap(width + 1);
}

void paint_json_value(JsonLine& line, const Theme& theme, const QModelIndex& index) {
    const auto kind = static_cast<JsonKind>(index.data(JsonTreeModel::kind_role).toInt());
    const QString text = index.data(JsonTreeModel::text_role).toString();
    switch (kind) {
    case JsonKind::group: return;
    case JsonKind::redacted: return line.chip(text, QStringLiteral("eye-off"));
    case JsonKind::string: return line.text(text, theme.code.string, true);
    case JsonKind::number: return line.text(text, theme.code.number, true);
    case JsonKind::word: return line.text(text, theme.code.keyword, true);
    case JsonKind::object:
    case JsonKind::array: break;
    }
    const bool empty = index.data(JsonTreeModel::count_role).toUInt() == 0;
    const bool object = kind == JsonKind::object;
    if (empty) return line.text(object ? QStringLiteral("{}") : QStringLiteral("[]"), theme.secondary_text);
    line.text(object ? QStringLiteral("{…}") : QStringLiteral("[…]"), theme.text);
    line.gap(8);
    const qint64 size = index.data(JsonTreeModel::size_role).toLongLong();
    line.text(size < 1024 ? text : text + QStringLiteral(" · ") + size_text(size), theme.secondary_text);
}

void JsonViewRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.palette);
    if (!(option.state & QStyle::State_Selected) && option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
    painter->save();
    painter->setFont(option.font);
    QRect place = option.rect.adjusted(2, 0, -8, 0);
    const bool cut = index.data(JsonTreeModel::cut_role).toBool();
    const QString size = cut ? size_text(index.data(JsonTreeModel::size_role).toLongLong()) : QString();
    if (cut) place.setRight(place.right() - painter->fontMetrics().horizontalAdvance(size) - 12);
    JsonLine line(*painter, place, theme, matcher_ ? &*matcher_ : nullptr);
    const auto kind = static_cast<JsonKind>(index.data(JsonTreeModel::kind_role).toInt());
    const bool quiet = kind == JsonKind::group || index.data(JsonTreeModel::item_role).toBool() || !index.parent().isValid();
    line.text(index.data().toString(), quiet ? theme.secondary_text : theme.code.key, !quiet);
    if (kind != JsonKind::group) line.text(QStringLiteral(": "), theme.secondary_text);
    paint_json_value(line, theme, index);
    if (cut) {
        painter->setPen(theme.secondary_text);
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, size);
    }
    painter->restore();
}

QSize JsonViewRow::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {80, height_px}; }

} // namespace orkestr
