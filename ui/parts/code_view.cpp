#include "ui/parts/code_view.h"

#include "ui/theme/appearance.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

namespace orkestr {

namespace {

constexpr int gutter_padding_px = 8;
constexpr int fold_column_px = 16;

class CodeGutter : public QWidget {
public:
    explicit CodeGutter(CodeView* view) : QWidget(view), view_(view) { setCursor(Qt::ArrowCursor); }
    QSize sizeHint() const override { return {view_->gutter_width(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { view_->paint_gutter(event); }
    void mousePressEvent(QMouseEvent* event) override { view_->press_gutter(static_cast<int>(event->position().y())); }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }

private:
    CodeView* view_;
};

int code_indent(const QString& text) {
    int at = 0;
    while (at < text.size() && text[at] == u' ') ++at;
    return at == text.size() ? -1 : at;
}

/// UTF-16 units before this column (from 1, in Unicode characters).
int units_before(const QString& text, int column) {
    int at = 0;
    for (int i = 1; i < column && at < text.size(); ++i) at += text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
    return at;
}

int characters_in(const QString& text, int units) {
    int count = 0;
    for (int at = 0; at < units; ++at)
        if (!text[at].isLowSurrogate()) ++count;
    return count;
}

} // namespace

CodeView::CodeView(CodeLanguage language, QWidget* parent)
    : QPlainTextEdit(parent), highlighter_(new CodeHighlighter(language, Theme::of(palette()), document())),
      gutter_(new CodeGutter(this)) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(NoWrap);
    setFont(code_font());
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabStopDistance(2 * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    document()->setDocumentMargin(gutter_padding_px);
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::place_gutter);
    connect(this, &QPlainTextEdit::updateRequest, gutter_, [this](const QRect& rect, int dy) {
        if (dy) gutter_->scroll(0, dy);
        else gutter_->update(0, rect.y(), gutter_->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeView::cursor_moved);
    place_gutter();
}

void CodeView::set_code(const QString& text) {
    if (text == toPlainText()) return;
    silent_ = true;
    const int line = textCursor().blockNumber();
    const int scrolled = verticalScrollBar()->value();
    marks_.clear();
    setPlainText(text);
    setTextCursor(QTextCursor(document()->findBlockByNumber(std::min(line, blockCount() - 1))));
    verticalScrollBar()->setValue(scrolled);
    silent_ = false;
    show_marks();
}

void CodeView::set_marks(std::vector<CodeMark> marks) {
    marks_ = std::move(marks);
    show_marks();
}

void CodeView::set_emphasis(const CodeRange& range, bool wants_reveal) {
    emphasis_ = range;
    viewport()->update();
    gutter_->update();
    if (!wants_reveal || range.line == 0) return;
    reveal(range.line - 1);
    const QTextBlock block = document()->findBlockByNumber(range.line - 1);
    const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    if (place.top() >= 0 && place.bottom() <= viewport()->height()) return;
    const int visible_lines = std::max(1, static_cast<int>(viewport()->height() / std::max(1.0, place.height())));
    verticalScrollBar()->setValue(block.firstLineNumber() - visible_lines / 4);
}

void CodeView::go_to(int line, int column) {
    reveal(line - 1);
    QTextCursor cursor(document());
    cursor.setPosition(position(line, column));
    setTextCursor(cursor);
    centerCursor();
}

int CodeView::position(int line, int column) const {
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid()) return line <= 0 ? 0 : document()->characterCount() - 1;
    return block.position() + units_before(block.text(), column);
}

void CodeView::show_marks() {
    const Theme& theme = Theme::of(palette());
    QList<QTextEdit::ExtraSelection> selections;
    for (const CodeMark& mark : marks_) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        const int begin = position(mark.range.line, mark.range.column);
        // A mark keeps to its first line: a whole mapping underlined says less than its key.
        const QTextBlock block = document()->findBlock(begin);
        const int line_end = block.position() + static_cast<int>(block.text().size());
        const int end = mark.range.end_line > mark.range.line ? line_end : position(mark.range.end_line, mark.range.end_column);
        selection.cursor.setPosition(begin);
        selection.cursor.setPosition(std::max(end, std::min(begin + 1, line_end)), QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(mark.error ? theme.error : theme.warning);
        selections << selection;
    }
    setExtraSelections(selections);
    gutter_->update();
}

void CodeView::cursor_moved() {
    gutter_->update();
    if (silent_) return;
    const QTextCursor cursor = textCursor();
    Q_EMIT place_changed(cursor.blockNumber() + 1, characters_in(cursor.block().text(), cursor.positionInBlock()) + 1);
}

// --- folding -------------------------------------------------------------------------------------------------------

/// The last block that folds away under this one: what is indented more. -1: nothing.
int CodeView::fold_end(int number) const {
    QTextBlock block = document()->findBlockByNumber(number);
    const int indent = code_indent(block.text());
    if (indent < 0) return -1;
    int last = -1;
    for (block = block.next(); block.isValid(); block = block.next()) {
        const int inner = code_indent(block.text());
        if (inner >= 0 && inner <= indent) break;
        if (inner >= 0) last = block.blockNumber();
    }
    return last;
}

bool CodeView::can_fold(int number) const {
    const QTextBlock block = document()->findBlockByNumber(number);
    const int indent = block.isValid() ? code_indent(block.text()) : -1;
    if (indent < 0) return false;
    for (QTextBlock next = block.next(); next.isValid(); next = next.next())
        if (const int inner = code_indent(next.text()); inner >= 0) return inner > indent;
    return false;
}

bool CodeView::is_folded(int number) const {
    const QTextBlock block = document()->findBlockByNumber(number);
    return block.isValid() && block.next().isValid() && block.isVisible() && !block.next().isVisible();
}

void CodeView::toggle_fold(int number) {
    const int last = fold_end(number);
    if (last < 0) return;
    const bool show = is_folded(number);
    const QTextBlock first = document()->findBlockByNumber(number);
    for (QTextBlock block = first.next(); block.isValid() && block.blockNumber() <= last; block = block.next())
        block.setVisible(show);
    document()->markContentsDirty(first.position(), document()->findBlockByNumber(last).position() - first.position());
    viewport()->update();
    gutter_->update();
    // The scroll bar's range follows the document's layout size.
    Q_EMIT document()->documentLayout()->documentSizeChanged(document()->documentLayout()->documentSize());
}

void CodeView::reveal(int number) {
    const QTextBlock block = document()->findBlockByNumber(number);
    if (!block.isValid() || block.isVisible()) return;
    for (QTextBlock outer = block.previous(); outer.isValid(); outer = outer.previous()) {
        if (!outer.isVisible()) continue;
        toggle_fold(outer.blockNumber());
        if (block.isVisible()) return;
    }
}

// --- gutter --------------------------------------------------------------------------------------------------------

int CodeView::gutter_width() const {
    const int digits = std::max(2, static_cast<int>(QString::number(blockCount()).size()));
    return gutter_padding_px + digits * fontMetrics().horizontalAdvance(QLatin1Char('0')) + fold_column_px;
}

void CodeView::place_gutter() {
    setViewportMargins(gutter_width(), 0, 0, 0);
    const QRect area = contentsRect();
    gutter_->setGeometry(area.left(), area.top(), gutter_width(), area.height());
}

void CodeView::paint_gutter(QPaintEvent* event) {
    const Theme& theme = Theme::of(palette());
    QPainter painter(gutter_);
    painter.fillRect(event->rect(), theme.raised);
    painter.setFont(font());
    const int number_right = gutter_->width() - fold_column_px;
    const int current = textCursor().blockNumber();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom()) break;
        if (!block.isVisible() || place.bottom() < event->rect().top()) continue;
        const int number = block.blockNumber();
        const QRectF line(0, place.top(), number_right, block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).height() : place.height());
        painter.setPen(number == current && hasFocus() ? theme.text : theme.disabled_text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QString::number(number + 1));
        if (!can_fold(number)) continue;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.secondary_text, 1.3));
        const QPointF c(number_right + fold_column_px / 2.0, line.center().y());
        if (is_folded(number)) painter.drawPolyline(QPolygonF{c + QPointF(-2, -3.5), c + QPointF(2, 0), c + QPointF(-2, 3.5)});
        else painter.drawPolyline(QPolygonF{c + QPointF(-3.5, -2), c + QPointF(0, 2), c + QPointF(3.5, -2)});
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void CodeView::press_gutter(int y) {
    const QTextBlock block = cursorForPosition(QPoint(0, y)).block();
    if (can_fold(block.blockNumber())) toggle_fold(block.blockNumber());
}

