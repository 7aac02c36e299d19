#include "core/projection/taken_out_places.h"

#include "core/base/json_pointer.h"
#include "core/history/redaction.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::uint32_t looked_at_once = 1000;

/// Asking for each event would read each once more; what was taken out shows by what stands in its place.
bool looks_taken_out(const Json& json) {
    static const std::string marker = std::string(redacted_member) + "\":true";
    return json.text().find(marker) != std::string::npos || json.text().find(redacted_text) != std::string::npos;
}

PlaceTokens tokens_of(std::string_view pointer) {
    PlaceTokens tokens;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view token = pointer.substr(0, pointer.find('/'));
        tokens.push_back(pointer_name(token));
        pointer.remove_prefix(token.size());
    }
    return tokens;
}

void find_marks(const JsonValue& value, PlaceTokens& at, std::vector<PlaceTokens>& found) {
    if (is_redacted(value)) {
        found.push_back(at);
        return;
    }
    const auto look = [&](std::string name, const JsonValue& below) {
        at.push_back(std::move(name));
        find_marks(below, at, found);
        at.pop_back();
    };
    if (const auto* members = value.as_object())
        for (const auto& [name, member] : *members) look(name, member);
    if (const auto* items = value.as_array())
        for (std::size_t i = 0; i < items->size(); ++i) look(std::to_string(i), (*items)[i]);
    if (const auto* text = value.as_string(); text && *text == redacted_text) found.push_back(at);
}

bool names(const RedactionPath::Segment& segment, const std::string& token) {
    using Kind = RedactionPath::Segment::Kind;
    if (segment.kind == Kind::all) return true;
    return segment.kind == Kind::name ? segment.name == token : std::to_string(segment.index) == token;
}

} // namespace

bool may_select(const std::vector<RedactionPath::Segment>& segments, std::size_t first, const PlaceTokens& place) {
    // reached[i]: the first i segments can have led to where the place is looked at.
    const std::size_t count = segments.size() - std::min(first, segments.size());
    std::vector<char> reached(count + 1, 0);
    reached[0] = 1;
    for (const std::string& token : place) {
        if (reached[count]) return true; // it is below what is selected
        std::vector<char> next(count + 1, 0);
        for (std::size_t i = 0; i < count; ++i) {
            if (!reached[i]) continue;
            const auto& segment = segments[first + i];
            if (names(segment, token)) next[i + 1] = 1;
            if (segment.descends) next[i] = 1;
        }
        reached = std::move(next);
    }
    return std::find(reached.begin(), reached.end(), char{1}) != reached.end();
}

Result<std::vector<PlaceTokens>> TakenOutPlaces::in_event(std::uint64_t seq, const Json& value) {
    std::vector<PlaceTokens> places;
    if (!pointers_ || !looks_taken_out(value)) return places;
    const auto pointers = pointers_(seq);
    if (!pointers) return pointers.error();
    for (const std::string_view pointer : *pointers)
        for (const std::string_view root : {"/value", "/data/error"})
            if (pointer.starts_with(root) && (pointer.size() == root.size() || pointer[root.size()] == '/')) places.push_back(tokens_of(pointer.substr(root.size())));
    return places;
}

Result<std::vector<PlaceTokens>> TakenOutPlaces::in_made(const Json& value) {
    std::vector<PlaceTokens> places;
    if (!pointers_ || !looks_taken_out(value)) return places;
    const auto any = is_any();
    if (!any) return any.error();
    PlaceTokens at;
    if (*any) find_marks(JsonValue::of(value), at, places);
    return places;
}

Result<bool> TakenOutPlaces::is_any() {
    for (std::uint64_t after = 0; !any_;) {
        const auto rows = rows_(after, looked_at_once);
        if (!rows) return rows.error();
        if (rows->empty()) return false; // more may come
        for (const EventRow& row : *rows) {
            after = row.seq;
            if (!(row.value && looks_taken_out(*row.value)) && !looks_taken_out(row.data)) continue;
            const auto pointers = pointers_(row.seq);
            if (!pointers) return pointers.error();
            if (pointers->empty()) continue;
            any_ = true;
            break;
        }
    }
    return any_.value_or(false);
}

} // namespace orkestr
