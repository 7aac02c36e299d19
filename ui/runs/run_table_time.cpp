#include "ui/runs/run_table_time.h"

#include "ui/theme/appearance.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

RunTimeDialog::RunTimeDialog(const QDateTime& time, QWidget* parent) : QDialog(parent), field_(new QDateTimeEdit(time, this)) {
    setWindowTitle(tr("Go to a time"));
    setMinimumWidth(380);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Go to a time"), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    auto* text = new QLabel(tr("The table begins with the run that started then, or the last one before."), this);
    text->setWordWrap(true);
    auto* label = new QLabel(tr("&Time"), this);
    label->setBuddy(field_);
    field_->setAccessibleName(tr("Time"));
    field_->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    field_->setCalendarPopup(true);
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(text), static_cast<QWidget*>(label), static_cast<QWidget*>(field_)})
        column->addWidget(widget);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* back = new QPushButton(tr("Go &back"), this);
    auto* go = new QPushButton(tr("&Go there"), this);
    go->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(go);
    column->addSpacing(8);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(go, &QPushButton::clicked, this, &QDialog::accept);
    field_->setFocus();
}

QDateTime RunTimeDialog::time() const { return field_->dateTime(); }

} // namespace orkestr
