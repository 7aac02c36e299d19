// Colours of YAML and JSON text, by the theme of the palette in use. Line by line and without a parser: what a line
// can't tell (a block scalar's inside) is carried from line to line.
#pragma once

#include "ui/theme/theme.h"

#include <QSyntaxHighlighter>

namespace orkestr {

enum class CodeLanguage { plain, yaml, json };

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    CodeHighlighter(CodeLanguage language, const Theme& theme, QTextDocument* document);

    void set_theme(const Theme& theme);

protected:
    void highlightBlock(const QString& text) override;

private:
    void highlight_yaml(const QString& text);
    void highlight_value(const QString& text, int begin, int end);
    void highlight_json(const QString& text);
    int color_string(const QString& text, int begin, bool key);
    void color_expressions(const QString& text, int begin, int end);
    void color(int begin, int end, const QColor& ink);

    CodeLanguage language_;
    const Theme* theme_;
};

} // namespace orkestr
