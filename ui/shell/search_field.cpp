#include "ui/shell/search_field.h"

#include "ui/canvas/canvas.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>

namespace orkestr {

SearchField::SearchField(Canvas* canvas, QWidget* parent) : QLineEdit(parent), canvas_(canvas), count_(new QLabel(this)) {
    setPlaceholderText(tr("Find a step"));
    setAccessibleName(tr("Find a step"));
    setFixedWidth(220);
    setMinimumHeight(28);
    addAction(icon(QStringLiteral("search"), QPalette::PlaceholderText), QLineEdit::LeadingPosition);
    count_->setFont(ui_font(12));
    count_->setForegroundRole(QPalette::PlaceholderText);
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        canvas_->find(text.trimmed());
        show_count();
    });
    connect(canvas_, &Canvas::found, this, &SearchField::show_count);
}

void SearchField::search_again() {
    if (!text().trimmed().isEmpty()) canvas_->find(text().trimmed());
    show_count();
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        clear();
        canvas_->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Down) {
        if (event->modifiers() & Qt::ShiftModifier) canvas_->find_previous();
        else canvas_->find_next();
        return;
    }
    if (event->key() == Qt::Key_Up) {
        canvas_->find_previous();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::show_count() {
    if (text().trimmed().isEmpty()) count_->clear();
    else if (canvas_->match_count() == 0) count_->setText(tr("none"));
    else count_->setText(QStringLiteral("%1/%2").arg(canvas_->match() + 1).arg(canvas_->match_count()));
    count_->adjustSize();
    setTextMargins(0, 0, count_->text().isEmpty() ? 0 : count_->width() + 8, 0);
    count_->move(width() - count_->width() - 8, (height() - count_->height()) / 2);
}

void SearchField::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    show_count();
}

} // namespace orkestr
