#include "ui/replay/comparison_page.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/json_diff_view.h"
#include "ui/parts/local_keys.h"
#include "ui/theme/appearance.h"
#include "ui/theme/table_delegate.h"
#include "ui/viewmodels/comparison_document.h"
#include "ui/viewmodels/short_number.h"
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

ComparisonPage::ComparisonPage(ComparisonDocument* document, QAction* compare, QWidget* parent)
    : QWidget(parent), document_(document), keys_(new LocalKeys(this)) {
    setAccessibleName(tr("Comparison"));
    make_actions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(make_bar(compare));
    auto* body = new QWidget(this);
    pages_ = new QStackedLayout(body);
    auto* split = new QSplitter(body);
    split->setChildrenCollapsible(false);
    split->addWidget(make_steps());
    split->addWidget(make_changes());
    split->setSizes({660, 380});
    empty_ = new EmptyState(body);
    pages_->addWidget(split);
    pages_->addWidget(empty_);
    column->addWidget(body, 1);
    connect(document_, &ComparisonDocument::changed, this, &ComparisonPage::show_state);
    connect(document_->steps(), &QAbstractItemModel::modelReset, this, &ComparisonPage::show_step);
    show_state();
}

void ComparisonPage::make_actions() {
    StepDiffModel* steps = document_->steps();
    actions_.only_differing = keys_->add(tr("Only &differences"), "funnel", {QKeySequence(Qt::ALT | Qt::Key_D)});
    actions_.only_differing->setCheckable(true);
    actions_.only_differing->setChecked(steps->only_differing());
    actions_.first = keys_->add(tr("&First difference"), "arrow-up", {QKeySequence(Qt::ALT | Qt::Key_Home)});
    actions_.previous = keys_->add(tr("&Previous difference"), "chevron-up", {QKeySequence(Qt::ALT | Qt::Key_Up)});
    actions_.next = keys_->add(tr("&Next difference"), "chevron-down", {QKeySequence(Qt::ALT | Qt::Key_Down)});
    actions_.swap = keys_->add(tr("S&wap A and B"), "repeat", {QKeySequence(Qt::ALT | Qt::Key_X)});
    actions_.close = keys_->add(tr("&End the comparison"), "x", {QKeySequence(Qt::Key_Escape)});
    connect(actions_.only_differing, &QAction::triggered, steps, &StepDiffModel::set_only_differing);
    connect(actions_.first, &QAction::triggered, this, [this, steps] { go_to(steps->first_row()); });
    connect(actions_.next, &QAction::triggered, this, [this, steps] { go_to(steps->next_row(steps_->currentIndex().row(), 1)); });
    connect(actions_.previous, &QAction::triggered, this, [this, steps] { go_to(steps->next_row(std::max(0, steps_->currentIndex().row()), -1)); });
    connect(actions_.swap, &QAction::triggered, this, [this] { document_->compare(document_->b(), document_->a()); });
    connect(actions_.close, &QAction::triggered, document_, &ComparisonDocument::clear);
}

QWidget* ComparisonPage::make_bar(QAction* compare) {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 2, 8, 2);
    row->setSpacing(4);
    verdict_ = new QLabel(bar);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setFont(ui_font(12));
    verdict_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    verdict_->setAccessibleName(tr("Outcome"));
    bar_ = new QProgressBar(bar);
    bar_->setFixedSize(96, 6);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Events read"));
    row->addWidget(verdict_, 1);
    row->addWidget(bar_);
    for (QAction* action : {actions_.first, actions_.previous, actions_.next, actions_.only_differing, actions_.swap, compare, actions_.close}) {
        QToolButton* button = make_action_button(action, bar);
        button->setFixedSize(28, 28);
        row->addWidget(button);
    }
    return bar;
}

QWidget* ComparisonPage::make_steps() {
    steps_ = new QTableView(this);
    steps_->setModel(document_->steps());
    prepare_table(*steps_);
    steps_->setSelectionMode(QAbstractItemView::SingleSelection);
    steps_->setAccessibleName(tr("Steps of both runs"));
    const int widths[] = {30, 190, 150, 78, 62, 90};
    QHeaderView* header = steps_->horizontalHeader();
    header->setMinimumSectionSize(30);
    for (int column = 0; column < StepDiffModel::column_count; ++column) steps_->setColumnWidth(column, widths[column]);
    // A step's name gives way before the figures do.
    header->setStretchLastSection(false);
    header->setSectionResizeMode(StepDiffModel::step_column, QHeaderView::Stretch);
    steps_->setTextElideMode(Qt::ElideMiddle);
    keys_->watch(steps_);
    connect(steps_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparisonPage::show_step);
    connect(steps_, &QTableView::activated, this, [this] {
        const StepDiff* step = document_->steps()->step_at(steps_->currentIndex().row());
        if (step && step->a != 0) Q_EMIT step_chosen(step->a);
    });
    return steps_;
}

