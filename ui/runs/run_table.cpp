#include "ui/runs/run_table.h"

#include "ui/parts/banner.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/filter_field_line.h"
#include "ui/parts/icon_button.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_preview_pane.h"
#include "ui/runs/run_table_chips.h"
#include "ui/runs/run_table_columns.h"
#include "ui/runs/run_table_foot.h"
#include "ui/runs/run_table_groups.h"
#include "ui/runs/run_table_searches.h"
#include "ui/runs/run_table_view.h"
#include "ui/theme/icon.h"
#include "ui/viewmodels/filter_field_model.h"
#include "ui/viewmodels/run_preview.h"
#include "ui/viewmodels/short_number.h"

#include <QAction>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr int learn_pause_ms = 500;
constexpr int clock_ms = 1000;

QString plain_text(QString text) { return text.remove(u'&').remove(QStringLiteral("…")); }

QString number_text(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

} // namespace

RunTable::RunTable(RunSearch* search, RunControl* control, QWidget* parent)
    : QWidget(parent), search_(search), control_(control), filter_model_(new FilterFieldModel(FilterSubject::run, this)), banner_(new Banner(this)),
      split_(new QSplitter(Qt::Horizontal, this)), groups_(new RunGroupPanel(search, split_)), preview_(new RunPreview(search->source(), this)),
      preview_pane_(new RunPreviewPane(preview_, split_)), view_(new RunTableView(split_)), empty_(new EmptyState(split_)) {
    setAccessibleName(tr("Runs"));
    make_actions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    make_table();
    column->addWidget(make_head());
    column->addWidget(banner_);
    column->addWidget(split_, 1);
    QList<QAction*> done_to_many;
    if (control_) done_to_many << actions_.cancel << actions_.rerun;
    foot_ = new RunTableFoot(search_, done_to_many << actions_.replay << actions_.save, this);
    column->addWidget(foot_);
    connect_search();
    took_filter();
    show_state();
    show_selection();
}

QAction* RunTable::make(const QString& text, const char* icon_name, const QKeySequence& keys, void (RunTable::*what)()) {
    auto* action = new QAction(text, this);
    action->setIcon(icon(QLatin1String(icon_name)));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(plain_text(text), keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, what);
    addAction(action);
    return action;
}

void RunTable::make_actions() {
    const auto both = [](auto key) { return QKeySequence(Qt::CTRL | Qt::SHIFT | key); };
    actions_.open = make(tr("&Open the run"), "external-link", QKeySequence(Qt::CTRL | Qt::Key_Return), &RunTable::open_current);
    actions_.preview = make(tr("Pre&view"), "eye", QKeySequence(Qt::Key_Space), &RunTable::toggle_preview);
    actions_.preview->setCheckable(true);
    // Everywhere else on the page Space is another key.
    actions_.preview->setShortcutContext(Qt::WidgetShortcut);
    view_->addAction(actions_.preview);
    actions_.cancel = make(tr("&Cancel…"), "circle-stop", QKeySequence(Qt::CTRL | Qt::Key_Delete), &RunTable::cancel_runs);
    actions_.rerun = make(tr("Run &again…"), "rotate-ccw", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R), &RunTable::rerun_runs);
    actions_.save = make(tr("&Export…"), "download", both(Qt::Key_E), &RunTable::export_runs);
    actions_.replay = make(tr("Re&play…"), "repeat", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P), &RunTable::replay_runs);
    actions_.copy = make(tr("Copy the &rows"), "copy", QKeySequence(Qt::CTRL | Qt::Key_C), &RunTable::copy_rows);
    actions_.select_all = make(tr("&Select all that match"), "list", QKeySequence(Qt::CTRL | Qt::Key_A), &RunTable::select_all);
    actions_.go_to_time = make(tr("&Go to a time…"), "calendar-clock", QKeySequence(Qt::CTRL | Qt::Key_G), &RunTable::go_to_time);
    actions_.show_groups = make(tr("&Groups"), "list-tree", both(Qt::Key_G), &RunTable::toggle_groups);
    actions_.show_groups->setCheckable(true);
    actions_.show_waiting = make(tr("Show &new runs"), "arrow-up", both(Qt::Key_N), &RunTable::show_new);
    actions_.edit_rules = make(tr("Colouring r&ules…"), "palette", both(Qt::Key_U), &RunTable::edit_rules);
    actions_.save_search = make(tr("&Save this search…"), "star", QKeySequence(Qt::CTRL | Qt::Key_S), &RunTable::save_search);
    actions_.edit_searches = make(tr("&Edit the searches…"), "pencil", both(Qt::Key_M), &RunTable::edit_searches);
    actions_.focus_filter = make(tr("Go to the &filter"), "funnel", QKeySequence(Qt::CTRL | Qt::Key_L), &RunTable::focus_filter);
    if (!control_) {
        actions_.cancel->setVisible(false);
        actions_.rerun->setVisible(false);
    }
}

