#include "core/projection/payload_comparison.h"

#include "core/history/redaction.h"

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

bool is_taken_out(const JsonValue& value) {
    const auto* text = value.as_string();
    return text ? *text == redacted_text : is_redacted(value);
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
    const auto shown = [](const JsonValue* value) { return value ? std::optional(shown_json(*value)) : std::nullopt; };
    if (!a || !b || !read_a->whole || !read_b->whole) {
        out.unread = !read_a->whole || !read_b->whole;
        if ((a && is_taken_out(read_a->value)) || (b && is_taken_out(read_b->value))) {
            out.redacted = 1;
            return out;
        }
        out.changes.push_back({{}, shown(a ? &read_a->value : nullptr), shown(b ? &read_b->value : nullptr)});
        return out;
    }
    const StepAspect aspect = a->aspect;
    const auto found = json_changes(read_a->value, read_b->value, limits_.changes_of_step, [&](const JsonValue& one, const JsonValue& other, const std::string& path) {
        return alike(aspect, one, other, path, out.redacted);
    });
    for (const auto& change : found.changes) out.changes.push_back({change.path, shown(change.a), shown(change.b)});
    out.more = found.more;
    return out;
}

bool PayloadComparison::alike(StepAspect aspect, const JsonValue& a, const JsonValue& b, const std::string& path, std::uint64_t& redacted) const {
    if (is_taken_out(a) || is_taken_out(b)) return ++redacted, true;
    if (aspect == StepAspect::received && (path == ".id" || path == ".time")) return true;
    const auto *text_a = a.as_string(), *text_b = b.as_string();
    if (aspect == StepAspect::error && path == ".instance" && text_a && text_b) return tasks_.in_a(*text_b) == *text_a;
    return own_.alike(a, b);
}

} // namespace orkestr
