#include "core/definition/cron.h"

#include "core/definition/names.h"

#include <bit>
#include <cctype>
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

} // namespace

Result<CronSchedule> parse_cron(std::string_view text) {
    const auto fields = split_fields(text);
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

} // namespace orkestr
