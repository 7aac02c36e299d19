#include "ui/replay/watch_page.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/local_keys.h"
#include "ui/replay/check_delegate.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

namespace orkestr {

WatchPage::WatchPage(TravelSession* travel, QAction* last_change, QAction* next_change, QWidget* parent) : QWidget(parent), travel_(travel), keys_(new LocalKeys(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    make_keys();
    column->addWidget(make_bar(last_change, next_change));
    auto* split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->addWidget(make_left());
    split->addWidget(make_right());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({600, 400});
    column->addWidget(split, 1);
    connect(&travel_->watches(), &WatchModel::rowsInserted, this, &WatchPage::show_rows);
    connect(&travel_->watches(), &WatchModel::rowsRemoved, this, &WatchPage::show_rows);
    connect(&travel_->watches(), &WatchModel::modelReset, this, &WatchPage::show_rows);
    connect(&travel_->changes(), &ChangeModel::state_changed, this, &WatchPage::show_change_state);
    show_rows();
    show_change_state();
}

void WatchPage::make_keys() {
    QAction* insert = keys_->add(tr("Watch a value"), "plus", {QKeySequence(Qt::Key_Insert)});
    connect(insert, &QAction::triggered, this, &WatchPage::add);
    remove_ = keys_->add(tr("Do not watch it any more"), "trash-2", {QKeySequence(Qt::Key_Delete)});
    connect(remove_, &QAction::triggered, this, [this] { travel_->watches().remove(row()); });
    stop_ = keys_->add(tr("Stop where it changes, when the run is played"), "circle-dot", {QKeySequence(Qt::Key_Space)});
    connect(stop_, &QAction::triggered, this, [this] { travel_->watches().set_stops(row(), !travel_->watches().stops_at(row())); });
    QAction* back = keys_->add(tr("Go to the last change"), nullptr, {QKeySequence(Qt::Key_Left)});
    connect(back, &QAction::triggered, this, [this] { go_to_change(Direction::backward); });
    QAction* on = keys_->add(tr("Go to the next change"), nullptr, {QKeySequence(Qt::Key_Right)});
    connect(on, &QAction::triggered, this, [this] { go_to_change(Direction::forward); });
}

QWidget* WatchPage::make_bar(QAction* last_change, QAction* next_change) {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(4);
    field_ = new QLineEdit(bar);
    field_->setFont(code_font());
    field_->setPlaceholderText(tr("$.order.total, or to stop: $.order.total > 100"));
    field_->setAccessibleName(tr("Path of a value to watch; behind it a comparison to stop at"));
    field_->setMaxLength(WatchModel::most_path_characters);
    field_->setFixedHeight(28);
    problem_ = new QLabel(bar);
    problem_->setTextFormat(Qt::PlainText);
    problem_->setFont(ui_font(12));
    problem_->hide();
    auto* add_button = make_icon_button("plus", tr("Watch it"), bar);
    row->addWidget(field_, 1);
    row->addWidget(problem_, 1);
    row->addWidget(add_button);
    for (QAction* action : {remove_, stop_, last_change, next_change}) row->addWidget(make_action_button(action, bar));
    for (QToolButton* button : bar->findChildren<QToolButton*>()) button->setFixedSize(28, 28);
    connect(field_, &QLineEdit::returnPressed, this, &WatchPage::take_path);
    connect(add_button, &QToolButton::clicked, this, &WatchPage::take_path);
    connect(field_, &QLineEdit::textEdited, this, [this] { show_problem({}); });
    return bar;
}

QWidget* WatchPage::make_left() {
    auto* page = new QWidget(this);
    pages_ = new QStackedLayout(page);
    table_ = new QTableView(page);
    table_->setModel(&travel_->watches());
    table_->setAccessibleName(tr("Watched values"));
    prepare_table(*table_, new CheckDelegate(table_));
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setColumnWidth(WatchModel::path_column, 190);
    table_->setColumnWidth(WatchModel::change_column, 190);
    table_->setColumnWidth(WatchModel::stop_column, 56);
    table_->horizontalHeader()->setSectionResizeMode(WatchModel::value_column, QHeaderView::Stretch);
    empty_ = new EmptyState(page);
    empty_->show_message(EmptyState::Tone::calm, QStringLiteral("eye"), tr("No value is watched"),
                         tr("Write a path above, or choose \"Watch this value\" where data is shown. Then go to the event that changed it last."));
    pages_->addWidget(table_);
    pages_->addWidget(empty_);
    keys_->watch(table_);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WatchPage::show_changes);
    return page;
}

QWidget* WatchPage::make_right() {
    auto* page = new QWidget(this);
    change_pages_ = new QStackedLayout(page);
    changes_ = new QTableView(page);
    changes_->setModel(&travel_->changes());
    changes_->setAccessibleName(tr("Changes of the value over time"));
    prepare_table(*changes_);
    changes_->setSelectionMode(QAbstractItemView::SingleSelection);
    const int widths[] = {64, 110, 150, 80, 80};
    for (int column = 0; column < 5; ++column) changes_->setColumnWidth(column, widths[column]);
    // When it was says the event already; what it was comes first.
    changes_->horizontalHeader()->moveSection(ChangeModel::time_column, ChangeModel::column_count - 1);
    changes_->horizontalHeader()->setStretchLastSection(true);
    no_changes_ = new EmptyState(page);
    change_pages_->addWidget(changes_);
    change_pages_->addWidget(no_changes_);
    connect(changes_, &QTableView::activated, this, &WatchPage::go_to_row);
    connect(changes_, &QTableView::clicked, this, &WatchPage::go_to_row);
    return page;
}

int WatchPage::row() const { return table_->currentIndex().row(); }

void WatchPage::add() {
    field_->setFocus(Qt::ShortcutFocusReason);
    field_->selectAll();
}

void WatchPage::take_path() {
    if (field_->text().trimmed().isEmpty()) return;
    watch(field_->text());
    if (problem().isEmpty()) field_->clear();
}

void WatchPage::watch(const QString& path) {
    const auto row = travel_->watches().add(path);
    show_problem(row ? QString() : to_qt(row.error().message));
    if (!row) return;
    table_->selectRow(*row);
    table_->setCurrentIndex(travel_->watches().index(*row, 0));
}

void WatchPage::show_problem(const QString& problem) {
    QPalette ink = problem_->palette();
    ink.setColor(QPalette::WindowText, Theme::of(palette()).error);
    problem_->setPalette(ink);
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    field_->setAccessibleDescription(problem);
}

QString WatchPage::problem() const { return problem_->isHidden() ? QString() : problem_->text(); }

void WatchPage::go_to_change(Direction direction) {
    if (row() < 0 && travel_->watches().rowCount() > 0) table_->selectRow(0);
    travel_->watches().go_to_change(row(), direction);
}

void WatchPage::show_rows() {
    const bool any = travel_->watches().rowCount() > 0;
    pages_->setCurrentIndex(any ? 0 : 1);
    if (any && row() < 0) table_->selectRow(0);
    for (QAction* action : {remove_, stop_}) action->setEnabled(any);
    if (!any) show_changes();
}

void WatchPage::show_changes() { travel_->changes().show(isVisible() ? travel_->watches().path(row()) : QString()); }

void WatchPage::show_change_state() {
    using Tone = EmptyState::Tone;
    const ChangeModel& model = travel_->changes();
    if (model.is_reading()) no_changes_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Looking for changes…"), {});
    else if (!model.message().isEmpty()) no_changes_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Changes can't be told"), model.message());
    else no_changes_->show_message(Tone::calm, QStringLiteral("activity"), row() < 0 ? tr("Changes over time") : tr("It never changes"), {});
    change_pages_->setCurrentIndex(model.rowCount() > 0 ? 0 : 1);
}

void WatchPage::go_to_row(const QModelIndex& index) {
    if (const std::uint64_t seq = travel_->changes().seq_at(index.row())) travel_->document().go_to(seq);
}

void WatchPage::focus_content() {
    if (pages_->currentIndex() == 0) table_->setFocus(Qt::ShortcutFocusReason);
    else add();
}

void WatchPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    travel_->watches().set_shown(true);
    show_changes();
}

void WatchPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    travel_->watches().set_shown(false);
}

} // namespace orkestr
