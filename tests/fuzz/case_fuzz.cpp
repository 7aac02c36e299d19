// libFuzzer target for what people keep beside histories: a case's first line, a file of notes, a case's file. Whatever is read
// without a finding is in the one form that there is, and is within bounds.
#include "core/adapters/archive/case_archive.h"
#include "core/history/case_file.h"
#include "tests/fuzz/text_bytes.h"

#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_bounds(const orkestr::Annotations& annotations) {
    require(annotations.bookmarks.size() <= orkestr::most_bookmarks && annotations.notes.size() <= orkestr::longest_notes);
    for (const auto& one : annotations.bookmarks) {
        require(orkestr::is_run_id(one.id) && orkestr::is_run_id(one.run.text));
        require(one.label.size() <= orkestr::longest_label && one.note.size() <= orkestr::longest_note && one.label.find('\n') == std::string::npos);
    }
}

void check_notes(std::string_view text) {
    const auto read = orkestr::read_notes(text);
    require(read.ok() || !read.error().message.empty());
    if (!read) return;
    check_bounds(*read);
    const std::string again = orkestr::notes_text(*read);
    const auto back = orkestr::read_notes(again);
    require(back.ok() && *back == *read && orkestr::notes_text(*back) == again);
}

/// Signed anew, what was read reads the same.
void check_line(std::string_view line) {
    const auto read = orkestr::read_case_line(line);
    require(read.ok() || !read.error().message.empty());
    if (!read) return;
    check_bounds(read->content.annotations);
    const auto made = orkestr::case_line(read->content, read->log, orkestr::Ed25519Seed{});
    require(made.ok());
    const auto back = orkestr::read_case_line(*made);
    require(back.ok() && !back->finding && back->content == read->content && back->log == read->log);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_notes(text);
    check_line(text.substr(0, text.find('\n')));
    const auto file = std::make_shared<const orkestr::test::TextBytes>(text);
    const auto found = orkestr::open_case(file);
    require(found.ok() || !found.error().message.empty());
    if (found && *found) require((*found)->line.size() + 1 + (*found)->bytes->size_bytes() == size);
    return 0;
}
