// What concerns no single run: schedules, dead letters and events that nobody has received, with all of the chosen one
// beside them.
#pragma once

#include <QWidget>

class QAction;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace orkestr {

class CodeView;
class OverviewSection;
class PanelHeader;
class WorkspaceDocument;

class WorkspacePage : public QWidget {
    Q_OBJECT
public:
    /// What can be done here; the page says when it can, and somebody else does it.
    struct Actions {
        QAction* retry;
        QAction* discard;
        QAction* unschedule;
        QAction* send_event;
    };

    /// The document and the actions outlive the page.
    WorkspacePage(WorkspaceDocument* workspace, const Actions& actions, QWidget* parent = nullptr);

    /// The chosen dead letter; 0: none.
    qint64 letter() const;
    QString letter_title() const;
    /// Namespace and name of the chosen schedule; empty: none.
    QStringList schedule() const;
    void focus_content();

    QTableView* schedules();
    QTableView* dead_letters();
    QTableView* kept_events();
    CodeView* detail() { return detail_; }

Q_SIGNALS:
    void run_chosen(const QString& run);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void make_sections();
    void show_state();
    void give_room();
    void show_abilities();
    void choose(QTableView* view);
    void show_detail();

    WorkspaceDocument* workspace_;
    Actions actions_;
    OverviewSection* schedules_;
    OverviewSection* dead_letters_;
    OverviewSection* kept_events_;
    PanelHeader* detail_header_;
    QSplitter* rows_;
    QStackedLayout* details_;
    CodeView* detail_;
    bool has_room_ = false;
    QTableView* chosen_ = nullptr; ///< whose line the detail is of
};

} // namespace orkestr
