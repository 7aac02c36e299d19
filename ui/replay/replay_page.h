// The page on which runs are proven: each decided again from its recorded outcomes, by its own definition and by others
// beside it. A matrix of run and definition that names the first event that differs, and below it that event as it was
// recorded and as it would be decided now.
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace orkestr {

class EmptyState;
class JsonDiffView;
class Banner;
class LocalKeys;
class ReplayDocument;

class ReplayPage : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the page.
    explicit ReplayPage(ReplayDocument* document, QWidget* parent = nullptr);

    void focus_content();
    QTableView* view() { return view_; }
    JsonDiffView* difference() { return difference_; }
    /// How far it is, or what came of it.
    QLabel* outcome() { return outcome_; }
    /// How many rows are not shown, and what to do about it; hidden while all are.
    Banner* left_out() { return left_out_; }
    /// What is said of the chosen cell.
    QLabel* finding() { return finding_; }

    struct Actions {
        QAction* add_file;       ///< a definition's file becomes a column
        QAction* remove;         ///< takes the column of the chosen cell away
        QAction* only_differing; ///< checked: rows without a difference are left out
        QAction* next;           ///< cell that differs
        QAction* previous;
        QAction* again;
        QAction* stop;
        QAction* open;           ///< the chosen run, where it differs
    };
    const Actions& actions() const { return actions_; }
    void add_definition_file(const QString& path);

Q_SIGNALS:
    /// At the event of that number; 0: as it is.
    void run_chosen(const QString& run, quint64 seq);

private:
    QWidget* make_head();
    QWidget* make_detail();
    void make_actions();
    void make_table();
    void show_progress();
    void show_cell();
    void show_abilities();
    void show_left_out();
    void choose_file();
    void open_current();
    void step(int direction);

    ReplayDocument* document_;
    LocalKeys* keys_;
    Actions actions_{};
    QLabel* title_ = nullptr;
    QLabel* outcome_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QPushButton* stop_ = nullptr;
    Banner* left_out_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    EmptyState* empty_ = nullptr;
    QTableView* view_ = nullptr;
    QLabel* finding_ = nullptr;
    JsonDiffView* difference_ = nullptr;
    bool chosen_ = false; ///< a first difference was gone to
};

} // namespace orkestr
