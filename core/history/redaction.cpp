#include "core/history/redaction.h"

#include "core/base/json_pointer.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

constexpr std::size_t most_paths = 1000;
constexpr std::array<std::string_view, 7> free_members = {"error", "log", "by", "reason", "detail", "correlations", "secrets"};

/// The tree with marks in the place of what is selected.
class RedactedCopy {
public:
    RedactedCopy(const std::set<const JsonValue*>& selected, bool texts, std::vector<std::string>& pointers)
        : selected_(selected), texts_(texts), pointers_(pointers) {}

    JsonValue copy(const JsonValue& value, const std::string& pointer) {
        if (selected_.contains(&value) && !is_redacted(value)) {
            pointers_.push_back(pointer);
            return texts_ && value.as_string() ? JsonValue(redacted_text) : redaction_mark();
        }
        if (const auto* object = value.as_object()) {
            JsonObject members;
            members.reserve(object->size());
            for (const auto& [name, member] : *object) members.emplace_back(name, copy(member, pointer + "/" + pointer_token(name)));
            return JsonValue(std::move(members));
        }
        if (const auto* array = value.as_array()) {
            JsonArray items;
            items.reserve(array->size());
            for (std::size_t i = 0; i < array->size(); ++i) items.push_back(copy((*array)[i], pointer + "/" + std::to_string(i)));
            return JsonValue(std::move(items));
        }
        return value;
    }

private:
    const std::set<const JsonValue*>& selected_;
    bool texts_;
    std::vector<std::string>& pointers_;
};

} // namespace

JsonValue redaction_mark() { return JsonValue::object({{redacted_member, true}}); }

bool is_redacted(const JsonValue& value) { return value.as_object() && value.as_object()->size() == 1 && value.bool_at(redacted_member); }

Result<Redaction> Redaction::create(const std::vector<std::string>& paths) {
    if (paths.size() > most_paths) return Error{ErrorCode::limit, "more than 1,000 paths are to be redacted", {}};
    Redaction out;
    for (const auto& text : paths) {
        auto path = RedactionPath::parse(text);
        if (!path) return path.error();
        out.paths_.push_back(std::move(*path));
    }
    return out;
}

std::vector<std::string> Redaction::apply(EventRow& row) const {
    std::vector<std::string> pointers;
    if (paths_.empty()) return pointers;
    apply_to_data(row, pointers);
    if (row.value) apply_to_value(row, pointers);
    return pointers;
}

std::set<const JsonValue*> Redaction::selected_in(const JsonValue& root) const {
    std::set<const JsonValue*> selected;
    for (const auto& path : paths_) path.select(root, selected);
    return selected;
}

void Redaction::apply_to_value(EventRow& row, std::vector<std::string>& pointers) const {
    const JsonValue value = JsonValue::of(*row.value);
    auto selected = selected_in(value);
    if (selected.empty()) return;
    // Loops count the items of what they go over: a history could not be read without them.
    if (const auto* items = value.as_array(); items && selected.erase(&value) > 0)
        for (const auto& item : *items) selected.insert(&item);
    const std::size_t before = pointers.size();
    const JsonValue copy = RedactedCopy(selected, false, pointers).copy(value, "/value");
    if (pointers.size() > before) row.value = copy.json();
}

void Redaction::apply_to_data(EventRow& row, std::vector<std::string>& pointers) const {
    const JsonValue data = JsonValue::of(row.data);
    JsonObject members;
    for (const auto& name : free_members)
        if (const auto* member = data.find(name)) members.emplace_back(std::string(name), *member);
    if (members.empty()) return;
    const JsonValue free(std::move(members));
    auto selected = selected_in(free);
    if (selected.empty()) return;
    if (selected.erase(&free) > 0)
        for (const auto& [name, member] : *free.as_object()) selected.insert(&member);
    const std::size_t before = pointers.size();
    const JsonValue copy = RedactedCopy(selected, true, pointers).copy(free, "/data");
    if (pointers.size() == before) return;
    JsonValue out = data;
    for (const auto& [name, member] : *copy.as_object()) out.set(name, member);
    row.data = out.json();
}

} // namespace orkestr
