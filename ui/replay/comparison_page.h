// Two runs side by side: the steps that differ, the first difference first, and what differs in the chosen one.
#pragma once

#include "ui/viewmodels/step_diff_model.h"

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace orkestr {

class ComparisonDocument;
class EmptyState;
class JsonDiffView;
class LocalKeys;

class ComparisonPage : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the page. `compare`: the window's action that chooses the other run.
    ComparisonPage(ComparisonDocument* document, QAction* compare, QWidget* parent = nullptr);

    void focus_content();
    QTableView* steps() { return steps_; }
    QTableView* changes() { return changes_; }
    QLabel* verdict() { return verdict_; }

    struct Actions {
        QAction* only_differing; ///< checked: equal steps are left out
        QAction* first;
        QAction* previous;
        QAction* next;
        QAction* swap;  ///< A and B
        QAction* close; ///< ends the comparison; stops what is under way
    };
    const Actions& actions() const { return actions_; }

Q_SIGNALS:
    /// A step of run A was chosen.
    void step_chosen(quint32 step);

private:
    void make_actions();
    QWidget* make_bar(QAction* compare);
    QWidget* make_steps();
    QWidget* make_changes();
    void show_state();
    void show_step();
    void show_change();
    void go_to(int row);

    ComparisonDocument* document_;
    LocalKeys* keys_;
    Actions actions_{};
    StepChangeModel change_rows_;
    QLabel* verdict_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    EmptyState* empty_ = nullptr;
    QTableView* steps_ = nullptr;
    QTableView* changes_ = nullptr;
    JsonDiffView* values_ = nullptr;
    bool shown_first_ = false;
};

} // namespace orkestr
