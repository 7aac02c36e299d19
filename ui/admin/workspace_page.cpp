#include "ui/admin/workspace_page.h"

#include "ui/admin/overview_section.h"
#include "ui/parts/code_view.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/panel_header.h"
#include "ui/viewmodels/json_pretty.h"
#include "ui/viewmodels/text.h"
#include "ui/viewmodels/workspace_document.h"

#include <QAction>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr std::size_t most_detail_bytes = 256 * 1024;
/// Parts of the height.
constexpr int filled_section = 420;
constexpr int empty_section = 190;

int json_role_of(const QAbstractItemModel* model) {
    if (qobject_cast<const ScheduleModel*>(model)) return ScheduleModel::json_role;
    return qobject_cast<const DeadLetterModel*>(model) ? int{DeadLetterModel::json_role} : int{KeptEventModel::json_role};
}

int run_role_of(const QAbstractItemModel* model) {
    if (qobject_cast<const ScheduleModel*>(model)) return ScheduleModel::run_role;
    return qobject_cast<const DeadLetterModel*>(model) ? int{DeadLetterModel::run_role} : int{KeptEventModel::run_role};
}

} // namespace

WorkspacePage::WorkspacePage(WorkspaceDocument* workspace, const Actions& actions, QWidget* parent)
    : QWidget(parent), workspace_(workspace), actions_(actions) {
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Workspace"));
    make_sections();
    auto* columns = new QSplitter(Qt::Horizontal, this);
    rows_ = new QSplitter(Qt::Vertical, columns);
    for (OverviewSection* section : {dead_letters_, schedules_, kept_events_}) rows_->addWidget(section);
    rows_->setChildrenCollapsible(false);
    auto* aside = new QWidget(columns);
    auto* aside_column = new QVBoxLayout(aside);
    aside_column->setContentsMargins(0, 0, 0, 0);
    aside_column->setSpacing(0);
    detail_header_ = new PanelHeader(tr("Details"), aside);
    detail_ = new CodeView(CodeLanguage::json, aside);
    detail_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    detail_->setAccessibleName(tr("All of the chosen line"));
    auto* nothing = new EmptyState(aside);
    nothing->show_message(EmptyState::Tone::calm, QStringLiteral("braces"), tr("Nothing is chosen"), tr("Choose a line to see all of it."));
    details_ = new QStackedLayout;
    details_->addWidget(nothing);
    details_->addWidget(detail_);
    aside_column->addWidget(detail_header_);
    aside_column->addLayout(details_, 1);
    columns->addWidget(rows_);
    columns->addWidget(aside);
    columns->setStretchFactor(0, 3);
    columns->setStretchFactor(1, 1);
    columns->setSizes({820, 320});
    columns->setChildrenCollapsible(false);
    aside->setMinimumWidth(200);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(columns);
    for (QTableView* view : {dead_letters(), schedules(), kept_events()}) {
        const auto open = [this, view](const QModelIndex& index) {
            const QString run = index.data(run_role_of(view->model())).toString();
            if (!run.isEmpty()) Q_EMIT run_chosen(run);
        };
        connect(view, &QTableView::activated, this, open);
        connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, view] { choose(view); });
        connect(view->model(), &QAbstractItemModel::dataChanged, this, [this, view] {
            if (chosen_ == view) show_detail();
        });
    }
    connect(workspace_, &WorkspaceDocument::changed, this, &WorkspacePage::show_state);
    show_state();
}

void WorkspacePage::make_sections() {
    dead_letters_ = new OverviewSection({tr("Dead letters"), QStringLiteral("inbox"), tr("No dead letters"),
                                         tr("Runs that fault, events that can't be delivered and work that was lost are kept here."),
                                         tr("Dead letters can't be read")},
                                        workspace_->dead_letters(), {112, 80, 240, 176}, DeadLetterModel::title_column, this);
    schedules_ = new OverviewSection({tr("Schedules"), QStringLiteral("calendar-clock"), tr("No schedules"),
                                      tr("A published definition with a schedule starts runs by itself."), tr("Schedules can't be read")},
                                     workspace_->schedules(), {168, 152, 280, 124, 120}, ScheduleModel::next_column, this);
    kept_events_ = new OverviewSection({tr("Events nobody has received"), QStringLiteral("mail"), tr("No events are kept"),
                                        tr("An event that nobody waits for is kept for a while, for who begins to listen later."),
                                        tr("Events can't be read")},
                                       workspace_->kept_events(), {104, 176, 160, 128, 228}, KeptEventModel::source_column, this);
    dead_letters_->header()->add_action(actions_.retry);
    dead_letters_->header()->add_action(actions_.discard);
    schedules_->header()->add_action(actions_.unschedule);
    kept_events_->header()->add_action(actions_.send_event);
}

