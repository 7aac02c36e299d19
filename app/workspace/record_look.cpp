// What files look like, by how they begin.
#include "app/workspace/record_file.h"

#include "core/base/json_value.h"
#include "core/base/json_walk.h"
#include "core/base/shortened.h"

#include <algorithm>
#include <array>

namespace orkestr {

namespace {

using Kind = RecordLook::Kind;

constexpr std::size_t most_named_members = 8;
constexpr std::size_t most_members = 200;

struct Magic {
    std::string_view bytes;
    Kind kind;
    std::string_view words;
};
using namespace std::string_view_literals;
constexpr auto magics = std::to_array<Magic>({
    {"SQLite format 3\0"sv, Kind::sqlite, "an SQLite database"},
    {"\x28\xB5\x2F\xFD"sv, Kind::zstd, "a file compressed with zstd"},
    {"{\"orkcase\":"sv, Kind::audit_log, "an Orkestr case"},
    {"\x1F\x8B"sv, Kind::other, "a file compressed with gzip"},
    {"PK\x03\x04"sv, Kind::other, "a ZIP archive"},
    {"BZh"sv, Kind::other, "a file compressed with bzip2"},
    {"\xFD\x37zXZ\0"sv, Kind::other, "a file compressed with xz"},
    {"%PDF-"sv, Kind::other, "a PDF document"},
    {"\x89PNG"sv, Kind::other, "a PNG picture"},
    {"\xFF\xD8\xFF"sv, Kind::other, "a JPEG picture"},
    {"\x7F""ELF"sv, Kind::other, "a program"},
    {"PAR1"sv, Kind::other, "a Parquet table"},
    {"\xFF\xFE"sv, Kind::other, "text in UTF-16, which is not read: save it as UTF-8"},
    {"\xFE\xFF"sv, Kind::other, "text in UTF-16, which is not read: save it as UTF-8"},
});

/// A skippable frame of zstd: 50 2A 4D 18 to 5F 2A 4D 18.
bool is_skippable_frame(std::string_view text) {
    return text.size() >= 4 && (static_cast<unsigned char>(text[0]) & 0xF0) == 0x50 && text.substr(1, 3) == "\x2A\x4D\x18"sv;
}

/// UTF-8 without control characters; `whole`: its end is the text's, else a character may be cut there.
bool is_text(std::string_view bytes, bool whole) {
    for (std::size_t i = 0; i < bytes.size();) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        if (c < 0x80) {
            if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') return false;
            ++i;
            continue;
        }
        const std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 0;
        if (length == 0 || c > 0xF4) return false;
        if (i + length > bytes.size()) return !whole;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(bytes[i + k]) & 0xC0) != 0x80) return false;
        i += length;
    }
    return true;
}

/// Names of the members of an object of which only the beginning may be there.
std::vector<std::string> member_names(JsonWalk& walk) {
    std::vector<std::string> names;
    if (!walk.enter_object()) return names;
    while (names.size() < most_members) {
        const auto name = walk.next_member();
        if (!name) break;
        names.emplace_back(*name);
    }
    return names;
}

