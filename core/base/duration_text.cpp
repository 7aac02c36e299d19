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

Result<Duration> in_range(std::string_view text, Result<double> ms) {
    if (!ms) return ms.error();
    if (*ms > max_ms) return Error{ErrorCode::limit, "'" + std::string(text.substr(0, 64)) + "' is longer than 1000 years", {}};
    return Duration{static_cast<std::int64_t>(std::llround(*ms))};
}

Result<Duration> in_fine_range(std::string_view text, Result<double> ms) {
    auto rounded = in_range(text, ms);
    if (!rounded) return rounded;
    const double whole = std::floor(*ms);
    const auto ns = static_cast<std::int32_t>(std::lround((*ms - whole) * ns_per_ms));
    return Duration{static_cast<std::int64_t>(whole) + ns / ns_per_ms, ns % ns_per_ms};
}

Result<double> iso_ms(std::string_view text) {
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
    return ms;
}

struct NamedUnit {
    std::string_view name;
    double ms;
};
constexpr NamedUnit units_of_time[] = {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86400e3}};
// The sign of micro is a letter of its own in Unicode, and often the Greek one is written.
constexpr NamedUnit fine_units_of_time[] = {{"ns", 1e-6}, {"us", 1e-3}, {"\u00B5s", 1e-3}, {"\u03BCs", 1e-3}};

Result<double> informal_ms(std::string_view text, bool fine) {
    static constexpr const char* expected = "250ms, 20s, 1h30m or ISO 8601 such as PT15S";
    std::string_view rest = text;
    double ms = 0;
    if (rest.empty()) return malformed(text, expected);
    while (!rest.empty()) {
        double number = 0;
        if (!read_number(rest, number)) return malformed(text, expected);
        std::size_t letters = 0;
        while (letters < rest.size() && !is_decimal(rest[letters])) ++letters;
        const NamedUnit* found = nullptr;
        for (const auto& unit : units_of_time)
            if (unit.name == rest.substr(0, letters)) found = &unit;
        for (const auto& unit : fine_units_of_time)
            if (fine && unit.name == rest.substr(0, letters)) found = &unit;
        if (!found) return malformed(text, expected);
        ms += number * found->ms;
        rest.remove_prefix(letters);
    }
    return ms;
}

bool is_iso(std::string_view text) { return !text.empty() && text[0] == 'P'; }

/// Three digits at most, cut and not rounded, so that 59.99 s never reads 60 s: two after the point below ten, one below a
/// hundred where `fine`. `rest`: thousandths.
std::string short_number(std::int64_t whole, std::int64_t rest, bool fine) {
    std::string text = std::to_string(whole);
    if (fine && whole >= 100) return text;
    text += '.' + std::to_string(rest / 100);
    if (whole < 10) text += std::to_string(rest % 100 / 10);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

} // namespace

Result<Duration> parse_iso_duration(std::string_view text) { return in_range(text, iso_ms(text)); }

Result<Duration> parse_duration(std::string_view text) {
    return in_range(text, is_iso(text) ? iso_ms(text) : informal_ms(text, false));
}

Result<Duration> parse_fine_duration(std::string_view text) {
    return in_fine_range(text, is_iso(text) ? iso_ms(text) : informal_ms(text, true));
}

std::string to_human(Duration duration) {
    if (duration.ms < 0) return "-" + to_human(Instant{} - (Instant{} + duration));
    const std::int64_t ms = duration.ms;
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    if (ms == 0 && duration.ns > 0 && duration.ns < 1000) return number(duration.ns) + " ns";
    if (ms == 0 && duration.ns > 0) return short_number(duration.ns / 1000, duration.ns % 1000, true) + " µs";
    if (ms < 1000) return short_number(ms, duration.ns / 1000, true) + " ms";
    if (ms < 60000) return short_number(ms / 1000, ms % 1000, false) + " s";
    if (ms < 3600000) return number(ms / 60000) + " min " + number(ms / 1000 % 60) + " s";
    if (ms < 86400000) return number(ms / 3600000) + " h " + number(ms / 60000 % 60) + " min";
    return number(ms / 86400000) + " d " + number(ms / 3600000 % 24) + " h";
}

} // namespace orkestr
