// The form of an inline JSON Schema: each keyword's type (JSON Schema 2020-12, core and validation), what its `$ref`s
// point to (RFC 6901), and keywords that have no effect here. What a `pattern` means is the evaluator's to find out.
#include "core/definition/closest.h"
#include "core/base/json_pointer.h"
#include "core/definition/names.h"
#include "core/definition/read_parts.h"

#include <algorithm>
#include <charconv>

namespace orkestr {

namespace {

enum class SchemaForm { schema, schemas_by_name, schema_list, type_names, texts, texts_by_name, text, number, positive, count, flag, list };

struct SchemaKeyword {
    std::string_view name;
    SchemaForm form;
};

constexpr SchemaKeyword schema_keywords[] = {{"properties", SchemaForm::schemas_by_name},
                                             {"patternProperties", SchemaForm::schemas_by_name},
                                             {"$defs", SchemaForm::schemas_by_name},
                                             {"definitions", SchemaForm::schemas_by_name},
                                             {"dependentSchemas", SchemaForm::schemas_by_name},
                                             {"additionalProperties", SchemaForm::schema},
                                             {"propertyNames", SchemaForm::schema},
                                             {"unevaluatedProperties", SchemaForm::schema},
                                             {"unevaluatedItems", SchemaForm::schema},
                                             {"contains", SchemaForm::schema},
                                             {"not", SchemaForm::schema},
                                             {"if", SchemaForm::schema},
                                             {"then", SchemaForm::schema},
                                             {"else", SchemaForm::schema},
                                             {"allOf", SchemaForm::schema_list},
                                             {"anyOf", SchemaForm::schema_list},
                                             {"oneOf", SchemaForm::schema_list},
                                             {"prefixItems", SchemaForm::schema_list},
                                             {"type", SchemaForm::type_names},
                                             {"required", SchemaForm::texts},
                                             {"dependentRequired", SchemaForm::texts_by_name},
                                             {"enum", SchemaForm::list},
                                             {"pattern", SchemaForm::text},
                                             {"format", SchemaForm::text},
                                             {"$ref", SchemaForm::text},
                                             {"$id", SchemaForm::text},
                                             {"$schema", SchemaForm::text},
                                             {"$anchor", SchemaForm::text},
                                             {"title", SchemaForm::text},
                                             {"description", SchemaForm::text},
                                             {"multipleOf", SchemaForm::positive},
                                             {"minimum", SchemaForm::number},
                                             {"maximum", SchemaForm::number},
                                             {"exclusiveMinimum", SchemaForm::number},
                                             {"exclusiveMaximum", SchemaForm::number},
                                             {"minLength", SchemaForm::count},
                                             {"maxLength", SchemaForm::count},
                                             {"minItems", SchemaForm::count},
                                             {"maxItems", SchemaForm::count},
                                             {"minContains", SchemaForm::count},
                                             {"maxContains", SchemaForm::count},
                                             {"minProperties", SchemaForm::count},
                                             {"maxProperties", SchemaForm::count},
                                             {"uniqueItems", SchemaForm::flag},
                                             {"deprecated", SchemaForm::flag},
                                             {"readOnly", SchemaForm::flag},
                                             {"writeOnly", SchemaForm::flag}};

constexpr std::string_view type_names[] = {"null", "boolean", "object", "array", "number", "string", "integer"};

void check_schema(Reading& reading, const Node& node);

void invalid_schema(Reading& reading, const Node& node, const std::string& expected, std::string suggestion = {}) {
    reading.error("invalid-schema", node.span(), reading.subject() + " of a JSON Schema must be " + expected + ", found " +
                      std::string(node_type_name(node)), std::move(suggestion));
}

void check_type_name(Reading& reading, const Node& node) {
    if (!node.is_string()) {
        const bool null = node.is_scalar() && node.scalar_type() == ScalarType::null && !node.text().empty();
        return invalid_schema(reading, node, "a type's name", null ? "write \"null\" in quotes" : "");
    }
    if (std::find(std::begin(type_names), std::end(type_names), node.text()) != std::end(type_names)) return;
    std::string suggestion = did_you_mean(node.text(), type_names);
    if (suggestion.empty()) suggestion = "expected " + listed(type_names);
    reading.error("invalid-schema", node.span(), "JSON Schema has no type '" + std::string(shortened(node.text())) + "'", std::move(suggestion));
}

void check_type(Reading& reading, const Node& node) {
    if (!node.is_sequence()) return check_type_name(reading, node);
    if (node.size() == 0) invalid_schema(reading, node, "at least one type's name");
    for (const Node* item : node.items()) check_type_name(reading, *item);
}

void check_text_list(Reading& reading, const Node& node) {
    if (!node.is_sequence()) {
        const bool flag = node.is_scalar() && node.scalar_type() == ScalarType::boolean;
        return invalid_schema(reading, node, "a list of names", flag ? "list the required names beside 'properties'" : "");
    }
    std::unordered_set<std::string_view> seen;
    for (const Node* item : node.items()) {
        if (!item->is_string()) invalid_schema(reading, *item, "a list of names (text)");
        else if (!seen.insert(item->text()).second)
            reading.error("invalid-schema", item->span(), "'" + std::string(shortened(item->text())) + "' stands twice in a list of names");
    }
}

void check_schemas_by_name(Reading& reading, const Node& node) {
    if (!node.is_mapping()) return invalid_schema(reading, node, "a mapping of schemas");
    for (const auto& member : node.members()) {
        const Reading::Step step(reading, member.key->text());
        check_schema(reading, *member.value);
    }
}

void check_schema_list(Reading& reading, const Node& node) {
    if (!node.is_sequence()) return invalid_schema(reading, node, "a list of schemas");
    if (node.size() == 0) reading.error("invalid-schema", node.span(), reading.subject() + " of a JSON Schema is empty");
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        const Reading::Step step(reading, index++);
        check_schema(reading, *item);
    }
}

void check_schema_number(Reading& reading, const Node& node, SchemaForm form) {
    const JsonValue value = to_json(node);
    const auto number = value.as_double();
    if (!number) return invalid_schema(reading, node, form == SchemaForm::count ? "a whole number" : "a number");
    if (form == SchemaForm::count && (!value.is_integer() || *number < 0))
        reading.error("invalid-schema", node.span(), reading.subject() + " of a JSON Schema must be a whole number from 0");
    if (form == SchemaForm::positive && *number <= 0)
        reading.error("invalid-schema", node.span(), reading.subject() + " of a JSON Schema must be greater than 0");
}

void check_keyword(Reading& reading, const Node& node, SchemaForm form) {
    switch (form) {
    case SchemaForm::schema: return check_schema(reading, node);
    case SchemaForm::schemas_by_name: return check_schemas_by_name(reading, node);
    case SchemaForm::schema_list: return check_schema_list(reading, node);
    case SchemaForm::type_names: return check_type(reading, node);
    case SchemaForm::texts: return check_text_list(reading, node);
    case SchemaForm::texts_by_name:
        if (!node.is_mapping()) return invalid_schema(reading, node, "a mapping of lists of names");
        for (const auto& member : node.members()) check_text_list(reading, *member.value);
        return;
    case SchemaForm::text:
        if (!node.is_string()) invalid_schema(reading, node, "text");
        return;
    case SchemaForm::number:
    case SchemaForm::positive:
    case SchemaForm::count: return check_schema_number(reading, node, form);
    case SchemaForm::flag:
        if (!node.is_scalar() || node.scalar_type() != ScalarType::boolean) invalid_schema(reading, node, "true or false");
        return;
    case SchemaForm::list:
        if (!node.is_sequence()) invalid_schema(reading, node, "a list");
        return;
    }
}

constexpr std::string_view unsupported_keywords[] = {"unevaluatedProperties", "unevaluatedItems", "minContains",
                                                     "maxContains", "$dynamicRef", "$recursiveRef"};

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

/// One step of a pointer in a URI's fragment: percent-encoding first, then ~1 and ~0.
std::string pointer_step(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
        bytes += low ? static_cast<char>(*high * 16 + *low) : text[i];
        if (low) i += 2;
    }
    return pointer_name(bytes);
}

