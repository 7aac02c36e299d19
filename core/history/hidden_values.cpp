#include "core/history/hidden_values.h"

#include "core/history/redaction.h"

#include <algorithm>

namespace orkestr {

// Texts are looked for within texts too: a payload can stand in one, and a message in a message.
bool text_holds_mark(std::string_view text) {
    return text.find(redacted_member) != std::string_view::npos || text.find(redacted_text) != std::string_view::npos;
}

bool holds_mark(const JsonValue& value) {
    if (const auto* text = value.as_string()) return text_holds_mark(*text);
    if (const auto* items = value.as_array()) return std::any_of(items->begin(), items->end(), [](const JsonValue& item) { return holds_mark(item); });
    const auto* members = value.as_object();
    if (!members) return false;
    return is_redacted(value) || std::any_of(members->begin(), members->end(), [](const auto& member) { return holds_mark(member.second); });
}

static bool is_mark(const JsonValue& value) { return value.as_string() ? text_holds_mark(*value.as_string()) : is_redacted(value); }

JsonValue with_marks_filled(const JsonValue& value, const JsonValue& other) {
    if (is_mark(value) || is_mark(other)) return other;
    const auto* items = value.as_array();
    const auto* other_items = other.as_array();
    if (items && other_items && items->size() == other_items->size()) {
        JsonArray filled;
        filled.reserve(items->size());
        for (std::size_t i = 0; i < items->size(); ++i) filled.push_back(with_marks_filled((*items)[i], (*other_items)[i]));
        return JsonValue(std::move(filled));
    }
    const auto* members = value.as_object();
    if (!members || !other.is_object()) return value;
    JsonObject filled;
    filled.reserve(members->size());
    for (const auto& [name, member] : *members) {
        const JsonValue* counterpart = other.find(name);
        filled.emplace_back(name, counterpart ? with_marks_filled(member, *counterpart) : member);
    }
    return JsonValue(std::move(filled));
}

} // namespace orkestr
