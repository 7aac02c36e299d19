#include "ui/parts/panel_header.h"

#include "ui/parts/icon_button.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace orkestr {

PanelHeader::PanelHeader(const QString& title, QWidget* parent)
    : QWidget(parent), title_(new QLabel(title, this)), note_(new QLabel(this)), row_(new QHBoxLayout(this)) {
    setFixedHeight(height_px);
    title_->setFont(ui_font(12, QFont::DemiBold));
    title_->setTextFormat(Qt::PlainText);
    note_->setFont(ui_font(12));
    note_->setTextFormat(Qt::PlainText);
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row_->setContentsMargins(12, 0, 6, 1);
    row_->setSpacing(8);
    row_->addWidget(title_);
    row_->addWidget(note_, 1);
}

void PanelHeader::set_title(const QString& title) { title_->setText(title); }

void PanelHeader::set_note(const QString& note) {
    note_text_ = note;
    note_->setToolTip(note);
    elide_note();
}

void PanelHeader::elide_note() { note_->setText(note_->fontMetrics().elidedText(note_text_, Qt::ElideMiddle, note_->width())); }

QToolButton* PanelHeader::add_action(QAction* action) {
    QToolButton* button = make_action_button(action, this);
    row_->addWidget(button);
    return button;
}

void PanelHeader::add_widget(QWidget* widget) { row_->addWidget(widget); }

void PanelHeader::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

void PanelHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    elide_note();
}

} // namespace orkestr
