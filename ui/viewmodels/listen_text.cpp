#include "ui/viewmodels/listen_text.h"

#include "core/base/json_pointer.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <charconv>

namespace orkestr {

namespace {

constexpr int longest_value = 60;
constexpr std::size_t most_filters = 20;

struct ListenWords {
    Q_DECLARE_TR_FUNCTIONS(ListenText)
};

const Node* child_of(const Node& node, std::string_view token) {
    if (node.is_mapping()) return node.find(pointer_name(token));
    std::size_t at = 0;
    const auto read = std::from_chars(token.data(), token.data() + token.size(), at);
    return read.ptr == token.data() + token.size() && at < node.items().size() ? node.items()[at] : nullptr;
}

const Node* node_at(const Node& root, std::string_view pointer) {
    const Node* node = &root;
    while (node && !pointer.empty()) {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        node = child_of(*node, pointer.substr(0, end));
        pointer.remove_prefix(end);
    }
    return node;
}

/// An expression without its `${ }`, a text as it is, all else as JSON.
QString shown_value(const JsonValue& value) {
    QString text = value.as_string() ? to_qt(*value.as_string()) : to_qt(value.json().text());
    if (text.startsWith(QLatin1String("${")) && text.endsWith(QLatin1Char('}'))) text = text.mid(2, text.size() - 3);
    text = text.simplified();
    return text.size() > longest_value ? text.left(longest_value - 1) + QChar(0x2026) : text;
}

QString filter_text(const JsonValue& filter) {
    QString type;
    QStringList rest;
    const JsonValue* with = filter.find("with");
    if (with && with->as_object())
        for (const auto& [name, value] : *with->as_object()) {
            if (name == "type") type = shown_value(value);
            else rest << QStringLiteral("%1 = %2").arg(to_qt(name), shown_value(value));
        }
    const JsonValue* correlate = filter.find("correlate");
    if (correlate && correlate->as_object())
        for (const auto& [name, value] : *correlate->as_object()) {
            const JsonValue* expect = value.find("expect");
            rest << (expect ? QStringLiteral("%1 = %2").arg(to_qt(name), shown_value(*expect)) : ListenWords::tr("same %1").arg(to_qt(name)));
        }
    if (type.isEmpty() && rest.isEmpty()) return ListenWords::tr("any event");
    if (type.isEmpty()) return rest.join(QStringLiteral(", "));
    return rest.isEmpty() ? type : QStringLiteral("%1 (%2)").arg(type, rest.join(QStringLiteral(", ")));
}

QString filters_text(const JsonValue& filters, bool all) {
    QStringList texts;
    if (filters.as_array())
        for (const JsonValue& filter : *filters.as_array()) {
            if (texts.size() == static_cast<qsizetype>(most_filters)) {
                texts << QStringLiteral("…");
                break;
            }
            texts << filter_text(filter);
        }
    if (texts.isEmpty()) return ListenWords::tr("any event");
    if (texts.size() == 1) return texts.first();
    return (all ? ListenWords::tr("all of %1") : ListenWords::tr("any of %1")).arg(texts.join(QStringLiteral(", ")));
}

QString strategy_text(const JsonValue& strategy) {
    if (const JsonValue* all = strategy.find("all")) return filters_text(*all, true);
    if (const JsonValue* any = strategy.find("any")) return filters_text(*any, false);
    if (const JsonValue* one = strategy.find("one")) return filter_text(*one);
    return ListenWords::tr("any event");
}

} // namespace

ListenText listen_text(const Definition& definition, std::string_view pointer) {
    const Node* task = definition.tree && pointer.starts_with('/') ? node_at(definition.tree->root(), pointer) : nullptr;
    const Node* listen = task && task->is_mapping() ? task->find("listen") : nullptr;
    const Node* to = listen && listen->is_mapping() ? listen->find("to") : nullptr;
    if (!to) return {};
    const JsonValue strategy = to_json(*to);
    ListenText out;
    out.events = strategy_text(strategy);
    if (const JsonValue* until = strategy.find("until"))
        out.until = until->is_object() ? strategy_text(*until) : shown_value(*until);
    return out;
}

} // namespace orkestr
