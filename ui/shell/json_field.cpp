#include "ui/shell/json_field.h"

#include "ui/parts/code_view.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/json_check.h"
#include "ui/viewmodels/json_pretty.h"
#include "ui/viewmodels/text.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace orkestr {

JsonField::JsonField(const QString& accessible_name, QWidget* parent)
    : QWidget(parent), editor_(new CodeView(CodeLanguage::json, this)), verdict_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(editor_);
    editor_->setReadOnly(false);
    editor_->setTextInteractionFlags(Qt::TextEditorInteraction);
    editor_->setUndoRedoEnabled(true);
    editor_->setTabChangesFocus(true);
    editor_->setAccessibleName(accessible_name);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    verdict_->setAccessibleDescription(tr("Check"));
    column->addWidget(frame, 1);
    column->addWidget(verdict_);
    setFocusProxy(editor_);
    connect(editor_, &QPlainTextEdit::textChanged, this, &JsonField::check);
    check();
}

void JsonField::allow_empty(bool allowed) {
    empty_allowed_ = allowed;
    check();
}

void JsonField::set_text(const QString& text) { editor_->setPlainText(text); }

QString JsonField::text() const { return editor_->toPlainText(); }

Json JsonField::value() const {
    Result<Json> json = Json::parse(text().toStdString());
    return json ? *json : Json();
}

void JsonField::check() {
    const bool empty = empty_allowed_ && text().trimmed().isEmpty();
    const auto mistake = empty ? std::nullopt : check_json(text());
    mistake_.clear();
    std::vector<CodeMark> marks;
    if (mistake) {
        mistake_ = tr("Line %1, column %2: %3").arg(mistake->line).arg(mistake->column).arg(mistake->message);
        marks.push_back({{mistake->line, mistake->column, mistake->line, mistake->column + 1}, true, mistake->message});
    } else if (const Result<Json> json = Json::parse(text().toStdString()); !empty && !json) {
        mistake_ = to_qt(json.error().message);
    }
    editor_->set_marks(std::move(marks));
    verdict_->setText(!mistake_.isEmpty() ? mistake_ : empty ? tr("No data") : tr("Valid JSON"));
    color_verdict();
    Q_EMIT checked();
}

void JsonField::color_verdict() {
    const Theme& theme = Theme::of(palette());
    const bool empty = empty_allowed_ && text().trimmed().isEmpty();
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, !mistake_.isEmpty() ? theme.error : empty ? theme.secondary_text : theme.success);
    verdict_->setPalette(ink);
}

void JsonField::format() {
    const std::string json = text().toStdString();
    QTextCursor cursor(editor_->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(pretty_json(json, std::size_t{16} << 20).text);
}

void JsonField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) color_verdict();
}

} // namespace orkestr
