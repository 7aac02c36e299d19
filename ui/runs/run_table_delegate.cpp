#include "ui/runs/run_table_delegate.h"

#include "ui/runs/color_rules_look.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/run_table_model.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace orkestr {

namespace {

constexpr int rule_stripe_px = 3;

bool is_id(const QModelIndex& index) {
    return index.column() == static_cast<int>(RunColumn::run) || index.column() == static_cast<int>(RunColumn::parent);
}

bool is_leftmost(const QStyleOptionViewItem& option, const QModelIndex& index) {
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    if (!table) return index.column() == 0;
    const QHeaderView* header = table->horizontalHeader();
    for (int i = 0; i < header->visualIndex(index.column()); ++i)
        if (!header->isSectionHidden(header->logicalIndex(i))) return false;
    return true;
}

} // namespace

DisplayStatus RunTableDelegate::status_of(const QModelIndex& index) const {
    if (index.column() != static_cast<int>(RunColumn::status)) return DisplayStatus::none;
    return display_status(index.data(RunTableModel::status_role).toString());
}

void RunTableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem own(option);
    const int rule = index.data(RunTableModel::rule_role).toInt();
    const QColor ink = rule < 0 ? QColor() : rule_ink(static_cast<RuleColor>(rule), Theme::of(option.palette));
    if (rule >= 0) own.palette.setColor(QPalette::Text, ink);
    if (is_id(index)) {
        static const QFont font = [] {
            QFont one = code_font();
            one.setPixelSize(12);
            return one;
        }();
        own.font = font;
    }
    TableDelegate::paint(painter, own, index);
    if (rule >= 0 && is_leftmost(option, index)) painter->fillRect(QRect(option.rect.topLeft(), QSize(rule_stripe_px, option.rect.height())), ink);
}

} // namespace orkestr
