#include "core/projection/data_path.h"

#include "core/base/json_walk.h"

#include <algorithm>
#include <iterator>

namespace orkestr {

namespace {

using PathSegment = RedactionPath::Segment;

constexpr std::string_view document_members[] = {"seq",   "at",     "run",  "definition", "event", "status", "started",   "ended", "by",      "reason",
                                                 "input", "context", "data", "output",    "error", "tasks",  "variables", "steps", "timers",  "pending", "state"};

bool names_one(const PathSegment& segment) { return segment.kind != PathSegment::Kind::all && !segment.descends; }

bool is_document_member(const PathSegment& segment) {
    return segment.kind == PathSegment::Kind::name && std::find(std::begin(document_members), std::end(document_members), segment.name) != std::end(document_members);
}

/// The value's text, looking at no more of the text than it must; empty where there is none.
std::string_view text_at(std::string_view text, const std::vector<PathSegment>& segments, std::size_t first) {
    for (std::size_t i = first; i < segments.size(); ++i) {
        JsonWalk walk(text);
        bool found = false;
        if (segments[i].kind == PathSegment::Kind::name) {
            std::string wanted;
            append_json_string(wanted, segments[i].name);
            if (!walk.enter_object()) return {};
            while (const auto name = walk.next_member()) {
                found = *name == std::string_view(wanted).substr(1, wanted.size() - 2);
                if (found) break;
            }
        } else {
            if (!walk.enter_array()) return {};
            for (std::uint64_t at = 0; !found && walk.next_element(); ++at) found = at == segments[i].index;
        }
        if (!found) return {};
        text = walk.take();
    }
    return text;
}

void list_in_order(const JsonValue& value, const std::set<const JsonValue*>& selected, std::vector<Json>& out) {
    if (selected.contains(&value)) out.push_back(value.json());
    if (const auto* members = value.as_object())
        for (const auto& [name, member] : *members) list_in_order(member, selected, out);
    if (const auto* items = value.as_array())
        for (const auto& item : *items) list_in_order(item, selected, out);
}

} // namespace

DataPath::DataPath(RedactionPath path) : path_(std::move(path)) {
    const auto& all = path_.segments();
    single_ = std::all_of(all.begin(), all.end(), names_one);
    plain_ = !all.empty() && (all.front().descends || !is_document_member(all.front()));
}

Result<DataPath> DataPath::parse(std::string_view text) {
    auto path = RedactionPath::parse(text);
    if (!path) return path.error();
    return DataPath(std::move(*path));
}

std::vector<Json> DataPath::select(const Json& json, std::size_t first) const {
    const auto begin = segments().begin() + static_cast<std::ptrdiff_t>(std::min(first, segments().size()));
    if (std::all_of(begin, segments().end(), names_one)) {
        const std::string_view found = text_at(json.text(), segments(), first);
        if (found.size() == json.size_bytes()) return {json};
        if (found.empty()) return {};
        return {Json::trusted(std::string(found))};
    }
    std::vector<Json> out;
    const auto root = JsonValue::parse(json.text());
    if (!root) return out; // a document around what is nested as deeply as a payload may be
    std::set<const JsonValue*> selected;
    path_.after(first).select(*root, selected);
    if (!selected.empty()) list_in_order(*root, selected, out);
    return out;
}

std::optional<Json> DataPath::value_of(std::vector<Json> selected) const {
    if (selected.empty()) return std::nullopt;
    if (single_) return std::move(selected.front());
    std::string out = "[";
    for (const Json& one : selected) (out += out.size() > 1 ? "," : "") += one.text();
    return Json::trusted(out + "]");
}

} // namespace orkestr
