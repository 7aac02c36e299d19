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
            if (contains(unsupported, name) && unsupported_.empty()) unsupported_ = name;
            if (name == "format" || name == "id" || name == "divisibleBy") continue;
            out.set(name, rewrite_member(name, value));
        }
        rewrite_items(out);
        rewrite_dependencies(out);
        rewrite_reference(out);
        return out;
    }

    const std::string& unsupported_keyword() const { return unsupported_; }

private:
    JsonValue rewrite_member(std::string_view name, const JsonValue& value) {
        if (contains(one_schema, name)) return rewrite(value);
        if (contains(schema_lists, name) && value.as_array()) return rewrite_list(*value.as_array());
        if (!contains(schema_maps, name) || !value.as_object()) return value;
        JsonValue out(JsonObject{});
        // An array here is a list of names (draft 7's dependencies).
        for (const auto& [key, schema] : *value.as_object()) out.set(key, schema.is_array() ? schema : rewrite(schema));
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

    static void rewrite_dependencies(JsonValue& schema) {
        for (const char* keyword : {"dependentRequired", "dependentSchemas"}) {
            const JsonValue* dependent = schema.find(keyword);
            if (!dependent || !dependent->as_object()) continue;
            const JsonObject entries = *dependent->as_object();
            // Two kinds of dependency on one name need two schemas: dependencies holds one entry a name.
            JsonValue& target = schema;
            JsonValue own(JsonObject{});
            for (const auto& [name, value] : entries) own.set(name, value);
            append_to_all_of(target, JsonValue::object({{"dependencies", own}}));
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

    std::string unsupported_;
};

} // namespace

Result<JsonValue> schema_for_draft_7(const JsonValue& schema) {
    DialectRewriting rewriting;
    JsonValue rewritten = rewriting.rewrite(schema);
    if (!rewriting.unsupported_keyword().empty())
        return Error{ErrorCode::unsupported, "the keyword '" + rewriting.unsupported_keyword() + "' is not supported", {}};
    return rewritten;
}

} // namespace orkestr