void RunTable::offer(bool exported, bool replayed) {
    actions_.save->setVisible(exported);
    actions_.replay->setVisible(replayed);
    show_selection();
}

QToolButton* RunTable::head_button(QAction* action) {
    QToolButton* button = make_action_button(action, this);
    button->setFixedSize(field_button_px, field_button_px);
    return button;
}

QWidget* RunTable::make_head() {
    auto* head = new QWidget(this);
    head->setAutoFillBackground(true);
    head->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(16, 12, 12, 10);
    column->setSpacing(4);
    filter_ = new FilterFieldWidget(filter_model_, QStringLiteral("status == faulted and started in last 2h"), head);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(filter_, 1);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(2);
    searches_ = new SearchesMenu(search_->searches(), {actions_.save_search, actions_.edit_searches}, this);
    const auto menu_button = [this](const char* icon_name, const QString& tip, QMenu* menu) {
        QToolButton* button = make_menu_button(icon_name, tip, menu, this);
        button->setFixedSize(field_button_px, field_button_px);
        return button;
    };
    tools->addWidget(menu_button("bookmark", tr("Saved searches"), searches_));
    tools->addWidget(head_button(actions_.show_groups));
    tools->addWidget(head_button(actions_.preview));
    tools->addWidget(head_button(actions_.go_to_time));
    tools->addWidget(menu_button("table-2", tr("Columns"), columns_));
    tools->addWidget(head_button(actions_.edit_rules));
    row->addLayout(tools);
    row->setAlignment(tools, Qt::AlignTop);
    column->addLayout(row);
    chips_ = new RunStatusChips(search_, head);
    column->addWidget(chips_);
    connect(searches_, &SearchesMenu::chosen, this, &RunTable::use_search);
    return head;
}

void RunTable::make_table() {
    view_->show_runs(search_->runs());
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    columns_ = new RunColumnMenu(view_, this);
    columns_->set_columns(RunColumns());
    auto* holder = new QWidget(split_);
    pages_ = new QStackedLayout(holder);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    split_->addWidget(groups_);
    split_->addWidget(holder);
    split_->addWidget(preview_pane_);
    split_->setStretchFactor(0, 0);
    split_->setStretchFactor(1, 1);
    split_->setStretchFactor(2, 0);
    split_->setChildrenCollapsible(false);
    split_->setSizes({240, 800, 360});
    groups_->hide();
    preview_pane_->hide();
    clock_.setInterval(clock_ms);
    learn_timer_.setSingleShot(true);
    learn_timer_.setInterval(learn_pause_ms);
    connect(&learn_timer_, &QTimer::timeout, this, &RunTable::learn_values);
    connect(&clock_, &QTimer::timeout, view_->viewport(), qOverload<>(&QWidget::update));
    connect(columns_, &RunColumnMenu::columns_changed, this, &RunTable::columns_changed);
    connect(view_, &QTableView::activated, this, &RunTable::open_current);
    connect(view_, &QWidget::customContextMenuRequested, this, &RunTable::menu_at);
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTable::selection_changed);
    connect(view_, &RunTableView::first_wanted, this, [this] {
        if (search_->runs()->has_newer()) search_->runs()->show_newest();
        else if (search_->runs()->rowCount() > 0) view_->setCurrentIndex(search_->runs()->index(0, std::max(0, view_->currentIndex().column())));
    });
    connect(view_, &RunTableView::last_wanted, search_->runs(), &RunTableModel::show_oldest);
    connect(view_, &RunTableView::typed, this, [this](const QString& text) {
        if (text == QLatin1String("/")) focus_filter();
        else filter_->type(text);
    });
    connect(view_, &RunTableView::escape_wanted, this, [this](bool* taken) { *taken = escape(false); });
    connect(view_, &RunTableView::escape_pressed, this, [this](bool* taken) { *taken = escape(true); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunTable::show_preview);
    connect(preview_pane_, &RunPreviewPane::closed, this, [this] {
        actions_.preview->setChecked(false);
        toggle_preview();
        focus_content();
    });
    connect(groups_, &RunGroupPanel::closed, this, [this] {
        actions_.show_groups->setChecked(false);
        toggle_groups();
    });
}

