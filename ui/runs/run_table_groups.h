// Runs by definition, version or error, most first: choosing a group puts it into the filter.
#pragma once

#include "ui/viewmodels/run_search.h"

#include <QWidget>

class QListView;
class QStackedLayout;
class QToolButton;

namespace orkestr {

class EmptyState;
class PanelHeader;

class RunGroupPanel : public QWidget {
    Q_OBJECT
public:
    /// The search outlives the panel.
    explicit RunGroupPanel(RunSearch* search, QWidget* parent = nullptr);

    QListView* view() { return view_; }
    void set_grouping(RunGrouping grouping);

Q_SIGNALS:
    /// Nobody wants to see groups.
    void closed();

private:
    void make_choice();
    void show_state();

    RunSearch* search_;
    PanelHeader* header_;
    QToolButton* choice_;
    QListView* view_;
    EmptyState* empty_;
    QStackedLayout* pages_;
};

} // namespace orkestr
