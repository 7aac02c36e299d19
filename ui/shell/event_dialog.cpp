#include "ui/shell/event_dialog.h"

#include "ui/parts/code_view.h"
#include "ui/shell/json_field.h"
#include "ui/theme/appearance.h"

#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace orkestr {

EventDialog::EventDialog(const QString& run, const QString& type, const QString& user, QWidget* parent)
    : QDialog(parent), type_(new QLineEdit(type, this)), source_(new QLineEdit(this)), reason_(new QLineEdit(this)),
      data_(new JsonField(tr("Data"), this)), run_(new QRadioButton(tr("&This run"), this)),
      everybody_(new QRadioButton(tr("&Everybody who listens"), this)), send_(new QPushButton(tr("&Send"), this)) {
    setWindowTitle(tr("Send an event"));
    resize(560, 520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Send an event"), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    auto* hint = new QLabel(tr("A CloudEvent. One that nobody waits for is kept for a while: Workspace shows until when."), this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(title);
    column->addWidget(hint);
    column->addSpacing(4);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    type_->setPlaceholderText(QStringLiteral("com.example.order.placed"));
    source_->setPlaceholderText(QStringLiteral("/orkestr/") + user);
    reason_->setPlaceholderText(tr("May be left empty"));
    type_->setAccessibleName(tr("Type"));
    source_->setAccessibleName(tr("Source"));
    reason_->setAccessibleName(tr("Reason"));
    form->addRow(tr("T&ype"), type_);
    form->addRow(tr("S&ource"), source_);
    auto* whom = new QHBoxLayout;
    whom->setSpacing(16);
    whom->addWidget(run_);
    whom->addWidget(everybody_);
    whom->addStretch(1);
    form->addRow(tr("For", "for whom"), whom);
    form->addRow(tr("&Reason"), reason_);
    column->addLayout(form);
    run_->setAccessibleName(tr("For this run"));
    run_->setToolTip(run);
    run_->setEnabled(!run.isEmpty());
    everybody_->setAccessibleName(tr("For everybody who listens"));
    (run.isEmpty() ? everybody_ : run_)->setChecked(true);
    auto* label = new QLabel(tr("&Data, as JSON"), this);
    label->setBuddy(data_->editor());
    data_->allow_empty(true);
    column->addWidget(label);
    column->addWidget(data_, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    send_->setDefault(true);
    send_->setToolTip(tr("Ctrl+Enter"));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(send_);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(send_, &QPushButton::clicked, this, &QDialog::accept);
    connect(type_, &QLineEdit::textChanged, this, &EventDialog::show_check);
    connect(data_, &JsonField::checked, this, &EventDialog::show_check);
    show_check();
    if (type.isEmpty()) type_->setFocus();
    else data_->setFocus();
}

void EventDialog::show_check() { send_->setEnabled(!type().isEmpty() && data_->mistake().isEmpty()); }

QString EventDialog::type() const { return type_->text().trimmed(); }

QString EventDialog::source() const { return source_->text().trimmed(); }

Json EventDialog::data() const { return data_->value(); }

QString EventDialog::reason() const { return reason_->text(); }

bool EventDialog::to_run() const { return run_->isChecked(); }

/// Where Enter alone begins a new line.
void EventDialog::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) send_->click();
    else QDialog::keyPressEvent(event);
}

} // namespace orkestr
