#include "ui/parts/empty_state.h"

#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/text.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace orkestr {

namespace {

constexpr double picture_px = 28;
constexpr int text_width_px = 320;

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), picture_(new QLabel(this)), title_(new QLabel(this)), detail_(new QLabel(this)),
      button_(new QPushButton(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addStretch(2);
    for (QLabel* label : {picture_, title_, detail_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label, 0, Qt::AlignHCenter);
    }
    title_->setFont(ui_font(14, QFont::DemiBold));
    title_->setWordWrap(true);
    detail_->setWordWrap(true);
    detail_->setForegroundRole(QPalette::PlaceholderText);
    column->addSpacing(4);
    column->addWidget(button_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    button_->hide();
    connect(button_, &QPushButton::clicked, this, &EmptyState::button_clicked);
}

void EmptyState::show_message(Tone tone, const QString& icon_name, const QString& title, const QString& said) {
    const QString detail = as_sentence(said);
    tone_ = tone;
    icon_name_ = icon_name;
    // What went wrong is there to be copied. A label that can be selected lays out a document of its own, which what says
    // where to begin does without.
    detail_->setTextInteractionFlags(tone == Tone::failed ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                                          : Qt::TextInteractionFlags(Qt::NoTextInteraction));
    title_->setText(title);
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
    place_texts();
    setAccessibleName(detail.isEmpty() ? title : title + QStringLiteral(". ") + detail);
    draw_icon();
}

/// A layout gives a label that wraps the height it needs at the layout's width, not at its own: it is told both.
void EmptyState::place_texts() {
    const int room = std::max(80, std::min(text_width_px, width() - 32));
    for (QLabel* label : {title_, detail_}) {
        int longest = 0;
        for (const QString& line : label->text().split(QLatin1Char('\n')))
            longest = std::max(longest, label->fontMetrics().horizontalAdvance(line));
        const int wide = std::min(room, longest + 8);
        const QRect text = label->fontMetrics().boundingRect(QRect(0, 0, wide - 2, 10'000), Qt::TextWordWrap | Qt::AlignHCenter, label->text());
        label->setFixedSize(wide, text.height() + 4);
    }
}

void EmptyState::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place_texts();
}

void EmptyState::set_button(const QString& text) {
    button_->setText(text);
    button_->setAccessibleName(text);
    button_->setVisible(!text.isEmpty());
}

void EmptyState::draw_icon() {
    const Theme& theme = Theme::of(palette());
    const QColor ink = tone_ == Tone::failed ? theme.error : theme.secondary_text;
    picture_->setPixmap(icon_name_.isEmpty() ? QPixmap() : icon_pixmap(icon_name_, ink, picture_px, devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) draw_icon();
}

} // namespace orkestr
