// A run's events as a table, with the whole event beside it.
#pragma once

#include <QWidget>

class QSplitter;
class QStackedLayout;
class QTableView;

namespace orkestr {

class CodeView;
class EmptyState;
class RunDocument;

class EventTable : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the table.
    explicit EventTable(RunDocument* run, QWidget* parent = nullptr);

    QTableView* view() { return view_; }

private:
    void set_columns();
    void show_event();
    void show_state();
    void fit_times();

    RunDocument* run_;
    QStackedLayout* pages_;
    QSplitter* splitter_;
    QTableView* view_;
    CodeView* event_;
    EmptyState* empty_;
};

} // namespace orkestr