bool has(const std::vector<std::string>& names, std::string_view wanted) {
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

bool has_events(const std::vector<std::string>& names) { return has(names, "eventType") || (has(names, "eventId") && has(names, "eventTime")); }

std::string listed(const std::vector<std::string>& names) {
    if (names.empty()) return "an empty JSON object";
    std::string out = "a JSON object with the members ";
    for (std::size_t i = 0; i < names.size() && i < most_named_members; ++i) out += (i > 0 ? ", " : "") + shortened(names[i], 40);
    return out + (names.size() > most_named_members ? ", ..." : "");
}

RecordLook of_elements(JsonWalk& walk) {
    if (!walk.next_element()) return {Kind::other, "an empty JSON array"};
    if (walk.peek() != '{') return {Kind::other, "a JSON array"};
    const std::vector<std::string> names = member_names(walk);
    if (has_events(names)) return {Kind::temporal, "a Temporal workflow history"};
    if (has(names, "resourceSpans")) return {Kind::otlp, "OTLP/JSON traces"};
    if (has(names, "traceId") && (has(names, "localEndpoint") || has(names, "id"))) return {Kind::other, "traces in Zipkin's form, which is not read: export them as OTLP/JSON"};
    if (has(names, "specversion")) return {Kind::other, "a JSON array of CloudEvents"};
    std::string words = listed(names);
    return {Kind::other, "a JSON array, the first element " + words};
}

/// What the members say that hold more. Only what comes first in each is looked at.
RecordLook of_object(std::string_view text) {
    JsonWalk walk(text);
    std::vector<std::string> names;
    if (!walk.enter_object()) return {Kind::other, "JSON"};
    while (names.size() < most_members) {
        const auto name = walk.next_member();
        if (!name) break;
        names.emplace_back(*name);
        if (*name == "resourceSpans" || *name == "resource_spans") return {Kind::otlp, "OTLP/JSON traces"};
        if (*name == "orklog") return {Kind::audit_log, "an Orkestr audit log"};
        if (*name == "events" && walk.enter_array()) {
            if (of_elements(walk).kind == Kind::temporal) return {Kind::temporal, "a Temporal workflow history"};
            break;
        }
        if (*name == "history" && walk.peek() == '{') {
            JsonWalk inside(text.substr(walk.offset()));
            const auto members = member_names(inside);
            if (has(members, "events")) return {Kind::temporal, "a Temporal workflow history"};
        }
        if (*name == "workflow" && walk.peek() == '{') {
            JsonWalk inside(text.substr(walk.offset()));
            const auto members = member_names(inside);
            for (const char* one : {"specification", "execution", "tasks", "jobs"})
                if (has(members, one)) return {Kind::wfformat, "an execution record in WfFormat"};
        }
        if (*name == "document" && walk.peek() == '{') {
            JsonWalk inside(text.substr(walk.offset()));
            if (has(member_names(inside), "dsl")) return {Kind::definition, "a workflow definition in JSON"};
        }
        if (*name == "data" && walk.peek() == '[') {
            JsonWalk inside(text.substr(walk.offset()));
            if (inside.enter_array() && inside.next_element() && has(member_names(inside), "traceID"))
                return {Kind::other, "traces in Jaeger's form, which is not read: export them as OTLP/JSON"};
        }
    }
    if (has(names, "resourceLogs") || has(names, "resourceMetrics")) return {Kind::other, "OTLP/JSON without traces: logs or metrics"};
    if (has(names, "specversion") && has(names, "source")) return {Kind::other, "a CloudEvent"};
    return {Kind::other, walk.ok() || names.size() > 1 ? listed(names) : "JSON that is broken: " + walk.why()};
}

std::string_view line_at(std::string_view text, std::size_t number) {
    for (; number > 0; --number) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

/// The first lines, up to five, have equally many fields; prose with as many commas by chance has a sentence's end in it.
bool is_table(std::string_view text) {
    if (line_at(text, 0).find(". ") != std::string_view::npos) return false;
    for (const char separator : {',', ';', '\t'}) {
        std::ptrdiff_t fields = 0;
        std::size_t number = 0;
        for (; number < 5; ++number) {
            const std::string_view line = line_at(text, number);
            const auto own = std::count(line.begin(), line.end(), separator);
            if (line.empty() || own == 0 || (number > 0 && own != fields)) break;
            fields = own;
        }
        if (number == 5 || (number >= 2 && line_at(text, number).empty())) return true;
    }
    return false;
}

bool has_line_with(std::string_view text, std::string_view beginning, bool indented = true) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        while (indented && !line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
        if (line.starts_with(beginning)) return true;
        at = end + 1;
    }
    return false;
}

} // namespace

RecordLook detect_record(std::string_view beginning, bool whole) {
    if (beginning.empty()) return {Kind::other, "an empty file"};
    for (const Magic& magic : magics)
        if (beginning.starts_with(magic.bytes)) return {magic.kind, std::string(magic.words)};
    if (is_skippable_frame(beginning)) return {Kind::zstd, "a file compressed with zstd"};
    if (!is_text(beginning, whole)) return {Kind::other, "a binary file"};
    JsonWalk walk(beginning);
    const char first = walk.peek();
    if (first == 0) return {Kind::other, "a file of nothing but white space"};
    if (first == '{') {
        RecordLook look = of_object(beginning);
        // Flow style YAML is no JSON, but a definition all the same.
        if (look.kind == Kind::other && has_line_with(beginning, "\"dsl\":")) look = {Kind::definition, "a workflow definition in JSON"};
        return look;
    }
    if (first == '[') return walk.enter_array() ? of_elements(walk) : RecordLook{Kind::other, "a JSON array"};
    const bool has_dsl = has_line_with(beginning, "dsl:") || has_line_with(beginning, "document: {dsl:", false) || has_line_with(beginning, "document: { dsl:", false);
    if (has_line_with(beginning, "document:", false) && has_dsl) return {Kind::definition, "a workflow definition in YAML"};
    if (beginning.starts_with("<")) return {Kind::other, "XML or HTML"};
    if (beginning.starts_with("#!")) return {Kind::other, "a script"};
    if (is_table(beginning)) return {Kind::other, "a table in CSV"};
    if (whole && JsonValue::parse(beginning)) return {Kind::other, "a single JSON value"};
    return {Kind::other, "plain text that begins with \"" + shortened(beginning, 40) + "\""};
}

} // namespace orkestr
