#include "core/history/annotations.h"

#include <algorithm>
#include <tuple>

namespace orkestr {

namespace {

Error bad_bookmark(const std::string& place, const std::string& what) { return {ErrorCode::corrupt, place + what, {}}; }

bool comes_before(const Bookmark& a, const Bookmark& b) { return std::tie(a.run, a.seq, a.id) < std::tie(b.run, b.seq, b.id); }

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

/// What is wrong with it; empty when nothing is.
std::string fault_of_bookmark(const Bookmark& bookmark) {
    if (!is_run_id(bookmark.id)) return "its id is no ULID";
    if (!is_run_id(bookmark.run.text)) return "its run's id is none";
    if (bookmark.seq >> 63 != 0) return "its event's number is too large";
    if (bookmark.step.size() > longest_step_key || has_control(bookmark.step)) return "its step's key is none";
    if (bookmark.label.size() > longest_label) return "its label is longer than " + std::to_string(longest_label) + " bytes";
    if (has_control(bookmark.label)) return "its label has more than one line, or control characters";
    if (bookmark.note.size() > longest_note) return "its note is longer than " + std::to_string(longest_note) + " bytes";
    if (bookmark.author.size() > longest_author || has_control(bookmark.author)) return "who made it is no name";
    return {};
}

Result<void> put(Annotations& annotations, const Bookmark& bookmark) {
    if (const std::string fault = fault_of_bookmark(bookmark); !fault.empty()) return Error{ErrorCode::invalid_argument, "this can't be kept as a bookmark: " + fault, {}};
    auto& list = annotations.bookmarks;
    const auto known = std::find_if(list.begin(), list.end(), [&](const Bookmark& one) { return one.id == bookmark.id; });
    if (known == list.end() && list.size() >= most_bookmarks)
        return Error{ErrorCode::limit, "there are " + std::to_string(most_bookmarks) + " bookmarks already, which is as many as are kept; remove some", {}};
    if (known != list.end()) list.erase(known);
    list.insert(std::upper_bound(list.begin(), list.end(), bookmark, comes_before), bookmark);
    return {};
}

/// A member of a bookmark that must be a text, or not be there.
Result<void> read_text(std::string& into, const JsonValue& value, const std::string& place, const std::string& name) {
    const std::string* text = value.as_string();
    if (!text) return bad_bookmark(place, "'" + name + "' is no text");
    into = *text;
    return {};
}

Result<Bookmark> read_bookmark(const JsonValue& json, const std::string& place) {
    const JsonObject* members = json.as_object();
    if (!members) return bad_bookmark(place, "it is no object");
    Bookmark bookmark;
    for (const auto& [name, value] : *members) {
        Result<void> read;
        if (name == "at" || name == "seq") {
            const std::int64_t* number = value.as_integer();
            if (!number || (name == "seq" && *number < 0)) return bad_bookmark(place, "'" + name + "' is no such number");
            if (name == "at") bookmark.created = Instant{*number};
            else bookmark.seq = static_cast<std::uint64_t>(*number);
        } else if (name == "mark") {
            const std::string* word = value.as_string();
            const auto shape = std::find_if(std::begin(all_mark_shapes), std::end(all_mark_shapes), [&](MarkShape one) { return word && *word == to_string(one); });
            if (shape == std::end(all_mark_shapes)) return bad_bookmark(place, "'mark' is none of the shapes that there are");
            bookmark.shape = *shape;
        } else if (name == "by") {
            read = read_text(bookmark.author, value, place, name);
        } else if (name == "id") {
            read = read_text(bookmark.id, value, place, name);
        } else if (name == "label") {
            read = read_text(bookmark.label, value, place, name);
        } else if (name == "note") {
            read = read_text(bookmark.note, value, place, name);
        } else if (name == "run") {
            read = read_text(bookmark.run.text, value, place, name);
        } else if (name == "step") {
            read = read_text(bookmark.step, value, place, name);
        } else {
            return bad_bookmark(place, "it has a member that this version does not know");
        }
        if (!read) return read.error();
    }
    if (const std::string fault = fault_of_bookmark(bookmark); !fault.empty()) return bad_bookmark(place, fault);
    return bookmark;
}

JsonValue bookmark_json(const Bookmark& bookmark) {
    JsonValue out = JsonValue::object({{"at", bookmark.created.ms}, {"id", bookmark.id}, {"mark", to_string(bookmark.shape)}, {"run", bookmark.run.text}});
    if (bookmark.seq > 0) out.set("seq", bookmark.seq);
    if (!bookmark.author.empty()) out.set("by", bookmark.author);
    if (!bookmark.label.empty()) out.set("label", bookmark.label);
    if (!bookmark.note.empty()) out.set("note", bookmark.note);
    if (!bookmark.step.empty()) out.set("step", bookmark.step);
    return out;
}

} // namespace

const char* to_string(MarkShape shape) {
    switch (shape) {
    case MarkShape::flag: return "flag";
    case MarkShape::star: return "star";
    case MarkShape::circle: return "circle";
    case MarkShape::square: return "square";
    case MarkShape::triangle: return "triangle";
    case MarkShape::diamond: return "diamond";
    }
    return "";
}

Result<void> change_annotations(Annotations& annotations, const AnnotationChange& change) {
    if (const auto* asked = std::get_if<PutBookmark>(&change)) return put(annotations, asked->bookmark);
    if (const auto* asked = std::get_if<RemoveBookmark>(&change)) {
        std::erase_if(annotations.bookmarks, [&](const Bookmark& one) { return one.id == asked->id; });
        return {};
    }
    const auto& asked = std::get<SetNotes>(change);
    if (asked.text == annotations.notes) return {};
    if (asked.from != annotations.notes) return Error{ErrorCode::conflict, "the notes were changed by somebody else meanwhile; what is written here was not saved", {}};
    if (asked.text.size() > longest_notes) return Error{ErrorCode::limit, "the notes are longer than " + std::to_string(longest_notes) + " bytes", {}};
    annotations.notes = asked.text;
    return {};
}

Annotations annotations_of(const Annotations& annotations, const std::vector<RunId>& runs) {
    Annotations out;
    out.notes = annotations.notes;
    for (const Bookmark& one : annotations.bookmarks)
        if (std::binary_search(runs.begin(), runs.end(), one.run)) out.bookmarks.push_back(one);
    return out;
}

JsonValue bookmarks_json(const std::vector<Bookmark>& bookmarks) {
    JsonArray out;
    out.reserve(bookmarks.size());
    for (const Bookmark& one : bookmarks) out.push_back(bookmark_json(one));
    return out;
}

Result<Annotations> read_annotations(const JsonValue& bookmarks, const JsonValue& notes) {
    const JsonArray* list = bookmarks.as_array();
    if (!list) return Error{ErrorCode::corrupt, "'bookmarks' is no list", {}};
    if (list->size() > most_bookmarks) return Error{ErrorCode::limit, "there are more than " + std::to_string(most_bookmarks) + " bookmarks", {}};
    Annotations out;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto bookmark = read_bookmark((*list)[i], "bookmark " + std::to_string(i + 1) + ": ");
        if (!bookmark) return bookmark.error();
        ids.push_back(bookmark->id);
        out.bookmarks.push_back(std::move(*bookmark));
    }
    std::sort(ids.begin(), ids.end());
    if (const auto twice = std::adjacent_find(ids.begin(), ids.end()); twice != ids.end()) return Error{ErrorCode::corrupt, "two bookmarks have the id " + *twice, {}};
    std::sort(out.bookmarks.begin(), out.bookmarks.end(), comes_before);
    const std::string* text = notes.as_string();
    if (!text) return Error{ErrorCode::corrupt, "'notes' is no text", {}};
    if (text->size() > longest_notes) return Error{ErrorCode::limit, "the notes are longer than " + std::to_string(longest_notes) + " bytes", {}};
    out.notes = *text;
    return out;
}

