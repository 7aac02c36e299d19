#include "ui/shell/reason_dialog.h"

#include "ui/theme/appearance.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

ReasonDialog::ReasonDialog(const Words& words, const QString& user, QWidget* parent)
    : QDialog(parent), reason_(new QLineEdit(this)), button_(new QPushButton(words.button, this)) {
    setWindowTitle(words.title);
    setMinimumWidth(460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    const auto add_label = [&](const QString& text, bool quiet) {
        auto* label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        if (quiet) label->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(label);
        return label;
    };
    add_label(words.title, false)->setFont(ui_font(15, QFont::DemiBold));
    add_label(words.text, false);
    column->addSpacing(4);
    auto* label = add_label(tr("R&eason"), false);
    label->setBuddy(reason_);
    reason_->setAccessibleName(tr("Reason"));
    reason_->setPlaceholderText(tr("May be left empty"));
    column->addWidget(reason_);
    if (!user.isEmpty()) add_label(tr("Recorded as %1's.").arg(user), true);
    column->addSpacing(8);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    // `Cancel` beside `Cancel the run` would leave people guessing.
    auto* back = new QPushButton(tr("&Go back"), this);
    button_->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(button_);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(button_, &QPushButton::clicked, this, &QDialog::accept);
    reason_->setFocus();
}

QString ReasonDialog::reason() const { return reason_->text(); }

} // namespace orkestr
