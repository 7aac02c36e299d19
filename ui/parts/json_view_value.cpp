#include "ui/parts/json_view_value.h"

#include "ui/parts/code_highlighter.h"
#include "ui/parts/icon_button.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/viewmodels/json_pretty.h"
#include "ui/viewmodels/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orkestr {

namespace {

/// Whether the `\u` escape at `at` is the first half of a pair, with the second after it.
bool begins_pair(std::string_view literal, std::size_t at) {
    if (literal[at + 1] != 'u' || (literal[at + 2] | 0x20) != 'd') return false;
    return std::string_view("89abAB").find(literal[at + 3]) != std::string_view::npos && literal.substr(at + 6, 2) == "\\u";
}

} // namespace

std::size_t json_literal_part_end(std::string_view literal, std::size_t begin, std::size_t most) {
    const std::size_t last = literal.size() - 1; // the closing quote
    std::size_t end = std::min(begin + most, last);
    if (end == last) return last;
    while (end > begin && (static_cast<unsigned char>(literal[end]) & 0xc0) == 0x80) --end;
    for (std::size_t at = literal.find('\\', begin); at < end; at = literal.find('\\', at)) {
        const std::size_t after = at + (begins_pair(literal, at) ? 12 : literal[at + 1] == 'u' ? 6 : 2);
        if (after > end) return at > begin ? at : after;
        at = after;
    }
    return end;
}

JsonViewValue::JsonViewValue(QWidget* parent) : QWidget(parent), note_(new QLabel(this)), text_(new QPlainTextEdit(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 3, 6, 3);
    row->setSpacing(2);
    note_->setFont(ui_font(12));
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setTextFormat(Qt::PlainText);
    row->addWidget(note_, 1);
    previous_ = make_icon_button("chevron-left", tr("The part before"), this);
    next_ = make_icon_button("chevron-right", tr("The next part"), this);
    auto* close = make_icon_button("x", tr("Close"), this);
    for (QToolButton* button : {previous_, next_, close}) row->addWidget(button);
    column->addLayout(row);
    text_->setReadOnly(true);
    text_->setFrameShape(QFrame::NoFrame);
    text_->setFont(code_font());
    text_->setAccessibleName(tr("The whole value"));
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->document()->setDocumentMargin(8);
    column->addWidget(text_, 1);
    connect(previous_, &QToolButton::clicked, this, [this] { show_part(part_ - 1); });
    connect(next_, &QToolButton::clicked, this, [this] { show_part(part_ + 1); });
    connect(close, &QToolButton::clicked, this, &JsonViewValue::closed);
    setMinimumHeight(90);
}

void JsonViewValue::show_value(std::shared_ptr<const JsonIndex> json, std::uint32_t place) {
    json_ = std::move(json);
    place_ = place;
    parts_.assign(1, 1);
    previous_->hide();
    next_->hide();
    if (!json_) {
        note_->clear();
        text_->clear();
        return;
    }
    const std::string_view raw = json_->raw(place);
    if (json_->kind(place) == '"') return show_part(0);
    const PrettyJson pretty = pretty_json(raw, most_pretty_bytes);
    const QString size = size_text(static_cast<qint64>(raw.size()));
    note_->setText(pretty.cut ? tr("beginning of %1").arg(size) : size);
    text_->setPlainText(pretty.text);
}

void JsonViewValue::show_part(std::size_t part) {
    const std::string_view literal = json_->raw(place_);
    part_ = part;
    part_end_ = json_literal_part_end(literal, parts_[part], part_bytes);
    if (parts_.size() == part + 1) parts_.push_back(part_end_);
    const std::string piece = "\"" + std::string(literal.substr(parts_[part], part_end_ - parts_[part])) + "\"";
    text_->setPlainText(to_qt(json_unquoted(piece)));
    const std::size_t size = literal.size() - 2;
    const bool whole = size <= part_end_ - parts_[part];
    const QLocale locale;
    note_->setText(whole ? tr("String · %1").arg(size_text(static_cast<qint64>(size)))
                         : tr("String · bytes %1 to %2 of %3")
                               .arg(locale.toString(static_cast<qulonglong>(parts_[part])), locale.toString(static_cast<qulonglong>(part_end_ - 1)),
                                    locale.toString(static_cast<qulonglong>(size))));
    previous_->setVisible(!whole);
    next_->setVisible(!whole);
    previous_->setEnabled(part > 0);
    next_->setEnabled(part_end_ < literal.size() - 1);
}

QString JsonViewValue::text() const { return text_->toPlainText(); }

QString JsonViewValue::note() const { return note_->text(); }

void JsonViewValue::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, 0, width(), 1, theme.border);
}

} // namespace orkestr
