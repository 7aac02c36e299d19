// The runs of a source, in a panel: newest first, live, with a filter by status.
#pragma once

#include <QWidget>

class QAction;
class QListView;
class QMenu;
class QStackedLayout;

namespace orkestr {

class EmptyState;
class PanelHeader;
class RunListModel;

class RunList : public QWidget {
    Q_OBJECT
public:
    /// The model outlives the list.
    explicit RunList(RunListModel* model, QWidget* parent = nullptr);

    /// Runs can be started here (the usual), or only looked at.
    void set_starts_runs(bool starts);
    /// A button for this action at the top.
    void add_action(QAction* action);
    /// Shows which run is open; an empty or unloaded one: none.
    void set_current(const QString& run);
    QListView* view() { return view_; }

Q_SIGNALS:
    void run_chosen(const QString& run);

private:
    void make_filter();
    void show_state();

    RunListModel* model_;
    PanelHeader* header_;
    QListView* view_;
    EmptyState* empty_;
    QStackedLayout* pages_;
    QMenu* filter_menu_;
    QString current_;
    bool starts_runs_ = true;
};

/// Says that there are none, and what to do about it.
void show_no_runs(EmptyState& empty, bool can_start);

} // namespace orkestr
