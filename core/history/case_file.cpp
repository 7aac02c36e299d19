#include "core/history/case_file.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::string_view case_start = "{\"orkcase\":1,\"log\":\"";
constexpr std::string_view case_domain = "orkestr case 1\n";
constexpr std::size_t longest_case_filter = 64 * 1024;
constexpr const char* way_out = "; what stands behind its first line is an audit log of its own (tail -n +2)";

Error bad_case(const std::string& what) { return {ErrorCode::corrupt, "the case's first line can't be read: " + what + way_out, {}}; }

std::string_view bytes_of_key(const Ed25519PublicKey& key) { return {reinterpret_cast<const char*>(key.data()), key.size()}; }

template <std::size_t Size>
bool read_hex_into(std::array<std::uint8_t, Size>& into, std::string_view hex) {
    const auto lower = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    const auto bytes = std::all_of(hex.begin(), hex.end(), lower) ? from_hex(hex) : std::nullopt;
    if (!bytes || bytes->size() != Size) return false;
    std::copy(bytes->begin(), bytes->end(), into.begin());
    return true;
}

/// The parts of a line: `text` up to the sum and up to the signature are what those cover.
struct CaseCut {
    Digest log{};
    std::string content;
    std::string_view summed;
    std::string_view signed_text;
    Digest sum{};
    Ed25519PublicKey key{};
    Ed25519Signature signature{};
};

/// Takes `name` and so many hex digits from the end of the text.
template <std::size_t Size>
bool cut_hex(std::string_view& text, std::string_view name, std::array<std::uint8_t, Size>& into) {
    const std::size_t length = name.size() + 2 * Size + 1;
    if (text.size() < length) return false;
    const std::string_view end = text.substr(text.size() - length);
    if (!end.starts_with(name) || end.back() != '"' || !read_hex_into(into, end.substr(name.size(), 2 * Size))) return false;
    text.remove_suffix(length);
    return true;
}

std::optional<CaseCut> cut_case(std::string_view line) {
    CaseCut cut;
    if (!line.starts_with(case_start) || !line.ends_with('}')) return std::nullopt;
    std::string_view text = line.substr(0, line.size() - 1);
    if (!cut_hex(text, ",\"signature\":\"", cut.signature)) return std::nullopt;
    cut.signed_text = text;
    if (!cut_hex(text, ",\"key\":\"", cut.key) || !cut_hex(text, ",\"sum\":\"", cut.sum)) return std::nullopt;
    cut.summed = text;
    text.remove_prefix(case_start.size());
    constexpr std::size_t hex = 64;
    if (text.size() < hex + 2 || !read_hex_into(cut.log, text.substr(0, hex)) || text.substr(hex, 2) != "\",") return std::nullopt;
    cut.content = "{" + std::string(text.substr(hex + 2)) + "}";
    return cut;
}

Json content_json(const CaseContent& content) {
    const CaseView& view = content.view;
    JsonValue filters = JsonValue::object({});
    if (!view.event_filter.empty()) filters.set("events", view.event_filter);
    if (view.failed_only) filters.set("failed", true);
    if (!view.run_filter.empty()) filters.set("runs", view.run_filter);
    JsonValue seen = JsonValue::object({});
    if (view.event > 0) seen.set("event", view.event);
    if (!view.page.empty()) seen.set("page", view.page);
    if (!view.run.empty()) seen.set("run", view.run);
    if (!view.step.empty()) seen.set("step", view.step);
    return JsonValue::object({{"bookmarks", bookmarks_json(content.annotations.bookmarks)},
                              {"filters", std::move(filters)},
                              {"notes", content.annotations.notes},
                              {"view", std::move(seen)}})
        .json();
}