void RunTable::connect_search() {
    RunTableModel* runs = search_->runs();
    connect(filter_model_, &FilterFieldModel::applied_changed, this, [this](const Filter& filter) {
        search_->searches()->use(QString::fromStdString(filter.text()));
        search_->set_filter(filter);
    });
    connect(search_, &RunSearch::filter_changed, this, &RunTable::took_filter);
    connect(search_, &RunSearch::totals_changed, this, &RunTable::show_note);
    connect(search_->searches(), &SavedSearches::used_changed, this, [this] { filter_model_->set_used(search_->searches()->used()); });
    filter_model_->set_used(search_->searches()->used());
    connect(filter_, &FilterFieldWidget::left, this, &RunTable::focus_content);
    connect(runs, &RunTableModel::state_changed, this, &RunTable::show_state);
    connect(runs, &RunTableModel::progress_changed, this, &RunTable::show_state);
    connect(runs, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        const int row = view_->currentIndex().row();
        if (actions_.preview->isChecked() && row >= first.row() && row <= last.row()) preview_->refresh();
    });
    connect(runs, &RunTableModel::waiting_changed, this, &RunTable::show_waiting);
    connect(runs, &RunTableModel::began, this, &RunTable::began);
    connect(runs, &QAbstractItemModel::modelReset, this, [this] {
        all_selected_ = false;
        show_selection();
        show_state();
    });
    connect(runs, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!learn_timer_.isActive()) learn_timer_.start();
        // All that match are selected: so is what has only now been read.
        if (all_selected_) select_all();
    });
    connect(empty_, &EmptyState::button_clicked, this, [this, runs] {
        if (runs->state() == LoadState::failed) runs->show_newest();
        else if (runs->is_stopped()) runs->go_on();
        else if (runs->has_newer()) runs->show_newest();
        else search_->set_filter({});
    });
}

void RunTable::took_filter() {
    filter_model_->show(search_->filter());
    show_note();
    show_state();
}

void RunTable::began(bool at_end) {
    if (at_end) {
        view_->scrollToBottom();
        const int last = search_->runs()->rowCount() - 1;
        if (last >= 0) view_->setCurrentIndex(search_->runs()->index(last, 0));
        return;
    }
    view_->scrollToTop();
    if (search_->runs()->rowCount() > 0 && view_->hasFocus())
        view_->selectionModel()->setCurrentIndex(search_->runs()->index(0, 0), QItemSelectionModel::NoUpdate);
}

/// What was seen in the rows is offered as values.
void RunTable::learn_values() {
    SeenFilterValues seen = search_->seen_values();
    filter_model_->set_seen(std::move(seen));
}

void RunTable::show_state() {
    const bool rows = search_->runs()->rowCount() > 0;
    if (!rows) show_empty();
    pages_->setCurrentIndex(rows ? 0 : 1);
    // The keyboard went to the filter because there was nothing else; nothing was typed since.
    const bool in_filter = window()->focusWidget() == filter_->line();
    if (rows && wants_rows_ && in_filter && filter_->line()->text().isEmpty()) focus_content();
    if (rows || search_->runs()->state() == LoadState::ready) wants_rows_ = false;
}

void RunTable::show_empty() {
    using Tone = EmptyState::Tone;
    const RunTableModel* runs = search_->runs();
    const bool filtered = !search_->filter().is_empty();
    QString button;
    if (runs->state() == LoadState::failed) {
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Runs can't be read"), runs->message());
        button = tr("Try again");
    } else if (runs->state() != LoadState::ready) {
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), filtered ? tr("Looking for runs…") : tr("Reading runs…"), {});
    } else if (runs->is_stopped()) {
        empty_->show_message(Tone::calm, QStringLiteral("funnel"), tr("Nothing found so far"), tr("The search was stopped."));
        button = tr("Go on");
    } else if (runs->has_newer()) {
        empty_->show_message(Tone::calm, QStringLiteral("calendar-clock"), tr("No run is as old as that"), {});
        button = tr("Show the newest");
    } else if (filtered) {
        empty_->show_message(Tone::calm, QStringLiteral("funnel"), tr("No run matches"), tr("No run fits the filter."));
        button = tr("Clear the filter");
    } else {
        show_no_runs(*empty_, control_ != nullptr);
    }
    empty_->set_button(button);
}

