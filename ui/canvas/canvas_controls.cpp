#include "ui/canvas/canvas_controls.h"

#include "ui/canvas/canvas.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

namespace orkestr {

namespace {

constexpr int margin = 12;
constexpr int button_side = 28;

QToolButton* add_button(QWidget& parent, QHBoxLayout& layout, const QString& icon_name) {
    auto* button = new QToolButton(&parent);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedHeight(button_side);
    if (icon_name.isEmpty()) {
        button->setMinimumWidth(52);
    } else {
        button->setIcon(icon(icon_name));
        button->setIconSize({16, 16});
        button->setFixedWidth(button_side);
    }
    layout.addWidget(button);
    return button;
}

} // namespace

CanvasControls::CanvasControls(Canvas& canvas) : QWidget(&canvas), canvas_(canvas) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3, 3, 3, 3);
    layout->setSpacing(1);
    out_ = add_button(*this, *layout, QStringLiteral("minus"));
    percent_ = add_button(*this, *layout, {});
    in_ = add_button(*this, *layout, QStringLiteral("plus"));
    fit_ = add_button(*this, *layout, QStringLiteral("maximize"));
    connect(out_, &QToolButton::clicked, &canvas, &Canvas::zoom_out);
    connect(percent_, &QToolButton::clicked, &canvas, &Canvas::zoom_to_actual_size);
    connect(in_, &QToolButton::clicked, &canvas, &Canvas::zoom_in);
    connect(fit_, &QToolButton::clicked, &canvas, &Canvas::fit);
    connect(&canvas, &Canvas::zoom_changed, this, &CanvasControls::show_zoom);
    setCursor(Qt::ArrowCursor);
    set_texts();
    show_zoom(canvas.zoom());
    adjustSize();
}

void CanvasControls::set_texts() {
    const auto name = [](QToolButton* button, const QString& text, const QString& key) {
        button->setAccessibleName(text);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(text, key));
    };
    name(out_, tr("Zoom out"), QStringLiteral("−"));
    name(percent_, tr("Actual size"), QStringLiteral("1"));
    name(in_, tr("Zoom in"), QStringLiteral("+"));
    name(fit_, tr("Fit all"), QStringLiteral("F"));
}

void CanvasControls::show_zoom(double zoom) {
    const double percent = zoom * 100;
    percent_->setText(QStringLiteral("%1 %").arg(locale().toString(percent, 'f', percent < 10 ? 1 : 0)));
}

void CanvasControls::place() {
    move(margin, canvas_.height() - height() - margin);
    setVisible(canvas_.width() > width() + 2 * margin && canvas_.height() > 4 * height());
}

void CanvasControls::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void CanvasControls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) set_texts();
    QWidget::changeEvent(event);
}

} // namespace orkestr
