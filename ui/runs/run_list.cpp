#include "ui/runs/run_list.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/panel_header.h"
#include "ui/runs/run_delegate.h"
#include "ui/viewmodels/run_list_model.h"
#include "ui/viewmodels/text.h"

#include <QActionGroup>
#include <QListView>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

void show_no_runs(EmptyState& empty, bool can_start) {
    using Tone = EmptyState::Tone;
    if (can_start) empty.show_message(Tone::calm, QStringLiteral("play"), RunList::tr("No runs yet"), RunList::tr("Open a definition and press F5 to run it."));
    else empty.show_message(Tone::calm, QStringLiteral("file-x"), RunList::tr("No runs in this file"), RunList::tr("No run was recorded in it, or none can be read."));
}

RunList::RunList(RunListModel* model, QWidget* parent)
    : QWidget(parent), model_(model), header_(new PanelHeader(tr("Runs"), this)), view_(new QListView(this)),
      empty_(new EmptyState(this)), pages_(new QStackedLayout), filter_menu_(new QMenu(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addLayout(pages_, 1);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    view_->setModel(model_);
    view_->setItemDelegate(new RunDelegate(view_));
    view_->setUniformItemSizes(true);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setMouseTracking(true);
    view_->setAccessibleName(tr("Runs"));
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto choose = [this](const QModelIndex& index) { Q_EMIT run_chosen(index.data(RunListModel::run_role).toString()); };
    connect(view_, &QListView::clicked, this, choose);
    connect(view_, &QListView::activated, this, choose);
    make_filter();
    connect(model_, &RunListModel::state_changed, this, &RunList::show_state);
    connect(model_, &RunListModel::modelReset, this, [this] {
        set_current(current_);
        show_state();
    });
    connect(model_, &RunListModel::rowsInserted, this, [this] {
        set_current(current_);
        show_state();
    });
    show_state();
}

void RunList::make_filter() {
    auto* group = new QActionGroup(this);
    const auto add = [&](const QString& text, const QString& status) {
        QAction* action = filter_menu_->addAction(text);
        action->setCheckable(true);
        action->setChecked(status.isEmpty());
        action->setData(status);
        group->addAction(action);
    };
    add(tr("All runs"), {});
    for (const char* word : {"running", "waiting", "suspended", "completed", "faulted", "cancelled"})
        add(status_text(QLatin1String(word)), QLatin1String(word));
    connect(group, &QActionGroup::triggered, this, [this](QAction* action) {
        RunQuery query = model_->query();
        query.status = action->data().toString().toStdString();
        model_->set_query(query);
        header_->set_note(action->data().toString().isEmpty() ? QString() : action->text());
    });
    QToolButton* button = make_menu_button("funnel", tr("Filter by status"), filter_menu_, this);
    button->setAccessibleName(tr("Filter runs by status"));
    header_->add_widget(button);
}

void RunList::add_action(QAction* action) { header_->add_action(action); }

void RunList::set_current(const QString& run) {
    current_ = run;
    const int row = run.isEmpty() ? -1 : model_->find(run);
    const QModelIndex index = row < 0 ? QModelIndex() : model_->index(row);
    if (index == view_->currentIndex()) return;
    if (index.isValid()) view_->setCurrentIndex(index);
    else view_->selectionModel()->clear();
}

void RunList::set_starts_runs(bool starts) {
    starts_runs_ = starts;
    show_state();
}

void RunList::show_state() {
    using Tone = EmptyState::Tone;
    const bool filtered = !model_->query().status.empty();
    switch (model_->state()) {
    case LoadState::idle:
    case LoadState::loading:
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading runs…"), {});
        break;
    case LoadState::failed:
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Runs can't be read"), model_->message());
        break;
    case LoadState::ready:
        if (filtered) empty_->show_message(Tone::calm, QStringLiteral("funnel"), tr("No such runs"), tr("No run has this status."));
        else show_no_runs(*empty_, starts_runs_);
        break;
    }
    pages_->setCurrentIndex(model_->rowCount() > 0 ? 0 : 1);
}

} // namespace orkestr
