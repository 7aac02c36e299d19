#include "ui/designer/definition_delegate.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/definition_list_model.h"

#include <QPainter>

namespace orkestr {

namespace {

constexpr int entry_height_px = 44;
constexpr int section_height_px = 28;
constexpr int note_height_px = 24;
constexpr int entry_padding_px = 12;
constexpr int entry_icon_px = 16;

void paint_section(QPainter* painter, const QRect& rect, const QModelIndex& index, const Theme& theme) {
    painter->setFont(ui_font(11, QFont::DemiBold));
    painter->setPen(theme.secondary_text);
    const QRect title(rect.left() + entry_padding_px, rect.top() + 4, rect.width() - 2 * entry_padding_px, section_height_px - 4);
    painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    const QString note = index.data(DefinitionListModel::note_role).toString();
    if (note.isEmpty()) return;
    painter->setFont(ui_font(12));
    const QRect place(title.left(), rect.top() + section_height_px - 2, title.width(), note_height_px);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(note, Qt::ElideRight, place.width()));
}

QString second_line(const QModelIndex& index) {
    const int errors = index.data(DefinitionListModel::errors_role).toInt();
    if (errors > 0) return DefinitionDelegate::tr("%n problem(s)", nullptr, errors);
    return index.data(DefinitionListModel::version_role).toString();
}

} // namespace

void DefinitionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.palette);
    if (index.data(DefinitionListModel::section_role).toBool()) return paint_section(painter, option.rect, index, theme);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) painter->fillRect(option.rect, theme.accent_tint);
    else if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
    if (selected) painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme.accent);

    const bool broken = index.data(DefinitionListModel::errors_role).toInt() > 0;
    const bool file = !index.data(DefinitionListModel::path_role).toString().isEmpty();
    const QRect content = option.rect.adjusted(entry_padding_px, 4, -entry_padding_px, -4);
    const QRect icon_place(content.left(), content.top() + (content.height() / 2 - entry_icon_px) / 2 + 1, entry_icon_px, entry_icon_px);
    const QString name = broken ? QStringLiteral("file-x") : file ? QStringLiteral("workflow") : QStringLiteral("package");
    painter->drawPixmap(icon_place, icon_pixmap(name, broken ? theme.error : selected ? theme.accent : theme.secondary_text,
                                                entry_icon_px, painter->device()->devicePixelRatioF()));
    const QRect top(content.left() + entry_icon_px + 8, content.top(), content.width() - entry_icon_px - 8, content.height() / 2);
    painter->setFont(ui_font(13, QFont::Medium));
    painter->setPen(theme.text);
    painter->drawText(top, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, top.width()));
    painter->setFont(ui_font(12));
    painter->setPen(broken ? theme.error : theme.secondary_text);
    painter->drawText(top.translated(0, top.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(second_line(index), Qt::ElideRight, top.width()));
}

QSize DefinitionDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    if (!index.data(DefinitionListModel::section_role).toBool()) return {160, entry_height_px};
    const bool note = !index.data(DefinitionListModel::note_role).toString().isEmpty();
    return {160, section_height_px + (note ? note_height_px : 0)};
}

} // namespace orkestr
