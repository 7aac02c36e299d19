#include "ui/replay/replay_page.h"

#include "core/base/json.h"
#include "ui/parts/banner.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/json_diff_view.h"
#include "ui/parts/local_keys.h"
#include "ui/theme/appearance.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/replay_document.h"
#include "ui/viewmodels/text.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr qint64 most_definition_bytes = 16 << 20;

/// Outcomes with the statuses' icons, each of a shape of its own.
class ReplayDelegate : public TableDelegate {
public:
    using TableDelegate::TableDelegate;

protected:
    DisplayStatus status_of(const QModelIndex& index) const override {
        const QVariant outcome = index.data(ReplayMatrixModel::outcome_role);
        if (!outcome.isValid()) return DisplayStatus::none;
        switch (static_cast<ReplayCell::Outcome>(outcome.toInt())) {
        case ReplayCell::Outcome::equal: return DisplayStatus::completed;
        case ReplayCell::Outcome::diverges: return DisplayStatus::faulted;
        case ReplayCell::Outcome::cancelled: return DisplayStatus::cancelled;
        case ReplayCell::Outcome::impossible: break;
        }
        return DisplayStatus::skipped;
    }
};

Json event_json(const std::string& text) {
    auto json = Json::parse(text.empty() ? "null" : text);
    return json ? std::move(*json) : Json();
}

} // namespace

ReplayPage::ReplayPage(ReplayDocument* document, QWidget* parent) : QWidget(parent), document_(document), keys_(new LocalKeys(this)) {
    setAccessibleName(tr("Replay"));
    make_actions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(make_head());
    left_out_ = new Banner(this);
    left_out_->hide();
    column->addWidget(left_out_);
    auto* rows = new QSplitter(Qt::Vertical, this);
    auto* matrix = new QWidget(rows);
    pages_ = new QStackedLayout(matrix);
    view_ = new QTableView(matrix);
    empty_ = new EmptyState(matrix);
    pages_->addWidget(view_);
    pages_->addWidget(empty_);
    make_table();
    rows->addWidget(matrix);
    rows->addWidget(make_detail());
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    rows->setChildrenCollapsible(false);
    column->addWidget(rows, 1);
    connect(document_, &ReplayDocument::changed, this, &ReplayPage::show_progress);
    connect(document_->cells(), &QAbstractItemModel::modelReset, this, [this] {
        chosen_ = false;
        show_progress(); // chooses anew
        show_cell();
    });
    show_progress();
    show_cell();
}

void ReplayPage::make_actions() {
    actions_.add_file = keys_->add(tr("&Add a definition…"), "plus", {QKeySequence(Qt::Key_Insert)});
    actions_.remove = keys_->add(tr("&Remove the definition"), "trash-2", {QKeySequence(Qt::Key_Delete)});
    actions_.only_differing = keys_->add(tr("Only &differences"), "funnel", {QKeySequence(Qt::ALT | Qt::Key_D)});
    actions_.only_differing->setCheckable(true);
    actions_.previous = keys_->add(tr("&Previous difference"), "chevron-up", {QKeySequence(Qt::ALT | Qt::Key_Up)});
    actions_.next = keys_->add(tr("&Next difference"), "chevron-down", {QKeySequence(Qt::ALT | Qt::Key_Down)});
    actions_.again = keys_->add(tr("Replay a&gain"), "rotate-ccw", {QKeySequence(Qt::Key_F5)});
    actions_.stop = keys_->add(tr("&Stop"), "circle-stop", {QKeySequence(Qt::Key_Escape)});
    actions_.open = keys_->add(tr("&Open the run there"), "external-link", {QKeySequence(Qt::CTRL | Qt::Key_Return)});
    connect(actions_.add_file, &QAction::triggered, this, &ReplayPage::choose_file);
    connect(actions_.remove, &QAction::triggered, this, [this] {
        document_->remove_definition(view_->currentIndex().column() - ReplayMatrixModel::first_cell_column);
    });
    connect(actions_.only_differing, &QAction::triggered, document_->cells(), &ReplayMatrixModel::set_only_differing);
    connect(actions_.next, &QAction::triggered, this, [this] { step(1); });
    connect(actions_.previous, &QAction::triggered, this, [this] { step(-1); });
    connect(actions_.again, &QAction::triggered, document_, &ReplayDocument::again);
    connect(actions_.stop, &QAction::triggered, document_->job(), &ReplayJob::cancel);
    connect(actions_.open, &QAction::triggered, this, &ReplayPage::open_current);
}

