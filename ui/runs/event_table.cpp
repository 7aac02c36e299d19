#include "ui/runs/event_table.h"

#include "ui/parts/empty_state.h"
#include "ui/parts/filter_field.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/json_view.h"
#include "ui/runs/color_rules_dialog.h"
#include "ui/runs/rule_delegate.h"
#include "ui/theme/appearance.h"
#include "ui/viewmodels/run_document.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orkestr {

namespace {

constexpr int tool_px = 28;

} // namespace

EventTable::EventTable(RunDocument* run, QWidget* parent)
    : QWidget(parent), run_(run), bar_(make_bar()), pages_(new QStackedLayout), splitter_(new QSplitter(this)), view_(new QTableView(this)),
      event_(new JsonView(this)), empty_(new EmptyState(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar_);
    column->addLayout(pages_, 1);
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
    event_->set_empty_message(tr("Choose an event to see all of it."));
    set_columns();
    connect(&filter_, &FilterFieldModel::applied_changed, this, &EventTable::apply_filter);
    connect(field_, &FilterFieldWidget::left, this, [this] { view_->setFocus(Qt::OtherFocusReason); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventTable::show_event);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (const std::uint64_t seq = run_->events()->seq_at(current.row()); seq != 0 && !silent_) Q_EMIT event_chosen(seq);
    });
    connect(run_->events(), &EventModel::modelReset, this, &EventTable::show_event);
    connect(run_->events(), &EventModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        const int row = view_->currentIndex().row();
        if (row >= first.row() && row <= last.row()) show_event();
    });
    connect(run_->events(), &EventModel::rowsInserted, this, &EventTable::follow_end);
    connect(run_->events(), &EventModel::state_changed, this, &EventTable::show_state);
    connect(run_->events(), &EventModel::scan_changed, this, &EventTable::show_scan);
    event_->hide();
    show_state();
    show_scan();
}

