#include "core/filter/literals.h"

#include "core/base/duration_text.h"
#include "core/filter/lexer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace orkestr {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_length_ms = 86'400'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<FilterLiteral> number_literal(std::string_view text) {
    // from_chars also reads `inf` and `nan`.
    const bool begins = !text.empty() && (is_digit(text[0]) || (text[0] == '-' && text.size() > 1 && is_digit(text[1])));
    if (!begins) return std::nullopt;
    if (const auto whole = whole_number<std::int64_t>(text)) return *whole;
    if (const auto real = whole_number<double>(text); real && std::isfinite(*real)) return *real;
    return std::nullopt;
}

/// Whether the text has this form: 9 is a digit, all else itself.
bool has_form(std::string_view text, std::string_view form) {
    return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                      [](char c, char f) { return f == '9' ? is_digit(c) : c == f; });
}

std::optional<FilterTime> between(const std::string& first, const std::string& next) {
    const auto begin = parse_instant(first);
    const auto end = parse_instant(next);
    if (!begin || !end) return std::nullopt;
    return FilterTime{FilterTime::Base::absolute, begin->ms, end->ms - begin->ms};
}

std::optional<FilterTime> of_width(const std::string& first, std::int64_t width_ms) {
    const auto begin = parse_instant(first);
    if (!begin) return std::nullopt;
    return FilterTime{FilterTime::Base::absolute, begin->ms, width_ms};
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::optional<FilterTime> calendar_time(std::string_view text) {
    const std::string given(text);
    if (has_form(text, "9999")) {
        const auto year = whole_number<int>(text).value_or(9999);
        if (year >= 9999) return std::nullopt;
        std::string next = std::to_string(year + 1);
        next.insert(0, 4 - next.size(), '0');
        return between(given + "-01-01T00:00:00Z", next + "-01-01T00:00:00Z");
    }
    if (has_form(text, "9999-99")) {
        const int month = whole_number<int>(text.substr(5)).value_or(0);
        if (month == 12) return of_width(given + "-01T00:00:00Z", 31 * day_length_ms);
        return between(given + "-01T00:00:00Z", given.substr(0, 5) + two_digits(month + 1) + "-01T00:00:00Z");
    }
    if (has_form(text, "9999-99-99")) return of_width(given + "T00:00:00Z", day_length_ms);
    return std::nullopt;
}

/// A date with a time of the day; a space may stand for the T.
std::optional<FilterTime> clock_time(std::string_view text) {
    if (text.size() < 16 || !has_form(text.substr(0, 10), "9999-99-99")) return std::nullopt;
    std::string given(text);
    if (given[10] == ' ' || given[10] == 't') given[10] = 'T';
    if (given.back() == 'z') given.back() = 'Z';
    std::string zone = "Z";
    if (const auto at = given.find_first_of("Z+-", 11); at != std::string::npos) {
        zone = given.substr(at);
        given.resize(at);
    }
    const std::string_view clock = std::string_view(given).substr(10);
    if (has_form(clock, "T99:99")) return of_width(given + ":00" + zone, minute_ms);
    if (has_form(clock, "T99:99:99")) return of_width(given + zone, 1000);
    if (clock.size() > 10 && clock.starts_with("T") && clock[9] == '.') return of_width(given + zone, 1);
    return std::nullopt;
}

std::optional<FilterTime> relative_time(std::string_view text) {
    struct Named {
        std::string_view name;
        FilterTime time;
    };
    const Named all[] = {{"now", {FilterTime::Base::now, 0, 1}},
                         {"today", {FilterTime::Base::today, 0, day_length_ms}},
                         {"yesterday", {FilterTime::Base::today, -day_length_ms, day_length_ms}}};
    const std::size_t sign = std::min(text.find_first_of("+-"), text.size());
    const std::string_view name = text.substr(0, sign);
    const auto found = std::find_if(std::begin(all), std::end(all), [&](const Named& one) { return same_word(one.name, name); });
    if (found == std::end(all)) return std::nullopt;
    FilterTime time = found->time;
    if (sign == text.size()) return time;
    const auto offset = parse_duration(text.substr(sign + 1));
    if (!offset) return std::nullopt;
    time.ms += text[sign] == '-' ? -offset->ms : offset->ms;
    return time;
}

std::optional<FilterLiteral> json_literal(const WrittenValue& value) {
    if (value.quoted) return FilterLiteral(value.text);
    if (same_word(value.text, "true")) return FilterLiteral(true);
    if (same_word(value.text, "false")) return FilterLiteral(false);
    if (const auto number = number_literal(value.text)) return number;
    if (const auto time = relative_time(value.text)) return FilterLiteral(*time);
    return FilterLiteral(value.text);
}

} // namespace

std::optional<FilterTime> read_filter_time(std::string_view text) {
    if (const auto time = relative_time(text)) return time;
    if (const auto time = calendar_time(text)) return time;
    return clock_time(text);
}

std::variant<FilterLiteral, FilterProblem> read_filter_literal(const WrittenValue& value, FilterType type) {
    if (!value.quoted && same_word(value.text, "null")) return FilterLiteral(nullptr);
    switch (type) {
    case FilterType::text: return FilterLiteral(value.text);
    case FilterType::json: return *json_literal(value);
    case FilterType::number: {
        const auto number = number_literal(value.text);
        return number ? std::variant<FilterLiteral, FilterProblem>(*number) : FilterProblem::not_a_number;
    }
    case FilterType::duration: {
        if (value.text == "0") return FilterLiteral(Duration{});
        if (number_literal(value.text)) return FilterProblem::no_unit;
        const auto length = parse_fine_duration(value.text);
        return length ? std::variant<FilterLiteral, FilterProblem>(*length) : FilterProblem::not_a_duration;
    }
    case FilterType::time: {
        const auto time = read_filter_time(value.text);
        return time ? std::variant<FilterLiteral, FilterProblem>(*time) : FilterProblem::not_a_time;
    }
    case FilterType::boolean: break;
    }
    if (same_word(value.text, "true") || same_word(value.text, "yes")) return FilterLiteral(true);
    if (same_word(value.text, "false") || same_word(value.text, "no")) return FilterLiteral(false);
    return FilterProblem::not_a_truth;
}

} // namespace orkestr