QTableView* WorkspacePage::schedules() { return schedules_->view(); }

QTableView* WorkspacePage::dead_letters() { return dead_letters_->view(); }

QTableView* WorkspacePage::kept_events() { return kept_events_->view(); }

void WorkspacePage::focus_content() {
    for (QTableView* view : {dead_letters(), schedules(), kept_events()}) {
        if (!view->isVisible()) continue;
        view->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    setFocus(Qt::ShortcutFocusReason);
}

/// One line of the page is chosen at a time.
void WorkspacePage::choose(QTableView* view) {
    if (view->selectionModel()->hasSelection()) {
        chosen_ = view;
        for (QTableView* other : {dead_letters(), schedules(), kept_events()})
            if (other != view) other->clearSelection();
    } else if (chosen_ == view) {
        chosen_ = nullptr;
    }
    show_detail();
    show_abilities();
}

void WorkspacePage::show_detail() {
    const auto rows = chosen_ ? chosen_->selectionModel()->selectedRows() : QModelIndexList();
    const QByteArray json = rows.isEmpty() ? QByteArray() : rows.first().data(json_role_of(chosen_->model())).toString().toUtf8();
    details_->setCurrentIndex(json.isEmpty() ? 0 : 1);
    detail_->set_code(json.isEmpty() ? QString() : pretty_json({json.data(), static_cast<std::size_t>(json.size())}, most_detail_bytes).text);
}

qint64 WorkspacePage::letter() const {
    const auto rows = dead_letters_->view()->selectionModel()->selectedRows();
    return rows.isEmpty() ? 0 : rows.first().data(DeadLetterModel::id_role).toLongLong();
}

QString WorkspacePage::letter_title() const {
    const auto rows = dead_letters_->view()->selectionModel()->selectedRows(DeadLetterModel::title_column);
    return rows.isEmpty() ? QString() : rows.first().data().toString();
}

QStringList WorkspacePage::schedule() const {
    const auto rows = schedules_->view()->selectionModel()->selectedRows();
    const ScheduleView* view = rows.isEmpty() ? nullptr : workspace_->schedules()->row_at(rows.first().row());
    return view ? QStringList{to_qt(view->row.ns), to_qt(view->row.name)} : QStringList();
}

void WorkspacePage::show_state() {
    schedules_->show_state(workspace_->state(), workspace_->message(), false);
    dead_letters_->show_state(workspace_->state(), workspace_->message(), workspace_->more_dead_letters());
    kept_events_->show_state(workspace_->state(), workspace_->message(), workspace_->more_kept_events());
    give_room();
    show_abilities();
}

/// What there is needs more room than what there isn't; from then on the user has the say.
void WorkspacePage::give_room() {
    if (has_room_ || workspace_->state() != LoadState::ready) return;
    has_room_ = true;
    QList<int> sizes;
    for (QTableView* view : {dead_letters(), schedules(), kept_events()}) sizes << (view->model()->rowCount() > 0 ? filled_section : empty_section);
    if (sizes.contains(filled_section)) rows_->setSizes(sizes);
}

void WorkspacePage::show_abilities() {
    const bool can = workspace_->can_decide() && isVisible();
    actions_.retry->setEnabled(can && letter() != 0);
    actions_.discard->setEnabled(can && letter() != 0);
    const auto rows = schedules_->view()->selectionModel()->selectedRows();
    actions_.unschedule->setEnabled(can && !rows.isEmpty() && rows.first().data(ScheduleModel::active_role).toBool());
}

void WorkspacePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    workspace_->set_shown(true);
    show_abilities();
}

void WorkspacePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    workspace_->set_shown(false);
    for (QAction* action : {actions_.retry, actions_.discard, actions_.unschedule}) action->setEnabled(false);
}

} // namespace orkestr
