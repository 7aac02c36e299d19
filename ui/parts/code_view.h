// Source text to read: line numbers, colours, folding, marks under what is wrong, and a tinted range that says which part
// is meant. Selectable and copyable; not edited, unless it is told so (setReadOnly). Ctrl+Shift+[ and ] fold and unfold.
#pragma once

#include "ui/parts/code_highlighter.h"

#include <QPlainTextEdit>

#include <vector>

namespace orkestr {

/// A range of the text: lines and columns from 1, columns in Unicode characters, the end exclusive.
struct CodeRange {
    int line = 0;
    int column = 0;
    int end_line = 0;
    int end_column = 0;

    bool operator==(const CodeRange&) const = default;
};

struct CodeMark {
    CodeRange range;
    bool error = true; ///< else a warning
    QString message;   ///< shown as a tool tip
};

class CodeView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(CodeLanguage language, QWidget* parent = nullptr);

    /// Replaces the text; the first visible line and the cursor stay where they were as far as they can.
    void set_code(const QString& text);
    void set_marks(std::vector<CodeMark> marks);
    /// Tints the lines of this range; all zero: none. Scrolls to it when it is not in sight and `reveal` is set.
    void set_emphasis(const CodeRange& range, bool reveal);
    /// Puts the cursor there and shows it, unfolding what hides it.
    void go_to(int line, int column);

    bool can_fold(int block) const;
    bool is_folded(int block) const;
    void toggle_fold(int block);

    int gutter_width() const;
    void paint_gutter(QPaintEvent* event);
    void press_gutter(int y);

Q_SIGNALS:
    /// The user moved the cursor (by key or mouse): from 1, in Unicode characters.
    void place_changed(int line, int column);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void place_gutter();
    void show_marks();
    void cursor_moved();
    int position(int line, int column) const;
    int fold_end(int block) const;
    void reveal(int block);
    const CodeMark* mark_at(int position) const;

    CodeHighlighter* highlighter_;
    QWidget* gutter_;
    std::vector<CodeMark> marks_;
    CodeRange emphasis_;
    bool silent_ = false; ///< the cursor is moved by the program
};

} // namespace orkestr
