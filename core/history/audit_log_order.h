// Which line of an audit log comes next. Internal to the verifier.
#pragma once

#include "core/history/audit_log_format.h"
#include "core/history/audit_log_record.h"

#include <vector>

namespace orkestr {

/// A line's identity, whatever number it bears.
struct AuditIdentity {
    AuditLineKind kind = AuditLineKind::other; ///< other: unknown
    std::string name = {};
    std::uint64_t seq = 0;
    bool is(const AuditLineName& line) const { return kind != AuditLineKind::other && kind == line.kind && name == line.name && seq == line.seq; }
};

/// The order that a footer mandates.
class AuditOrder {
public:
    AuditOrder(const AuditCounts& counts, std::vector<AuditHead> heads) : counts_(counts), heads_(std::move(heads)) {}

    /// The next line's identity; of a definition once the header is known.
    AuditIdentity expected(const AuditHeader& header) const;
    void advance();
    /// Lines of this kind that were passed.
    std::uint64_t passed() const { return at_; }
    /// The run that the next record or index line is of.
    const AuditHead* head() const { return at_head_ < heads_.size() ? &heads_[at_head_] : nullptr; }
    const std::vector<AuditHead>& heads() const { return heads_; }
    bool ended() const { return section_ == Section::end; }

private:
    enum class Section : std::uint8_t { header, definitions, proofs, records, index, footer, end };
    void skip_empty();

    AuditCounts counts_;
    std::vector<AuditHead> heads_;
    Section section_ = Section::header;
    std::uint64_t at_ = 0; ///< in the section
    std::size_t at_head_ = 0;
    std::uint64_t seq_ = 1;
};

/// What may follow a line, as far as that can be told without a footer.
bool may_follow(const AuditLineName& line, const AuditIdentity& before);

} // namespace orkestr
