#include "core/base/json_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <simdjson.h>

namespace orkestr {

namespace {

namespace od = simdjson::ondemand;

bool by_name(const std::pair<std::string, JsonValue>& a, const std::pair<std::string, JsonValue>& b) {
    return a.first < b.first;
}

void sort_members(JsonObject& members) {
    const auto not_rising = [](const auto& a, const auto& b) { return a.first >= b.first; };
    if (std::adjacent_find(members.begin(), members.end(), not_rising) == members.end()) return;
    if (!std::is_sorted(members.begin(), members.end(), by_name)) std::stable_sort(members.begin(), members.end(), by_name);
    // The last of equal names is kept: walk backwards, copying over the earlier ones.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (kept > 0 && members[kept - 1].first == members[i].first) {
            members[kept - 1] = std::move(members[i]);
        } else {
            if (kept != i) members[kept] = std::move(members[i]);
            ++kept;
        }
    }
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A double that its canonical form writes as an integer.
bool is_whole(double value) { return value == std::trunc(value) && std::fabs(value) < 9007199254740992.0; }

/// JSON's number grammar; simdjson's raw token is not checked for it.
bool is_number_token(std::string_view t) {
    std::size_t i = 0;
    if (i < t.size() && t[i] == '-') ++i;
    if (i >= t.size() || !is_digit(t[i])) return false;
    if (t[i] == '0') ++i;
    else while (i < t.size() && is_digit(t[i])) ++i;
    if (i < t.size() && t[i] == '.') {
        const std::size_t first = ++i;
        while (i < t.size() && is_digit(t[i])) ++i;
        if (i == first) return false;
    }
    if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
        ++i;
        if (i < t.size() && (t[i] == '+' || t[i] == '-')) ++i;
        const std::size_t first = i;
        while (i < t.size() && is_digit(t[i])) ++i;
        if (i == first) return false;
    }
    return i == t.size();
}

std::string_view without_trailing_space(std::string_view text) {
    const auto last = text.find_last_not_of(" \t\n\r");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Of a number out of a double's range: too near to zero, or too far from it? The first digit that counts decides by
/// its place before or after the point, moved by the exponent.
bool is_tiny(std::string_view token) {
    const auto e = token.find_first_of("eE");
    const std::string_view mantissa = token.substr(0, e);
    const auto dot = std::min(mantissa.find('.'), mantissa.size());
    const auto first = std::min(mantissa.find_first_of("123456789"), mantissa.size());
    if (e != std::string_view::npos) {
        std::int64_t exponent = 0;
        const bool negative = token[e + 1] == '-';
        const char* digits = token.data() + e + (negative || token[e + 1] == '+' ? 2 : 1);
        const auto [end, error] = std::from_chars(digits, token.data() + token.size(), exponent);
        if (error != std::errc{} || exponent > std::numeric_limits<std::int64_t>::max() / 2) return negative;
        const auto place = static_cast<std::int64_t>(dot) - static_cast<std::int64_t>(first);
        return place + (negative ? -exponent : exponent) < 0;
    }
    return first > dot;
}

bool parse_number(std::string_view token, JsonValue& out) {
    token = without_trailing_space(token);
    if (!is_number_token(token)) return false;
    const bool whole = token.find_first_of(".eE") == std::string_view::npos;
    if (whole) {
        std::int64_t integer = 0;
        const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), integer);
        if (error == std::errc{}) out = JsonValue(integer);
        else out = JsonValue(BigInteger{std::string(token)});
        return true;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
    if (error == std::errc::result_out_of_range) {
        // from_chars leaves the value alone and does not say on which side it fell.
        number = is_tiny(token) ? 0.0 : std::numeric_limits<double>::max();
        if (token[0] == '-') number = -number;
    }
    out = JsonValue(number);
    return true;
}

struct Failure {
    simdjson::error_code code = simdjson::SUCCESS;
    bool too_deep = false;
    bool bad_number = false;
    bool failed() const { return code != simdjson::SUCCESS || too_deep || bad_number; }
};

// One function for a document and a value: their on-demand interfaces are alike but not related.
template <class Source>
void read(Source& source, int depth, JsonValue& out, Failure& failure);

template <class Source>
void read_array(Source& source, int depth, JsonValue& out, Failure& failure) {
    od::array array;
    if ((failure.code = source.get_array().get(array))) return;
    JsonArray items;
    for (auto element : array) {
        od::value value;
        if ((failure.code = element.get(value))) return;
        items.emplace_back();
        read(value, depth + 1, items.back(), failure);
        if (failure.failed()) return;
    }
    out = JsonValue(std::move(items));
}

