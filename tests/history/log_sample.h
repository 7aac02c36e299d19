// Small audit logs in memory, and what somebody may do to them.
#pragma once

#include "core/history/audit_log_verifier.h"
#include "core/history/audit_log_writer.h"
#include "core/history/redaction.h"

#include <string>
#include <vector>

namespace orkestr::test {

/// Bytes in memory.
class MemoryBytes final : public ByteSource {
public:
    explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size_bytes() const override { return bytes_.size(); }
    Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;

private:
    std::string bytes_;
};

inline constexpr const char* sample_workspace_key = "0123456789abcdef0123456789abcdef";

struct SampleRun {
    RunId run;
    std::vector<EventRow> rows;
    Digest key{};
    bool faults = false;
};
/// A run of so many tasks, sealed: 3 + 2 * tasks events that fold; the last one faults when that is wanted.
SampleRun sample_run(int number, int tasks, bool faults = false, char last = '0');

struct SampleLog {
    std::vector<SampleRun> runs;
    std::vector<std::string> redactions; ///< JSON paths
    std::vector<bool> redacts = {};      ///< of which run; empty: of all
    std::string workspace_key = sample_workspace_key;
    std::string proof = {};
};
/// Its text. Two definitions; a proof where one is given.
std::string written_log(const SampleLog& log);
/// Three runs, the second with redacted views, and a proof.
SampleLog usual_log();

std::vector<std::string> lines_of(const std::string& log);
std::string text_of_lines(const std::vector<std::string>& lines);
/// Every line bears its number again; the footer too.
std::vector<std::string> renumbered(std::vector<std::string> lines);
/// With another hash, salts as they stand there: as somebody would who knows the format.
std::vector<std::string> rehashed(std::vector<std::string> lines, std::size_t first, std::size_t last);

} // namespace orkestr::test
