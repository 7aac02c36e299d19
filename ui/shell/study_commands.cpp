#include "ui/shell/study_commands.h"

#include "ui/replay/comparison_page.h"
#include "ui/replay/paths_page.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/study_overlay.h"
#include "ui/shell/middle.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/studio_actions.h"
#include "ui/viewmodels/studio_session.h"
#include "ui/viewmodels/text.h"

#include <QSplitter>

namespace orkestr {

StudyCommands::StudyCommands(StudioSession& session, const StudioActions& actions, Middle* middle, QWidget* window)
    : QObject(window), session_(session), actions_(actions), middle_(middle), window_(window), paths_(session.run_source()) {
    connect(actions_.compare, &QAction::triggered, this, &StudyCommands::compare);
    connect(actions_.show_paths, &QAction::toggled, this, &StudyCommands::show_paths);
    connect(&comparison_, &ComparisonDocument::changed, this, &StudyCommands::overlay_changed);
    connect(&paths_, &PathDocument::changed, this, &StudyCommands::overlay_changed);
    connect(session_.run(), &RunDocument::opened, this, [this] {
        comparison_.clear();
        if (session_.run()->is_open()) actions_.show_paths->setChecked(false);
        show_abilities();
        // Its panel is made by another who hears of it.
        QMetaObject::invokeMethod(this, &StudyCommands::find_awaited, Qt::QueuedConnection);
    });
    connect(&session_, &StudioSession::definition_changed, this, [this] {
        show_abilities();
        const auto& content = session_.definition().content();
        if (shows_paths() && content && !content->hash.isEmpty() && content->hash != paths_.definition()) paths_.scan(content->hash);
    });
    show_abilities();
}

void StudyCommands::set_comparer(ComparisonDocument::Comparer comparer) {
    comparison_.set_comparer(std::move(comparer));
    show_abilities();
}

void StudyCommands::set_scanner(PathDocument::Scanner scanner) {
    paths_.set_scanner(std::move(scanner));
    show_abilities();
}

void StudyCommands::show_abilities() {
    const auto& content = session_.definition().content();
    for (QAction* action : {actions_.compare, actions_.show_paths}) action->setVisible(session_.run_source().holds_histories());
    actions_.compare->setEnabled(actions_.compare->isVisible() && comparison_.can_compare() && session_.run()->is_open());
    actions_.show_paths->setEnabled(actions_.show_paths->isVisible() && paths_.can_scan() && content && !content->hash.isEmpty());
}

void StudyCommands::add_panel(RunPanel* panel) {
    panel_ = panel;
    if (!session_.run_source().holds_histories()) return;
    comparison_page_ = new ComparisonPage(&comparison_, actions_.compare, panel);
    panel->add_page(comparison_page_, tr("Comparison"), [page = comparison_page_] { page->focus_content(); });
    connect(comparison_page_, &ComparisonPage::step_chosen, this, [this](quint32 step) { session_.run()->select_step(step); });
}

void StudyCommands::compare() {
    if (!session_.run()->is_open() || !comparison_.can_compare()) return;
    CompareDialog dialog(session_.run_source(), session_.runs(), session_.run()->run(), opener_, window_);
    if (dialog.exec() == QDialog::Accepted) compare_sides(dialog.other());
}

void StudyCommands::compare_with(const QString& other) {
    awaited_ = other;
    find_awaited();
}

void StudyCommands::find_awaited() {
    if (awaited_.isEmpty() || !session_.run()->is_open()) return;
    if (!comparison_page_ || !actions_.compare->isEnabled()) {
        middle_->notices()->show_failure(tr("%1 is not compared").arg(awaited_), tr("The runs of what is open can't be compared."));
        return awaited_.clear();
    }
    finder_ = std::make_unique<OtherRun>(session_.run_source(), session_.run()->run(), opener_);
    connect(finder_.get(), &OtherRun::found, this, [this](const ComparedSide& side) {
        awaited_.clear();
        compare_sides(side);
    });
    connect(finder_.get(), &OtherRun::failed, this, [this](const QString& reason) {
        middle_->notices()->show_failure(tr("%1 is not compared").arg(awaited_), reason);
        awaited_.clear();
    });
    finder_->find(awaited_);
}

void StudyCommands::compare_sides(const ComparedSide& other) {
    comparison_.compare({&session_.run_source(), nullptr, session_.run()->run(), to_qt(session_.run()->run().text)}, other);
    actions_.show_panel->setChecked(true);
    panel_->setCurrentWidget(comparison_page_);
    comparison_page_->focus_content();
}

bool StudyCommands::shows_paths() const { return actions_.show_paths->isChecked(); }

void StudyCommands::show_paths(bool shown) {
    if (!shown) {
        paths_.clear();
        if (paths_page_) paths_page_->hide();
        Q_EMIT overlay_changed();
        return;
    }
    const auto content = session_.definition().content();
    if (!content || content->hash.isEmpty()) return;
    if (session_.run()->is_open()) session_.close_run();
    if (!paths_page_) {
        paths_page_ = new PathsPage(&paths_, actions_.show_paths, middle_->rows());
        QSplitter* rows = middle_->rows();
        rows->addWidget(paths_page_);
        rows->setStretchFactor(rows->indexOf(paths_page_), 0);
        QList<int> sizes(rows->count(), 0);
        sizes.first() = rows->height() * 3 / 5;
        sizes.last() = rows->height() * 2 / 5;
        rows->setSizes(sizes);
        connect(paths_page_, &PathsPage::task_chosen, this, &StudyCommands::task_chosen);
        connect(paths_page_, &PathsPage::run_chosen, this, &StudyCommands::run_chosen);
    }
    paths_page_->show();
    paths_.scan(content->hash);
    paths_page_->focus_content();
}

void StudyCommands::select_task(const QString& pointer) {
    if (shows_paths() && paths_page_) paths_page_->select_task(pointer);
}

EdgeFrequencies StudyCommands::frequencies() const {
    return shows_paths() && paths_.statistics() ? path_frequencies(*paths_.statistics()) : EdgeFrequencies();
}

QHash<QString, NodeStatus> StudyCommands::overlay(const QHash<QString, NodeStatus>& run, const QStringList& nodes) const {
    if (shows_paths()) return paths_.statistics() ? paths_overlay(*paths_.statistics(), nodes) : QHash<QString, NodeStatus>();
    const auto& diff = comparison_.diff();
    if (!diff || diff->equal || run.isEmpty()) return run;
    QHash<QString, NodeStatus> out = run;
    put_comparison(*diff, nodes, out);
    return out;
}

} // namespace orkestr
