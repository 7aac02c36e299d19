// The values that are watched: what they are at the moment, when they last changed, and all changes of the one that is
// selected. Keys, while it has the keyboard: Insert a path, Delete takes one away, Space stops at its changes, Left and Right
// to its last and next change; in the list of changes Enter goes to the event.
#pragma once

#include "ui/viewmodels/travel_session.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace orkestr {

class EmptyState;
class LocalKeys;

class WatchPage : public QWidget {
    Q_OBJECT
public:
    /// The session outlives the page. The actions, which go to changes of the selected value, are the window's.
    WatchPage(TravelSession* travel, QAction* last_change, QAction* next_change, QWidget* parent = nullptr);

    /// Puts a path there and selects it.
    void watch(const QString& path);
    /// Gives the keyboard to where a path is written.
    void add();
    void go_to_change(Direction direction);
    void focus_content();

    QLineEdit* path_field() { return field_; }
    QTableView* table() { return table_; }
    QTableView* changes() { return changes_; }
    /// What is wrong with the path that was written; empty when nothing is.
    QString problem() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* make_bar(QAction* last_change, QAction* next_change);
    QWidget* make_left();
    QWidget* make_right();
    void make_keys();
    void take_path();
    void show_problem(const QString& problem);
    void show_rows();
    void show_changes();
    void show_change_state();
    void go_to_row(const QModelIndex& index);
    int row() const;

    TravelSession* travel_;
    LocalKeys* keys_;
    QAction* remove_ = nullptr;
    QAction* stop_ = nullptr;
    QLineEdit* field_ = nullptr;
    QLabel* problem_ = nullptr;
    QTableView* table_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    EmptyState* empty_ = nullptr;
    QTableView* changes_ = nullptr;
    QStackedLayout* change_pages_ = nullptr;
    EmptyState* no_changes_ = nullptr;
};

} // namespace orkestr
