// A run's events as a table, with the whole event beside it; filtered, and followed while the run goes on.
#pragma once

#include "ui/viewmodels/filter_field_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace orkestr {

class EmptyState;
class FilterFieldWidget;
class JsonView;
class RunDocument;

class EventTable : public QWidget {
    Q_OBJECT
public:
    /// The document outlives the table.
    explicit EventTable(RunDocument* run, QWidget* parent = nullptr);

    QTableView* view() { return view_; }
    FilterFieldWidget* filter() { return field_; }
    FilterFieldModel* filter_model() { return &filter_; }
    /// Checked: the last event stays in sight as more come.
    QToolButton* follow() { return follow_; }
    /// Checked: only what tells of a failure.
    QToolButton* failed_only() { return failed_; }
    /// Opens the colouring rules, which runs have too.
    QToolButton* edit_rules() { return rules_; }
    /// The event in front.
    JsonView* event() { return event_; }
    /// Selects the event with this number, or the next one that the filter holds for.
    void go_to(std::uint64_t seq);
    /// The same, without event_chosen: the run is shown as it was right after it.
    void show_moment(std::uint64_t seq);

Q_SIGNALS:
    /// Somebody selected this event.
    void event_chosen(quint64 seq);

private:
    QWidget* make_bar();
    QToolButton* make_tool(const char* icon_name, const QString& text, const QKeySequence& key, bool is_toggle);
    void set_columns();
    void show_rules_dialog();
    void apply_filter();
    void show_event();
    void show_state();
    void show_scan();
    void follow_end();
    void fit_times();

    RunDocument* run_;
    FilterFieldModel filter_{FilterSubject::event};
    QWidget* bar_;
    FilterFieldWidget* field_;
    QToolButton* failed_;
    QToolButton* follow_;
    QToolButton* rules_;
    QLabel* scan_;
    QPushButton* scan_button_;
    QStackedLayout* pages_;
    QSplitter* splitter_;
    QTableView* view_;
    JsonView* event_;
    EmptyState* empty_;
    bool silent_ = false;
    std::uint64_t shown_ = 0; ///< the event in event_
};

} // namespace orkestr
