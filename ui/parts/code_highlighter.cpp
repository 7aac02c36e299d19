#include "ui/parts/code_highlighter.h"

namespace orkestr {

namespace {

int indent_of(const QString& text) {
    int at = 0;
    while (at < text.size() && text[at] == u' ') ++at;
    return at;
}

/// Past a quoted string that begins at `begin`; the text's size when it is not closed.
int quoted_end(const QString& text, int begin) {
    const QChar quote = text[begin];
    int at = begin + 1;
    while (at < text.size() && text[at] != quote) at += text[at] == u'\\' && quote == u'"' ? 2 : 1;
    return std::min<int>(at + 1, static_cast<int>(text.size()));
}

/// Where a YAML comment begins, or the text's size.
int comment_begin(const QString& text, int from) {
    for (int at = from; at < text.size(); ++at) {
        const QChar c = text[at];
        const bool opens = at == from || text[at - 1].isSpace() || QStringView(u"[{,:").contains(text[at - 1]);
        if ((c == u'"' || c == u'\'') && opens) at = quoted_end(text, at) - 1;
        else if (c == u'#' && (at == 0 || text[at - 1].isSpace())) return at;
    }
    return static_cast<int>(text.size());
}

/// The `:` that ends a key which begins at `begin`, or -1.
int key_end(const QString& text, int begin, int end) {
    int at = begin;
    if (at < end && (text[at] == u'"' || text[at] == u'\'')) at = quoted_end(text, at);
    for (; at < end; ++at)
        if (text[at] == u':' && (at + 1 >= end || text[at + 1].isSpace())) return at;
    return -1;
}

bool is_keyword(QStringView word) { return word == u"true" || word == u"false" || word == u"null" || word == u"~"; }

bool is_number(QStringView word) {
    bool good = false;
    [[maybe_unused]] const double value = word.toDouble(&good);
    return good && (word.front().isDigit() || word.front() == u'-' || word.front() == u'.');
}

} // namespace

CodeHighlighter::CodeHighlighter(CodeLanguage language, const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document), language_(language), theme_(&theme) {}

void CodeHighlighter::set_theme(const Theme& theme) {
    if (theme_ == &theme) return;
    theme_ = &theme;
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString& text) {
    if (language_ == CodeLanguage::yaml) highlight_yaml(text);
    if (language_ == CodeLanguage::json) highlight_json(text);
}

void CodeHighlighter::color(int begin, int end, const QColor& ink) {
    if (end > begin) setFormat(begin, end - begin, ink);
}

/// The state of a line: 0, or 1 + the indentation of the key whose block scalar it is in.
void CodeHighlighter::highlight_yaml(const QString& text) {
    const int size = static_cast<int>(text.size());
    int begin = indent_of(text);
    const int block = previousBlockState() - 1;
    if (block >= 0 && (begin == size || begin > block)) {
        color(0, size, theme_->code.string);
        color_expressions(text, 0, size);
        setCurrentBlockState(block + 1);
        return;
    }
    setCurrentBlockState(0);
    const int comment = comment_begin(text, begin);
    color(comment, size, theme_->code.comment);
    int owner = begin;
    while (begin < comment && text[begin] == u'-' && (begin + 1 >= comment || text[begin + 1].isSpace())) {
        color(begin, begin + 1, theme_->secondary_text);
        ++begin;
        while (begin < comment && text[begin].isSpace()) ++begin;
        if (begin < comment) owner = begin;
    }
    const int colon = key_end(text, begin, comment);
    if (colon >= 0) {
        color(begin, colon, theme_->code.key);
        color(colon, colon + 1, theme_->secondary_text);
        begin = colon + 1;
    }
    while (begin < comment && text[begin].isSpace()) ++begin;
    if (begin < comment && (text[begin] == u'|' || text[begin] == u'>')) {
        color(begin, comment, theme_->code.keyword);
        setCurrentBlockState(1 + owner);
        return;
    }
    highlight_value(text, begin, comment);
}

void CodeHighlighter::highlight_value(const QString& text, int begin, int end) {
    while (end > begin && text[end - 1].isSpace()) --end;
    if (begin >= end) return;
    if (text[begin] == u'{' || text[begin] == u'[') {
        highlight_json(text.left(end));
        return;
    }
    const QStringView word = QStringView(text).mid(begin, end - begin);
    if (is_keyword(word)) color(begin, end, theme_->code.keyword);
    else if (is_number(word)) color(begin, end, theme_->code.number);
    else color(begin, end, theme_->code.string);
    color_expressions(text, begin, end);
}

/// JSON, and YAML's flow style, whose words need no quotes.
void CodeHighlighter::highlight_json(const QString& text) {
    const int size = static_cast<int>(text.size());
    const int first = language_ == CodeLanguage::yaml ? static_cast<int>(text.indexOf(QLatin1Char('{'))) : 0;
    const int list = static_cast<int>(text.indexOf(QLatin1Char('[')));
    int at = first < 0 || (language_ == CodeLanguage::yaml && list >= 0 && list < first) ? std::max(list, 0) : first;
    while (at < size) {
        const QChar c = text[at];
        if (c == u'"' || c == u'\'') {
            at = color_string(text, at, true);
        } else if (QStringView(u"{}[],:").contains(c)) {
            color(at, at + 1, theme_->secondary_text);
            ++at;
        } else if (c.isSpace()) {
            ++at;
        } else {
            int end = at;
            int braces = 0; // of ${ ... }
            while (end < size && (braces > 0 || !QStringView(u",]}:").contains(text[end]))) {
                if (text[end] == u'{') ++braces;
                if (text[end] == u'}') --braces;
                ++end;
            }
            const QStringView word = QStringView(text).mid(at, end - at).trimmed();
            const bool key = end < size && text[end] == u':';
            if (key) color(at, end, theme_->code.key);
            else if (is_keyword(word)) color(at, end, theme_->code.keyword);
            else if (!word.isEmpty() && is_number(word)) color(at, end, theme_->code.number);
            else color(at, end, theme_->code.string);
            color_expressions(text, at, end);
            at = std::max(end, at + 1);
        }
    }
}

int CodeHighlighter::color_string(const QString& text, int begin, bool may_be_key) {
    const int end = quoted_end(text, begin);
    int next = end;
    while (next < text.size() && text[next].isSpace()) ++next;
    const bool key = may_be_key && next < text.size() && text[next] == u':';
    color(begin, end, key ? theme_->code.key : theme_->code.string);
    if (!key) color_expressions(text, begin, end);
    return end;
}

void CodeHighlighter::color_expressions(const QString& text, int begin, int end) {
    for (auto at = text.indexOf(QLatin1String("${"), begin); at >= 0 && at < end; at = text.indexOf(QLatin1String("${"), at + 2)) {
        auto close = at + 2;
        for (int depth = 1; close < end && depth > 0; ++close) {
            if (text[close] == u'{') ++depth;
            if (text[close] == u'}') --depth;
        }
        color(static_cast<int>(at), static_cast<int>(close), theme_->code.expression);
    }
}

} // namespace orkestr
