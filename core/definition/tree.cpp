#include "core/definition/tree.h"

#include "core/definition/core_schema.h"
#include "core/definition/line_index.h"

namespace orkestr {

Tree::Tree() = default;
Tree::~Tree() = default;

const Node* Node::find(std::string_view key) const {
    for (const auto& member : members())
        if (member.key->text() == key) return member.value;
    return nullptr;
}

SourceSpan Tree::span_within(const Node& node, std::size_t begin, std::size_t end) const {
    const std::string_view value = node.text();
    const char* const source = text_.data();
    const bool in_place = !value.empty() && value.data() >= source && value.data() + value.size() <= source + text_.size();
    if (!in_place || begin > end || end > value.size()) return node.span();
    const auto text_begin = static_cast<std::size_t>(value.data() - source);
    SourceSpan span = node.span();
    const auto column = span.column + count_characters(std::string_view(text_).substr(span.begin, text_begin + begin - span.begin));
    span.end_line = span.line;
    span.end_column = column + count_characters(value.substr(begin, end - begin));
    span.column = column;
    span.begin = text_begin + begin;
    span.end = text_begin + end;
    return span;
}

JsonValue to_json(const Node& node) {
    if (node.is_scalar()) return core_scalar_value(node.text(), node.scalar_type());
    if (node.is_sequence()) {
        JsonArray items;
        items.reserve(node.size());
        for (const Node* item : node.items()) items.push_back(to_json(*item));
        return JsonValue(std::move(items));
    }
    JsonObject members;
    members.reserve(node.size());
    for (const auto& member : node.members()) members.emplace_back(std::string(member.key->text()), to_json(*member.value));
    return JsonValue(std::move(members));
}

} // namespace orkestr
