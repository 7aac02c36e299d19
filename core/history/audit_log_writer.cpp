#include "core/history/audit_log_writer.h"

#include "core/history/chain.h"

namespace orkestr {

namespace {

Error out_of_order(const char* what) { return {ErrorCode::internal, std::string("an audit log is written out of order: ") + what, {}}; }

} // namespace

Result<void> AuditLogWriter::line(std::string body) {
    std::string text = "{\"n\":" + std::to_string(++n_) + ",";
    text += body;
    text += '\n';
    sum_.add(text);
    offset_ += text.size();
    return sink_(text);
}

Result<void> AuditLogWriter::begin(const AuditHeader& header) {
    if (n_ > 0) return out_of_order("the header");
    header_ = header;
    std::string body = audit_header_body(header);
    header_sum_ = orkestr::sha256(body);
    return line(std::move(body));
}

Result<void> AuditLogWriter::listed(const std::string& body, const std::vector<Digest>& list, std::uint64_t& next) {
    if (counts_.runs > 0 || in_run_ || next >= list.size() || list[next] != orkestr::sha256(body)) return out_of_order("what its header lists");
    ++next;
    return line(body);
}

Result<void> AuditLogWriter::add_definition(const AuditDefinition& definition) {
    std::vector<Digest> lines;
    for (const auto& one : header_.definitions) lines.push_back(one.line);
    return listed(audit_definition_body(definition), lines, counts_.definitions);
}

Result<void> AuditLogWriter::add_proof(std::string_view footer_line) {
    if (counts_.definitions < header_.definitions.size()) return out_of_order("a proof");
    return listed(audit_proof_body(footer_line), header_.proofs, counts_.proofs);
}

Result<void> AuditLogWriter::begin_run(const RunId& run) {
    if (in_run_ || counts_.definitions < header_.definitions.size() || counts_.proofs < header_.proofs.size()) return out_of_order("a run");
    if (!runs_.empty() && run <= runs_.back().head.run) return out_of_order("a run that sorts before another");
    runs_.push_back({{offset_, n_ + 1, 0}, {run, 0, chain_start(run), std::nullopt}, {}});
    in_run_ = true;
    has_key_ = false;
    view_ = audit_view_start(run.text);
    return {};
}

Result<void> AuditLogWriter::add(const EventRow& row, const AuditSeal& seal) {
    if (!in_run_) return out_of_order("an event");
    RunEntry& run = runs_.back();
    if (seal.key) {
        run_key_ = *seal.key;
        has_key_ = true;
    }
    if (!seal.commitment && !seal.salt && !has_key_) return out_of_order("an event without a seal");
    const Digest commitment = seal.commitment ? *seal.commitment : commitment_of(seal.salt ? *seal.salt : salt_of(run_key_, row.seq), row);
    if (row.seq != run.head.events + 1 || chain_next(run.head.hash, row, commitment) != row.hash)
        return Error{ErrorCode::corrupt, "the history of run " + run.head.run.text + " is damaged: event " + std::to_string(row.seq) + " (" + row.type +
                                             ") does not follow from the ones before; 'orkestr verify' says more", {}};
    run.head.events = row.seq;
    run.head.hash = row.hash;
    std::string body = audit_record_body(run.head.run, row, seal);
    if (seal.commitment) {
        view_ = orkestr::sha256({bytes_of(view_), body});
        run.head.view = view_;
        body += ",\"view\":\"" + to_hex(view_) + "\"";
        ++counts_.redacted;
    }
    body += '}';
    ++counts_.events;
    return line(std::move(body));
}

Result<void> AuditLogWriter::end_run(AuditRunRow row) {
    if (!in_run_ || row.run != runs_.back().head.run || runs_.back().head.events == 0) return out_of_order("the end of a run");
    in_run_ = false;
    RunEntry& run = runs_.back();
    run.place.events = run.head.events;
    run.row = audit_index_body(run.place, row);
    run.row.shrink_to_fit();
    ++counts_.runs;
    return {};
}

Result<void> AuditLogWriter::finish() {
    if (in_run_ || n_ == 0) return out_of_order("the footer");
    const std::uint64_t index_offset = offset_;
    Digest sum = audit_index_start();
    for (auto& run : runs_) {
        sum = orkestr::sha256({bytes_of(sum), run.row});
        if (auto written = line(run.row + ",\"sum\":\"" + to_hex(sum) + "\"}"); !written) return written;
        std::string().swap(run.row);
    }
    sha256_ = sum_.digest();
    std::vector<AuditHead> heads;
    heads.reserve(runs_.size());
    for (; !runs_.empty(); runs_.pop_front()) heads.push_back(std::move(runs_.front().head));
    const AuditFooter footer{n_ + 1, counts_, header_sum_, sum, index_offset, sha256_, {}, {}};
    const std::string text = audit_footer_line(footer, heads, seed_) + "\n";
    offset_ += text.size();
    return sink_(text);
}

} // namespace orkestr
