#include "ui/canvas/node_type.h"

#include <QCoreApplication>

#include <array>

namespace orkestr {

namespace {

struct TypeText {
    const char* word;
    const char* label;
    const char* icon;
};

// In the order of NodeType.
constexpr std::array<TypeText, 18> type_texts{{
    {"start", QT_TRANSLATE_NOOP("NodeType", "Start"), "play"},
    {"end", QT_TRANSLATE_NOOP("NodeType", "End"), "flag"},
    {"entry", "", ""},
    {"exit", "", ""},
    {"call", QT_TRANSLATE_NOOP("NodeType", "Call"), "globe"},
    {"do", QT_TRANSLATE_NOOP("NodeType", "Sequence"), "list-ordered"},
    {"emit", QT_TRANSLATE_NOOP("NodeType", "Emit event"), "send"},
    {"for", QT_TRANSLATE_NOOP("NodeType", "Loop"), "repeat"},
    {"fork", QT_TRANSLATE_NOOP("NodeType", "Parallel branches"), "git-fork"},
    {"listen", QT_TRANSLATE_NOOP("NodeType", "Listen for events"), "ear"},
    {"raise", QT_TRANSLATE_NOOP("NodeType", "Raise error"), "triangle-alert"},
    {"run", QT_TRANSLATE_NOOP("NodeType", "Run"), "terminal"},
    {"set", QT_TRANSLATE_NOOP("NodeType", "Set data"), "braces"},
    {"switch", QT_TRANSLATE_NOOP("NodeType", "Switch"), "signpost"},
    {"try", QT_TRANSLATE_NOOP("NodeType", "Try"), "shield"},
    {"catch", QT_TRANSLATE_NOOP("NodeType", "Catch"), "shield-alert"},
    {"wait", QT_TRANSLATE_NOOP("NodeType", "Wait"), "timer"},
    {"", QT_TRANSLATE_NOOP("NodeType", "Task"), "square"},
}};

const TypeText& text_of(NodeType type) { return type_texts[static_cast<std::size_t>(type)]; }

} // namespace

NodeType node_type(QStringView word) {
    for (std::size_t i = 0; i + 1 < type_texts.size(); ++i) {
        if (word == QLatin1String(type_texts[i].word)) return static_cast<NodeType>(i);
    }
    return NodeType::other;
}

QString node_type_label(NodeType type) {
    return is_port(type) ? QString() : QCoreApplication::translate("NodeType", text_of(type).label);
}

QString node_type_icon(NodeType type) { return QLatin1String(text_of(type).icon); }

} // namespace orkestr
