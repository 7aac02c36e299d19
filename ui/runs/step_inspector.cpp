#include "ui/runs/step_inspector.h"

#include "ui/canvas/node_type.h"
#include "ui/parts/empty_state.h"
#include "ui/parts/fault_card.h"
#include "ui/parts/icon_button.h"
#include "ui/parts/status_pill.h"
#include "ui/runs/fact_label.h"
#include "ui/runs/payload_pane.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/text.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

QLabel* make_selectable(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

StepInspector::StepInspector(StepDetails* details, RunDocument* run, QWidget* parent)
    : QWidget(parent), details_(details), run_(run), pages_(new QStackedLayout(this)), empty_(new EmptyState(this)),
      page_(new QWidget(this)), payload_(new PayloadPane(details, page_)) {
    pages_->addWidget(page_);
    pages_->addWidget(empty_);
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(make_head());
    column->addWidget(payload_, 1);
    connect(details_, &StepDetails::changed, this, &StepInspector::update_view);
    connect(run_, &RunDocument::state_changed, this, &StepInspector::update_view);
    update_view();
}

QWidget* StepInspector::make_head() {
    auto* head = new QWidget(page_);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);

    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    picture_ = new QLabel(head);
    title_ = make_selectable(head);
    title_->setFont(ui_font(15, QFont::DemiBold));
    title_->setAccessibleDescription(tr("Step"));
    status_ = new StatusPill(head);
    top->addWidget(picture_, 0, Qt::AlignTop);
    top->addWidget(title_, 1);
    top->addWidget(status_, 0, Qt::AlignTop);
    column->addLayout(top);

    executions_ = new QWidget(head);
    auto* row = new QHBoxLayout(executions_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    execution_ = new QLabel(executions_);
    execution_->setForegroundRole(QPalette::PlaceholderText);
    previous_ = make_icon_button("chevron-left", tr("The execution before"), executions_);
    next_ = make_icon_button("chevron-right", tr("The next execution"), executions_);
    row->addWidget(execution_, 1);
    row->addWidget(previous_);
    row->addWidget(next_);
    column->addWidget(executions_);
    connect(previous_, &QToolButton::clicked, this, [this] { details_->go_to_execution(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { details_->go_to_execution(1); });

    error_ = new FaultCard(head);
    column->addWidget(error_);

    facts_box_ = new QWidget(head);
    facts_ = new QGridLayout(facts_box_);
    facts_->setContentsMargins(0, 0, 0, 0);
    facts_->setHorizontalSpacing(12);
    facts_->setVerticalSpacing(4);
    facts_->setColumnStretch(1, 1);
    column->addWidget(facts_box_);
    return head;
}

void StepInspector::update_view() {
    using Tone = EmptyState::Tone;
    if (run_->state() == LoadState::failed)
        empty_->show_message(Tone::failed, QStringLiteral("circle-alert"), tr("This run can't be read"), run_->message());
    else if (run_->state() == LoadState::loading)
        empty_->show_message(Tone::loading, QStringLiteral("loader-circle"), tr("Reading the run…"), {});
    else
        empty_->show_message(Tone::calm, QStringLiteral("search"), tr("Nothing to inspect yet"), tr("Choose a step of a run to see its data."));
    pages_->setCurrentIndex(details_->is_empty() ? 1 : 0);
    if (details_->is_empty()) return;
    update_head();
    error_->show_error(details_->error_title(), details_->error_detail());
    update_facts();
    payload_->show_details();
}

void StepInspector::update_head() {
    title_->setText(details_->title());
    const NodeType type = node_type(details_->kind());
    const QString picture = details_->kind().isEmpty() ? QStringLiteral("workflow") : node_type_icon(type);
    picture_->setPixmap(icon_pixmap(picture, Theme::of(palette()).secondary_text, 18, devicePixelRatioF()));
    picture_->setToolTip(details_->kind().isEmpty() ? tr("The run") : node_type_label(type));
    status_->set_status(display_status(details_->status()));
    executions_->setVisible(details_->execution_count() > 1);
    execution_->setText(tr("Execution %1 of %2").arg(details_->execution()).arg(details_->execution_count()));
    previous_->setEnabled(details_->execution() > 1);
    next_->setEnabled(details_->execution() < details_->execution_count());
}

QString StepInspector::error_text() const { return error_->text(); }

QString StepInspector::fact(const QString& label) const {
    for (const DetailFact& fact : details_->facts())
        if (fact.label == label) return fact.value;
    return {};
}

/// Rows are made anew only when their number changes: live updates must not take away what somebody is selecting.
void StepInspector::update_facts() {
    const auto& facts = details_->facts();
    while (facts_->count() > static_cast<int>(2 * facts.size())) {
        QLayoutItem* item = facts_->takeAt(facts_->count() - 1);
        delete item->widget();
        delete item;
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const int row = static_cast<int>(i);
        if (!facts_->itemAtPosition(row, 0)) {
            auto* name = new QLabel(facts_box_);
            name->setForegroundRole(QPalette::PlaceholderText);
            auto* value = new FactLabel(facts_box_);
            connect(value, &FactLabel::run_chosen, this, &StepInspector::run_chosen);
            facts_->addWidget(name, row, 0, Qt::AlignTop);
            facts_->addWidget(value, row, 1);
        }
        static_cast<QLabel*>(facts_->itemAtPosition(row, 0)->widget())->setText(facts[i].label);
        static_cast<FactLabel*>(facts_->itemAtPosition(row, 1)->widget())->show_fact(facts[i]);
    }
}

void StepInspector::focus_content() { payload_->focus_content(); }

void StepInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !details_->is_empty()) update_head();
}

} // namespace orkestr
