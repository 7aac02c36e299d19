#include "core/history/audit_log_chain.h"

#include "core/history/chain.h"

namespace orkestr {

AuditRunChain::AuditRunChain(const RunId& run) : run_(run), head_(chain_start(run)), fold_(HistoryFold()) {}

std::string AuditRunChain::add(const AuditRecord& record) {
    if (record.seq != events_ + 1) return "event " + std::to_string(events_ + 1) + " should follow";
    if (record.key && record.seq != 1) return "a run's key stands with its first event only";
    if (record.key) key_ = record.key;
    if (!record.commitment && !record.salt && !key_) return "neither salt nor commitment is known";
    const Digest commitment = record.commitment ? *record.commitment : audit_record_commitment(record.salt ? *record.salt : salt_of(*key_, record.seq), record);
    if (audit_record_hash(head_, record, commitment) != record.hash) return "it does not match its hash: it, or the one before, was changed";
    if (record.commitment) {
        const Digest before = view_ ? *view_ : audit_view_start(run_.text);
        if (sha256({bytes_of(before), record.viewed}) != *record.view) return "what is shown of it does not match: it, or the redacted one before, was changed";
        view_ = record.view;
        ++views_;
    }
    head_ = record.hash;
    events_ = record.seq;
    fold(record);
    return {};
}

void AuditRunChain::fold(const AuditRecord& record) {
    if (!fold_) return;
    const auto event = audit_record_event(record);
    const auto added = event ? fold_->add(*event) : Result<void>(event.error());
    if (added) return;
    fold_.reset();
    if (added.error().code == ErrorCode::newer_version) unread_ = true;
    // Where something was taken out, what follows need not be readable.
    else if (!view_) nonsense_ = {record.seq, added.error().message};
}

} // namespace orkestr
