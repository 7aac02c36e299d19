#include "ui/viewmodels/input_template.h"

#include "ui/viewmodels/json_pretty.h"

namespace orkestr {

namespace {

constexpr int most_levels = 8;

JsonValue sample_of(const JsonValue& schema, int level);

JsonValue sample_object(const JsonValue& schema, int level) {
    JsonValue out{JsonObject{}};
    const JsonValue* properties = schema.find("properties");
    if (!properties || !properties->as_object()) return out;
    for (const auto& [name, property] : *properties->as_object()) out.set(name, sample_of(property, level + 1));
    return out;
}

JsonValue sample_by_type(const JsonValue& schema, int level) {
    const std::string type = schema.string_at("type");
    if (type == "object" || (type.empty() && schema.find("properties"))) return sample_object(schema, level);
    if (type == "array") {
        JsonArray items;
        if (const JsonValue* item = schema.find("items")) items.push_back(sample_of(*item, level + 1));
        return JsonValue(std::move(items));
    }
    if (type == "string") return JsonValue("");
    if (type == "integer" || type == "number") {
        const JsonValue* least = schema.find("minimum");
        return least && least->is_number() ? *least : JsonValue(0);
    }
    if (type == "boolean") return JsonValue(false);
    return JsonValue();
}

JsonValue sample_of(const JsonValue& schema, int level) {
    if (level > most_levels || !schema.is_object()) return JsonValue();
    for (const char* name : {"example", "default", "const"})
        if (const JsonValue* value = schema.find(name)) return *value;
    for (const char* name : {"examples", "enum"})
        if (const JsonValue* values = schema.find(name); values && values->as_array() && !values->as_array()->empty())
            return values->as_array()->front();
    return sample_by_type(schema, level);
}

} // namespace

QString input_template(const Definition& definition) {
    if (!definition.input || !definition.input->schema || !definition.input->schema->document) return QStringLiteral("{}");
    const JsonValue schema = to_json(*definition.input->schema->document);
    const JsonValue sample = sample_of(schema, 0);
    if (sample.is_null()) return QStringLiteral("{}");
    return pretty_json(sample.json().text(), std::size_t{1} << 20).text;
}

} // namespace orkestr
