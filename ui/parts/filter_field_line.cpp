#include "ui/parts/filter_field_line.h"

#include "ui/theme/icon.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

namespace orkestr {

namespace {

constexpr double wave_px = 2;

} // namespace

FilterToneLook look_of(FilterFieldModel::Tone tone, const Theme& theme) {
    switch (tone) {
    case FilterFieldModel::Tone::good: return {theme.success, theme.colors(DisplayStatus::completed).fill, "circle-check"};
    case FilterFieldModel::Tone::doubtful: return {theme.warning, theme.colors(DisplayStatus::suspended).fill, "triangle-alert"};
    case FilterFieldModel::Tone::wrong: return {theme.error, theme.colors(DisplayStatus::faulted).fill, "octagon-x"};
    case FilterFieldModel::Tone::empty: break;
    }
    return {theme.secondary_text, theme.raised, "funnel"};
}

FilterLine::FilterLine(FilterFieldModel* model, QWidget* parent)
    : QLineEdit(parent), model_(model), sign_(addAction(QIcon(), QLineEdit::LeadingPosition)) {
    setMaxLength(static_cast<int>(most_filter_bytes));
    connect(model_, &FilterFieldModel::changed, this, &FilterLine::show_tone);
    show_tone();
}

void FilterLine::show_tone() {
    if (showing_) return;
    showing_ = true;
    const Theme& theme = Theme::of(palette());
    const FilterToneLook look = look_of(model_->tone(), theme);
    QPixmap picture = icon_pixmap(QLatin1String(look.icon), look.ink, 16, devicePixelRatioF());
    sign_->setIcon(QIcon(picture));
    QPalette own;
    own.setColor(QPalette::Base, blended(theme.raised, look.fill, 0.6));
    setPalette(own);
    showing_ = false;
    update();
}

void FilterLine::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && model_) show_tone();
}

bool FilterLine::event(QEvent* event) {
    // The window has these keys too; here they are the field's.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_F1 || key->key() == Qt::Key_Escape || (key->key() == Qt::Key_Space && key->modifiers() & Qt::ControlModifier)) {
            event->accept();
            return true;
        }
    }
    // Tab takes an offer while there are some, and leaves the line else.
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab) {
            bool taken = false;
            Q_EMIT key_pressed(key, &taken);
            if (taken) return true;
        }
    }
    return QLineEdit::event(event);
}

void FilterLine::keyPressEvent(QKeyEvent* event) {
    bool taken = false;
    Q_EMIT key_pressed(event, &taken);
    if (!taken) QLineEdit::keyPressEvent(event);
}

void FilterLine::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) Q_EMIT focus_lost();
}

int FilterLine::x_of(int place) const {
    QTextLayout layout(text(), font());
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid()) return cursorRect().center().x();
    // A line scrolls; where its caret is tells how far.
    return static_cast<int>(cursorRect().center().x() - line.cursorToX(cursorPosition()) + line.cursorToX(place));
}

QRect FilterLine::text_rect() const { return rect().adjusted(28, 0, -6, 0); }

void FilterLine::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    const Theme& theme = Theme::of(palette());
    const FilterToneLook look = look_of(model_->tone(), theme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (model_->tone() != FilterFieldModel::Tone::empty) {
        painter.setPen(QPen(look.ink, hasFocus() ? 1.6 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.8, 0.8, -0.8, -0.8), 2, 2);
    }
    painter.setClipRect(text_rect());
    const double base = height() / 2.0 + fontMetrics().ascent() / 2.0 + 2.5;
    for (const FilterRemark& remark : model_->remarks()) {
        const int from = x_of(std::min(remark.begin, static_cast<int>(text().size())));
        const int to = std::max(from + 6, x_of(std::min(remark.end, static_cast<int>(text().size()))));
        painter.setPen(QPen(remark.is_warning ? theme.warning : theme.error, 1.2));
        QPolygonF wave;
        bool up = false;
        for (double x = from; x <= to; x += wave_px, up = !up) wave << QPointF(x, base + (up ? -wave_px / 2 : wave_px / 2));
        painter.drawPolyline(wave);
    }
}

} // namespace orkestr
