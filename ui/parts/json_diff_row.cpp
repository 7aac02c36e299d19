#include "ui/parts/json_diff_row.h"

#include "ui/parts/json_view_row.h"
#include "ui/viewmodels/json_diff_model.h"

#include <QPainter>

namespace orkestr {

namespace {

struct DiffLook {
    QString sign;
    QColor ink;
};

DiffLook diff_look(JsonChange change, const Theme& theme) {
    switch (change) {
    case JsonChange::added: return {QStringLiteral("+"), theme.success};
    case JsonChange::removed: return {QStringLiteral("−"), theme.error};
    case JsonChange::changed: return {QStringLiteral("~"), theme.warning};
    default: return {QString(), theme.secondary_text};
    }
}

void diff_value(JsonLine& line, const Theme& theme, const QVariant& value, const QVariant& kind_value) {
    if (!value.isValid()) return;
    const auto kind = static_cast<JsonKind>(kind_value.toInt());
    const QString text = value.toString();
    switch (kind) {
    case JsonKind::redacted: return line.chip(text, QStringLiteral("eye-off"));
    case JsonKind::string: return line.text(text, theme.code.string);
    case JsonKind::number: return line.text(text, theme.code.number);
    case JsonKind::word: return line.text(text, theme.code.keyword);
    default: return line.text(text, theme.secondary_text);
    }
}

} // namespace

void JsonDiffRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    constexpr int sign_px = 16;
    const Theme& theme = Theme::of(option.palette);
    const auto change = static_cast<JsonChange>(index.data(JsonDiffModel::change_role).toInt());
    const DiffLook look = diff_look(change, theme);
    const bool selected = option.state & QStyle::State_Selected;
    if (!selected && option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
    else if (!selected && !look.sign.isEmpty())
        painter->fillRect(option.rect, blended(theme.raised, look.ink, theme.kind == ThemeKind::dark ? 0.13 : 0.08));
    painter->save();
    painter->setFont(option.font);
    QRect place = option.rect.adjusted(2, 0, -8, 0);
    if (index.data(JsonDiffModel::fold_role).toUInt() > 0) {
        JsonLine line(*painter, place.adjusted(sign_px, 0, 0, 0), theme, nullptr);
        line.text(QStringLiteral("… ") + index.data().toString(), theme.secondary_text);
        painter->restore();
        return;
    }
    painter->setPen(look.ink);
    painter->drawText(QRect(place.left(), place.top(), sign_px - 4, place.height()), Qt::AlignCenter, look.sign);
    place.setLeft(place.left() + sign_px);
    JsonLine line(*painter, place, theme, nullptr);
    const bool quiet = index.data(JsonDiffModel::item_role).toBool() || !index.parent().isValid();
    line.text(index.data().toString(), quiet ? theme.secondary_text : theme.code.key);
    line.text(QStringLiteral(": "), theme.secondary_text);
    const QVariant left = index.data(JsonDiffModel::left_role);
    const QVariant right = index.data(JsonDiffModel::right_role);
    if (change == JsonChange::changed) {
        // Each side has its half where both do not fit.
        const int half = (line.rest().width() - 24) / 2;
        const int wanted = painter->fontMetrics().horizontalAdvance(left.toString());
        const bool tight = wanted + painter->fontMetrics().horizontalAdvance(right.toString()) > 2 * half;
        const QRect rest = line.rest();
        JsonLine before(*painter, tight && wanted > half ? QRect(rest.left(), rest.top(), half, rest.height()) : rest, theme, nullptr);
        diff_value(before, theme, left, index.data(JsonDiffModel::left_kind_role));
        JsonLine after(*painter, QRect(QPoint(before.rest().left(), rest.top()), rest.bottomRight()), theme, nullptr);
        after.text(QStringLiteral(" → "), theme.secondary_text);
        diff_value(after, theme, right, index.data(JsonDiffModel::right_kind_role));
    } else if (change == JsonChange::removed) {
        diff_value(line, theme, left, index.data(JsonDiffModel::left_kind_role));
    } else {
        diff_value(line, theme, right, index.data(JsonDiffModel::right_kind_role));
    }
    painter->restore();
}

QSize JsonDiffRow::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {80, JsonViewRow::height_px}; }

} // namespace orkestr
