// Checks one run's records one after another. Internal to the verifier.
#pragma once

#include "core/history/audit_log_record.h"
#include "core/history/history_fold.h"

namespace orkestr {

class AuditRunChain {
public:
    explicit AuditRunChain(const RunId& run);

    /// The run's next record. What is wrong with it; empty when nothing is.
    std::string add(const AuditRecord& record);

    std::uint64_t events() const { return events_; }
    const Digest& head() const { return head_; }
    const std::optional<Digest>& view() const { return view_; } ///< nothing: nothing was redacted
    std::uint64_t views() const { return views_; }
    /// The chain holds, yet its events make no run: the number of the first that can't follow, and why.
    const std::optional<std::pair<std::uint64_t, std::string>>& nonsense() const { return nonsense_; }
    bool unread() const { return unread_; } ///< it has events of unknown types

private:
    void fold(const AuditRecord& record);

    RunId run_;
    std::uint64_t events_ = 0;
    Digest head_;
    std::optional<Digest> key_;
    std::optional<Digest> view_;
    std::uint64_t views_ = 0;
    std::optional<HistoryFold> fold_;
    std::optional<std::pair<std::uint64_t, std::string>> nonsense_;
    bool unread_ = false;
};

} // namespace orkestr