/// Beneath the filter, while nothing is wrong with it.
void RunTable::show_note() {
    const auto matching = search_->matching();
    const std::uint64_t all = search_->all_runs();
    QString note;
    const RunGroupCount* counts = search_->statuses();
    if (search_->filter().is_empty()) note = matching ? tr("%Ln run(s), newest first", nullptr, plural_number(all)) : QString();
    else if (matching) note = tr("%1 of %Ln run(s) match", nullptr, plural_number(all)).arg(number_text(*matching));
    else if (counts->is_counting() && counts->is_scan())
        note = tr("%1 match so far; looked at %2 of %Ln run(s)…", nullptr, plural_number(all)).arg(number_text(search_->counted()), number_text(counts->looked_at()));
    else if (counts->is_counting()) note = tr("Counting the runs that match…");
    else if (counts->is_stopped() && counts->state() == LoadState::ready)
        note = tr("At least %1 match; stopped after %2 of %Ln run(s)", nullptr, plural_number(all)).arg(number_text(search_->counted()), number_text(counts->looked_at()));
    filter_->set_note(note);
}

void RunTable::show_waiting() {
    const RunTableModel* runs = search_->runs();
    if (runs->waiting() == 0) {
        banner_->hide();
        return;
    }
    const QString text = runs->more_waiting() ? tr("More than %Ln new run(s)", nullptr, runs->waiting()) : tr("%Ln new run(s)", nullptr, runs->waiting());
    if (banner_->isVisible() && banner_->text() == text) return;
    banner_->show_message(Banner::Tone::information, text);
    QPushButton* button = banner_->add_button(tr("Show"));
    button->setToolTip(actions_.show_waiting->toolTip());
    connect(button, &QPushButton::clicked, this, &RunTable::show_new);
}

void RunTable::selection_changed() {
    if (!selecting_) all_selected_ = false;
    show_selection();
}

void RunTable::show_selection() {
    const qint64 count = view_->selected_count();
    const bool any = all_selected_ || count > 0;
    const auto matching = search_->matching();
    QString text;
    if (all_selected_ && matching) text = tr("All %Ln run(s) selected", nullptr, plural_number(*matching));
    else if (all_selected_) text = tr("All that match selected");
    else if (count > 0) text = tr("%Ln run(s) selected", nullptr, plural_number(static_cast<std::uint64_t>(count)));
    foot_->set_selection(text);
    for (QAction* action : {actions_.cancel, actions_.rerun}) action->setEnabled(any && control_);
    for (QAction* action : {actions_.save, actions_.replay}) action->setEnabled(any && action->isVisible());
    actions_.copy->setEnabled(any);
    actions_.open->setEnabled(view_->currentIndex().isValid());
}

void RunTable::select_all() {
    if (search_->runs()->rowCount() == 0) return;
    selecting_ = true;
    view_->selectAll();
    selecting_ = false;
    all_selected_ = search_->runs()->has_older() || search_->runs()->has_newer();
    show_selection();
}

void RunTable::set_columns(const RunColumns& columns) { columns_->set_columns(columns); }

const RunColumns& RunTable::columns() const { return columns_->columns(); }

void RunTable::focus_content() {
    if (search_->runs()->rowCount() == 0) {
        focus_filter();
        wants_rows_ = search_->runs()->state() != LoadState::failed;
        return;
    }
    view_->setFocus(Qt::ShortcutFocusReason);
    if (!view_->currentIndex().isValid())
        view_->selectionModel()->setCurrentIndex(search_->runs()->index(std::max(0, view_->rowAt(0)), 0), QItemSelectionModel::NoUpdate);
}

void RunTable::focus_filter() {
    wants_rows_ = false;
    filter_->focus_content();
}

void RunTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    search_->set_shown(true);
    clock_.start();
}

void RunTable::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    search_->set_shown(false);
    clock_.stop();
}

} // namespace orkestr