template <class Source>
void read_object(Source& source, int depth, JsonValue& out, Failure& failure) {
    od::object object;
    if ((failure.code = source.get_object().get(object))) return;
    JsonObject members;
    for (auto field : object) {
        std::string_view name;
        if ((failure.code = field.unescaped_key().get(name))) return;
        if (members.empty()) members.reserve(4);
        members.emplace_back(std::string(name), JsonValue());
        od::value value;
        if ((failure.code = field.value().get(value))) return;
        read(value, depth + 1, members.back().second, failure);
        if (failure.failed()) return;
    }
    out = JsonValue(std::move(members));
}

template <class Source>
void read(Source& source, int depth, JsonValue& out, Failure& failure) {
    od::json_type type;
    if ((failure.code = source.type().get(type))) return;
    const bool container = type == od::json_type::array || type == od::json_type::object;
    if (container && depth >= Json::max_depth) {
        failure.too_deep = true;
        return;
    }
    switch (type) {
    case od::json_type::array: return read_array(source, depth, out, failure);
    case od::json_type::object: return read_object(source, depth, out, failure);
    case od::json_type::string: {
        std::string_view text;
        if ((failure.code = source.get_string().get(text))) return;
        out = JsonValue(text);
        return;
    }
    case od::json_type::boolean: {
        bool value = false;
        if ((failure.code = source.get_bool().get(value))) return;
        out = JsonValue(value);
        return;
    }
    case od::json_type::null: {
        bool null = false;
        if ((failure.code = source.is_null().get(null))) return;
        if (!null) failure.bad_number = true;
        out = JsonValue();
        return;
    }
    case od::json_type::number: {
        std::string_view token;
        if ((failure.code = simdjson::simdjson_result<std::string_view>(source.raw_json_token()).get(token))) return;
        failure.bad_number = !parse_number(token, out);
        return;
    }
    }
}

Error invalid(std::string_view text, const char* reason, std::size_t offset) {
    std::string message = "not valid JSON: ";
    message += reason;
    if (text.empty()) message = "not valid JSON: the text is empty";
    else if (offset <= text.size()) message += " near byte " + std::to_string(offset);
    return Error{ErrorCode::invalid_json, std::move(message), {}};
}

/// A copy with room behind it, as simdjson wants it. Most texts are small and come by the hundred thousand.
class PaddedText {
public:
    explicit PaddedText(std::string_view text) : size_(text.size()) {
        if (size_ > small_.size() - simdjson::SIMDJSON_PADDING) large_ = simdjson::padded_string(text);
        else std::copy(text.begin(), text.end(), small_.begin());
    }
    simdjson::padded_string_view view() const {
        if (size_ > small_.size() - simdjson::SIMDJSON_PADDING) return large_;
        return simdjson::padded_string_view(small_.data(), size_, small_.size());
    }

private:
    std::array<char, 1024 + simdjson::SIMDJSON_PADDING> small_;
    std::size_t size_;
    simdjson::padded_string large_;
};

Result<JsonValue> parse_with(od::parser& parser, std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto first = std::min(text.find_first_not_of(" \t\n\r"), text.size());
    if (first < text.size() && (text[first] == '-' || is_digit(text[first]))) {
        // simdjson hands out a number's text without passing over it, so at the root it can't tell what follows.
        JsonValue number;
        if (!parse_number(text.substr(first), number)) return invalid(text, "a number that JSON does not have", first);
        return number;
    }
    const PaddedText padded(text);
    od::document document;
    if (const auto code = parser.iterate(padded.view()).get(document)) return invalid(text, simdjson::error_message(code), text.size() + 1);
    JsonValue value;
    Failure failure;
    read(document, 0, value, failure);
    const auto place = [&]() -> std::size_t {
        const char* at = nullptr;
        if (document.current_location().get(at) || at < padded.view().data()) return text.size() + 1;
        return static_cast<std::size_t>(at - padded.view().data());
    };
    if (failure.too_deep || failure.code == simdjson::DEPTH_ERROR)
        return Error{ErrorCode::limit, "JSON nested deeper than " + std::to_string(Json::max_depth) + " levels", {}};
    if (failure.bad_number) return invalid(text, "a number or word that JSON does not have", place());
    if (failure.code) return invalid(text, simdjson::error_message(failure.code), place());
    const char* rest = nullptr;
    if (document.current_location().get(rest) == simdjson::SUCCESS) return invalid(text, "text after the value", place());
    return value;
}

} // namespace

JsonValue::JsonValue(double value) {
    if (is_whole(value)) held_ = static_cast<std::int64_t>(value);
    else held_ = value;
}

JsonValue::JsonValue(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) held_ = static_cast<std::int64_t>(value);
    else held_ = BigInteger{std::to_string(value)};
}

