// A file of notes beside what they are about (core/history/annotations.h). What it is about is never written to.
#pragma once

#include "core/history/annotations.h"

#include <cstdint>
#include <string>
#include <vector>

namespace orkestr {

inline constexpr const char* notes_suffix = ".orknotes";

class NotesFile {
public:
    /// `home`: where it is written. While there is none, what `others` hold counts, the first that is there; and where there
    /// is none of those either, `base`.
    explicit NotesFile(std::string home, std::vector<std::string> others = {}, Annotations base = {})
        : home_(std::move(home)), others_(std::move(others)), base_(std::move(base)) {}

    /// Errors: corrupt, newer_version, limit: of the file that can't be read, which is named, with the way out; io.
    Result<Annotations> read() const;
    /// Reads what is there now, changes that, and writes it: under a lock, so that of two that write at once neither loses
    /// anything. The folder is made when it is missing. Gives what is there afterwards. Errors: as read's (nothing is written
    /// then) and change_annotations'; read_only, disk_full, io.
    Result<Annotations> change(const AnnotationChange& change) const;
    /// Another one whenever the file was written, by anybody.
    std::string stamp() const;
    const std::string& path() const { return home_; }

private:
    std::string home_;
    std::vector<std::string> others_;
    Annotations base_;
};

} // namespace orkestr