bool is_page_name(std::string_view name) {
    return name.size() <= 20 && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

Result<CaseView> read_view(const JsonValue& filters, const JsonValue& seen) {
    CaseView view;
    view.run_filter = filters.string_at("runs");
    view.event_filter = filters.string_at("events");
    view.failed_only = filters.bool_at("failed");
    view.run = seen.string_at("run");
    view.page = seen.string_at("page");
    view.step = seen.string_at("step");
    view.event = static_cast<std::uint64_t>(std::max<std::int64_t>(0, seen.integer_at("event")));
    if (view.run_filter.size() > longest_case_filter || view.event_filter.size() > longest_case_filter) return bad_case("a filter in it is too long");
    if (!view.run.empty() && !is_run_id(view.run)) return bad_case("'view' names no run");
    if (view.step.size() > longest_step_key || !is_page_name(view.page)) return bad_case("'view' names what is no page or step");
    return view;
}

Result<CaseContent> read_content(const std::string& text) {
    const auto json = JsonValue::parse(text);
    if (!json) return bad_case(json.error().message);
    const JsonValue* bookmarks = json->find("bookmarks");
    const JsonValue* filters = json->find("filters");
    const JsonValue* notes = json->find("notes");
    const JsonValue* seen = json->find("view");
    if (!bookmarks || !filters || !notes || !seen) return bad_case("one of bookmarks, filters, notes and view is missing");
    auto annotations = read_annotations(*bookmarks, *notes);
    if (!annotations) return bad_case(annotations.error().message);
    auto view = read_view(*filters, *seen);
    if (!view) return view.error();
    CaseContent content{std::move(*annotations), std::move(*view)};
    // There is one form: what this version does not know, or would write otherwise, is not passed over.
    if (content_json(content).text() != text) return bad_case("it is not in the form that cases are written in");
    return content;
}

} // namespace

Result<std::string> case_line(const CaseContent& content, const Digest& log, const Ed25519Seed& seed) {
    const Json json = content_json(content);
    if (json.size_bytes() > longest_annotations) return Error{ErrorCode::limit, "bookmarks and notes are too long for one case; remove some", {}};
    std::string line(case_start);
    line += to_hex(log) + "\"," + json.text().substr(1, json.size_bytes() - 2);
    line += ",\"sum\":\"" + to_hex(sha256(line)) + "\",\"key\":\"" + to_hex(bytes_of_key(ed25519_public_key(seed))) + '"';
    const Ed25519Signature signature = ed25519_sign(seed, std::string(case_domain) + line);
    line += ",\"signature\":\"" + to_hex(std::string_view(reinterpret_cast<const char*>(signature.data()), signature.size())) + "\"}";
    return line;
}

Result<CaseLine> read_case_line(std::string_view line) {
    if (!line.starts_with(case_beginning)) return bad_case("it does not begin as one");
    if (line.size() > longest_case_line) return Error{ErrorCode::limit, "the case's first line is too long" + std::string(way_out), {}};
    if (!line.starts_with(case_start)) {
        const auto json = JsonValue::parse(line);
        const bool newer = json && json->integer_at("orkcase") > case_format;
        return newer ? Error{ErrorCode::newer_version, "this case has format " + std::to_string(json->integer_at("orkcase")) + ", which only a newer Orkestr reads" + way_out, {}}
                     : bad_case("it does not begin as one");
    }
    const auto cut = cut_case(line);
    if (!cut) return bad_case("its ends are not what they should be");
    CaseLine out;
    out.log = cut->log;
    out.key = cut->key;
    const auto wrong = [](AuditFault kind, const char* what) { return AuditFinding{kind, 0, std::nullopt, 0, what}; };
    if (sha256(cut->summed) != cut->sum) out.finding = wrong(AuditFault::edited, "the case's first line, with its bookmarks and notes, is not as it was written");
    else if (!ed25519_verify(cut->key, std::string(case_domain) + std::string(cut->signed_text), cut->signature))
        out.finding = wrong(AuditFault::signature, "the case's first line, with its bookmarks and notes, is not signed by the key that it names");
    auto content = read_content(cut->content);
    if (!content) return content.error();
    out.content = std::move(*content);
    return out;
}

AuditFinding other_log_finding(const Digest& expected, const Digest& found) {
    return {AuditFault::head, 0, std::nullopt, 0,
            "the log in this case is another one than it was made with: its SHA-256 is " + to_hex(found) + ", and should be " + to_hex(expected)};
}

} // namespace orkestr
