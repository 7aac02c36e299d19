#include "core/base/duration_text.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace orkestr {

namespace {

constexpr double max_ms = 1000.0 * 365 * 86400 * 1000;

bool is_decimal(char c) { return c >= '0' && c <= '9'; }

Error malformed(std::string_view text, const char* expected) {
    return Error{ErrorCode::invalid_argument, "'" + std::string(text.substr(0, 64)) + "' is no duration; expected " + expected, {}};
}

/// Reads digits with an optional fraction; false when there are none.
bool read_number(std::string_view& rest, double& number) {
    std::size_t i = 0;
    while (i < rest.size() && is_decimal(rest[i])) ++i;
    if (i == 0) return false;
    if (i < rest.size() && rest[i] == '.') {
        const std::size_t dot = i++;
        while (i < rest.size() && is_decimal(rest[i])) ++i;
        if (i == dot + 1) return false;
    }
    // from_chars knows no locale; a number too big for a double is too long for a duration as well.
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + i, number);
    if (error != std::errc{}) {
        const bool big = rest.substr(0, rest.find('.')).find_first_of("123456789") < i;
        number = big ? std::numeric_limits<double>::infinity() : 0;
    }
    rest.remove_prefix(i);
    return true;
}

Result<Duration> in_range(std::string_view text, double ms) {
    if (ms > max_ms) return Error{ErrorCode::limit, "'" + std::string(text.substr(0, 64)) + "' is longer than 1000 years", {}};
    return Duration{static_cast<std::int64_t>(std::llround(ms))};
}

} // namespace

Result<Duration> parse_iso_duration(std::string_view text) {
    struct Unit {
        char letter;
        double ms;
    };
    static constexpr Unit date_units[] = {{'Y', 365 * 86400e3}, {'M', 30 * 86400e3}, {'W', 7 * 86400e3}, {'D', 86400e3}};
    static constexpr Unit time_units[] = {{'H', 3600e3}, {'M', 60e3}, {'S', 1e3}};
    static constexpr const char* expected = "ISO 8601 such as PT15S or P1DT2H";
    std::string_view rest = text;
    if (rest.empty() || rest[0] != 'P') return malformed(text, expected);
    rest.remove_prefix(1);
    double ms = 0;
    bool any = false;
    const auto read_units = [&](auto& units) {
        std::size_t next = 0;
        double number = 0;
        while (!rest.empty() && rest[0] != 'T') {
            if (!read_number(rest, number) || rest.empty()) return false;
            while (next < std::size(units) && units[next].letter != rest[0]) ++next;
            if (next == std::size(units)) return false;
            ms += number * units[next++].ms;
            rest.remove_prefix(1);
            any = true;
        }
        return true;
    };
    if (!read_units(date_units)) return malformed(text, expected);
    if (!rest.empty()) {
        rest.remove_prefix(1);
        any = false;
        if (!read_units(time_units) || !rest.empty()) return malformed(text, expected);
    }
    if (!any) return malformed(text, expected);
    return in_range(text, ms);
}

Result<Duration> parse_duration(std::string_view text) {
    struct Unit {
        std::string_view name;
        double ms;
    };
    static constexpr Unit units[] = {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86400e3}};
    static constexpr const char* expected = "250ms, 20s, 1h30m or ISO 8601 such as PT15S";
    if (!text.empty() && text[0] == 'P') return parse_iso_duration(text);
    std::string_view rest = text;
    double ms = 0;
    if (rest.empty()) return malformed(text, expected);
    while (!rest.empty()) {
        double number = 0;
        if (!read_number(rest, number)) return malformed(text, expected);
        std::size_t letters = 0;
        while (letters < rest.size() && !is_decimal(rest[letters])) ++letters;
        const Unit* found = nullptr;
        for (const auto& unit : units)
            if (unit.name == rest.substr(0, letters)) found = &unit;
        if (!found) return malformed(text, expected);
        ms += number * found->ms;
        rest.remove_prefix(letters);
    }
    return in_range(text, ms);
}

std::string to_human(Duration duration) {
    if (duration.ms < 0) return "-" + to_human(Duration{-duration.ms});
    const std::int64_t ms = duration.ms;
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    if (ms < 1000) return number(ms) + " ms";
    if (ms < 60000) {
        // Two digits after the point below ten seconds, one above; cut, not rounded, so that 59.99 s never reads 60 s.
        std::string text = number(ms / 1000) + '.' + number(ms % 1000 / 100);
        if (ms < 10000) text += number(ms % 100 / 10);
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
        return text + " s";
    }
    if (ms < 3600000) return number(ms / 60000) + " min " + number(ms / 1000 % 60) + " s";
    if (ms < 86400000) return number(ms / 3600000) + " h " + number(ms / 60000 % 60) + " min";
    return number(ms / 86400000) + " d " + number(ms / 3600000 % 24) + " h";
}

} // namespace orkestr
