#include "ui/designer/problem_delegate.h"

#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/problem_list_model.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace orkestr {

namespace {

constexpr int problem_icon_px = 16;

QRect message_place(const QRect& cell) {
    return cell.adjusted(TableDelegate::padding_px + problem_icon_px + 6, 5, -TableDelegate::padding_px, -5);
}

void copy_problems(const QTableView& table) {
    QStringList lines;
    for (const QModelIndex& row : table.selectionModel()->selectedRows()) lines << row.data(ProblemListModel::copy_role).toString();
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace

void ProblemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.palette);
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, theme.accent_tint);
    else if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme.hover);
    painter->setFont(option.font);
    if (index.column() != ProblemListModel::message_column) {
        painter->setPen(theme.secondary_text);
        painter->drawText(option.rect.adjusted(padding_px, 5, -padding_px, -5), Qt::AlignTop | Qt::AlignRight, index.data().toString());
        return;
    }
    const bool error = index.data(ProblemListModel::error_role).toBool();
    const QPixmap picture = icon_pixmap(error ? QStringLiteral("circle-alert") : QStringLiteral("triangle-alert"),
                                        error ? theme.error : theme.warning, problem_icon_px, painter->device()->devicePixelRatioF());
    painter->drawPixmap(option.rect.left() + padding_px, option.rect.top() + 6, picture);
    painter->setPen(theme.text);
    painter->drawText(message_place(option.rect), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, index.data().toString());
}

QSize ProblemDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (index.column() != ProblemListModel::message_column) return {80, row_height_px};
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    const int width = table ? table->columnWidth(index.column()) : option.rect.width();
    const QRect place = message_place(QRect(0, 0, width, 10'000));
    const QRect text = option.fontMetrics.boundingRect(place, Qt::TextWordWrap, index.data().toString());
    return {width, std::max(row_height_px, text.height() + 11)};
}

void prepare_problem_table(QTableView& table) {
    prepare_table(table);
    table.setItemDelegate(new ProblemDelegate(&table));
    table.horizontalHeader()->hide();
    table.horizontalHeader()->setSectionResizeMode(ProblemListModel::message_column, QHeaderView::Stretch);
    table.setColumnHidden(ProblemListModel::code_column, true);
    table.setColumnWidth(ProblemListModel::place_column, 64);
    // At most 200 problems are listed, so measuring every row is cheap.
    table.verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* copy = new QAction(&table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, &table, [&table] { copy_problems(table); });
    table.addAction(copy);
}

} // namespace orkestr
