// What a colouring rule says of a row: the colour of its text, a stripe at its left, and in its leftmost cell the mark of
// the colour (rule_mark), which tells rules apart without colours.
#pragma once

#include "ui/theme/table_delegate.h"

namespace orkestr {

class RuleDelegate : public TableDelegate {
    Q_OBJECT
public:
    /// `rule_role`: which role of the model says the rule's colour (a RuleColor as int, -1: none).
    explicit RuleDelegate(int rule_role, QObject* parent = nullptr) : TableDelegate(parent), rule_role_(rule_role) {}

    /// Rows of which the model says this role (a bool) stand back.
    void set_quiet_role(int role) { quiet_role_ = role; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    int spare_px(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int rule_of(const QModelIndex& index) const;

    int rule_role_;
    int quiet_role_ = -1;
};

} // namespace orkestr
