#include "ui/shell/input_dialog.h"

#include "ui/parts/code_view.h"
#include "ui/shell/json_field.h"
#include "ui/theme/appearance.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

InputDialog::InputDialog(const QString& definition, const QString& text, const QString& pattern, QWidget* parent)
    : InputDialog({tr("Run %1").arg(definition),
                   tr("The run's input, as JSON. Secrets don't belong here: a definition names them in use.secrets."), tr("&Run"),
                   tr("&Start over"), tr("Puts an example of the input there, as the definition describes it")},
                  text, pattern, parent) {}

InputDialog::InputDialog(const Words& words, const QString& text, const QString& pattern, QWidget* parent)
    : QDialog(parent), field_(new JsonField(tr("Input"), this)), extras_(new QWidget(this)), run_(new QPushButton(words.button, this)) {
    setWindowTitle(words.title);
    resize(620, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(words.title, this);
    title->setFont(ui_font(15, QFont::DemiBold));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    auto* hint = new QLabel(words.hint, this);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setBuddy(field_);
    auto* form = new QFormLayout(extras_);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    extras_->hide();
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(hint)}) column->addWidget(widget);
    column->addWidget(field_, 1);
    column->addWidget(extras_);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* over = new QPushButton(words.restore, this);
    auto* format = new QPushButton(tr("&Format"), this);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    over->setToolTip(words.restore_tip);
    run_->setDefault(true);
    run_->setToolTip(tr("Ctrl+Enter"));
    buttons->addWidget(over);
    buttons->addWidget(format);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(run_);
    column->addLayout(buttons);

    connect(over, &QPushButton::clicked, field_, [this, pattern] { field_->set_text(pattern); });
    connect(format, &QPushButton::clicked, field_, &JsonField::format);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(run_, &QPushButton::clicked, this, &QDialog::accept);
    const auto show_check = [this, format] {
        run_->setEnabled(mistake().isEmpty());
        format->setEnabled(mistake().isEmpty());
    };
    connect(field_, &JsonField::checked, this, show_check);
    field_->set_text(text);
    show_check();
    field_->setFocus();
}

void InputDialog::ask_choice(const QString& label, const QStringList& choices) {
    choices_ = new QComboBox(extras_);
    choices_->addItems(choices);
    choices_->setAccessibleName(label);
    static_cast<QFormLayout*>(extras_->layout())->addRow(label, choices_);
    extras_->show();
}

int InputDialog::choice() const { return choices_ ? choices_->currentIndex() : 0; }

void InputDialog::ask_reason() {
    reason_ = new QLineEdit(extras_);
    reason_->setAccessibleName(tr("Reason"));
    reason_->setPlaceholderText(tr("Why? Recorded in the new run's history"));
    static_cast<QFormLayout*>(extras_->layout())->addRow(tr("Reason"), reason_);
    extras_->show();
}

QString InputDialog::reason() const { return reason_ ? reason_->text() : QString(); }

QString InputDialog::text() const { return field_->text(); }

QString InputDialog::mistake() const { return field_->mistake(); }

Json InputDialog::input() const { return field_->value(); }

CodeView* InputDialog::editor() { return field_->editor(); }

/// Where Enter alone begins a new line.
void InputDialog::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) run_->click();
    else QDialog::keyPressEvent(event);
}

} // namespace orkestr
