#include "core/base/time.h"

#include <chrono>
#include <cstdio>

namespace orkestr {

namespace {

/// Takes a date-time apart from its beginning; `ok` falls at the first thing that is not as expected.
struct DateTimeText {
    std::string_view text;
    bool ok = true;

    /// One of these characters; returns it.
    char one_of(std::string_view allowed) {
        if (!ok || text.empty() || allowed.find(text[0]) == std::string_view::npos) {
            ok = false;
            return 0;
        }
        const char c = text[0];
        text.remove_prefix(1);
        return c;
    }

    int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; ++i) {
            const char c = one_of("0123456789");
            number = ok ? number * 10 + (c - '0') : 0;
        }
        return number;
    }

    int after(std::string_view separator, int count) {
        one_of(separator);
        return digits(count);
    }

    /// Up to nine digits after a dot, if there is one.
    int fraction_ns() {
        if (!ok || text.empty() || text[0] != '.') return 0;
        text.remove_prefix(1);
        int ns = 0;
        int count = 0;
        for (; count < 9 && !text.empty() && text[0] >= '0' && text[0] <= '9'; ++count, text.remove_prefix(1)) ns = ns * 10 + (text[0] - '0');
        ok = count > 0;
        for (; count < 9; ++count) ns *= 10;
        return ns;
    }

    /// `Z`, or hours and minutes with a sign.
    int offset_minutes() {
        const char sign = one_of("Zz+-");
        if (!ok || sign == 'Z' || sign == 'z') return 0;
        const int hours = digits(2);
        const int minutes = after(":", 2);
        ok = ok && hours <= 23 && minutes <= 59;
        return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }
};

} // namespace

std::string to_iso8601(Instant instant) {
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(instant.ms)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const auto rest = (time - day).count();
    char fraction[16] = "";
    const bool micro = instant.ns % 1000 == 0;
    if (instant.ns != 0) std::snprintf(fraction, sizeof fraction, micro ? "%03d" : "%06d", micro ? instant.ns / 1000 : instant.ns);
    char out[64];
    std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%03d%sZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(rest / 3600000),
                  static_cast<int>(rest / 60000 % 60), static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000), fraction);
    return out;
}

Result<Instant> parse_instant(std::string_view text) {
    auto instant = parse_fine_instant(text);
    if (instant) instant->ns = 0;
    return instant;
}

Result<Instant> parse_fine_instant(std::string_view text) {
    using namespace std::chrono;
    const Error failure{ErrorCode::invalid_argument,
                        "'" + std::string(text.substr(0, 64)) + "' is no date-time; expected the form 2026-01-31T12:00:00Z", {}};
    DateTimeText rest{text};
    const int y = rest.digits(4);
    const int mo = rest.after("-", 2);
    const int d = rest.after("-", 2);
    const int h = rest.after("Tt ", 2);
    const int mi = rest.after(":", 2);
    const int s = rest.after(":", 2);
    const int fraction_ns = rest.fraction_ns();
    const int offset_minutes = rest.offset_minutes();
    if (!rest.ok || !rest.text.empty()) return failure;
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    // A leap second (60) becomes the first second of the next minute.
    if (!date.ok() || h > 23 || mi > 59 || s > 60) return failure;
    const auto midnight = duration_cast<milliseconds>(sys_days(date).time_since_epoch()).count();
    return Instant{midnight + h * 3600000LL + (mi - offset_minutes) * 60000LL + s * 1000LL + fraction_ns / ns_per_ms, fraction_ns % ns_per_ms};
}

} // namespace orkestr
