#include "ui/replay/paths_page.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/local_keys.h"
#include "ui/theme/appearance.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/path_document.h"
#include "ui/viewmodels/text.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

/// What tells one path from another.
QString path_key(const QModelIndex& index) {
    if (!index.isValid()) return {};
    return index.siblingAtColumn(RunPathModel::status_column).data().toString() + QLatin1Char('|') + index.siblingAtColumn(RunPathModel::path_column).data().toString();
}

} // namespace

PathsPage::PathsPage(PathDocument* document, QAction* toggle, QWidget* parent) : QWidget(parent), document_(document), keys_(new LocalKeys(this)) {
    setAccessibleName(tr("Statistics of the runs"));
    setMinimumHeight(160);
    again_ = keys_->add(tr("&Read again"), "rotate-ccw", {QKeySequence(Qt::Key_F5)});
    stop_ = keys_->add(tr("&Stop"), "circle-stop", {QKeySequence(Qt::Key_Escape)});
    connect(again_, &QAction::triggered, document_, &PathDocument::again);
    connect(stop_, &QAction::triggered, document_->work(), &LongWork::cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(make_bar(toggle));
    auto* body = new QWidget(this);
    pages_ = new QStackedLayout(body);
    tasks_ = new QTableView(body);
    paths_ = new QTableView(body);
    auto* split = new QSplitter(body);
    split->setChildrenCollapsible(false);
    split->addWidget(tasks_);
    split->addWidget(paths_);
    split->setSizes({620, 420});
    empty_ = new EmptyState(body);
    pages_->addWidget(split);
    pages_->addWidget(empty_);
    make_tables();
    column->addWidget(body, 1);
    connect(document_, &PathDocument::changed, this, &PathsPage::show_state);
    show_state();
}

QWidget* PathsPage::make_bar(QAction* toggle) {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 2, 8, 2);
    row->setSpacing(6);
    summary_ = new QLabel(bar);
    summary_->setTextFormat(Qt::PlainText);
    summary_->setFont(ui_font(12));
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    summary_->setAccessibleName(tr("Summary"));
    bar_ = new QProgressBar(bar);
    bar_->setFixedSize(96, 6);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Runs read"));
    filter_ = new FilterFieldWidget(document_->filter(), QStringLiteral("started in last 7d and status == completed"), bar, FilterFieldWidget::Form::compact);
    row->addWidget(summary_, 3);
    row->addWidget(bar_);
    row->addWidget(filter_, 2);
    for (QAction* action : {again_, stop_, toggle}) {
        QToolButton* button = make_action_button(action, bar);
        button->setFixedSize(28, 28);
        row->addWidget(button);
    }
    return bar;
}

void PathsPage::make_tables() {
    tasks_->setModel(document_->tasks());
    paths_->setModel(document_->paths());
    for (QTableView* view : {tasks_, paths_}) {
        prepare_table(*view);
        view->setSelectionMode(QAbstractItemView::SingleSelection);
        view->horizontalHeader()->setStretchLastSection(true);
        keys_->watch(view);
    }
    tasks_->setAccessibleName(tr("Tasks"));
    paths_->setAccessibleName(tr("Paths"));
    const int task_widths[] = {180, 120, 84, 84, 70, 70, 90};
    for (int at = 0; at < TaskPathModel::column_count; ++at) tasks_->setColumnWidth(at, task_widths[at]);
    const int path_widths[] = {110, 100, 84, 240};
    for (int at = 0; at < RunPathModel::column_count; ++at) paths_->setColumnWidth(at, path_widths[at]);
    connect(tasks_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const TaskPathStatistics* task = document_->tasks()->task_at(now.row())) Q_EMIT task_chosen(to_qt(task->task));
    });
    // A path that was chosen stays so while their numbers grow.
    connect(document_->paths(), &QAbstractItemModel::modelAboutToBeReset, this, [this] { path_ = path_key(paths_->currentIndex()); });
    connect(document_->paths(), &QAbstractItemModel::modelReset, this, [this] {
        for (int row = 0; !path_.isEmpty() && row < document_->paths()->rowCount(); ++row)
            if (path_key(document_->paths()->index(row, 0)) == path_) return paths_->setCurrentIndex(document_->paths()->index(row, 0));
    });
    connect(paths_, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QString run = index.data(RunPathModel::run_role).toString();
        if (!run.isEmpty()) Q_EMIT run_chosen(run);
    });
}

void PathsPage::focus_content() { tasks_->setFocus(Qt::ShortcutFocusReason); }

void PathsPage::select_task(const QString& pointer) {
    const int row = document_->tasks()->find(pointer);
    if (row >= 0 && row != tasks_->currentIndex().row()) tasks_->setCurrentIndex(document_->tasks()->index(row, 0));
}

void PathsPage::show_state() {
    using Tone = EmptyState::Tone;
    LongWork* work = document_->work();
    const auto& statistics = document_->statistics();
    summary_->setText(document_->summary());
    summary_->setToolTip(document_->summary());
    bar_->setVisible(work->is_working());
    bar_->setRange(0, work->percent() < 0 ? 0 : 100);
    bar_->setValue(work->percent());
    stop_->setEnabled(work->is_working());
    const bool any = statistics && statistics->totals().runs > 0;
    if (work->stage() == LongWork::Stage::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("The runs can't be read"), work->message());
    else if (work->is_working())
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading the runs…"), {});
    else if (work->stage() == LongWork::Stage::cancelled)
        empty_->show_message(Tone::calm, QStringLiteral("circle-stop"), tr("Stopped before anything was read"), tr("F5 reads the runs."));
    else
        empty_->show_message(Tone::calm, QStringLiteral("chart-column"), tr("There are no runs of this definition"),
                             document_->filter()->applied().is_empty() ? tr("Run it, and see here which ways its runs take.") : tr("None that the filter holds for."));
    pages_->setCurrentIndex(any && work->stage() != LongWork::Stage::failed ? 0 : 1);
}

} // namespace orkestr
