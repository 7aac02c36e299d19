// input, output, export, their schemas, and timeouts.
#include "core/definition/read_parts.h"

#include "core/definition/names.h"

namespace orkestr {

namespace {

/// `json`, or `json:VERSION` of the one version that is read. Another version's words may mean something else.
void check_format(Reading& reading, const Node& node, const std::string& format) {
    if (format == "json" || format == "json:2020-12") return;
    const bool json = format.starts_with("json:");
    reading.unsupported(node.span(), "schemas in the format '" + std::string(shortened(format)) + "'",
                        json ? "expected 'json' or 'json:2020-12'" : "expected 'json'");
}

} // namespace

std::shared_ptr<const Schema> read_schema(Reading& reading, const Node& node) {
    static constexpr std::string_view alternatives[] = {"document", "resource"};
    auto schema = std::make_shared<Schema>();
    schema->span = node.span();
    ObjectReader object(reading, node, "a schema");
    object.optional("format", [&](const Node& value) {
        if (auto format = read_string(reading, value)) schema->format = std::move(*format);
        if (value.is_string()) check_format(reading, value, schema->format);
    });
    const Member* const found = object.one_of(alternatives);
    object.refuse_others();
    if (!found) return schema;
    const Reading::Step step(reading, found->key->text());
    if (found->key->text() == "document") {
        schema->document = found->value;
        if (schema->format.starts_with("json")) check_json_schema(reading, *found->value);
    } else {
        schema->resource = read_external_resource(reading, *found->value);
        reading.unsupported(found->key->span(), "schemas from an external 'resource'", "put the schema into 'document'");
    }
    return schema;
}

Input read_input(Reading& reading, const Node& node, ExpressionRole role) {
    Input input;
    ObjectReader object(reading, node, "'input'");
    object.optional("schema", [&](const Node& value) { input.schema = read_schema(reading, value); });
    object.optional("from", [&](const Node& value) { input.from = read_transform(reading, value, role); });
    object.refuse_others();
    return input;
}

Output read_output(Reading& reading, const Node& node, ExpressionRole role) {
    Output output;
    ObjectReader object(reading, node, "'output'");
    object.optional("schema", [&](const Node& value) { output.schema = read_schema(reading, value); });
    object.optional("as", [&](const Node& value) { output.as = read_transform(reading, value, role); });
    object.refuse_others();
    return output;
}

Export read_export(Reading& reading, const Node& node) {
    Export exported;
    ObjectReader object(reading, node, "'export'");
    object.optional("schema", [&](const Node& value) { exported.schema = read_schema(reading, value); });
    object.optional("as", [&](const Node& value) { exported.as = read_transform(reading, value, ExpressionRole::task_export_as); });
    object.refuse_others();
    return exported;
}

Timeout read_timeout(Reading& reading, const Node& node, ExpressionRole role) {
    Timeout timeout;
    timeout.span = node.span();
    ObjectReader object(reading, node, "a timeout");
    object.required("after", [&](const Node& value) { timeout.after = read_duration(reading, value, role); });
    object.refuse_others();
    return timeout;
}

std::optional<TimeoutChoice> read_timeout_choice(Reading& reading, const Node& node, ExpressionRole role) {
    if (node.is_mapping()) return read_timeout(reading, node, role);
    if (!node.is_string()) {
        reading.wrong_type(node, "a mapping with 'after', or the name of a timeout in 'use.timeouts'");
        return std::nullopt;
    }
    if (auto reference = read_reference(reading, node, ReferenceKind::timeout)) return std::move(*reference);
    return std::nullopt;
}

} // namespace orkestr
