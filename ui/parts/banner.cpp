#include "ui/parts/banner.h"

#include "ui/parts/accessible_role.h"
#include "ui/parts/icon_button.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace orkestr {

namespace {

struct BannerLook {
    QColor fill;
    QColor ink;
    const char* icon;
};

BannerLook look_of(Banner::Tone tone, const Theme& theme) {
    switch (tone) {
    case Banner::Tone::warning: return {theme.colors(DisplayStatus::suspended).fill, theme.warning, "triangle-alert"};
    case Banner::Tone::error: return {theme.colors(DisplayStatus::faulted).fill, theme.error, "circle-alert"};
    case Banner::Tone::information: break;
    }
    return {theme.accent_tint, theme.accent, "info"};
}

} // namespace

Banner::Banner(QWidget* parent) : QFrame(parent), picture_(new QLabel(this)), text_(new QLabel(this)), buttons_(new QHBoxLayout) {
    set_accessible_role(this, QAccessible::AlertMessage);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 8, 6);
    row->setSpacing(8);
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    buttons_->setSpacing(8);
    auto* close = make_icon_button("x", tr("Dismiss"), this);
    close->setAccessibleName(tr("Dismiss this message"));
    row->addWidget(picture_);
    row->addWidget(text_, 1);
    row->addLayout(buttons_);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    hide();
}

void Banner::show_message(Tone tone, const QString& text) {
    while (QLayoutItem* item = buttons_->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    tone_ = tone;
    text_->setText(text);
    setAccessibleName(text);
    draw_icon();
    show();
    update();
    announce(this);
}

QPushButton* Banner::add_button(const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(text);
    buttons_->addWidget(button);
    return button;
}

QString Banner::text() const { return text_->text(); }

void Banner::draw_icon() {
    const BannerLook look = look_of(tone_, Theme::of(palette()));
    picture_->setPixmap(icon_pixmap(QLatin1String(look.icon), look.ink, 16, devicePixelRatioF()));
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) draw_icon();
}

void Banner::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), look_of(tone_, theme).fill);
    painter.fillRect(0, height() - 1, width(), 1, theme.border);
}

} // namespace orkestr