const Node* item_at(const Node& list, std::string_view index) {
    std::size_t at = 0;
    const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), at);
    const bool whole = error == std::errc() && end == index.data() + index.size();
    return whole && at < list.size() ? list.items()[at] : nullptr;
}

/// Many references may go through one large mapping.
const Node* member_of(Reading& reading, const Node& mapping, std::string_view name) {
    constexpr std::size_t large = 16;
    if (mapping.members().size() < large) return mapping.find(name);
    auto& members = reading.schema_members[&mapping];
    if (members.empty())
        for (const auto& member : mapping.members()) members.emplace(member.key->text(), member.value);
    const auto at = members.find(name);
    return at == members.end() ? nullptr : at->second;
}

/// What a pointer (empty, or beginning with `/`) points to in the schema being read; null: nothing.
const Node* pointed_at(Reading& reading, std::string_view pointer) {
    const Node* node = reading.schema_root;
    while (!pointer.empty() && node) {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        const std::string step = pointer_step(pointer.substr(0, end));
        pointer.remove_prefix(end);
        node = node->is_sequence() ? item_at(*node, step) : member_of(reading, *node, step);
    }
    return node;
}

void check_reference(Reading& reading, const Node& node) {
    const std::string_view text = node.text();
    const std::string quoted = "'" + std::string(shortened(text)) + "'";
    const char* const way_out = "put the schema into '$defs' and write '#/$defs/NAME'";
    if (!text.starts_with('#'))
        return reading.unsupported(node.span(), "references to schemas elsewhere (" + quoted + ")", way_out);
    const std::string_view pointer = text.substr(1);
    if (!pointer.empty() && pointer.front() != '/')
        return reading.unsupported(node.span(), "references to anchors (" + quoted + ")", way_out);
    if (!reading.schema_references.emplace(reading.schema_root, &node).second) return;
    const Node* const target = pointed_at(reading, pointer);
    if (!target) return reading.error("invalid-schema", node.span(), quoted + " points to nothing in this JSON Schema");
    if (!target->is_mapping() && !(target->is_scalar() && target->scalar_type() == ScalarType::boolean))
        reading.error("invalid-schema", node.span(), quoted + " points to something that is no JSON Schema (a mapping, true or false)");
}

