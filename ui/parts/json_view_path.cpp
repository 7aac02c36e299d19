#include "ui/parts/json_view_path.h"

#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace orkestr {

JsonViewPath::JsonViewPath(QWidget* parent)
    : QWidget(parent), field_(new QLineEdit(this)), note_(new QLabel(this)), row_(new QHBoxLayout(this)) {
    row_->setContentsMargins(8, 4, 6, 4);
    row_->setSpacing(4);
    field_->setFont(code_font());
    field_->setFrame(false);
    field_->setPlaceholderText(tr("Go to a path: .a[0], $.a[0] or /a/0"));
    field_->setAccessibleName(tr("Path of the selected value"));
    field_->setMinimumWidth(60);
    field_->installEventFilter(this);
    note_->setFont(ui_font(12));
    note_->setTextFormat(Qt::PlainText);
    note_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    note_->hide();
    row_->addWidget(field_, 1);
    row_->addWidget(note_);
    connect(field_, &QLineEdit::returnPressed, this, [this] { Q_EMIT path_entered(field_->text()); });
}

void JsonViewPath::show_path(const QString& path) {
    path_ = path;
    if (field_->text() != path) field_->setText(path);
    note_->hide();
}

void JsonViewPath::show_note(const QString& note, bool mistake) {
    const Theme& theme = Theme::of(palette());
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, mistake ? theme.error : theme.secondary_text);
    note_->setPalette(ink);
    note_->setText(note);
    note_->setToolTip(note);
    note_->show();
}

QString JsonViewPath::note() const { return note_->isHidden() ? QString() : note_->text(); }

void JsonViewPath::add_widget(QWidget* widget) { row_->addWidget(widget); }

bool JsonViewPath::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        show_path(path_);
        Q_EMIT left();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void JsonViewPath::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.border);
}

} // namespace orkestr
