// A JSON tree for the places that look inside a payload or build one. Payloads themselves travel as Json.
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace orkestr {

class JsonValue;
using JsonArray = std::vector<JsonValue>;
/// Sorted by name, names unique: the canonical order.
using JsonObject = std::vector<std::pair<std::string, JsonValue>>;

/// A number that is neither an int64 nor worth rounding: its canonical digits.
struct BigInteger {
    std::string digits;
    bool operator==(const BigInteger&) const = default;
};

class JsonValue {
public:
    using Held = std::variant<std::nullptr_t, bool, std::int64_t, double, BigInteger, std::string, JsonArray, JsonObject>;

    JsonValue() : held_(nullptr) {}
    JsonValue(std::nullptr_t) : held_(nullptr) {}
    JsonValue(bool value) : held_(value) {}
    JsonValue(int value) : held_(std::int64_t{value}) {}
    JsonValue(std::int64_t value) : held_(value) {}
    JsonValue(std::uint64_t value);
    JsonValue(std::uint32_t value) : held_(std::int64_t{value}) {}
    /// A whole number below 2^53 in magnitude is held as an integer: what its canonical form reads back as.
    JsonValue(double value);
    JsonValue(BigInteger value) : held_(std::move(value)) {}
    JsonValue(const char* value) : held_(std::string(value)) {}
    JsonValue(std::string value) : held_(std::move(value)) {}
    JsonValue(std::string_view value) : held_(std::string(value)) {}
    JsonValue(JsonArray value) : held_(std::move(value)) {}
    /// Sorts the members; of equal names the last is kept.
    JsonValue(JsonObject value);
    /// An object from `{{"name", value}, ...}`.
    static JsonValue object(std::initializer_list<std::pair<std::string, JsonValue>> members);

    /// Errors: invalid_json, limit (see Json::parse).
    static Result<JsonValue> parse(std::string_view text);
    static JsonValue of(const Json& json);
    Json json() const;
    void append_to(std::string& out) const;

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(held_); }
    bool is_bool() const { return std::holds_alternative<bool>(held_); }
    bool is_number() const { return held_.index() >= 2 && held_.index() <= 4; }
    bool is_integer() const { return std::holds_alternative<std::int64_t>(held_); }
    bool is_string() const { return std::holds_alternative<std::string>(held_); }
    bool is_array() const { return std::holds_alternative<JsonArray>(held_); }
    bool is_object() const { return std::holds_alternative<JsonObject>(held_); }
    /// null, boolean, number, string, array or object: the names JSON Schema and jq use.
    const char* type_name() const;

    /// Null pointers where the kind is another.
    const bool* as_bool() const { return std::get_if<bool>(&held_); }
    const std::int64_t* as_integer() const { return std::get_if<std::int64_t>(&held_); }
    const std::string* as_string() const { return std::get_if<std::string>(&held_); }
    const JsonArray* as_array() const { return std::get_if<JsonArray>(&held_); }
    JsonArray* as_array() { return std::get_if<JsonArray>(&held_); }
    const JsonObject* as_object() const { return std::get_if<JsonObject>(&held_); }
    std::optional<double> as_double() const;

    /// A member of an object, or null where this is no object or has no such member.
    const JsonValue* find(std::string_view name) const;
    /// The member's string / integer / boolean, or the fallback.
    std::string string_at(std::string_view name, std::string fallback = {}) const;
    std::int64_t integer_at(std::string_view name, std::int64_t fallback = 0) const;
    bool bool_at(std::string_view name, bool fallback = false) const;
    /// Adds or replaces a member; a null value becomes an object first.
    void set(std::string name, JsonValue value);
    /// Removes a member if it is there.
    void remove(std::string_view name);
    void push_back(JsonValue value);

    const Held& held() const { return held_; }
    bool operator==(const JsonValue&) const = default;

private:
    Held held_;
};

/// Appends the canonical form of an IEEE double; NaN becomes null and infinities the largest finite value, as jq does.
void append_json_number(std::string& out, double value);

} // namespace orkestr