QWidget* ReplayPage::make_head() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(16, 10, 12, 10);
    row->setSpacing(8);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    title_ = new QLabel(head);
    title_->setFont(ui_font(15, QFont::DemiBold));
    outcome_ = new QLabel(head);
    outcome_->setFont(ui_font(12));
    outcome_->setForegroundRole(QPalette::PlaceholderText);
    outcome_->setAccessibleName(tr("Outcome"));
    for (QLabel* label : {title_, outcome_}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        texts->addWidget(label);
    }
    row->addLayout(texts, 1);
    bar_ = new QProgressBar(head);
    bar_->setFixedSize(120, 6);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Runs decided again"));
    row->addWidget(bar_);
    stop_ = new QPushButton(tr("Stop"), head);
    connect(stop_, &QPushButton::clicked, actions_.stop, &QAction::trigger);
    row->addWidget(stop_);
    row->addSpacing(8);
    for (QAction* action : {actions_.previous, actions_.next, actions_.only_differing, actions_.again, actions_.remove}) row->addWidget(make_action_button(action, head));
    auto* add = new QPushButton(actions_.add_file->icon(), tr("Add a definition…"), head);
    add->setToolTip(actions_.add_file->toolTip());
    connect(add, &QPushButton::clicked, actions_.add_file, &QAction::trigger);
    row->addWidget(add);
    return head;
}

QWidget* ReplayPage::make_detail() {
    auto* detail = new QWidget(this);
    auto* column = new QVBoxLayout(detail);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QWidget(detail);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(16, 8, 12, 8);
    finding_ = new QLabel(head);
    finding_->setTextFormat(Qt::PlainText);
    finding_->setWordWrap(true);
    finding_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    finding_->setAccessibleName(tr("What differs"));
    row->addWidget(finding_, 1);
    auto* open = new QPushButton(actions_.open->icon(), tr("Open the run there"), head);
    open->setToolTip(actions_.open->toolTip());
    connect(open, &QPushButton::clicked, actions_.open, &QAction::trigger);
    connect(actions_.open, &QAction::changed, open, [open, this] { open->setEnabled(actions_.open->isEnabled()); });
    row->addWidget(open, 0, Qt::AlignTop);
    column->addWidget(head);
    difference_ = new JsonDiffView(detail);
    difference_->set_sides(tr("Recorded"), tr("Decided now"));
    difference_->set_empty_message(tr("Nothing to compare"), tr("Choose a cell that differs to see both events side by side."));
    column->addWidget(difference_, 1);
    return detail;
}

void ReplayPage::make_table() {
    view_->setModel(document_->cells());
    prepare_table(*view_, new ReplayDelegate(view_));
    view_->setSelectionBehavior(QAbstractItemView::SelectItems);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setAccessibleName(tr("Runs and definitions"));
    view_->setTabKeyNavigation(false);
    view_->horizontalHeader()->setStretchLastSection(true);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    view_->addActions({actions_.open, actions_.add_file, actions_.remove});
    keys_->watch(view_);
    // The keyboard is here from the beginning, and goes over to the table with its first row.
    empty_->setFocusPolicy(Qt::StrongFocus);
    keys_->watch(empty_);
    connect(view_, &QTableView::activated, this, &ReplayPage::open_current);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReplayPage::show_cell);
}

void ReplayPage::focus_content() { pages_->currentWidget()->setFocus(Qt::ShortcutFocusReason); }

void ReplayPage::show_progress() {
    using Tone = EmptyState::Tone;
    const ReplayJob::Stage stage = document_->job()->stage();
    const int percent = document_->job()->percent();
    title_->setText(document_->headline());
    outcome_->setText(document_->outcome());
    outcome_->setToolTip(document_->outcome());
    bar_->setVisible(stage == ReplayJob::Stage::working);
    bar_->setRange(0, percent < 0 ? 0 : 100);
    bar_->setValue(percent);
    stop_->setVisible(stage == ReplayJob::Stage::working);
    show_left_out();
    ReplayMatrixModel* cells = document_->cells();
    if (stage == ReplayJob::Stage::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("These runs can't be replayed"), document_->job()->message());
    else if (stage == ReplayJob::Stage::working)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Deciding again…"), {});
    else if (cells->only_differing() && cells->runs() > 0)
        empty_->show_message(Tone::calm, QStringLiteral("circle-check"), tr("Nothing differs"), tr("Every event is as it was recorded."));
    else
        empty_->show_message(Tone::calm, QStringLiteral("repeat"), tr("Nothing was replayed"), {});
    const bool any = cells->rowCount() > 0;
    pages_->setCurrentIndex(any ? 0 : 1);
    if (any && !chosen_) {
        const QModelIndex first = cells->has_difference() ? cells->first_differing() : QModelIndex();
        view_->resizeColumnToContents(ReplayMatrixModel::run_column);
        view_->resizeColumnToContents(ReplayMatrixModel::started_column);
        view_->resizeColumnToContents(ReplayMatrixModel::definition_column);
        for (int column = ReplayMatrixModel::first_cell_column; column < cells->columnCount(); ++column) view_->setColumnWidth(column, 240);
        // A table that gets the keyboard goes to its corner by itself; what came of a run stands in the cells.
        const QModelIndex current = view_->currentIndex();
        if (first.isValid() || !current.isValid() || (current.row() == 0 && current.column() == 0))
            view_->setCurrentIndex(first.isValid() ? first : cells->index(0, ReplayMatrixModel::first_cell_column));
        chosen_ = first.isValid();
    }
    show_abilities();
}

