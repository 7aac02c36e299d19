#include "ui/runs/run_panel.h"

#include "ui/parts/empty_state.h"
#include "ui/runs/event_table.h"
#include "ui/runs/step_tree.h"
#include "ui/runs/timeline_view.h"
#include "ui/viewmodels/run_document.h"

#include <QKeyEvent>
#include <QLocale>
#include <QStackedLayout>
#include <QTabBar>
#include <QTableView>

namespace orkestr {

RunPanel::RunPanel(RunDocument* run, QWidget* parent)
    : QTabWidget(parent), run_(run), step_page_(new QWidget(this)), steps_(new StepTree(run, step_page_)),
      empty_(new EmptyState(step_page_)), timeline_(new TimelineView(run->timeline(), this)), events_(new EventTable(run, this)) {
    setDocumentMode(true);
    setAccessibleName(tr("Steps and events"));
    tabBar()->setAccessibleName(tr("Steps and events"));
    auto* pages = new QStackedLayout(step_page_);
    pages->addWidget(steps_);
    pages->addWidget(empty_);
    addTab(step_page_, tr("Steps"));
    addTab(timeline_, tr("Timeline"));
    addTab(events_, tr("Events"));
    connect(this, &QTabWidget::currentChanged, this, [this] { run_->follow_timeline(currentWidget() == timeline_); });
    connect(timeline_, &TimelineView::step_selected, run_, &RunDocument::select_step);
    connect(run_, &RunDocument::selection_changed, timeline_, [this] {
        const StepView* step = run_->selected_step();
        timeline_->select_step(step ? step->id : 0);
    });
    connect(run_, &RunDocument::state_changed, this, &RunPanel::show_state);
    connect(run_, &RunDocument::view_changed, this, &RunPanel::show_state);
    connect(run_, &RunDocument::present_changed, this, &RunPanel::show_state);
    show_state();
}

void RunPanel::add_page(QWidget* page, const QString& title, std::function<void()> focus) {
    addTab(page, title);
    focus_.insert(page, std::move(focus));
}

void RunPanel::focus_content() {
    if (const auto focus = focus_.value(currentWidget())) focus();
    else if (currentWidget() == events_) events_->view()->setFocus(Qt::ShortcutFocusReason);
    else if (currentWidget() == timeline_) timeline_->focus_content();
    else if (steps_->isVisible()) steps_->setFocus(Qt::ShortcutFocusReason);
    else tabBar()->setFocus(Qt::ShortcutFocusReason);
    wants_steps_ = currentWidget() == step_page_ && !steps_->isVisible();
}

void RunPanel::step_tab(int by) {
    setCurrentIndex((currentIndex() + by + count()) % count());
    focus_content();
}

/// As a row of tabs has these keys, but for where the keyboard is afterwards.
void RunPanel::keyPressEvent(QKeyEvent* event) {
    const bool back = event->key() == Qt::Key_Backtab || (event->key() == Qt::Key_Tab && event->modifiers() & Qt::ShiftModifier);
    if ((back || event->key() == Qt::Key_Tab) && event->modifiers() & Qt::ControlModifier) return step_tab(back ? -1 : 1);
    QTabWidget::keyPressEvent(event);
}

void RunPanel::show_state() {
    using Tone = EmptyState::Tone;
    if (run_->state() == LoadState::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("This run can't be read"), run_->message());
    else if (run_->state() == LoadState::loading)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading the run…"), {});
    else if (run_->state() == LoadState::idle)
        empty_->show_message(Tone::calm, QStringLiteral("list-tree"), tr("No run is open"), tr("Run the definition, or choose one of its runs."));
    else
        empty_->show_message(Tone::calm, QStringLiteral("list-tree"), tr("No step has begun yet"), {});
    const bool any = run_->state() == LoadState::ready && !run_->view()->steps.empty();
    static_cast<QStackedLayout*>(step_page_->layout())->setCurrentIndex(any ? 0 : 1);
    if (wants_steps_ && any && steps_->isVisible()) {
        if (window()->focusWidget() == tabBar()) steps_->setFocus(Qt::OtherFocusReason);
        wants_steps_ = false;
    }
    show_counts();
}

void RunPanel::show_counts() {
    const QLocale locale;
    const auto titled = [&locale](const QString& title, quint64 count) {
        return count == 0 ? title : QStringLiteral("%1  %2").arg(title, locale.toString(count));
    };
    setTabText(0, titled(tr("Steps"), run_->view() ? run_->view()->steps.size() : 0));
    setTabText(2, titled(tr("Events"), run_->present() ? run_->present()->events : 0));
}

} // namespace orkestr