QWidget* EventTable::make_bar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(4);
    field_ = new FilterFieldWidget(&filter_, QStringLiteral("type ~ \"activity\" and not step ~ \"log\""), bar, FilterFieldWidget::Form::compact);
    scan_ = new QLabel(bar);
    scan_->setFont(ui_font(12));
    scan_->setForegroundRole(QPalette::PlaceholderText);
    scan_button_ = new QPushButton(bar);
    scan_button_->setFixedHeight(tool_px - 2);
    failed_ = make_tool("octagon-x", tr("Failed only"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F), true);
    follow_ = make_tool("arrow-down-to-line", tr("Follow the last event"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_End), true);
    rules_ = make_tool("palette", tr("Colouring rules…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_U), false);
    rules_->setVisible(run_->events()->rules() != nullptr);
    row->addWidget(field_, 1);
    for (QWidget* widget : {static_cast<QWidget*>(scan_), static_cast<QWidget*>(scan_button_), static_cast<QWidget*>(failed_), static_cast<QWidget*>(follow_),
                            static_cast<QWidget*>(rules_)})
        row->addWidget(widget, 0, Qt::AlignVCenter);
    connect(failed_, &QToolButton::toggled, this, &EventTable::apply_filter);
    connect(follow_, &QToolButton::toggled, this, &EventTable::follow_end);
    connect(rules_, &QToolButton::clicked, this, &EventTable::show_rules_dialog);
    connect(scan_button_, &QPushButton::clicked, this, [this] {
        if (run_->events()->is_scanning()) run_->events()->stop_scan();
        else run_->events()->go_on();
    });
    return bar;
}

QToolButton* EventTable::make_tool(const char* icon_name, const QString& text, const QKeySequence& key, bool is_toggle) {
    QToolButton* button = make_icon_button(icon_name, text, this, key);
    button->setCheckable(is_toggle);
    button->setFixedSize(tool_px, tool_px); // as high as the field beside it
    return button;
}

void EventTable::set_columns() {
    auto* delegate = new RuleDelegate(EventModel::rule_role, view_);
    delegate->set_quiet_role(EventModel::future_role);
    prepare_table(*view_, delegate);
    const int widths[] = {64, 112, 160, 160, 80};
    for (int column = 0; column < 5; ++column) view_->setColumnWidth(column, widths[column]);
    view_->horizontalHeader()->setStretchLastSection(true);
}

void EventTable::show_rules_dialog() {
    ColorRules* rules = run_->events()->rules();
    if (!rules) return;
    ColorRulesDialog dialog(rules->rules(), window());
    if (dialog.exec() == QDialog::Accepted) rules->set_rules(dialog.rules());
}

void EventTable::apply_filter() {
    Filter filter = filter_.applied();
    if (failed_->isChecked()) {
        // Both are filters already: put together they are one.
        const std::string text = filter.is_empty() ? std::string("failed") : "failed and (" + filter.text() + ")";
        if (auto both = read_filter(text, FilterSubject::event)) filter = *both;
    }
    run_->events()->set_filter(filter);
}

void EventTable::show_event() {
    const EventView* event = run_->events()->event_in(view_->currentIndex().row());
    event_->setVisible(event != nullptr); // until one is chosen the table has all the room
    if (!event) {
        shown_ = 0;
        return event_->document()->clear();
    }
    if (event->seq == shown_) return;
    shown_ = event->seq;
    event_->document()->show(event->data);
}

void EventTable::go_to(std::uint64_t seq) {
    const int row = run_->events()->row_of(seq);
    if (row < 0) return;
    view_->setCurrentIndex(view_->model()->index(row, 0));
    view_->scrollTo(view_->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void EventTable::show_moment(std::uint64_t seq) {
    const int row = run_->events()->row_of(seq);
    if (row < 0 || row == view_->currentIndex().row()) return;
    silent_ = true;
    view_->setCurrentIndex(view_->model()->index(row, 0));
    silent_ = false;
}

void EventTable::follow_end() {
    if (follow_->isChecked()) view_->scrollToBottom();
}

void EventTable::show_scan() {
    const EventModel* events = run_->events();
    const bool partial = events->scanned() < events->total();
    const bool shown = !events->filter().is_empty() && events->total() > 0;
    scan_->setVisible(shown);
    scan_button_->setVisible(shown && partial);
    if (!shown) return;
    const QLocale locale;
    const QString found = tr("%1 of %2").arg(locale.toString(events->rowCount()), locale.toString(static_cast<qulonglong>(events->total())));
    scan_->setText(partial ? tr("%1 so far, %2 % looked at").arg(found).arg(100 * events->scanned() / events->total()) : found);
    scan_button_->setText(events->is_scanning() ? tr("Stop") : tr("Go on"));
    scan_button_->setAccessibleName(scan_button_->text());
    show_state();
}

void EventTable::show_state() {
    using Tone = EmptyState::Tone;
    const EventModel* events = run_->events();
    const bool filtered = !events->filter().is_empty();
    if (events->state() == LoadState::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("Events can't be read"), events->message());
    else if (events->state() == LoadState::loading)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading events…"), {});
    else if (filtered)
        empty_->show_message(Tone::calm, QStringLiteral("funnel"), tr("No such events"), tr("The filter holds for no event of this run."));
    else
        empty_->show_message(Tone::calm, QStringLiteral("scroll-text"), tr("No run is open"), tr("Choose a run to see what happened in it."));
    bar_->setVisible(events->state() != LoadState::idle);
    const bool any = events->state() == LoadState::ready && (!filtered || events->rowCount() > 0 || events->is_scanning());
    pages_->setCurrentIndex(any ? 0 : 1);
    if (any) fit_times();
}

/// The time of another day has its date before it: the first event's says which they are. Digits differ in width.
void EventTable::fit_times() {
    QString time = view_->model()->index(0, EventModel::time_column).data().toString();
    if (time.isEmpty()) time = QStringLiteral("00:00:00.000");
    const QFontMetrics letters = view_->fontMetrics();
    const QString digits = QStringLiteral("0123456789");
    const QChar widest = *std::max_element(digits.begin(), digits.end(), [&](QChar a, QChar b) { return letters.horizontalAdvance(a) < letters.horizontalAdvance(b); });
    for (QChar& one : time)
        if (one.isDigit()) one = widest;
    view_->setColumnWidth(EventModel::time_column, letters.horizontalAdvance(time) + 2 * TableDelegate::padding_px + 4);
}

} // namespace orkestr
