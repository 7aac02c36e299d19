#include "ui/runs/rule_delegate.h"

#include "ui/runs/color_rules_look.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace orkestr {

namespace {

constexpr int rule_stripe_px = 3;
constexpr double rule_mark_px = 9;
constexpr int rule_mark_gap_px = 6;

bool is_right_aligned(const QModelIndex& index) {
    return Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()) & Qt::AlignRight;
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

int RuleDelegate::rule_of(const QModelIndex& index) const {
    const QVariant said = index.data(rule_role_);
    return said.isValid() ? said.toInt() : -1;
}

int RuleDelegate::spare_px(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool marked = rule_of(index) >= 0 && !is_right_aligned(index) && is_leftmost(option, index);
    return marked ? static_cast<int>(rule_mark_px) + rule_mark_gap_px : 0;
}

void RuleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int rule = rule_of(index);
    const bool quiet = quiet_role_ >= 0 && index.data(quiet_role_).toBool();
    if (rule < 0 && !quiet) return TableDelegate::paint(painter, option, index);
    QStyleOptionViewItem own(option);
    if (rule < 0) {
        own.palette.setColor(QPalette::Text, Theme::of(option.palette).disabled_text);
        return TableDelegate::paint(painter, own, index);
    }
    const QColor ink = rule_ink(static_cast<RuleColor>(rule), Theme::of(option.palette));
    own.palette.setColor(QPalette::Text, ink);
    TableDelegate::paint(painter, own, index);
    if (!is_leftmost(option, index)) return;
    painter->fillRect(QRect(option.rect.topLeft(), QSize(rule_stripe_px, option.rect.height())), ink);
    // Where the text is not: numbers stand at the right.
    const double x = is_right_aligned(index) ? option.rect.left() + rule_stripe_px + rule_mark_gap_px : option.rect.right() - rule_mark_px - rule_mark_gap_px;
    paint_rule_mark(*painter, static_cast<RuleColor>(rule), {x, option.rect.center().y() - rule_mark_px / 2 + 0.5, rule_mark_px, rule_mark_px}, ink);
}

} // namespace orkestr
