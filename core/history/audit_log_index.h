// An audit log, opened for reading: its runs, and any of their events at once. The log itself stays where it is.
//
// open_quickly reads the ends of the file and the index between: enough for a list of runs, and for a run's first events.
// build reads all of it once, keeps where each event stands (8 bytes) and needs no index, so that a log whose end is
// missing opens as far as it goes. What neither finds is said in damage(). Whether what is read is as it was written is the
// verifier's question (audit_log_verifier.h).
//
// An index does not change once it is made; any thread may ask it.
#pragma once

#include "core/history/audit_log_format.h"
#include "core/history/audit_log_record.h"
#include "core/history/byte_source.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

/// How many bytes of how many are done; called about every megabyte.
using AuditProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct AuditRun {
    AuditRunRow row;
    AuditPlace place;
    bool whole = true;   ///< false: records of it are missing
    /// False: the row is not what its records come to, as far as that is known: it is not whole, or there is no index that says
    /// what became of it. Then the fold of its events has to say that.
    bool settled = true;
};

class AuditLogIndex {
public:
    /// Errors: what the source says; invalid_argument when it is no audit log; newer_version. A log without a footer opens
    /// with no runs, and damage() says why.
    static Result<AuditLogIndex> open_quickly(std::shared_ptr<const ByteSource> source);
    /// The same, and cancelled when it is stopped.
    static Result<AuditLogIndex> build(std::shared_ptr<const ByteSource> source, const AuditProgress& progress = {}, std::stop_token stop = {});

    /// Every event's place is known.
    bool complete() const { return complete_; }
    /// Where something is missing or can't be read, what, and what can be read all the same; empty when nothing is.
    const std::string& damage() const { return damage_; }
    const AuditHeader& header() const { return header_; }
    /// Nothing when the log ends without one.
    const std::optional<AuditFooter>& footer() const { return footer_; }
    /// Its line, as a log made from this one keeps it. Errors: not_found when there is none; what the source says.
    Result<std::string> footer_line() const;
    std::uint64_t size_bytes() const { return source_->size_bytes(); }
    std::uint64_t event_count() const { return events_; }
    /// Of what this index holds itself.
    std::uint64_t memory_bytes() const;

    /// Runs stand in the order of their ids, oldest first.
    std::size_t run_count() const { return runs_.size(); }
    RunId run_at(std::size_t at) const;
    std::optional<std::size_t> find(const RunId& run) const;
    AuditPlace place_at(std::size_t at) const;
    /// Runs from number `first` on, with what lists show of them: few of them are quick, all of them are a scan of the
    /// index. A row that the index does not have is read from the run's first and last event. Errors: what the source says,
    /// corrupt.
    Result<std::vector<AuditRun>> runs(std::size_t first, std::size_t count) const;

    /// A run's events after `after`, in order, at most `limit`. Before the index is complete this reads from the run's first
    /// one on. Errors: not_found; corrupt for what is no JSON, and behind the last one where the log's own index counts more
    /// of them; what the source says.
    Result<std::vector<EventRow>> rows(const RunId& run, std::uint64_t after, std::uint32_t limit) const;
    /// The same as they stand there. `take` says whether it wants more; what it is given is gone afterwards.
    Result<void> records(const RunId& run, std::uint64_t after, const std::function<Result<bool>(const AuditRecord&)>& take) const;
    /// JSON pointers (`/value/a/b`) of what was taken out of an event; none for one that is shown whole. Errors: as rows.
    Result<std::vector<std::string>> redacted(const RunId& run, std::uint64_t seq) const;

    /// As the header lists them. Errors: not_found; corrupt; what the source says.
    const std::vector<AuditListed>& definitions() const { return header_.definitions; }
    Result<AuditDefinition> definition(const std::string& hash) const;
    /// The footers of the logs that this one was taken from, the oldest first.
    Result<std::vector<std::string>> proofs() const;

    const ByteSource& source() const { return *source_; }

private:
    friend class AuditLogScan;

    /// Events of one run that follow each other, in number and in the file.
    struct Stretch {
        std::array<char, 26> run{};
        std::uint64_t first_seq = 1;
        std::uint64_t events = 0;
        std::uint64_t offset = 0; ///< of the first one's line
        std::uint64_t line = 0;
        std::uint64_t ordinal = 0; ///< of the first one, among all events
        std::uint64_t row = 0;     ///< offset of the run's index line; 0: none
    };
    /// Where events stand: in blocks, so that growing moves nothing.
    class Offsets {
    public:
        void add(std::uint64_t offset);
        std::uint64_t operator[](std::uint64_t at) const { return blocks_[at / block][at % block]; }
        std::uint64_t size() const { return size_; }
        std::uint64_t memory_bytes() const { return blocks_.size() * block * sizeof(std::uint64_t); }

    private:
        static constexpr std::uint64_t block = 16 * 1024;
        std::vector<std::unique_ptr<std::uint64_t[]>> blocks_;
        std::uint64_t size_ = 0;
    };

    Result<void> read_ends();
    Result<void> read_index();
    Result<AuditRun> run_from_records(std::size_t at) const;
    bool has_gap(std::size_t at) const;
    Result<void> ends_behind(const RunId& run, std::uint64_t after) const;
    Result<std::uint64_t> offset_of(const Stretch& stretch, std::uint64_t seq) const;
    Result<void> records_of(const Stretch& stretch, std::uint64_t after, const std::function<Result<bool>(const AuditRecord&)>& take, bool& more) const;
    std::size_t stretches_end(std::size_t at) const { return at + 1 < runs_.size() ? runs_[at + 1] : stretches_.size(); }
    void note(std::string what) {
        if (damage_.empty()) damage_ = std::move(what);
    }

    std::shared_ptr<const ByteSource> source_;
    AuditHeader header_;
    std::optional<AuditFooter> footer_;
    std::uint64_t footer_offset_ = 0;
    std::uint64_t after_header_ = 0; ///< offset of the second line
    std::vector<Stretch> stretches_;
    std::vector<std::uint32_t> runs_; ///< of each run the first stretch
    Offsets offsets_;
    std::uint64_t events_ = 0;
    bool complete_ = false;
    std::string damage_;
};

} // namespace orkestr
