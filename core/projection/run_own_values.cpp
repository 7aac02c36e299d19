#include "core/projection/run_own_values.h"

#include <algorithm>
#include <cctype>

namespace orkestr {

namespace {

/// Longer texts are compared as they are.
constexpr std::size_t most_text_bytes = 1 << 20;
/// What the engine writes: `2026-01-01T00:00:00.000Z`.
constexpr std::size_t time_length = 24;

bool is_own_time(const RunOwnValues& own, std::int64_t ms) { return std::binary_search(own.times.begin(), own.times.end(), ms); }

/// In milliseconds, or in seconds that one of the times was in.
bool is_own_number(const RunOwnValues& own, std::int64_t number) {
    if (number <= 0) return false;
    if (is_own_time(own, number)) return true;
    if (number > 100'000'000'000) return false;
    const auto at = std::lower_bound(own.times.begin(), own.times.end(), number * 1000);
    return at != own.times.end() && *at < (number + 1) * 1000;
}

bool is_own_time(const RunOwnValues& own, std::string_view text) {
    if (text[4] != '-' || text[10] != 'T' || text[23] != 'Z') return false;
    const auto time = parse_instant(text);
    return time && is_own_time(own, time->ms);
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// The text with what is the run's own named; where that is all of it, whatever it looks like. Ids within a longer text are
/// known by their shapes: ULIDs, UUIDs and nonces, which have 26, 36 and 32 characters.
std::string named(const RunOwnValues& own, std::string_view text) {
    if (const auto whole = own.ids.find(std::string(text)); whole != own.ids.end()) return '\x01' + whole->second;
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        std::string name;
        const bool begins = is_word(text[at]) && (at == 0 || !is_word(text[at - 1]));
        for (const std::size_t size : {std::size_t{26}, std::size_t{32}, std::size_t{36}}) {
            if (!begins || size > text.size() - at || (at + size < text.size() && is_word(text[at + size]))) continue;
            const auto known = own.ids.find(std::string(text.substr(at, size)));
            if (known == own.ids.end()) continue;
            length = size;
            name = known->second;
        }
        if (begins && length == 0 && text.size() - at >= time_length && is_own_time(own, text.substr(at, time_length))) {
            length = time_length;
            name = "time";
        }
        if (length == 0) {
            ++at;
            continue;
        }
        out += text.substr(from, at - from);
        out += '\x01' + name;
        at += length;
        from = at;
    }
    return out += text.substr(from);
}

} // namespace

bool OwnValues::alike(const JsonValue& a, const JsonValue& b) const {
    const auto *text_a = a.as_string(), *text_b = b.as_string();
    if (text_a && text_b) return alike_texts(*text_a, *text_b);
    const auto *number_a = a.as_integer(), *number_b = b.as_integer();
    return number_a && number_b && is_own_number(a_, *number_a) && is_own_number(b_, *number_b);
}

bool OwnValues::alike_texts(const std::string& a, const std::string& b) const {
    if (std::max(a.size(), b.size()) > most_text_bytes) return a == b;
    return named(a_, a) == named(b_, b);
}

} // namespace orkestr
