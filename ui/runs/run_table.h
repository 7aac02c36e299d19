// The page on which runs are found: a filter with what it says of itself, how many runs there are of each status, groups at
// the side, and the table, with what can be done to the runs that are selected.
#pragma once

#include "ui/viewmodels/bulk_action.h"
#include "ui/viewmodels/run_search.h"

#include <QWidget>

class QSplitter;
class QStackedLayout;
class QToolButton;

namespace orkestr {

class Banner;
class EmptyState;
class FilterFieldWidget;
class FilterFieldModel;
class RunColumnMenu;
class RunGroupPanel;
class RunPreview;
class RunPreviewPane;
class RunStatusChips;
class RunTableFoot;
class RunTableView;
class SearchesMenu;

class RunTable : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the page. A null control: runs are looked at and exported, nothing more.
    RunTable(RunSearch* search, RunControl* control, QWidget* parent = nullptr);

    /// Who bulk actions are recorded for.
    void set_user(const QString& user) { user_ = user; }
    void set_columns(const RunColumns& columns);
    const RunColumns& columns() const;
    void focus_content();
    void focus_filter();
    /// What can be done elsewhere with runs that are selected; both unless said otherwise.
    void offer(bool exported, bool replayed);

    RunTableView* view() { return view_; }
    FilterFieldWidget* filter() { return filter_; }
    FilterFieldModel* filter_model() { return filter_model_; }
    RunStatusChips* chips() { return chips_; }
    RunGroupPanel* groups() { return groups_; }
    Banner* banner() { return banner_; }
    EmptyState* empty() { return empty_; }
    RunTableFoot* foot() { return foot_; }
    RunPreviewPane* preview_pane() { return preview_pane_; }
    RunColumnMenu* column_menu() { return columns_; }
    bool is_all_selected() const { return all_selected_; }

    struct Actions {
        QAction* open;
        QAction* preview;      ///< checked while it is shown
        QAction* cancel;
        QAction* rerun;
        QAction* save;         ///< export
        QAction* replay;
        QAction* copy;
        QAction* select_all;
        QAction* go_to_time;
        QAction* show_groups;  ///< checked while they are shown
        QAction* show_waiting;
        QAction* edit_rules;
        QAction* save_search;
        QAction* edit_searches;
        QAction* focus_filter;
    };
    const Actions& actions() const { return actions_; }

Q_SIGNALS:
    void run_chosen(const QString& run);
    /// These, by their ids, are to be exported.
    void export_wanted(const QStringList& runs);
    /// All that match this are to be exported.
    void export_matching_wanted(const QString& filter);
    /// The same, to be replayed.
    void replay_wanted(const QStringList& runs);
    void replay_matching_wanted(const QString& filter);
    void columns_changed();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void make_actions();
    QAction* make(const QString& text, const char* icon_name, const QKeySequence& keys, void (RunTable::*what)());
    QWidget* make_head();
    void make_table();
    void connect_search();
    QToolButton* head_button(QAction* action);
    void show_state();
    void show_empty();
    void show_note();
    void show_waiting();
    void show_selection();
    void took_filter();
    void began(bool at_end);
    void learn_values();
    void selection_changed();
    void menu_at(const QPoint& at);

    void open_current();
    void cancel_runs() { do_to_many(BulkKind::cancel); }
    void rerun_runs() { do_to_many(BulkKind::rerun); }
    void export_runs() { do_to_many(BulkKind::save); }
    void replay_runs() { do_to_many(BulkKind::replay); }
    void do_to_many(BulkKind kind);
    void copy_rows();
    void select_all();
    void go_to_time();
    void toggle_groups();
    void toggle_preview();
    void show_preview();
    bool escape(bool really);
    void show_new();
    void edit_rules();
    void save_search();
    void edit_searches();
    void use_search(const QString& name);

    RunSearch* search_;
    RunControl* control_;
    QString user_;
    FilterFieldModel* filter_model_;
    Actions actions_{};
    FilterFieldWidget* filter_ = nullptr;
    RunStatusChips* chips_ = nullptr;
    SearchesMenu* searches_ = nullptr;
    RunColumnMenu* columns_ = nullptr;
    Banner* banner_;
    QSplitter* split_;
    RunGroupPanel* groups_;
    RunPreview* preview_;
    RunPreviewPane* preview_pane_;
    RunTableView* view_;
    EmptyState* empty_;
    QStackedLayout* pages_ = nullptr;
    RunTableFoot* foot_ = nullptr;
    QTimer learn_timer_;
    QTimer clock_; ///< runs that go on grow older
    bool all_selected_ = false;
    bool wants_rows_ = false;  ///< the keyboard waits in the filter for rows to come
    bool selecting_ = false;
};

} // namespace orkestr