std::string notes_text(const Annotations& annotations) {
    std::string out = "{\"bookmarks\":[";
    for (std::size_t i = 0; i < annotations.bookmarks.size(); ++i) {
        out += i > 0 ? ",\n" : "\n";
        bookmark_json(annotations.bookmarks[i]).append_to(out);
    }
    out += "\n],\"notes\":";
    append_json_string(out, annotations.notes);
    return out + ",\"orknotes\":" + std::to_string(notes_format) + "}\n";
}

Result<Annotations> read_notes(std::string_view text) {
    if (text.size() > longest_annotations) return Error{ErrorCode::limit, "the notes are longer than " + std::to_string(longest_annotations) + " bytes", {}};
    const auto json = JsonValue::parse(text);
    if (!json) return Error{ErrorCode::corrupt, json.error().message, {}};
    const JsonValue* format = json->find("orknotes");
    if (!format || !format->as_integer() || *format->as_integer() < 1) return Error{ErrorCode::corrupt, "these are no notes: 'orknotes' is missing", {}};
    if (*format->as_integer() > notes_format)
        return Error{ErrorCode::newer_version, "these notes have format " + std::to_string(*format->as_integer()) + ", which only a newer Orkestr reads", {}};
    const JsonValue* bookmarks = json->find("bookmarks");
    const JsonValue* notes = json->find("notes");
    if (!bookmarks || !notes || json->as_object()->size() != 3) return Error{ErrorCode::corrupt, "notes have just the members bookmarks, notes and orknotes", {}};
    return read_annotations(*bookmarks, *notes);
}

} // namespace orkestr
