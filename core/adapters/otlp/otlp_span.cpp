#include "core/adapters/otlp/otlp_span.h"

#include "core/base/base64.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace orkestr {

namespace {

/// Which kinds of spans there are: `SPAN_KIND_CLIENT` or its number; and what of the DSL is nearest.
struct SpanKind {
    std::string_view name;
    std::string_view task;
};
constexpr auto span_kinds = std::to_array<SpanKind>({{"UNSPECIFIED", ""}, {"INTERNAL", ""}, {"SERVER", "listen"}, {"CLIENT", "call"}, {"PRODUCER", "emit"}, {"CONSUMER", "listen"}});

std::string kind_of(const JsonValue* kind) {
    if (!kind) return {};
    if (const auto number = foreign_integer(*kind); number && *number >= 0 && static_cast<std::size_t>(*number) < span_kinds.size())
        return std::string(span_kinds[static_cast<std::size_t>(*number)].task);
    const std::string* text = kind->as_string();
    for (const SpanKind& known : span_kinds)
        if (text && *text == "SPAN_KIND_" + std::string(known.name)) return std::string(known.task);
    return {};
}

JsonValue plain(const JsonValue& any);

/// A list of key-value pairs as an object; as it is where it is none, or where a key stands twice.
JsonValue plain_object(const JsonValue& list) {
    const JsonArray* pairs = list.as_array();
    if (!pairs) return list;
    JsonObject out;
    std::vector<std::string_view> keys;
    for (const JsonValue& pair : *pairs) {
        const JsonValue* key = pair.find("key");
        const JsonValue* value = pair.find("value");
        if (!key || !key->is_string() || pair.as_object()->size() > 2 || (!value && pair.as_object()->size() > 1)) return list;
        keys.push_back(*key->as_string());
        out.emplace_back(*key->as_string(), value ? plain(*value) : JsonValue());
    }
    std::sort(keys.begin(), keys.end());
    if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) return list;
    return out;
}

JsonValue plain_array(const JsonValue& holder) {
    const JsonValue* values = holder.find("values");
    if (!values && holder.is_object() && holder.as_object()->empty()) return JsonArray{};
    if (!values || !values->is_array()) return holder;
    JsonArray out;
    for (const JsonValue& one : *values->as_array()) out.push_back(plain(one));
    return out;
}

/// An AnyValue as plain JSON; what is none as it is.
JsonValue plain(const JsonValue& any) {
    const JsonObject* object = any.as_object();
    if (!object || object->size() > 1) return any;
    if (object->empty()) return nullptr;
    const auto& [name, value] = object->front();
    if (name == "stringValue" || name == "boolValue" || name == "doubleValue" || name == "bytesValue") return value;
    if (name == "intValue") {
        const auto number = foreign_integer(value);
        return number ? JsonValue(*number) : value;
    }
    if (name == "arrayValue") return plain_array(value);
    if (name == "kvlistValue") {
        const JsonValue* pairs = value.find("values");
        return pairs ? plain_object(*pairs) : value.is_object() && value.as_object()->empty() ? value : any;
    }
    return any;
}

std::optional<std::int64_t> nanos_of(const JsonValue& object, std::string_view member) {
    const JsonValue* value = object.find(member);
    if (!value) return std::nullopt;
    if (const auto number = foreign_integer(*value)) return *number > 0 ? number : std::nullopt;
    const auto number = value->as_double();
    if (!number || !(*number > 0) || *number >= 9.2e18) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

/// Hex in lower case; base 64 (which programs that don't know OTLP's rule write) as hex; anything else as it is.
std::string id_of(const JsonValue& object, std::string_view member, std::size_t bytes) {
    std::string id = object.string_at(member);
    if (id.size() != 2 * bytes) {
        const auto decoded = from_base64(id);
        return decoded && decoded->size() == bytes ? to_hex(*decoded) : id;
    }
    for (char& c : id) c = static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    return id;
}

bool is_nothing(const std::string& id) { return id.find_first_not_of('0') == std::string::npos; }

std::string id_or_nothing(const JsonValue& object, std::string_view member, std::size_t bytes) {
    std::string id = id_of(object, member, bytes);
    return is_nothing(id) ? std::string() : id;
}

void read_status(const JsonValue& span, OtlpSpan& out) {
    const JsonValue* status = span.find("status");
    if (!status) return;
    const JsonValue* code = status->find("code");
    if (code) out.failed = foreign_integer(*code) == 2 || (code->is_string() && *code->as_string() == "STATUS_CODE_ERROR");
    out.message = status->string_at("message");
}

void read_events(const JsonValue& span, OtlpSpan& out) {
    const JsonValue* events = span.find("events");
    if (!events || !events->is_array()) return;
    for (const JsonValue& event : *events->as_array())
        out.events.push_back({event.string_at("name"), nanos_of(event, "timeUnixNano"), event.json()});
}

void read_links(const JsonValue& span, OtlpSpan& out) {
    const JsonValue* links = span.find("links");
    if (!links || !links->is_array()) return;
    for (const JsonValue& link : *links->as_array())
        out.links.push_back({id_or_nothing(link, "traceId", 16), id_or_nothing(link, "spanId", 8)});
}

} // namespace

JsonValue with_plain_attributes(const JsonValue& value) {
    const JsonObject* object = value.as_object();
    if (!object) return value;
    JsonObject out;
    out.reserve(object->size());
    for (const auto& [name, member] : *object) {
        if (name == "attributes") {
            out.emplace_back(name, plain_object(member));
        } else if ((name == "events" || name == "links") && member.is_array()) {
            JsonArray list;
            for (const JsonValue& one : *member.as_array()) list.push_back(with_plain_attributes(one));
            out.emplace_back(name, std::move(list));
        } else {
            out.emplace_back(name, member);
        }
    }
    return out;
}

Result<OtlpSpan> read_otlp_span(std::string_view text) {
    auto parsed = JsonValue::parse(text);
    if (!parsed) return parsed.error();
    if (!parsed->is_object()) return Error{ErrorCode::invalid_json, std::string("it is of the type ") + parsed->type_name(), {}};
    JsonValue span = with_plain_attributes(*parsed);
    OtlpSpan out;
    out.trace = id_or_nothing(span, "traceId", 16);
    out.id = id_or_nothing(span, "spanId", 8);
    out.parent = id_or_nothing(span, "parentSpanId", 8);
    out.name = span.string_at("name");
    out.kind = kind_of(span.find("kind"));
    out.start = nanos_of(span, "startTimeUnixNano");
    out.end = nanos_of(span, "endTimeUnixNano");
    read_status(span, out);
    read_events(span, out);
    read_links(span, out);
    if (!out.events.empty()) span.remove("events"); // each is an event of its own
    out.data = span.json();
    return out;
}

} // namespace orkestr
