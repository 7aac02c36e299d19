#include "core/definition/cron.h"

#include "core/definition/names.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace orkestr {

namespace {

struct CronField {
    const char* name;
    unsigned low;
    unsigned high;
    std::span<const std::string_view> words; ///< the first stands for `low`
};

constexpr std::string_view month_words[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::string_view weekday_words[] = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

constexpr CronField cron_fields[] = {{"second", 0, 59, {}}, {"minute", 0, 59, {}},           {"hour", 0, 23, {}},
                                     {"day of the month", 1, 31, {}}, {"month", 1, 12, month_words},
                                     {"day of the week", 0, 7, weekday_words}};

struct CronPiece {
    std::string_view text;
    std::size_t offset;
};

Error cron_error(CronPiece piece, std::string message) {
    return Error{ErrorCode::invalid_argument, std::move(message),
                 SourceSpan{0, 0, 0, 0, piece.offset, piece.offset + piece.text.size()}};
}

std::vector<CronPiece> split_fields(std::string_view text) {
    std::vector<CronPiece> fields;
    std::size_t i = 0;
    while (i < text.size()) {
        if (text[i] == ' ' || text[i] == '\t') {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && text[i] != ' ' && text[i] != '\t') ++i;
        fields.push_back({text.substr(begin, i - begin), begin});
    }
    return fields;
}

std::optional<unsigned> cron_number(std::string_view text, const CronField& field) {
    for (std::size_t i = 0; i < field.words.size(); ++i) {
        const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
        if (text.size() == field.words[i].size() && std::equal(text.begin(), text.end(), field.words[i].begin(), same))
            return static_cast<unsigned>(field.low + i);
    }
    if (text.empty() || text.size() > 4) return std::nullopt;
    unsigned number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + static_cast<unsigned>(c - '0');
    }
    return number;
}

std::string range_of(const CronField& field) {
    return std::to_string(field.low) + " to " + std::to_string(field.high) +
           (field.words.empty() ? std::string() : " or " + std::string(field.words.front()) + " to " + std::string(field.words.back()));
}

Result<unsigned> read_cron_number(CronPiece piece, const CronField& field) {
    const auto number = cron_number(piece.text, field);
    if (!number || *number < field.low || *number > field.high)
        return cron_error(piece, "'" + std::string(shortened(piece.text)) + "' is no " + field.name + "; expected " + range_of(field));
    return *number;
}

/// `*`, `*/5`, `3`, `1-5`, `1-5/2`, `3/10`
Result<std::uint64_t> read_cron_item(CronPiece item, const CronField& field) {
    unsigned step = 1;
    CronPiece range = item;
    const auto slash = item.text.find('/');
    if (slash != std::string_view::npos) {
        const CronPiece step_piece{item.text.substr(slash + 1), item.offset + slash + 1};
        const auto number = cron_number(step_piece.text, CronField{"step", 1, field.high, {}});
        if (!number || *number == 0)
            return cron_error(item, "'" + std::string(shortened(item.text)) + "' has no valid step; expected a number from 1 after '/'");
        step = *number;
        range.text = item.text.substr(0, slash);
    }
    unsigned low = field.low;
    unsigned high = field.high;
    if (range.text != "*") {
        const auto dash = range.text.find('-');
        const auto first = read_cron_number({range.text.substr(0, dash), range.offset}, field);
        if (!first) return first.error();
        low = *first;
        if (dash != std::string_view::npos) {
            const auto last = read_cron_number({range.text.substr(dash + 1), range.offset + dash + 1}, field);
            if (!last) return last.error();
            high = *last;
        } else if (slash == std::string_view::npos) {
            high = low;
        }
        if (low > high)
            return cron_error(range, "the range '" + std::string(shortened(range.text)) + "' of the " + field.name + " runs backwards");
    }
    std::uint64_t bits = 0;
    for (unsigned value = low; value <= high; value += step) bits |= std::uint64_t{1} << value;
    return bits;
}

Result<std::uint64_t> read_cron_field(CronPiece piece, const CronField& field) {
    std::uint64_t bits = 0;
    std::size_t begin = 0;
    while (true) {
        const auto comma = piece.text.find(',', begin);
        const auto length = comma == std::string_view::npos ? comma : comma - begin;
        const CronPiece item{piece.text.substr(begin, length), piece.offset + begin};
        if (item.text.empty()) return cron_error(piece, "an empty item in the " + std::string(field.name));
        const auto item_bits = read_cron_item(item, field);
        if (!item_bits) return item_bits.error();
        bits |= *item_bits;
        if (comma == std::string_view::npos) return bits;
        begin = comma + 1;
    }
}

/// True when a month that is asked for has a day that is asked for.
bool has_day(const CronSchedule& schedule) {
    static constexpr unsigned lengths[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (schedule.weekdays_restricted) return true;
    const auto first_day = static_cast<unsigned>(std::countr_zero(schedule.days));
    for (unsigned month = 1; month <= 12; ++month)
        if ((schedule.months >> month & 1) != 0 && first_day <= lengths[month]) return true;
    return false;
}

bool matches_day(const CronSchedule& schedule, std::int64_t day) {
    const std::chrono::sys_days date{std::chrono::days{day}};
    const std::chrono::year_month_day civil{date};
    if ((schedule.months >> static_cast<unsigned>(civil.month()) & 1) == 0) return false;
    const bool by_day = (schedule.days >> static_cast<unsigned>(civil.day()) & 1) != 0;
    const bool by_weekday = (schedule.weekdays >> std::chrono::weekday{date}.c_encoding() & 1) != 0;
    if (schedule.days_restricted && schedule.weekdays_restricted) return by_day || by_weekday;
    return by_day && by_weekday;
}

/// Takes `CRON_TZ=ZONE` (or `TZ=ZONE`) from before the fields.
Result<std::string> read_cron_zone(std::vector<CronPiece>& fields) {
    if (fields.empty()) return std::string();
    const CronPiece piece = fields.front();
    const auto equals = piece.text.find('=');
    if (equals == std::string_view::npos) return std::string();
    if (const auto name = piece.text.substr(0, equals); name != "CRON_TZ" && name != "TZ")
        return cron_error(piece, "'" + std::string(shortened(piece.text)) + "' is no field; expected CRON_TZ=ZONE or the minutes");
    const std::string_view zone = piece.text.substr(equals + 1);
    const auto belongs = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '+' || c == '-' || c == '/'; };
    if (zone.empty() || zone.size() > 64 || !std::all_of(zone.begin(), zone.end(), belongs) || !std::isalpha(static_cast<unsigned char>(zone.front())))
        return cron_error(piece, "'" + std::string(shortened(zone)) + "' is no time zone; expected a name such as Europe/Rome");
    fields.erase(fields.begin());
    return std::string(zone);
}

} // namespace

