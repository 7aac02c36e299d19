#include "core/definition/core_schema.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace orkestr {

namespace {

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text, int base) {
    if (text.empty()) return false;
    for (const char c : text) {
        const bool hex_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        const bool fits = base == 16 ? is_decimal_digit(c) || hex_letter : c >= '0' && c < '0' + base;
        if (!fits) return false;
    }
    return true;
}

std::string_view without_sign(std::string_view text) {
    return !text.empty() && (text[0] == '-' || text[0] == '+') ? text.substr(1) : text;
}

bool is_integer_text(std::string_view text) {
    if (text.starts_with("0o")) return all_digits(text.substr(2), 8);
    if (text.starts_with("0x")) return all_digits(text.substr(2), 16);
    return all_digits(without_sign(text), 10);
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float_text(std::string_view text) {
    std::string_view rest = without_sign(text);
    const auto skip_digits = [&] {
        std::size_t count = 0;
        while (count < rest.size() && is_decimal_digit(rest[count])) ++count;
        rest.remove_prefix(count);
        return count;
    };
    const std::size_t whole = skip_digits();
    std::size_t fraction = 0;
    if (!rest.empty() && rest[0] == '.') {
        rest.remove_prefix(1);
        fraction = skip_digits();
    }
    if (whole + fraction == 0) return false;
    if (!rest.empty() && (rest[0] == 'e' || rest[0] == 'E')) {
        rest = without_sign(rest.substr(1));
        if (skip_digits() == 0) return false;
    }
    return rest.empty();
}

JsonValue integer_value(std::string_view text) {
    const bool negative = text.starts_with('-');
    std::string_view digits = without_sign(text);
    int base = 10;
    if (text.starts_with("0o") || text.starts_with("0x")) {
        base = text[1] == 'o' ? 8 : 16;
        digits = text.substr(2);
    }
    while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
    const std::string signed_digits = (negative ? "-" : "") + std::string(digits);
    std::int64_t integer = 0;
    const char* const end = signed_digits.data() + signed_digits.size();
    if (std::from_chars(signed_digits.data(), end, integer, base).ec == std::errc{}) return JsonValue(integer);
    if (base == 10) return JsonValue(BigInteger{signed_digits});
    double rounded = 0;
    for (const char c : digits) rounded = rounded * base + (is_decimal_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    return JsonValue(std::isfinite(rounded) ? rounded : std::numeric_limits<double>::max());
}

JsonValue float_value(std::string_view text) {
    std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    double number = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc::result_out_of_range) {
        const auto e = digits.find_first_of("eE");
        const bool tiny = e != std::string_view::npos && e + 1 < digits.size() && digits[e + 1] == '-';
        number = tiny ? 0.0 : (digits.starts_with('-') ? -1 : 1) * std::numeric_limits<double>::max();
    }
    if (number == std::trunc(number) && std::fabs(number) < 9007199254740992.0)
        return JsonValue(static_cast<std::int64_t>(number));
    return JsonValue(number);
}

} // namespace

ScalarType core_scalar_type(std::string_view text) {
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return ScalarType::null;
    if (text == "true" || text == "True" || text == "TRUE" || text == "false" || text == "False" || text == "FALSE")
        return ScalarType::boolean;
    const char first = text[0];
    if (!is_decimal_digit(first) && first != '-' && first != '+' && first != '.') return ScalarType::string;
    if (is_integer_text(text)) return ScalarType::integer;
    if (is_float_text(text)) return ScalarType::floating;
    const std::string_view special = without_sign(text);
    if (special == ".inf" || special == ".Inf" || special == ".INF") return ScalarType::floating;
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return ScalarType::floating;
    return ScalarType::string;
}

ScalarType tagged_scalar_type(std::string_view text, ScalarStyle style, std::string_view tag) {
    if (tag.ends_with("str") || tag == "!") return ScalarType::string;
    if (tag.ends_with("int")) return ScalarType::integer;
    if (tag.ends_with("float")) return ScalarType::floating;
    if (tag.ends_with("bool")) return ScalarType::boolean;
    if (tag.ends_with("null")) return ScalarType::null;
    return style == ScalarStyle::plain ? core_scalar_type(text) : ScalarType::string;
}

bool is_core_tag(std::string_view tag, NodeKind kind) {
    static constexpr std::string_view prefix = "tag:yaml.org,2002:";
    if (tag.starts_with(prefix)) tag.remove_prefix(prefix.size());
    if (kind == NodeKind::mapping) return tag == "map";
    if (kind == NodeKind::sequence) return tag == "seq";
    return tag == "str" || tag == "int" || tag == "float" || tag == "bool" || tag == "null" || tag == "!";
}

JsonValue core_scalar_value(std::string_view text, ScalarType type) {
    switch (type) {
    case ScalarType::null: return JsonValue();
    case ScalarType::boolean: return JsonValue(text.starts_with('t') || text.starts_with('T'));
    case ScalarType::integer: return is_integer_text(text) ? integer_value(text) : JsonValue(text);
    case ScalarType::floating: return is_float_text(text) ? float_value(text) : JsonValue(text);
    case ScalarType::string: return JsonValue(text);
    }
    return JsonValue(text);
}

} // namespace orkestr
