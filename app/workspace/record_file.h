// Files of other systems, opened to be looked at: told apart by how they begin, not by their names.
#pragma once

#include "core/ports/run_source.h"

#include <memory>
#include <string>
#include <string_view>

namespace orkestr {

/// What a file looks like.
struct RecordLook {
    enum class Kind : std::uint8_t {
        temporal,   ///< these three are opened by open_record_source
        otlp,
        wfformat,
        audit_log,  ///< JSON Lines of an .orklog
        definition, ///< a workflow definition, YAML or JSON
        sqlite,     ///< perhaps a workspace's database
        zstd,       ///< perhaps a compressed audit log
        other,
    };
    Kind kind = Kind::other;
    std::string words; ///< what goes after `it looks like `: `a Temporal workflow history`, `a JSON object with a, b, c`

    bool is_record() const { return kind == Kind::temporal || kind == Kind::otlp || kind == Kind::wfformat; }
};

/// How much of a file should be shown to detect_record, if it has so much.
inline constexpr std::size_t record_look_bytes = std::size_t{1} << 20;

/// `beginning`: the file's first bytes; `whole`: that is all there is.
RecordLook detect_record(std::string_view beginning, bool whole = false);

/// The same for a file. Errors: not_found, io, invalid_argument (a directory).
Result<RecordLook> detect_record_file(const std::string& path);

/// A Temporal history, an OTLP/JSON trace or a WfFormat record as a source that can only be read. It is read in the
/// background: what is wrong inside it comes as the answer to what is asked. Errors: as detect_record_file;
/// invalid_argument for a file of another kind, with what it looks like and what to do with it.
Result<std::unique_ptr<RunSource>> open_record_source(const std::string& path);

/// `PATH is no record that can be opened: it looks like ...`, with the way out where there is one.
std::string wrong_kind_message(const std::string& path, const RecordLook& look);

} // namespace orkestr
