#include "core/adapters/temporal/temporal_payload.h"

#include "core/adapters/temporal/temporal_type.h"
#include "core/base/base64.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

/// Where what is made of payloads nests deeper, they stay as they are: it must fit into a Json.
constexpr int most_depth = Json::max_depth - 10;

struct EnumMember {
    std::string_view member;
    std::string_view prefix;
};

// Two enumerations share the name `cause`: each has its prefix tried.
constexpr auto enum_members = std::to_array<EnumMember>({
    {"kind", "TASK_QUEUE_KIND_"},
    {"timeoutType", "TIMEOUT_TYPE_"},
    {"retryState", "RETRY_STATE_"},
    {"initiator", "CONTINUE_AS_NEW_INITIATOR_"},
    {"parentClosePolicy", "PARENT_CLOSE_POLICY_"},
    {"workflowIdReusePolicy", "WORKFLOW_ID_REUSE_POLICY_"},
    {"workflowIdConflictPolicy", "WORKFLOW_ID_CONFLICT_POLICY_"},
    {"versioningBehavior", "VERSIONING_BEHAVIOR_"},
    {"behavior", "VERSIONING_BEHAVIOR_"},
    {"suggestContinueAsNewReasons", "SUGGEST_CONTINUE_AS_NEW_REASON_"},
    {"cause", "WORKFLOW_TASK_FAILED_CAUSE_"},
    {"cause", "CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_"},
    {"cause", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED_CAUSE_"},
    {"cause", "START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_"},
    {"origin", "UPDATE_ADMITTED_EVENT_ORIGIN_"},
    {"category", "APPLICATION_ERROR_CATEGORY_"},
    {"retryBehavior", "NEXUS_HANDLER_ERROR_RETRY_BEHAVIOR_"},
});

int depth_of(const JsonValue& value) {
    int deepest = 0;
    if (const JsonArray* array = value.as_array())
        for (const JsonValue& one : *array) deepest = std::max(deepest, depth_of(one));
    else if (const JsonObject* object = value.as_object())
        for (const auto& [name, one] : *object) deepest = std::max(deepest, depth_of(one));
    else
        return 0;
    return deepest + 1;
}

bool is_text(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f; });
}

/// The text of base 64; the text as it is where it is none.
std::string decoded_text(const std::string& text) {
    const auto bytes = from_base64(text);
    return bytes && !bytes->empty() && is_text(*bytes) ? *bytes : text;
}

bool is_payload(const JsonValue& value) {
    const JsonValue* metadata = value.find("metadata");
    if (!metadata || !metadata->is_object()) return false;
    const JsonValue* encoding = metadata->find("encoding");
    const JsonValue* data = value.find("data");
    return encoding && encoding->is_string() && (!data || data->is_string()) && value.as_object()->size() == (data ? 2u : 1u);
}

JsonValue payload_value(const JsonValue& payload) {
    JsonObject metadata;
    for (const auto& [name, text] : *payload.find("metadata")->as_object())
        metadata.emplace_back(name, text.is_string() ? JsonValue(decoded_text(*text.as_string())) : text);
    JsonValue raw = payload;
    raw.set("metadata", JsonValue(std::move(metadata)));
    const std::string encoding = raw.find("metadata")->string_at("encoding");
    if (encoding == "binary/null") return nullptr;
    if (!encoding.starts_with("json/")) return raw;
    const auto bytes = from_base64(payload.string_at("data"));
    if (!bytes) return raw;
    auto value = JsonValue::parse(*bytes);
    return value ? std::move(*value) : raw;
}

JsonValue short_enum(std::string_view member, JsonValue value) {
    const std::string* text = value.as_string();
    if (!text) return value;
    for (const EnumMember& known : enum_members)
        if (known.member == member && text->starts_with(known.prefix))
            return camel_case(std::string_view(*text).substr(known.prefix.size()));
    return value;
}

JsonValue readable(const JsonValue& value) {
    if (const JsonArray* array = value.as_array()) {
        JsonArray out;
        out.reserve(array->size());
        for (const JsonValue& one : *array) out.push_back(readable(one));
        return out;
    }
    const JsonObject* object = value.as_object();
    if (!object) return value;
    if (is_payload(value)) return payload_value(value);
    if (object->size() == 1 && object->front().first == "payloads" && object->front().second.is_array())
        return readable(object->front().second);
    JsonObject out;
    out.reserve(object->size());
    for (const auto& [name, one] : *object) out.emplace_back(name, short_enum(name, readable(one)));
    return out;
}

} // namespace

JsonValue with_readable_payloads(JsonValue value) {
    JsonValue made = readable(value);
    return depth_of(made) <= most_depth ? made : value;
}

std::optional<Json> one_or_all(const JsonValue* payloads) {
    if (!payloads || payloads->is_null()) return std::nullopt;
    const JsonArray* array = payloads->as_array();
    if (!array) return payloads->json();
    if (array->empty()) return std::nullopt;
    return array->size() == 1 ? array->front().json() : payloads->json();
}

} // namespace orkestr
