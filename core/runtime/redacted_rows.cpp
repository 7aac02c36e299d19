#include "core/runtime/redacted_rows.h"

#include "core/history/redaction.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Asking for each event would read each twice; what was taken out shows by what stands in its place.
bool may_be_redacted(const EventRow& row) {
    // Without the quotation mark that begins it: texts are full of those.
    static const std::string marker = std::string(redacted_member) + "\":true";
    const auto holds = [](const Json& json, std::string_view text) { return json.text().find(text) != std::string::npos; };
    return (row.value && holds(*row.value, marker)) || holds(row.data, redacted_text) || holds(row.data, marker);
}

bool matters(const std::string& pointer) {
    return pointer != "/data/by" && pointer != "/data/reason" && pointer != "/data/log";
}

} // namespace

Result<std::vector<RedactedRow>> redacted_rows(HistoryReader& reader, const RunId& run, const std::vector<EventRow>& rows, std::size_t most) {
    std::vector<RedactedRow> found;
    for (const EventRow& row : rows) {
        if (found.size() == most) break;
        if (!may_be_redacted(row)) continue;
        auto pointers = reader.redacted(run, row.seq);
        if (!pointers) return pointers.error();
        std::erase_if(*pointers, [](const std::string& pointer) { return !matters(pointer); });
        if (!pointers->empty()) found.push_back({row.seq, std::move(*pointers)});
    }
    return found;
}

Result<std::vector<RedactedRow>> all_redacted_rows(HistoryReader& reader, const RunId& run, const std::vector<EventRow>& rows) {
    std::vector<RedactedRow> found;
    for (const EventRow& row : rows) {
        if (!may_be_redacted(row)) continue;
        auto pointers = reader.redacted(run, row.seq);
        if (!pointers) return pointers.error();
        if (!pointers->empty()) found.push_back({row.seq, std::move(*pointers)});
    }
    return found;
}

std::string redacted_text_of(const RedactedRow& row) {
    constexpr std::size_t most = 3;
    std::string text = "event " + std::to_string(row.seq) + " (";
    for (std::size_t i = 0; i < std::min(most, row.pointers.size()); ++i) text += (i > 0 ? ", " : "") + row.pointers[i];
    return text + (row.pointers.size() > most ? ", ...)" : ")");
}

} // namespace orkestr
