// Which columns the table of runs shows, in which order and how wide: by its header's mouse, and by a menu for the keyboard.
#pragma once

#include "ui/viewmodels/run_columns.h"

#include <QMenu>

class QTableView;

namespace orkestr {

class RunColumnMenu : public QMenu {
    Q_OBJECT
public:
    /// The view belongs to a table of runs and outlives the menu.
    RunColumnMenu(QTableView* view, QWidget* parent = nullptr);

    const RunColumns& columns() const { return columns_; }
    void set_columns(const RunColumns& columns);
    /// Of a column, to choose it with.
    QAction* action_of(RunColumn column) const;

Q_SIGNALS:
    /// Somebody changed them.
    void columns_changed();

private:
    void make_actions();
    void show_columns();
    void show_current();
    RunColumn current() const;
    void change(const RunColumns& columns);
    void took_width(int section, int width_px);
    void took_order();

    QTableView* view_;
    RunColumns columns_;
    std::vector<QAction*> choices_;
    QAction* left_;
    QAction* right_;
    QAction* wider_;
    QAction* narrower_;
    bool showing_ = false;
};

} // namespace orkestr
