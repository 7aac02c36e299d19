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
#include <QLocale>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace orkestr {

namespace {

/// What tells one path from another.
QString path_key(const QModelIndex& index) {
    if (!index.isValid()) return {};
    return index.siblingAtColumn(RunPathModel::status_column).data().toString() + QLatin1Char('|') + index.siblingAtColumn(RunPathModel::path_column).data().toString();
}

/// Wide enough for the titles in any language.
void set_widths(QTableView& table, std::initializer_list<int> widths) {
    int column = 0;
    for (const int width : widths) {
        table.setColumnWidth(column, std::max(width, table.horizontalHeader()->sectionSizeHint(column) + 6));
        ++column;
    }
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
    tabs_ = new QTabWidget(body);
    tabs_->setDocumentMode(true);
    tabs_->setAccessibleName(tr("Paths and branches"));
    paths_ = new QTableView(tabs_);
    branches_ = new QTableView(tabs_);
    auto* split = new QSplitter(body);
    split->setChildrenCollapsible(false);
    split->addWidget(tasks_);
    split->addWidget(tabs_);
    split->setSizes({640, 480});
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
    branches_->setModel(document_->branches());
    for (QTableView* view : {tasks_, paths_, branches_}) {
        prepare_table(*view);
        view->setSelectionMode(QAbstractItemView::SingleSelection);
        view->horizontalHeader()->setStretchLastSection(true);
        keys_->watch(view);
    }
    tasks_->setAccessibleName(tr("Tasks"));
    tasks_->setTextElideMode(Qt::ElideMiddle);
    set_widths(*tasks_, {150, 108, 66, 66, 60, 60, 90});
    connect(tasks_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const TaskPathStatistics* task = document_->tasks()->task_at(now.row())) Q_EMIT task_chosen(to_qt(task->task));
    });
    make_path_tables();
}

void PathsPage::make_path_tables() {
    paths_->setAccessibleName(tr("Paths"));
    branches_->setAccessibleName(tr("Branches"));
    tabs_->addTab(paths_, tr("Paths"));
    tabs_->addTab(branches_, tr("Branches"));
    tabs_->tabBar()->setFocusPolicy(Qt::TabFocus);
    set_widths(*paths_, {110, 100, 76, 240});
    QHeaderView* header = branches_->horizontalHeader();
    header->setStretchLastSection(false);
    branches_->setTextElideMode(Qt::ElideMiddle);
    set_widths(*branches_, {140, 140, 76, 118, 64});
    for (const int column : {BranchModel::from_column, BranchModel::to_column}) header->setSectionResizeMode(column, QHeaderView::Stretch);
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
    connect(branches_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const QString task = document_->branches()->task_at(now.row()); !task.isEmpty()) Q_EMIT task_chosen(task);
    });
    for (const auto& [key, view] : {std::pair{Qt::Key_P, paths_}, {Qt::Key_B, branches_}}) {
        QAction* action = keys_->add(view == paths_ ? tr("Show the &paths") : tr("Show the &branches"), nullptr, {QKeySequence(Qt::ALT | Qt::Key(key))});
        tabs_->setTabToolTip(tabs_->indexOf(view), action->toolTip());
        connect(action, &QAction::triggered, this, [this, view] {
            tabs_->setCurrentWidget(view);
            view->setFocus(Qt::ShortcutFocusReason);
        });
    }
}

/// What no run took is told where it isn't looked for, too.
void PathsPage::show_tabs() {
    const int never = document_->branches()->never_taken();
    tabs_->setTabText(tabs_->indexOf(paths_), document_->paths()->rowCount() == 0 ? tr("Paths") : tr("Paths") + QStringLiteral("  %1").arg(QLocale().toString(document_->paths()->rowCount())));
    tabs_->setTabText(tabs_->indexOf(branches_), never == 0 ? tr("Branches") : tr("Branches, %n never taken", nullptr, never));
}

void PathsPage::focus_content() { tasks_->setFocus(Qt::ShortcutFocusReason); }

void PathsPage::select_task(const QString& pointer) {
    const int row = document_->tasks()->find(pointer);
    if (row >= 0 && row != tasks_->currentIndex().row()) tasks_->setCurrentIndex(document_->tasks()->index(row, 0));
}

void PathsPage::show_state() {
    show_tabs();
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
