// How every table of Studio looks: padding, no grid, numbers right-aligned, the row under the mouse tinted; quick,
// since it paints text itself instead of asking the style for each cell.
#pragma once

#include "ui/theme/display_status.h"

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

class QTableView;

namespace orkestr {

class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// A cell whose model answers this role with a DisplayStatus (as int) shows that status's icon and colour before
    /// its text.
    static constexpr int status_role = Qt::UserRole + 0x4f00;
    static constexpr int padding_px = 8;
    static constexpr int row_height_px = 30;

    explicit TableDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Shows the whole text of a cell that had to be cut, unless the model has a tool tip of its own.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

protected:
    /// What the cell shows before its text: what the model says by status_role.
    virtual DisplayStatus status_of(const QModelIndex& index) const;
    /// Room at the right that the text leaves free.
    virtual int spare_px(const QStyleOptionViewItem& option, const QModelIndex& index) const;

    bool eventFilter(QObject* object, QEvent* event) override;

private:
    friend void prepare_table(QTableView&, TableDelegate*);
    void follow_mouse(QTableView& table);
    void hover(int row);

    QTableView* table_ = nullptr;
    QObject* viewport_ = nullptr; ///< of the table
    int hovered_row_ = -1;
};

/// Gives a table this delegate (or one made for it, which becomes the table's) and the house's settings: no grid, rows of one height, whole-row selection, smooth
/// scrolling, no vertical header. Headers of numeric columns are the model's to right-align (Qt::TextAlignmentRole).
void prepare_table(QTableView& table, TableDelegate* delegate = nullptr);

} // namespace orkestr
