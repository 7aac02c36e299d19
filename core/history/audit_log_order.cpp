#include "core/history/audit_log_order.h"

namespace orkestr {

AuditIdentity AuditOrder::expected(const AuditHeader& header) const {
    switch (section_) {
    case Section::header: return {AuditLineKind::header};
    case Section::definitions: return at_ < header.definitions.size() ? AuditIdentity{AuditLineKind::definition, header.definitions[at_].hash} : AuditIdentity{};
    case Section::proofs: return {AuditLineKind::proof};
    case Section::records: return {AuditLineKind::record, heads_[at_head_].run.text, seq_};
    case Section::index: return {AuditLineKind::index, heads_[at_head_].run.text};
    case Section::footer: return {AuditLineKind::footer};
    case Section::end: break;
    }
    return {};
}

void AuditOrder::advance() {
    ++at_;
    switch (section_) {
    case Section::header: at_ = 0; section_ = Section::definitions; break;
    case Section::definitions:
    case Section::proofs: break;
    case Section::records:
        if (seq_++ < heads_[at_head_].events) break;
        seq_ = 1;
        ++at_head_;
        break;
    case Section::index: ++at_head_; break;
    case Section::footer: section_ = Section::end; break;
    case Section::end: break;
    }
    skip_empty();
}

void AuditOrder::skip_empty() {
    const auto next = [&](Section section) {
        section_ = section;
        at_ = 0;
        at_head_ = 0;
    };
    if (section_ == Section::definitions && at_ >= counts_.definitions) next(Section::proofs);
    if (section_ == Section::proofs && at_ >= counts_.proofs) next(Section::records);
    if (section_ == Section::records) {
        while (at_head_ < heads_.size() && heads_[at_head_].events == 0) ++at_head_;
        if (at_head_ >= heads_.size()) next(Section::index);
    }
    if (section_ == Section::index && at_head_ >= heads_.size()) next(Section::footer);
}

bool may_follow(const AuditLineName& line, const AuditIdentity& before) {
    if (line.kind == AuditLineKind::other) return false;
    if (before.kind == AuditLineKind::other) return line.kind == AuditLineKind::header;
    if (line.kind < before.kind || before.kind == AuditLineKind::footer) return false;
    if (line.kind == AuditLineKind::header) return false;
    if (line.kind != AuditLineKind::record) return line.kind != before.kind || line.kind != AuditLineKind::index || line.name > before.name;
    if (before.kind != AuditLineKind::record) return line.seq == 1;
    return line.name == before.name ? line.seq == before.seq + 1 : line.name > before.name && line.seq == 1;
}

} // namespace orkestr
