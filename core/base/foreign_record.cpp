#include "core/base/foreign_record.h"

#include "core/base/sha256.h"
#include "core/base/shortened.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace orkestr {

namespace {

constexpr std::int64_t first_ms = -62'167'219'200'000; // 0000-01-01
constexpr std::int64_t last_ms = 253'402'300'799'999;  // 9999-12-31
constexpr double longest_seconds = 3.2e11;
constexpr std::size_t most_kinds = 10;

std::optional<Instant> of_seconds(std::int64_t seconds, std::int64_t nanos) {
    if (seconds < first_ms / 1000 || seconds > last_ms / 1000 || nanos < 0 || nanos > 999'999'999) return std::nullopt;
    const auto rest = static_cast<std::int32_t>(nanos);
    return Instant{seconds * 1000 + rest / ns_per_ms, rest % ns_per_ms};
}

/// Seconds and nanos of a protobuf message as JSON writers that don't know it print it.
std::optional<std::pair<std::int64_t, std::int64_t>> seconds_and_nanos(const JsonValue& value) {
    const JsonValue* seconds = value.find("seconds");
    const JsonValue* nanos = value.find("nanos");
    if (!value.is_object() || (!seconds && !nanos)) return std::nullopt;
    const auto whole = seconds ? foreign_integer(*seconds) : 0;
    const auto rest = nanos ? foreign_integer(*nanos) : 0;
    if (!whole || !rest) return std::nullopt;
    return std::pair(*whole, *rest);
}

} // namespace

RunId foreign_run_id(std::string_view system, std::string_view id, Instant started) {
    const Digest digest = sha256({system, std::string_view("\0", 1), id});
    return {make_ulid(Instant{std::max<std::int64_t>(started.ms, 0)}, bytes_of(digest))};
}

std::optional<std::int64_t> foreign_integer(const JsonValue& value) {
    if (const auto* number = value.as_integer()) return *number;
    const std::string* text = value.as_string();
    if (!text) return std::nullopt;
    std::int64_t number = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
    if (read.ec != std::errc() || read.ptr != text->data() + text->size()) return std::nullopt;
    return number;
}

std::optional<Instant> foreign_instant(const JsonValue& value) {
    if (const auto parts = seconds_and_nanos(value)) return of_seconds(parts->first, parts->second);
    const std::string* text = value.as_string();
    if (!text || text->size() > 64) return std::nullopt;
    auto instant = parse_fine_instant(*text);
    if (!instant) instant = parse_fine_instant(*text + "Z");
    if (!instant || instant->ms < first_ms || instant->ms > last_ms) return std::nullopt;
    return *instant;
}

std::optional<Duration> duration_of_seconds(double seconds) {
    if (!(seconds >= 0) || seconds > longest_seconds) return std::nullopt;
    const double ms = std::floor(seconds * 1000);
    const auto ns = static_cast<std::int32_t>(std::lround((seconds * 1000 - ms) * ns_per_ms));
    return Duration{static_cast<std::int64_t>(ms) + ns / ns_per_ms, ns % ns_per_ms};
}

std::optional<Duration> foreign_duration(const JsonValue& value) {
    if (const auto parts = seconds_and_nanos(value))
        return duration_of_seconds(static_cast<double>(parts->first) + static_cast<double>(parts->second) / 1e9);
    const std::string* text = value.as_string();
    if (!text || text->size() < 2 || text->back() != 's') return std::nullopt;
    double seconds = 0;
    const char* end = text->data() + text->size() - 1;
    const auto read = std::from_chars(text->data(), end, seconds);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return duration_of_seconds(seconds);
}

void RecordFindings::add(const std::string& kind, const std::string& place) {
    Seen& seen = kinds_[kind];
    if (seen.count++ == 0) seen.first = place;
}

void RecordFindings::add(const std::string& sentence) {
    if (whole_.size() < most_kinds) whole_.push_back(sentence);
}

std::string RecordFindings::text() const {
    std::string out;
    const auto append = [&out](const std::string& sentence) { out += (out.empty() ? "" : " ") + sentence; };
    for (const auto& sentence : whole_) append(sentence);
    std::size_t told = 0;
    for (const auto& [kind, seen] : kinds_) {
        if (told++ == most_kinds) break;
        std::string sentence = seen.first + " " + kind;
        if (sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
        if (seen.count > 1) sentence += " (and " + std::to_string(seen.count - 1) + " more)";
        append(sentence + ".");
    }
    if (kinds_.size() > most_kinds) append("There are " + std::to_string(kinds_.size() - most_kinds) + " other kinds of such places.");
    return out;
}

std::string quoted_part(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, 240)) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    return shortened(out, 60);
}

} // namespace orkestr
