#include "ui/shell/input_dialog.h"

#include "core/base/json.h"
#include "ui/parts/code_view.h"
#include "ui/theme/appearance.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/json_check.h"
#include "ui/viewmodels/json_pretty.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace orkestr {

InputDialog::InputDialog(const QString& definition, const QString& text, const QString& pattern, QWidget* parent)
    : QDialog(parent), editor_(new CodeView(CodeLanguage::json, this)), verdict_(new QLabel(this)),
      format_(new QPushButton(tr("&Format"), this)), run_(new QPushButton(tr("&Run"), this)) {
    setWindowTitle(tr("Run %1").arg(definition));
    resize(620, 460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* title = new QLabel(tr("Run %1").arg(definition), this);
    title->setFont(ui_font(15, QFont::DemiBold));
    title->setTextFormat(Qt::PlainText);
    auto* hint = new QLabel(tr("The run's input, as JSON. Secrets don't belong here: a definition names them in use.secrets."), this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(editor_);
    editor_->setReadOnly(false);
    editor_->setTextInteractionFlags(Qt::TextEditorInteraction);
    editor_->setUndoRedoEnabled(true);
    editor_->setTabChangesFocus(true);
    editor_->setAccessibleName(tr("Input"));
    hint->setBuddy(editor_);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    verdict_->setAccessibleName(tr("Check"));
    column->addWidget(title);
    column->addWidget(hint);
    column->addWidget(frame, 1);
    column->addWidget(verdict_);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* over = new QPushButton(tr("&Start over"), this);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    over->setToolTip(tr("Puts an example of the input there, as the definition describes it"));
    run_->setDefault(true);
    run_->setToolTip(tr("Ctrl+Enter"));
    buttons->addWidget(over);
    buttons->addWidget(format_);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(run_);
    column->addLayout(buttons);

    connect(over, &QPushButton::clicked, this, [this, pattern] { editor_->setPlainText(pattern); });
    connect(format_, &QPushButton::clicked, this, &InputDialog::format);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(run_, &QPushButton::clicked, this, &QDialog::accept);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, run_, &QPushButton::click);
    }
    connect(editor_, &QPlainTextEdit::textChanged, this, &InputDialog::check);
    editor_->setPlainText(text);
    check();
    editor_->setFocus();
}

QString InputDialog::text() const { return editor_->toPlainText(); }

QString InputDialog::mistake() const { return mistake_; }

Json InputDialog::input() const {
    Result<Json> json = Json::parse(text().toStdString());
    return json ? *json : Json();
}

void InputDialog::check() {
    const auto mistake = check_json(text());
    mistake_.clear();
    std::vector<CodeMark> marks;
    if (mistake) {
        mistake_ = tr("Line %1, column %2: %3").arg(mistake->line).arg(mistake->column).arg(mistake->message);
        marks.push_back({{mistake->line, mistake->column, mistake->line, mistake->column + 1}, true, mistake->message});
    } else if (const Result<Json> json = Json::parse(text().toStdString()); !json) {
        mistake_ = QString::fromStdString(json.error().message);
    }
    editor_->set_marks(std::move(marks));
    verdict_->setText(mistake_.isEmpty() ? tr("Valid JSON") : mistake_);
    run_->setEnabled(mistake_.isEmpty());
    format_->setEnabled(mistake_.isEmpty());
    color_verdict();
}

void InputDialog::color_verdict() {
    const Theme& theme = Theme::of(palette());
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, mistake_.isEmpty() ? theme.success : theme.error);
    verdict_->setPalette(ink);
}

void InputDialog::format() {
    const std::string json = text().toStdString();
    // As one edit, so that it can be undone.
    QTextCursor cursor(editor_->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(pretty_json(json, std::size_t{16} << 20).text);
}

void InputDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) color_verdict();
}

} // namespace orkestr