// --- events --------------------------------------------------------------------------------------------------------

void CodeView::paintEvent(QPaintEvent* event) {
    if (emphasis_.line > 0) {
        const Theme& theme = Theme::of(palette());
        const QTextBlock first = document()->findBlockByNumber(emphasis_.line - 1);
        // A range that ends before a line's first character does not reach into that line.
        const int last_line = emphasis_.end_column <= 1 && emphasis_.end_line > emphasis_.line ? emphasis_.end_line - 1 : emphasis_.end_line;
        const QTextBlock last = document()->findBlockByNumber(last_line - 1);
        if (first.isValid() && last.isValid()) {
            const double top = blockBoundingGeometry(first).translated(contentOffset()).top();
            const double bottom = blockBoundingGeometry(last).translated(contentOffset()).bottom();
            QPainter painter(viewport());
            const QRectF area(0, top, viewport()->width(), bottom - top);
            painter.fillRect(area, blended(theme.raised, theme.accent_tint, 0.7));
            painter.fillRect(QRectF(0, top, 3, bottom - top), theme.accent);
        }
    }
    QPlainTextEdit::paintEvent(event);
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    place_gutter();
}

void CodeView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    highlighter_->set_theme(Theme::of(palette()));
    show_marks();
}

void CodeView::keyPressEvent(QKeyEvent* event) {
    const bool held = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    const bool fold = held && (event->key() == Qt::Key_BracketLeft || event->key() == Qt::Key_BraceLeft);
    const bool unfold = held && (event->key() == Qt::Key_BracketRight || event->key() == Qt::Key_BraceRight);
    const int block = textCursor().blockNumber();
    if ((fold && !is_folded(block)) || (unfold && is_folded(block))) {
        toggle_fold(block);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

const CodeMark* CodeView::mark_at(int at) const {
    for (const CodeMark& mark : marks_) {
        const int begin = position(mark.range.line, mark.range.column);
        const int end = position(mark.range.end_line, mark.range.end_column);
        if (at >= begin && at <= std::max(end, begin + 1)) return &mark;
    }
    return nullptr;
}

bool CodeView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint place = viewport()->mapFrom(this, help->pos());
        const CodeMark* mark = mark_at(cursorForPosition(place).position());
        if (mark) QToolTip::showText(help->globalPos(), QStringLiteral("<qt>%1</qt>").arg(mark->message.toHtmlEscaped()), this);
        else QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::event(event);
}

} // namespace orkestr
