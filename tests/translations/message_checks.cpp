#include "tests/translations/message_checks.h"

#include <QRegularExpression>

namespace orkestr::translations {

namespace {

QStringList matches(const QString& text, const QRegularExpression& form) {
    QStringList out;
    for (auto it = form.globalMatch(text); it.hasNext();) out << it.next().captured();
    out.sort();
    return out;
}

QStringList tags(const QString& text) {
    static const QRegularExpression form("</?[a-z][^<>]*>");
    return matches(text, form);
}

/// `&Open` has a keyboard mark, `A && B` has none.
bool has_mnemonic(const QString& text) {
    static const QRegularExpression form("(?<!&)&[A-Za-z0-9]");
    return form.match(text).hasMatch();
}

QString closing(const QString& text) {
    static const QStringList endings{"...", "…", ":", "?", "."};
    for (const auto& ending : endings)
        if (text.trimmed().endsWith(ending)) return ending;
    return {};
}

QString edge_space(const QString& text) {
    return QString(text.startsWith(' ') ? "before" : "") + (text.endsWith(' ') ? "after" : "");
}

} // namespace

QStringList placeholders(const QString& text) {
    static const QRegularExpression form("%L?[1-9][0-9]?|%n");
    return matches(text, form);
}

QStringList complaints(const Message& message, int plural_forms) {
    QStringList out;
    if (!message.state.isEmpty()) out << "is " + message.state;
    if (message.plural && message.texts.size() != plural_forms)
        out << QString("has %1 plural forms, not %2").arg(message.texts.size()).arg(plural_forms);
    if (message.texts.isEmpty()) out << "has no translation";
    for (const auto& text : message.texts) {
        if (text.trimmed().isEmpty()) {
            out << "is empty";
            continue;
        }
        if (placeholders(text) != placeholders(message.source)) out << "has other placeholders: " + text;
        if (tags(text) != tags(message.source)) out << "has other markup: " + text;
        if (has_mnemonic(text) != has_mnemonic(message.source)) out << "gains or loses its keyboard mark: " + text;
        if (edge_space(text) != edge_space(message.source)) out << "gains or loses a space at an edge: " + text;
        if (closing(text) != closing(message.source)) out << "closes with other punctuation: " + text;
    }
    return out;
}

} // namespace orkestr::translations
