#include "ui/runs/run_table_delegate.h"

#include "ui/theme/appearance.h"
#include "ui/viewmodels/run_table_model.h"

namespace orkestr {

namespace {

bool is_id(const QModelIndex& index) {
    return index.column() == static_cast<int>(RunColumn::run) || index.column() == static_cast<int>(RunColumn::parent);
}

} // namespace

RunTableDelegate::RunTableDelegate(QObject* parent) : RuleDelegate(RunTableModel::rule_role, parent) {}

DisplayStatus RunTableDelegate::status_of(const QModelIndex& index) const {
    if (index.column() != static_cast<int>(RunColumn::status)) return DisplayStatus::none;
    return display_status(index.data(RunTableModel::status_role).toString());
}

void RunTableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem own(option);
    if (is_id(index)) {
        static const QFont font = [] {
            QFont one = code_font();
            one.setPixelSize(12);
            return one;
        }();
        own.font = font;
    }
    RuleDelegate::paint(painter, own, index);
}

} // namespace orkestr
