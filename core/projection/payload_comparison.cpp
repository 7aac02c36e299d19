#include "core/projection/payload_comparison.h"

#include "core/base/json_pointer.h"

#include <charconv>
#include <set>

namespace orkestr {

namespace {

constexpr std::size_t most_known = 20'000;

std::string size_note(std::size_t bytes) { return "… (" + std::to_string(bytes) + " bytes)"; }

void append_content(std::string& key, const TraceItem* item) {
    key += item ? '+' : '-';
    if (item) key.append(reinterpret_cast<const char*>(item->content.data()), item->content.size());
}

/// What reads alike in every aspect but these two.
char class_of(StepAspect aspect) { return aspect == StepAspect::error ? 'e' : aspect == StepAspect::received ? 'r' : 'v'; }

const TakenOut* taken_out_of(const RunTrace& trace, const TraceItem* item) {
    if (!item || trace.taken_out.empty()) return nullptr;
    const auto at = trace.taken_out.find(item->holder);
    return at == trace.taken_out.end() ? nullptr : &at->second;
}

/// The path of a JSON pointer, as json_changes() names places; `/~1` and the like are names.
std::string path_below(const JsonValue& value, std::string_view pointer) {
    std::string path;
    const JsonValue* at = &value;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string token = pointer_name(pointer.substr(0, pointer.find('/')));
        pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
        const auto* items = at ? at->as_array() : nullptr;
        path += items ? "[" + token + "]" : json_path_member(token);
        std::size_t index = 0;
        std::from_chars(token.data(), token.data() + token.size(), index);
        if (items) at = index < items->size() ? &(*items)[index] : nullptr;
        else at = at && at->as_object() ? at->find(token) : nullptr;
    }
    return path;
}

/// Where a payload is not what was recorded.
void add_places(const TakenOut* taken, StepAspect aspect, const JsonValue& value, std::set<std::string>& places) {
    if (!taken) return;
    const std::string_view root = aspect == StepAspect::error ? "/data/error" : "/value";
    for (const std::string& pointer : taken->pointers)
        if (pointer.starts_with(root) && (pointer.size() == root.size() || pointer[root.size()] == '/'))
            places.insert(path_below(value, std::string_view(pointer).substr(root.size())));
}

} // namespace

std::string shown_json(const JsonValue& value) {
    std::string text;
    value.append_to(text);
    if (text.size() <= most_change_bytes) return text;
    const std::string note = size_note(text.size());
    std::size_t end = most_change_bytes / 2;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    std::string out;
    append_json_string(out, text.substr(0, end) + note);
    return out;
}

Result<std::shared_ptr<const PayloadChanges>> PayloadComparison::compare(const TraceItem* a, const TraceItem* b) {
    if (taken_out_of(a_, a) || taken_out_of(b_, b)) {
        auto looked = look(a, b);
        if (!looked) return looked.error();
        return std::make_shared<const PayloadChanges>(std::move(*looked));
    }
    std::string key(1, class_of((a ? a : b)->aspect));
    append_content(key, a);
    append_content(key, b);
    if (const auto at = known_.find(key); at != known_.end()) return at->second;
    auto looked = look(a, b);
    if (!looked) return looked.error();
    auto changes = std::make_shared<const PayloadChanges>(std::move(*looked));
    if (known_.size() >= most_known) known_.clear();
    known_.emplace(std::move(key), changes);
    return changes;
}

Result<PayloadComparison::Read> PayloadComparison::read(const TracePayload& payload, const TraceItem* item) {
    if (!item) return Read{};
    const auto json = payload(item->holder);
    if (!json) return json.error();
    read_bytes_ += json->size_bytes();
    if (json->size_bytes() > limits_.payload_bytes || read_bytes_ > limits_.all_bytes)
        return Read{JsonValue(size_note(json->size_bytes())), false};
    return Read{JsonValue::of(*json), true};
}

Result<PayloadChanges> PayloadComparison::look(const TraceItem* a, const TraceItem* b) {
    const auto read_a = read(payload_a_, a);
    if (!read_a) return read_a.error();
    const auto read_b = read(payload_b_, b);
    if (!read_b) return read_b.error();
    PayloadChanges out;
    const StepAspect aspect = (a ? a : b)->aspect;
    const TakenOut *from_a = taken_out_of(a_, a), *from_b = taken_out_of(b_, b);
    std::set<std::string> places;
    add_places(from_a, aspect, read_a->value, places);
    add_places(from_b, aspect, read_b->value, places);
    if (!(from_a && from_a->same) && !(from_b && from_b->same)) out.redacted = places.size();
    if (a && b && places.contains(std::string())) return out;
    const auto shown = [](const JsonValue* value) { return value ? std::optional(shown_json(*value)) : std::nullopt; };
    if (!a || !b || !read_a->whole || !read_b->whole) {
        out.unread = !read_a->whole || !read_b->whole;
        out.changes.push_back({{}, shown(a ? &read_a->value : nullptr), shown(b ? &read_b->value : nullptr)});
        return out;
    }
    const auto found = json_changes(read_a->value, read_b->value, limits_.changes_of_step, [&](const JsonValue& one, const JsonValue& other, const std::string& path) {
        return places.contains(path) || alike(aspect, one, other, path);
    });
    for (const auto& change : found.changes) out.changes.push_back({change.path, shown(change.a), shown(change.b)});
    out.more = found.more;
    return out;
}

bool PayloadComparison::alike(StepAspect aspect, const JsonValue& a, const JsonValue& b, const std::string& path) const {
    if (aspect == StepAspect::received && (path == ".id" || path == ".time")) return true;
    const auto *text_a = a.as_string(), *text_b = b.as_string();
    if (aspect == StepAspect::error && path == ".instance" && text_a && text_b) return tasks_.in_a(*text_b) == *text_a;
    return own_.alike(a, b);
}

} // namespace orkestr