Result<CronSchedule> parse_cron(std::string_view text) {
    auto fields = split_fields(text);
    const auto zone = read_cron_zone(fields);
    if (!zone) return zone.error();
    if (fields.size() != 5 && fields.size() != 6)
        return cron_error({text, 0}, "a cron expression has 5 fields (minute, hour, day, month, day of the week), or 6 with seconds first; this has " +
                                         std::to_string(fields.size()));
    const bool with_seconds = fields.size() == 6;
    std::uint64_t bits[6] = {1, 0, 0, 0, 0, 0};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t field = with_seconds ? i : i + 1;
        const auto read = read_cron_field(fields[i], cron_fields[field]);
        if (!read) return read.error();
        bits[field] = *read;
    }
    CronSchedule schedule;
    schedule.zone = *zone;
    schedule.seconds = bits[0];
    schedule.minutes = bits[1];
    schedule.hours = static_cast<std::uint32_t>(bits[2]);
    schedule.days = static_cast<std::uint32_t>(bits[3]);
    schedule.months = static_cast<std::uint32_t>(bits[4]);
    schedule.weekdays = static_cast<std::uint32_t>((bits[5] | bits[5] >> 7) & 0x7F);
    schedule.days_restricted = !fields[fields.size() - 3].text.starts_with('*');
    schedule.weekdays_restricted = !fields[fields.size() - 1].text.starts_with('*');
    if (!has_day(schedule)) return cron_error({text, 0}, "no month that this names has such a day: it would never run");
    return schedule;
}

std::optional<std::int64_t> next_match(const CronSchedule& schedule, std::int64_t after) {
    constexpr std::int64_t day_s = 86'400;
    constexpr int most_days = 40 * 366;
    const auto bit_from = [](std::uint64_t bits, std::int64_t first) -> int {
        const std::uint64_t left = first > 63 ? 0 : bits >> first << first;
        return left == 0 ? -1 : std::countr_zero(left);
    };
    std::int64_t day = (after >= 0 ? after : after - day_s + 1) / day_s;
    std::int64_t second = after - day * day_s + 1; // of the day; a whole day's number of them when none is left
    for (int i = 0; i < most_days; ++i, ++day, second = 0) {
        if (second >= day_s || !matches_day(schedule, day)) continue;
        for (int hour = bit_from(schedule.hours, second / 3600); hour >= 0; hour = bit_from(schedule.hours, hour + 1)) {
            const std::int64_t in_hour = std::max<std::int64_t>(0, second - hour * 3600);
            for (int minute = bit_from(schedule.minutes, in_hour / 60); minute >= 0; minute = bit_from(schedule.minutes, minute + 1)) {
                const int match = bit_from(schedule.seconds, std::max<std::int64_t>(0, in_hour - minute * 60));
                if (match >= 0) return day * day_s + hour * 3600 + minute * 60 + match;
            }
        }
    }
    return std::nullopt;
}

} // namespace orkestr