void ReplayPage::show_left_out() {
    const QString text = document_->left_out_text();
    if (text != left_out_->text() && !text.isEmpty()) left_out_->show_message(document_->left_out_differs() ? Banner::Tone::warning : Banner::Tone::information, text);
    left_out_->setVisible(!text.isEmpty());
}

void ReplayPage::show_abilities() {
    const QModelIndex current = view_->currentIndex();
    for (QAction* action : {actions_.next, actions_.previous}) action->setEnabled(document_->cells()->has_difference());
    actions_.stop->setEnabled(document_->job()->stage() == ReplayJob::Stage::working);
    actions_.remove->setEnabled(current.isValid() && current.column() > ReplayMatrixModel::first_cell_column);
    actions_.open->setEnabled(current.isValid());
}

void ReplayPage::show_cell() {
    const QModelIndex current = view_->currentIndex();
    const ReplayCell* cell = current.isValid() ? document_->cells()->cell_at(current) : nullptr;
    QString text;
    if (cell) {
        text = ReplayMatrixModel::cell_text(*cell);
        if (cell->outcome == ReplayCell::Outcome::equal) text = tr("%n event(s) decided again, all as recorded", nullptr, static_cast<int>(cell->compared));
        else if (const QString details = ReplayMatrixModel::details_text(*cell); !details.isEmpty()) text = cell->outcome == ReplayCell::Outcome::diverges ? QStringLiteral("%1: %2").arg(text, details) : details;
    }
    finding_->setText(text);
    if (cell && cell->outcome == ReplayCell::Outcome::diverges) difference_->document()->compare(event_json(cell->expected), event_json(cell->actual));
    else difference_->document()->clear();
    show_abilities();
}

void ReplayPage::step(int direction) {
    const ReplayMatrixModel* cells = document_->cells();
    const int columns = cells->columnCount() - ReplayMatrixModel::first_cell_column;
    const int count = cells->rowCount() * columns;
    if (count == 0) return;
    const QModelIndex current = view_->currentIndex();
    const int column = std::max(0, current.column() - ReplayMatrixModel::first_cell_column);
    const int from = current.isValid() ? current.row() * columns + column : direction > 0 ? -1 : count;
    for (int walked = 1; walked <= count; ++walked) {
        const int at = ((from + direction * walked) % count + count) % count;
        const QModelIndex index = cells->index(at / columns, ReplayMatrixModel::first_cell_column + at % columns);
        const ReplayCell* cell = cells->cell_at(index);
        if (!cell || cell->outcome != ReplayCell::Outcome::diverges) continue;
        view_->setCurrentIndex(index);
        return;
    }
}

void ReplayPage::open_current() {
    const QModelIndex current = view_->currentIndex();
    const RunRow* run = document_->cells()->run_at(current.row());
    if (!run) return;
    const ReplayCell* cell = document_->cells()->cell_at(current);
    // At the event that differs, or the first that could not be judged.
    Q_EMIT run_chosen(to_qt(run->run.text), cell ? cell->seq : 0);
}

void ReplayPage::choose_file() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Replay by another definition"), {}, tr("Workflow definitions (*.yaml *.yml *.json);;All files (*)"));
    if (!path.isEmpty()) add_definition_file(path);
}

void ReplayPage::add_definition_file(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > most_definition_bytes) {
        outcome_->setText(tr("%1 can't be read: %2").arg(QFileInfo(path).fileName(), file.isOpen() ? tr("it is too large for a definition") : file.errorString()));
        return;
    }
    document_->add_definition(QFileInfo(path).fileName(), file.readAll().toStdString(), path);
}

} // namespace orkestr
