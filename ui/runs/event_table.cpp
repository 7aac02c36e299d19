#include "ui/runs/event_table.h"

#include "ui/parts/code_view.h"
#include "ui/parts/empty_state.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/json_pretty.h"
#include "ui/viewmodels/run_document.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>

namespace orkestr {

EventTable::EventTable(RunDocument* run, QWidget* parent)
    : QWidget(parent), run_(run), pages_(new QStackedLayout(this)), splitter_(new QSplitter(this)), view_(new QTableView(this)),
      event_(new CodeView(CodeLanguage::json, this)), empty_(new EmptyState(this)) {
    pages_->setContentsMargins(0, 0, 0, 0);
    pages_->addWidget(splitter_);
    pages_->addWidget(empty_);
    splitter_->addWidget(view_);
    splitter_->addWidget(event_);
    splitter_->setStretchFactor(0, 2);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({640, 320});
    splitter_->setChildrenCollapsible(false);
    view_->setModel(run_->events());
    view_->setAccessibleName(tr("Events"));
    event_->setAccessibleName(tr("The whole event"));
    event_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    event_->setPlaceholderText(tr("Choose an event to see all of it."));
    set_columns();
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventTable::show_event);
    connect(run_->events(), &EventModel::modelReset, this, &EventTable::show_event);
    connect(run_->events(), &EventModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        const int row = view_->currentIndex().row();
        if (row >= first.row() && row <= last.row()) show_event();
    });
    connect(run_->events(), &EventModel::state_changed, this, &EventTable::show_state);
    show_state();
}

void EventTable::set_columns() {
    prepare_table(*view_);
    const int widths[] = {64, 112, 160, 160, 80};
    for (int column = 0; column < 5; ++column) view_->setColumnWidth(column, widths[column]);
    view_->horizontalHeader()->setStretchLastSection(true);
}

void EventTable::show_event() {
    const QModelIndex current = view_->currentIndex();
    const QByteArray json = current.data(EventModel::json_role).toString().toUtf8();
    constexpr std::size_t most_bytes = 256 * 1024;
    event_->set_code(json.isEmpty() ? QString() : pretty_json({json.data(), static_cast<std::size_t>(json.size())}, most_bytes).text);
}

void EventTable::show_state() {
    using Tone = EmptyState::Tone;
    const EventModel* events = run_->events();
    if (events->state() == LoadState::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Events can't be read"), events->message());
    else if (events->state() == LoadState::loading)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading events…"), {});
    else
        empty_->show_message(Tone::calm, QStringLiteral("scroll-text"), tr("No run is open"), tr("Choose a run to see what happened in it."));
    pages_->setCurrentIndex(events->state() == LoadState::ready ? 0 : 1);
    if (events->state() == LoadState::ready) fit_times();
}

/// The time of another day has its date before it: the first event's says which they are.
void EventTable::fit_times() {
    const QModelIndex first = view_->model()->index(0, EventModel::time_column);
    const int wanted = view_->fontMetrics().horizontalAdvance(first.data().toString()) + 2 * TableDelegate::padding_px + 4;
    if (first.isValid()) view_->setColumnWidth(EventModel::time_column, std::max(96, wanted));
}

} // namespace orkestr
