// How a row of the table of runs looks: its status with its icon, ids in the code's font, and what a colouring rule says.
#pragma once

#include "ui/runs/rule_delegate.h"

namespace orkestr {

class RunTableDelegate : public RuleDelegate {
    Q_OBJECT
public:
    explicit RunTableDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    DisplayStatus status_of(const QModelIndex& index) const override;
};

} // namespace orkestr