void list_schema(Reading& reading, const Node& node, bool is_pattern) {
    if (reading.count_pointer(node.span())) reading.schemas.push_back({&node, is_pattern, reading.pointer()});
}

/// Words of other dialects that would silently mean nothing. Draft 7 differs in what is read as it has it (`dependencies`,
/// lists of `items`).
void warn_dialect(Reading& reading, const Member& member) {
    static constexpr std::string_view read[] = {"https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema"};
    std::string_view text = member.value->text();
    if (text.ends_with('#')) text.remove_suffix(1);
    if (member.key->text() == "nullable")
        reading.warning("no-effect", member.key->span(), "JSON Schema has no 'nullable'; it has no effect", "write type: [..., \"null\"]");
    else if (member.value->is_string() && std::find(std::begin(read), std::end(read), text) == std::end(read))
        reading.warning("no-effect", member.value->span(), "this schema is read as one of JSON Schema 2020-12, not as '" + std::string(shortened(text)) + "'",
                        "expected 'https://json-schema.org/draft/2020-12/schema'");
}

/// What the form says nothing of.
void check_meaning(Reading& reading, const Member& member) {
    const std::string_view name = member.key->text();
    if (name == "$ref" && member.value->is_string()) check_reference(reading, *member.value);
    else if (name == "pattern" && member.value->is_string()) list_schema(reading, *member.value, true);
    else if (name == "format" && member.value->is_string())
        reading.warning("no-effect", member.key->span(), "'format' is not checked: it only describes the value", "a 'pattern' is checked");
    else if (name == "nullable" || name == "$schema")
        warn_dialect(reading, member);
    else if (name == "patternProperties")
        for (const auto& pattern : member.value->members()) list_schema(reading, *pattern.key, true);
    else if (std::find(std::begin(unsupported_keywords), std::end(unsupported_keywords), name) != std::end(unsupported_keywords))
        reading.unsupported(member.key->span(), "the keyword '" + std::string(name) + "' of JSON Schema");
}

/// A keyword that nearly is one: `propertes` would silently check nothing.
void warn_unknown_keyword(Reading& reading, const Member& member) {
    std::vector<std::string_view> names;
    for (const auto& keyword : schema_keywords) names.push_back(keyword.name);
    const std::string_view name = member.key->text();
    if (name.starts_with("x-") || name.size() < 4) return;
    const std::string_view near = closest(name, names);
    if (near.empty()) return;
    reading.warning("unknown-property", member.key->span(), "JSON Schema has no keyword '" + std::string(shortened(name)) + "'; it has no effect",
                    "did you mean '" + std::string(near) + "'?");
}

void check_schema(Reading& reading, const Node& node) {
    if (node.is_scalar() && node.scalar_type() == ScalarType::boolean) return;
    if (!node.is_mapping()) return invalid_schema(reading, node, "a schema (a mapping, true or false)");
    static constexpr std::string_view others[] = {"const", "default", "examples", "$comment", "items", "additionalItems",
                                                  "contentMediaType", "contentEncoding", "contentSchema", "$dynamicRef",
                                                  "$dynamicAnchor", "$vocabulary", "dependencies", "id", "example", "nullable"};
    for (const auto& member : node.members()) {
        const std::string_view name = member.key->text();
        const Reading::Step step(reading, name);
        const auto keyword = std::find_if(std::begin(schema_keywords), std::end(schema_keywords),
                                          [&](const SchemaKeyword& known) { return known.name == name; });
        check_meaning(reading, member);
        if (keyword != std::end(schema_keywords)) check_keyword(reading, *member.value, keyword->form);
        else if (name == "items" && member.value->is_sequence()) check_schema_list(reading, *member.value);
        else if (name == "items") check_schema(reading, *member.value);
        else if (std::find(std::begin(others), std::end(others), name) == std::end(others)) warn_unknown_keyword(reading, member);
    }
}

} // namespace

void check_json_schema(Reading& reading, const Node& node) {
    reading.schema_root = &node;
    check_schema(reading, node);
    reading.schema_root = nullptr;
    list_schema(reading, node, false);
}

} // namespace orkestr
