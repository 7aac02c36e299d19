#include "ui/parts/fault_card.h"

#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace orkestr {

FaultCard::FaultCard(QWidget* parent) : QWidget(parent), title_(new QLabel(this)), detail_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(4);
    for (QLabel* label : {title_, detail_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(label);
    }
    title_->setFont(ui_font(13, QFont::DemiBold));
    title_->setAccessibleDescription(tr("Error"));
    detail_->setAccessibleDescription(tr("Error detail"));
    tint();
}

void FaultCard::show_error(const QString& title, const QString& detail) {
    setVisible(!title.isEmpty());
    title_->setText(title);
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
}

QString FaultCard::text() const { return isHidden() ? QString() : title_->text() + u'\n' + detail_->text(); }

void FaultCard::tint() {
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, Theme::of(palette()).colors(DisplayStatus::faulted).text);
    title_->setPalette(ink);
}

void FaultCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) tint();
}

void FaultCard::paintEvent(QPaintEvent*) {
    const StatusColors& colors = Theme::of(palette()).colors(DisplayStatus::faulted);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(rect(), 6, 6);
    painter.setBrush(colors.stripe);
    painter.drawRoundedRect(QRect(0, 0, 3, height()), 1.5, 1.5);
}

} // namespace orkestr
