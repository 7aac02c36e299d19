#include "ui/runs/run_delegate.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/run_list_model.h"
#include "ui/viewmodels/text.h"

#include <QPainter>

namespace orkestr {

namespace {

constexpr int run_padding_px = 12;
constexpr int run_icon_px = 16;
constexpr int run_gap_px = 8;

QString outcome_text(const QModelIndex& index) {
    const QString status = status_text(index.data(RunListModel::status_role).toString());
    const QString error = index.data(RunListModel::error_role).toString();
    const QString duration = index.data(RunListModel::duration_role).toString();
    QStringList parts{status};
    if (!duration.isEmpty()) parts << duration;
    if (!error.isEmpty()) parts << error;
    return parts.join(QStringLiteral(" · "));
}

} // namespace

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.palette);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) painter->fillRect(option.rect, theme.accent_tint);
    else if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
    if (selected) painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme.accent);

    const QRect content = option.rect.adjusted(run_padding_px, 6, -run_padding_px, -6);
    const QRect top(content.left() + run_icon_px + run_gap_px, content.top(), content.width() - run_icon_px - run_gap_px, content.height() / 2);
    const QRect bottom = top.translated(0, top.height());
    const DisplayStatus status = display_status(index.data(RunListModel::status_role).toString());
    status_icon(status).paint(painter, QRect(content.left(), top.center().y() - run_icon_px / 2 + 1, run_icon_px, run_icon_px));

    const QString moment = moment_text(index.data(RunListModel::started_role).toDateTime());
    painter->setFont(ui_font(12));
    painter->setPen(theme.secondary_text);
    painter->drawText(top, Qt::AlignRight | Qt::AlignVCenter, moment);
    const int moment_width = painter->fontMetrics().horizontalAdvance(moment);
    painter->setPen(status == DisplayStatus::faulted ? theme.error : theme.secondary_text);
    painter->drawText(bottom, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(outcome_text(index), Qt::ElideRight, bottom.width()));
    painter->setFont(ui_font(13, QFont::Medium));
    painter->setPen(theme.text);
    painter->drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(RunListModel::name_role).toString(), Qt::ElideRight,
                                                        top.width() - moment_width - run_gap_px));
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {160, row_height_px}; }

} // namespace orkestr
