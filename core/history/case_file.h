// A case: runs taken along together with what people wrote on them and how they looked at them. One line, and behind it an
// audit log as it is. CASE.md has the format.
#pragma once

#include "core/base/ed25519.h"
#include "core/base/sha256.h"
#include "core/history/annotations.h"
#include "core/history/audit_log_verifier.h"

#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

inline constexpr int case_format = 1;
inline constexpr const char* case_suffix = ".orkcase";
/// How each case begins, whatever its format.
inline constexpr std::string_view case_beginning = "{\"orkcase\":";
/// The longest first line that is read.
inline constexpr std::size_t longest_case_line = longest_annotations + 1024 * 1024;

/// What was in front of whoever saved a case.
struct CaseView {
    std::string run_filter;   ///< of the list of runs; empty: all
    std::string event_filter; ///< of the events of `run`
    bool failed_only = false; ///< of them
    std::string run;          ///< that was open; empty: the list of runs
    std::string page;         ///< of it: steps, timeline, events, bookmarks; empty: none in front
    std::string step;         ///< key of the selected step; empty: the run itself
    std::uint64_t event = 0;  ///< the selected event; 0: none
    bool operator==(const CaseView&) const = default;
};

struct CaseContent {
    Annotations annotations;
    CaseView view;
    bool operator==(const CaseContent&) const = default;
};

/// The case's first line, without its end. `log`: SHA-256 of the text of the log that follows. Its length depends on the
/// content alone. Errors: limit.
Result<std::string> case_line(const CaseContent& content, const Digest& log, const Ed25519Seed& seed);

/// What a first line says, and whether it is to be believed.
struct CaseLine {
    CaseContent content;
    Digest log{};
    Ed25519PublicKey key{};
    std::optional<AuditFinding> finding; ///< record 0: it was edited, or is signed wrongly
};
/// Errors: corrupt when it is no such line, with what is wrong and the way out; newer_version; limit.
Result<CaseLine> read_case_line(std::string_view line);

/// What is said of a log that is not the one that the case was made with.
AuditFinding other_log_finding(const Digest& expected, const Digest& found);

} // namespace orkestr
