#include "app/workspace/notes_place.h"

#include "app/workspace/location.h"
#include "core/adapters/archive/case_archive.h"
#include "core/adapters/archive/file_bytes.h"
#include "core/base/sha256_stream.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace orkestr {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t identity_bytes = 64 * 1024;

/// In the user's data folder, beside the workspaces.
std::string kept_at_home(const Digest& what) {
    return (fs::path(default_workspace()).parent_path() / "notes" / (to_hex(what) + notes_suffix)).string();
}

/// What tells the file from others, wherever it is: its size, and its ends. A log's end is signed, and says what it holds.
Result<Digest> identity_of(const ByteSource& file) {
    Sha256Stream sum;
    sum.add("orkestr notes 1\n" + std::to_string(file.size_bytes()) + '\n');
    std::string bytes(identity_bytes, '\0');
    const std::uint64_t size = file.size_bytes();
    for (const std::uint64_t offset : {std::uint64_t{0}, size - std::min<std::uint64_t>(size, identity_bytes)}) {
        const auto count = file.read(offset, bytes);
        if (!count) return count.error();
        sum.add(std::string_view(bytes).substr(0, *count));
    }
    return sum.digest();
}

bool can_write_in(const fs::path& folder) { return ::access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0; }

/// Beside, when that can be written to; else at home, beginning with what stands beside.
NotesFile choose(const std::string& beside, const std::string& at_home, Annotations base) {
    if (can_write_in(fs::path(beside).parent_path())) return NotesFile(beside, {at_home}, std::move(base));
    return NotesFile(at_home, {beside}, std::move(base));
}

} // namespace

Result<std::optional<CaseLine>> read_case(const std::string& path) {
    const auto file = FileBytes::open(path);
    if (!file) return file.error();
    const auto found = open_case(*file);
    if (!found) return found.error();
    if (!*found) return std::optional<CaseLine>();
    auto line = read_case_line((*found)->line);
    if (!line) return line.error();
    return std::optional(std::move(*line));
}

Result<NotesFile> notes_of(const std::string& path) {
    std::error_code failed;
    const fs::path canonical = fs::weakly_canonical(path, failed);
    const fs::path place = failed ? fs::path(path) : canonical;
    if (fs::is_directory(place, failed))
        return choose((place / (std::string("notes") + notes_suffix)).string(), kept_at_home(sha256("orkestr notes of a workspace 1\n" + place.string())), {});
    const auto file = FileBytes::open(place.string());
    if (!file) return file.error();
    const auto identity = identity_of(**file);
    if (!identity) return identity.error();
    // What a damaged case can't say is missing; its log opens all the same.
    auto line = read_case(place.string());
    Annotations base = line && *line ? std::move((*line)->content.annotations) : Annotations{};
    return choose(place.string() + notes_suffix, kept_at_home(*identity), std::move(base));
}

} // namespace orkestr
