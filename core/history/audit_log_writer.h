// Writes an audit log, as it streams: all that is held meanwhile is a line for each run.
#pragma once

#include "core/base/sha256_stream.h"
#include "core/history/audit_log_format.h"
#include "core/history/audit_log_record.h"

#include <deque>
#include <functional>
#include <string_view>
#include <vector>

namespace orkestr {

class AuditLogWriter {
public:
    /// Takes bytes in the order of the file. Errors end the writing.
    using Sink = std::function<Result<void>(std::string_view bytes)>;

    AuditLogWriter(Sink sink, const Ed25519Seed& seed) : sink_(std::move(sink)), seed_(seed) {}

    // In this order: begin; each definition and then each proof that the header lists; for each run, by ascending id,
    // begin_run, its records, end_run; finish. Errors of each: what the sink says; internal when the order is another.

    Result<void> begin(const AuditHeader& header);
    Result<void> add_definition(const AuditDefinition& definition);
    /// A footer's line of another log.
    Result<void> add_proof(std::string_view footer_line);
    Result<void> begin_run(const RunId& run);
    /// The run's next event, as it is to be shown. The chain is checked on the way. Errors: corrupt when it does not hold.
    Result<void> add(const EventRow& row, const AuditSeal& seal);
    Result<void> end_run(AuditRunRow row);
    Result<void> finish();

    const AuditCounts& counts() const { return counts_; }
    /// Of all bytes before the footer; once finished.
    const Digest& sha256() const { return sha256_; }
    std::uint64_t size_bytes() const { return offset_; }

private:
    struct RunEntry {
        AuditPlace place;
        AuditHead head;
        std::string row; ///< the index line's body
    };
    Result<void> line(std::string body);
    Result<void> listed(const std::string& body, const std::vector<Digest>& list, std::uint64_t& next);

    Sink sink_;
    Ed25519Seed seed_;
    Sha256Stream sum_;
    AuditHeader header_;
    Digest header_sum_{};
    AuditCounts counts_;
    std::uint64_t n_ = 0;
    std::uint64_t offset_ = 0;
    std::deque<RunEntry> runs_; ///< growing moves none of them
    bool in_run_ = false;
    Digest run_key_{};
    bool has_key_ = false;
    Digest view_{};
    Digest sha256_{};
};

} // namespace orkestr