QWidget* ComparisonPage::make_changes() {
    auto* rows = new QSplitter(Qt::Vertical, this);
    rows->setChildrenCollapsible(false);
    changes_ = new QTableView(rows);
    changes_->setModel(&change_rows_);
    prepare_table(*changes_);
    changes_->setSelectionMode(QAbstractItemView::SingleSelection);
    changes_->setAccessibleName(tr("What differs in the step"));
    changes_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    changes_->horizontalHeader()->setSectionResizeMode(StepChangeModel::path_column, QHeaderView::Interactive);
    changes_->setColumnWidth(StepChangeModel::path_column, 160);
    keys_->watch(changes_);
    values_ = new JsonDiffView(rows);
    values_->set_sides(tr("A"), tr("B"));
    values_->set_empty_message(tr("Nothing is chosen"));
    rows->addWidget(changes_);
    rows->addWidget(values_);
    connect(changes_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparisonPage::show_change);
    return rows;
}

void ComparisonPage::focus_content() { steps_->setFocus(Qt::ShortcutFocusReason); }

void ComparisonPage::show_state() {
    using Tone = EmptyState::Tone;
    LongWork* work = document_->work();
    const auto& diff = document_->diff();
    const QString sides = document_->b().run.empty() ? QString() : QStringLiteral("A %1 · B %2").arg(document_->a().title, document_->b().title);
    verdict_->setText(sides.isEmpty() ? document_->verdict() : tr("%1 · B is %2", "the outcome, and what is compared with").arg(document_->verdict(), document_->b().title));
    verdict_->setToolTip(sides);
    bar_->setVisible(work->is_working());
    bar_->setRange(0, work->percent() < 0 ? 0 : 100);
    bar_->setValue(work->percent());
    if (work->stage() == LongWork::Stage::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("These runs can't be compared"), work->message());
    else if (work->is_working())
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Comparing…"), sides);
    else if (diff && !diff->verdict())
        empty_->show_message(Tone::calm, QStringLiteral("circle-alert"), tr("Equal as far as can be seen"),
                             tr("%n value(s) were redacted: whether they differ is not known.", nullptr, plural_number(diff->redacted)));
    else if (diff && diff->equal)
        empty_->show_message(Tone::calm, QStringLiteral("circle-check"), tr("Both runs are equal"), tr("Nothing differs but times, ids and what follows from them."));
    else
        empty_->show_message(Tone::calm, QStringLiteral("git-compare"), tr("Nothing is compared"), tr("Choose another run to see where this one went another way."));
    const bool shown = diff && (!diff->equal || !document_->steps()->only_differing());
    pages_->setCurrentIndex(shown ? 0 : 1);
    for (QAction* action : {actions_.first, actions_.previous, actions_.next}) action->setEnabled(diff && !diff->equal);
    actions_.swap->setEnabled(diff != nullptr);
    actions_.close->setEnabled(diff || work->is_working());
    if (!diff) shown_first_ = false;
    else if (!std::exchange(shown_first_, true)) go_to(document_->steps()->first_row());
}

void ComparisonPage::go_to(int row) {
    if (row >= 0) steps_->setCurrentIndex(document_->steps()->index(row, StepDiffModel::step_column));
}

void ComparisonPage::show_step() {
    const StepDiff* step = document_->steps()->step_at(steps_->currentIndex().row());
    change_rows_.show(step ? step->changes : std::vector<RunChange>(), step ? step->more_changes : 0);
    if (change_rows_.rowCount() > 0) changes_->setCurrentIndex(change_rows_.index(0, 0));
    else show_change();
}

void ComparisonPage::show_change() {
    const RunChange* change = change_rows_.change_at(changes_->currentIndex().row());
    if (!change) return values_->document()->clear();
    const auto [a, b] = StepChangeModel::sides(*change);
    values_->document()->compare(a, b);
}

} // namespace orkestr