JsonValue::JsonValue(JsonObject value) : held_(std::move(value)) { sort_members(std::get<JsonObject>(held_)); }

JsonValue JsonValue::object(std::initializer_list<std::pair<std::string, JsonValue>> members) {
    return JsonValue(JsonObject(members));
}

Result<JsonValue> JsonValue::parse(std::string_view text) {
    constexpr std::size_t kept_bytes = std::size_t{8} << 20;
    thread_local od::parser parser(std::numeric_limits<std::uint32_t>::max());
    auto value = parse_with(parser, text);
    // A parser that has seen a huge document gives its memory back.
    if (parser.capacity() > kept_bytes) parser = od::parser(std::numeric_limits<std::uint32_t>::max());
    return value;
}

JsonValue JsonValue::of(const Json& json) {
    auto value = parse(json.text());
    assert(value.ok());
    return value.ok() ? std::move(*value) : JsonValue();
}

Json JsonValue::json() const {
    std::string out;
    append_to(out);
    return Json::trusted(std::move(out));
}

void JsonValue::append_to(std::string& out) const {
    switch (held_.index()) {
    case 0: out += "null"; return;
    case 1: out += std::get<bool>(held_) ? "true" : "false"; return;
    case 2: {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, std::get<std::int64_t>(held_)).ptr;
        out.append(digits, end);
        return;
    }
    case 3: append_json_number(out, std::get<double>(held_)); return;
    case 4: out += std::get<BigInteger>(held_).digits; return;
    case 5: append_json_string(out, std::get<std::string>(held_)); return;
    case 6: {
        out += '[';
        bool first = true;
        for (const auto& item : std::get<JsonArray>(held_)) {
            if (!first) out += ',';
            first = false;
            item.append_to(out);
        }
        out += ']';
        return;
    }
    default: {
        out += '{';
        bool first = true;
        for (const auto& [name, value] : std::get<JsonObject>(held_)) {
            if (!first) out += ',';
            first = false;
            append_json_string(out, name);
            out += ':';
            value.append_to(out);
        }
        out += '}';
    }
    }
}

const char* JsonValue::type_name() const {
    static constexpr const char* names[] = {"null", "boolean", "number", "number", "number", "string", "array", "object"};
    return names[held_.index()];
}

std::optional<double> JsonValue::as_double() const {
    if (const auto* i = std::get_if<std::int64_t>(&held_)) return static_cast<double>(*i);
    if (const auto* d = std::get_if<double>(&held_)) return *d;
    if (const auto* b = std::get_if<BigInteger>(&held_)) return std::strtod(b->digits.c_str(), nullptr);
    return std::nullopt;
}

const JsonValue* JsonValue::find(std::string_view name) const {
    const auto* members = as_object();
    if (!members) return nullptr;
    const auto at = std::lower_bound(members->begin(), members->end(), name,
                                     [](const auto& member, std::string_view key) { return member.first < key; });
    return at != members->end() && at->first == name ? &at->second : nullptr;
}

std::string JsonValue::string_at(std::string_view name, std::string fallback) const {
    const auto* member = find(name);
    const auto* text = member ? member->as_string() : nullptr;
    return text ? *text : fallback;
}

std::int64_t JsonValue::integer_at(std::string_view name, std::int64_t fallback) const {
    const auto* member = find(name);
    const auto* integer = member ? member->as_integer() : nullptr;
    return integer ? *integer : fallback;
}

bool JsonValue::bool_at(std::string_view name, bool fallback) const {
    const auto* member = find(name);
    const auto* flag = member ? member->as_bool() : nullptr;
    return flag ? *flag : fallback;
}

void JsonValue::set(std::string name, JsonValue value) {
    if (is_null()) held_ = JsonObject{};
    auto& members = std::get<JsonObject>(held_);
    const auto at = std::lower_bound(members.begin(), members.end(), name,
                                     [](const auto& member, const std::string& key) { return member.first < key; });
    if (at != members.end() && at->first == name) at->second = std::move(value);
    else members.emplace(at, std::move(name), std::move(value));
}

void JsonValue::remove(std::string_view name) {
    auto* members = std::get_if<JsonObject>(&held_);
    if (members) std::erase_if(*members, [&](const auto& member) { return member.first == name; });
}

void JsonValue::push_back(JsonValue value) {
    if (is_null()) held_ = JsonArray{};
    std::get<JsonArray>(held_).push_back(std::move(value));
}

void append_json_number(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "null";
        return;
    }
    if (std::isinf(value)) value = std::copysign(std::numeric_limits<double>::max(), value);
    char digits[40];
    char* end = digits;
    if (is_whole(value))
        end = std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(value)).ptr;
    else
        end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

} // namespace orkestr
