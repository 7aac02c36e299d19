#include "core/base/time.h"

#include <chrono>
#include <cstdio>
#include <regex>

namespace orkestr {

std::string to_iso8601(Instant instant) {
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds(instant.ms)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const auto rest = (time - day).count();
    char out[48];
    std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(rest / 3600000),
                  static_cast<int>(rest / 60000 % 60), static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000));
    return out;
}

Result<Instant> parse_instant(std::string_view text) {
    using namespace std::chrono;
    static const std::regex form(R"((\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|z|([+-])(\d\d):(\d\d)))");
    const auto fail = [&] {
        return Error{ErrorCode::invalid_argument, "'" + std::string(text.substr(0, 64)) + "' is no date-time; expected the form 2026-01-31T12:00:00Z", {}};
    };
    std::match_results<std::string_view::const_iterator> m;
    if (text.size() > 64 || !std::regex_match(text.begin(), text.end(), m, form)) return fail();
    const auto number = [&](int group) { return std::stoi(m[group].str()); };
    const year_month_day date{year(number(1)), month(static_cast<unsigned>(number(2))), day(static_cast<unsigned>(number(3)))};
    if (!date.ok() || number(4) > 23 || number(5) > 59 || number(6) > 60) return fail();
    std::int64_t ms = duration_cast<milliseconds>(sys_days(date).time_since_epoch()).count();
    ms += number(4) * 3600000LL + number(5) * 60000LL + number(6) * 1000LL;
    if (m[7].matched) ms += std::stoi((m[7].str() + "00").substr(0, 3));
    if (m[9].matched) ms -= (m[9] == "-" ? -1 : 1) * (number(10) * 3600000LL + number(11) * 60000LL);
    return Instant{ms};
}

} // namespace orkestr
