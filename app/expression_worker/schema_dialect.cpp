#include "app/expression_worker/schema_dialect.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 10> one_schema{"not",   "if",    "then",        "else", "contains", "additionalProperties",
                                                      "items", "additionalItems", "propertyNames", "contentSchema"};
constexpr std::array<std::string_view, 4> schema_lists{"allOf", "anyOf", "oneOf", "prefixItems"};
constexpr std::array<std::string_view, 6> schema_maps{"properties", "patternProperties", "$defs",
                                                      "definitions", "dependentSchemas", "dependencies"};
constexpr std::array<std::string_view, 6> unsupported{"unevaluatedProperties", "unevaluatedItems", "minContains",
                                                      "maxContains", "$dynamicRef", "$recursiveRef"};

class DialectRewriting {
public:
    JsonValue rewrite(const JsonValue& schema) {
        if (const auto* list = schema.as_array()) return rewrite_list(*list);
        const auto* members = schema.as_object();
        if (!members) return schema;
        JsonValue out(JsonObject{});
        for (const auto& [name, value] : *members) {
            if (contains(unsupported, name)) note({ErrorCode::unsupported, "the keyword '" + name + "' is not supported", {}});
            if (name == "format" || name == "id" || name == "divisibleBy") continue;
            if (name == "pattern" && value.is_string()) patterns_.push_back(*value.as_string());
            out.set(name, rewrite_member(name, value));
        }
        rewrite_items(out);
        rewrite_dependencies(out);
        rewrite_reference(out);
        return out;
    }

    std::vector<std::string>& patterns() { return patterns_; }
    const std::optional<Error>& error() const { return error_; }

private:
    void note(Error error) {
        if (!error_) error_ = std::move(error);
    }

    JsonValue rewrite_member(std::string_view name, const JsonValue& value) {
        if (contains(one_schema, name)) return rewrite(value);
        if (contains(schema_lists, name) && value.as_array()) return rewrite_list(*value.as_array());
        if (!contains(schema_maps, name) || !value.as_object()) return value;
        JsonValue out(JsonObject{});
        for (const auto& [key, schema] : *value.as_object()) {
            if (name == "patternProperties") patterns_.push_back(key);
            // An array here is a list of names (draft 7's dependencies).
            out.set(key, schema.is_array() ? schema : rewrite(schema));
        }
        return out;
    }

    JsonValue rewrite_list(const JsonArray& list) {
        JsonArray out;
        for (const JsonValue& schema : list) out.push_back(rewrite(schema));
        return JsonValue(std::move(out));
    }

    static void rewrite_items(JsonValue& schema) {
        const JsonValue* prefix = schema.find("prefixItems");
        if (!prefix) return;
        const JsonValue first = *prefix;
        if (const JsonValue* rest = schema.find("items")) schema.set("additionalItems", JsonValue(*rest));
        schema.set("items", first);
    }

    /// An entry of allOf each: both may speak of the same name, and `dependencies` has one place for it.
    void rewrite_dependencies(JsonValue& schema) {
        for (const char* keyword : {"dependentRequired", "dependentSchemas"}) {
            const JsonValue* dependent = schema.find(keyword);
            if (!dependent) continue;
            if (!dependent->is_object())
                return note({ErrorCode::invalid_argument, std::string("'") + keyword + "' must be an object", {}});
            append_to_all_of(schema, JsonValue::object({{"dependencies", JsonValue(*dependent)}}));
        }
    }

    /// Draft 7 ignores what stands beside a `$ref`.
    static void rewrite_reference(JsonValue& schema) {
        const JsonValue* reference = schema.find("$ref");
        if (!reference || !reference->is_string() || schema.as_object()->size() == 1) return;
        const JsonValue target = *reference;
        schema.remove("$ref");
        append_to_all_of(schema, JsonValue::object({{"$ref", target}}));
    }

    static void append_to_all_of(JsonValue& schema, JsonValue entry) {
        JsonArray list;
        if (const JsonValue* present = schema.find("allOf"); present && present->as_array()) list = *present->as_array();
        list.push_back(std::move(entry));
        schema.set("allOf", JsonValue(std::move(list)));
    }

    std::vector<std::string> patterns_;
    std::optional<Error> error_;
};

} // namespace

Result<Draft7Schema> schema_for_draft_7(const JsonValue& schema) {
    DialectRewriting rewriting;
    JsonValue rewritten = rewriting.rewrite(schema);
    if (rewriting.error()) return *rewriting.error();
    return Draft7Schema{std::move(rewritten), std::move(rewriting.patterns())};
}

} // namespace orkestr
