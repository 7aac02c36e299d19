// A tree of one column in the house's look, whose keys never open more than somebody can read.
#pragma once

#include <QTreeView>

namespace orkestr {

class JsonViewTree : public QTreeView {
    Q_OBJECT
public:
    explicit JsonViewTree(QWidget* parent = nullptr);

Q_SIGNALS:
    void expand_all_pressed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Opens what is below a row, level by level, at most so many rows; false when there would have been more.
bool expand_below(QTreeView& tree, const QModelIndex& index, int most_rows);
/// Closes a row and all that is open below it.
void collapse_below(QTreeView& tree, const QModelIndex& index);

} // namespace orkestr
