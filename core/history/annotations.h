// What people keep beside histories: bookmarks on runs, steps and events, and notes. They are no part of a history, prove
// nothing, and never change it. As text they are JSON, in one form only: what is read writes the same bytes again. CASE.md
// has the format.
#pragma once

#include "core/base/ids.h"
#include "core/base/json_value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace orkestr {

inline constexpr int notes_format = 1;

// Bounds, in bytes of UTF-8 where they are of texts.
inline constexpr std::size_t most_bookmarks = 10'000;
inline constexpr std::size_t longest_label = 400;
inline constexpr std::size_t longest_note = 64 * 1024;
inline constexpr std::size_t longest_notes = 1024 * 1024;
inline constexpr std::size_t longest_step_key = 4096;
inline constexpr std::size_t longest_author = 400;
/// Of all of them together, as text.
inline constexpr std::size_t longest_annotations = 32 * 1024 * 1024;

/// Each is told from the others by its shape; colours are the interface's.
enum class MarkShape : std::uint8_t { flag, star, circle, square, triangle, diamond };
inline constexpr MarkShape all_mark_shapes[] = {MarkShape::flag,   MarkShape::star,     MarkShape::circle,
                                                MarkShape::square, MarkShape::triangle, MarkShape::diamond};
const char* to_string(MarkShape shape);

struct Bookmark {
    std::string id;          ///< a ULID; of this bookmark alone
    RunId run;
    std::uint64_t seq = 0;   ///< of the event; 0: a step, or the run as a whole
    std::string step;        ///< its key; empty: none
    MarkShape shape = MarkShape::flag;
    std::string label;       ///< one line; may be empty
    std::string note;        ///< plain text, of many lines
    Instant created;
    std::string author;      ///< what the system calls whoever made it
    bool operator==(const Bookmark&) const = default;
};

struct Annotations {
    std::vector<Bookmark> bookmarks; ///< by run, number of the event, id
    std::string notes;               ///< on all of it; plain text
    bool operator==(const Annotations&) const = default;
    bool is_empty() const { return bookmarks.empty() && notes.empty(); }
};

/// A new bookmark, or another state of the one with this id.
struct PutBookmark {
    Bookmark bookmark;
};
struct RemoveBookmark {
    std::string id;
};
/// `from` is what they were when somebody began to write: when others wrote meanwhile nothing is changed.
struct SetNotes {
    std::string text;
    std::string from;
};
using AnnotationChange = std::variant<PutBookmark, RemoveBookmark, SetNotes>;

/// Errors: limit, invalid_argument (a bookmark that can't be one: its id, its run, control characters in its label), conflict
/// (SetNotes). To remove what is not there is no error. After an error they are as before.
Result<void> change_annotations(Annotations& annotations, const AnnotationChange& change);

/// Only those of these runs; the notes stay. `runs` ascending.
Annotations annotations_of(const Annotations& annotations, const std::vector<RunId>& runs);

/// The text of a file of notes: JSON, a bookmark on each line.
std::string notes_text(const Annotations& annotations);
/// Errors: corrupt, with what is wrong and in which bookmark; newer_version; limit.
Result<Annotations> read_notes(std::string_view text);

/// The two parts by themselves, as a case holds them (case_file.h).
JsonValue bookmarks_json(const std::vector<Bookmark>& bookmarks);
/// Errors: corrupt, limit.
Result<Annotations> read_annotations(const JsonValue& bookmarks, const JsonValue& notes);

} // namespace orkestr
