// What the runs of the definition that is shown came to: which tasks and ways, how long, where they failed. The graph above
// shows the same. Alt+P and Alt+B change between the paths and the branches.
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QStackedLayout;
class QTabWidget;
class QTableView;

namespace orkestr {

class EmptyState;
class FilterFieldWidget;
class LocalKeys;
class PathDocument;

class PathsPage : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the page. `toggle`: the window's action that shows it.
    PathsPage(PathDocument* document, QAction* toggle, QWidget* parent = nullptr);

    void focus_content();
    void select_task(const QString& pointer);
    QTableView* tasks() { return tasks_; }
    QTableView* paths() { return paths_; }
    QTableView* branches() { return branches_; }
    /// Paths and branches.
    QTabWidget* tabs() { return tabs_; }
    QLabel* summary() { return summary_; }
    FilterFieldWidget* filter() { return filter_; }

Q_SIGNALS:
    void task_chosen(const QString& pointer);
    void run_chosen(const QString& run);

private:
    QWidget* make_bar(QAction* toggle);
    void make_tables();
    void make_path_tables();
    void show_tabs();
    void show_state();

    PathDocument* document_;
    LocalKeys* keys_;
    QAction* again_;
    QAction* stop_;
    QLabel* summary_ = nullptr;
    QProgressBar* bar_ = nullptr;
    FilterFieldWidget* filter_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    EmptyState* empty_ = nullptr;
    QTableView* tasks_ = nullptr;
    QTableView* paths_ = nullptr;
    QTableView* branches_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    QString path_; ///< the chosen one, while others come
};

} // namespace orkestr
