#include "core/history/audit_log_verifier.h"

#include "core/base/sha256_stream.h"
#include "core/history/audit_log_chain.h"
#include "core/history/audit_log_lines.h"
#include "core/history/audit_log_order.h"
#include "core/history/audit_log_tail.h"

#include <algorithm>

namespace orkestr {

const char* to_string(AuditFault fault) {
    switch (fault) {
    case AuditFault::edited: return "edited";
    case AuditFault::deleted: return "deleted";
    case AuditFault::inserted: return "inserted";
    case AuditFault::reordered: return "reordered";
    case AuditFault::truncated: return "truncated";
    case AuditFault::signature: return "signature";
    case AuditFault::head: return "head";
    }
    return "edited";
}

namespace {

std::string line_number(std::uint64_t n) { return "line " + std::to_string(n); }

/// The first line that is not what it should be.
struct FirstBad {
    std::uint64_t line = 0;
    AuditIdentity expected; ///< what should stand there
    AuditIdentity found;
    std::string message;
    bool by_footer = false; ///< only the footer says so
    bool by_order = false;  ///< another line should stand there; else it is the right one, changed
    // What comes to light behind it:
    bool found_later = false; ///< the line that should stand there stands elsewhere
    bool aligned = false;     ///< what comes next is what should, or it was its run's last
};

AuditIdentity identity_of(const AuditLineName& name) { return {name.kind, std::string(name.name), name.seq}; }

std::string describe_identity(const AuditIdentity& one) {
    switch (one.kind) {
    case AuditLineKind::header: return "the header";
    case AuditLineKind::definition: return "definition " + one.name.substr(0, 12);
    case AuditLineKind::proof: return "a proof";
    case AuditLineKind::record: return "event " + std::to_string(one.seq) + " of run " + one.name;
    case AuditLineKind::index: return "the index line of run " + one.name;
    case AuditLineKind::footer: return "the footer";
    case AuditLineKind::other: break;
    }
    return "something else";
}

/// What was done to the file, as AUDIT_LOG.md has it: `lines` stand there, and there should be `should` of them.
AuditFault fault_of(const FirstBad& bad, std::uint64_t lines, std::uint64_t should) {
    if (lines < should) return AuditFault::deleted;
    if (lines > should) return AuditFault::inserted;
    if (bad.found_later) return AuditFault::reordered;
    const bool same_run = bad.by_order && bad.expected.kind == AuditLineKind::record && bad.found.kind == AuditLineKind::record && bad.expected.name == bad.found.name;
    if (same_run && !bad.aligned && bad.found.seq > bad.expected.seq) return AuditFault::deleted;
    if (same_run && !bad.aligned && bad.found.seq < bad.expected.seq) return AuditFault::inserted;
    return AuditFault::edited;
}

/// The whole file, or one run in it.
class AuditLogCheck {
public:
    AuditLogCheck(const ByteSource& source, const AuditQuestion& question) : source_(source), question_(question) {}

    Result<AuditVerdict> run(const AuditProgress& progress, const std::stop_token& stop);

private:
    Result<void> check_format() const;
    Result<void> find_footer(const std::stop_token& stop);
    Result<void> read(const AuditProgress& progress, const std::stop_token& stop);
    void take(const AuditLine& line);
    void look_behind(const AuditLine& line, const AuditLineName& name);
    void check(const AuditLine& line, const AuditLineName& name);
    void check_place(const AuditLine& line, const AuditLineName& name);
    void check_header(const AuditLine& line, const AuditLineName& name);
    void check_listed(const AuditLine& line, const AuditLineName& name);
    void check_record(const AuditLine& line, const AuditLineName& name);
    void check_run_end(const AuditLine& line, const AuditHead* head);
    void check_index(const AuditLine& line);
    void take_of_run(const AuditLine& line, const AuditLineName& name);
    void end_chain();
    void is_bad(const AuditLine& line, std::string message, bool by_footer = false);
    void vouch(const AuditLine& line);

    void decide();
    void decide_whole();
    void decide_run();
    void find(AuditFault kind, std::uint64_t record, std::string message);
    void find_bad(std::uint64_t lines, std::uint64_t should);
    void check_pins();
    const AuditHead* head_of(const RunId& run) const;
    /// What the source says of its end, behind what is said of the log's.
    std::string of_source() const { return source_.damage().empty() ? std::string() : "; " + source_.damage(); }

    const ByteSource& source_;
    const AuditQuestion& question_;
    std::optional<AuditTail> tail_;
    bool is_signed_ = false;
    std::optional<AuditOrder> order_;
    AuditHeader header_;
    AuditIdentity expected_;
    AuditIdentity before_;
    std::optional<FirstBad> bad_;
    std::uint64_t lines_ = 0;     ///< that end
    std::uint64_t footer_line_ = 0;
    std::uint64_t claimed_ = 0;   ///< what the last line that is one says of its number, less its place
    std::uint64_t placed_ = 0;
    bool cut_off_ = false;        ///< the last line does not end
    bool ends_signed_ = false;    ///< the last line that ends is a footer, or was one
    bool unreadable_ = false;     ///< the source can't be read to its end
    std::optional<AuditRunChain> chain_;
    std::uint64_t last_record_ = 0;
    struct Start { std::uint64_t offset = 0; std::uint64_t line = 0; };
    std::vector<Start> starts_; ///< of each run
    Digest index_sum_ = audit_index_start();
    Sha256Stream sum_;
    std::optional<Digest> before_footer_;
    std::optional<FirstBad> nonsense_;
    std::vector<std::string> proofs_;
    AuditVerdict verdict_;
};

Result<void> AuditLogCheck::find_footer(const std::stop_token& stop) {
    auto tail = read_audit_tail(source_);
    if (tail && !*tail) tail = find_audit_footer(source_, stop);
    if (!tail) {
        // What can't be read is found again, in its place, by reading from the beginning.
        const auto code = tail.error().code;
        return code == ErrorCode::corrupt || code == ErrorCode::limit ? Result<void>() : Result<void>(tail.error());
    }
    if (!*tail) return {};
    tail_ = std::move(**tail);
    is_signed_ = is_footer_signed(tail_->line, tail_->footer);
    std::vector<AuditHead> heads;
    AuditHeads reader(tail_->line);
    while (auto head = reader.next()) heads.push_back(std::move(*head));
    order_.emplace(tail_->footer.counts, std::move(heads));
    return {};
}

void AuditLogCheck::is_bad(const AuditLine& line, std::string message, bool by_footer) {
    if (bad_) return;
    bad_ = FirstBad{line.number, expected_, identity_of(name_audit_line(line.text)), std::move(message), by_footer};
}

void AuditLogCheck::check_place(const AuditLine& line, const AuditLineName& name) {
    expected_ = order_ ? order_->expected(header_) : AuditIdentity{};
    const bool follows = may_follow(name, before_);
    const bool mandated = !order_ || (order_->ended() ? false : expected_.kind == AuditLineKind::other ? name.kind == AuditLineKind::definition : expected_.is(name));
    if (!order_ && before_.kind == AuditLineKind::record) expected_ = {AuditLineKind::record, before_.name, before_.seq + 1};
    if (name.n == line.number && follows && mandated) return;
    const std::string number = name.n == 0 ? "is no line of an audit log" : "holds " + describe_identity(identity_of(name)) + " and says number " + std::to_string(name.n);
    const std::string wanted = expected_.kind == AuditLineKind::other ? "" : "; " + describe_identity(expected_) + " should stand there";
    is_bad(line, number + wanted, name.n == line.number && follows);
    bad_->by_order = true;
    bad_->aligned = order_ && order_->head() && order_->head()->events == expected_.seq;
}

void AuditLogCheck::check_header(const AuditLine& line, const AuditLineName& name) {
    if (tail_ && sha256(name.body) != tail_->footer.header) return is_bad(line, "the header was changed", true);
    auto header = read_audit_header(line.text);
    if (!header) return is_bad(line, header.error().message);
    header_ = std::move(*header);
}

void AuditLogCheck::check_listed(const AuditLine& line, const AuditLineName& name) {
    const bool definition = name.kind == AuditLineKind::definition;
    std::uint64_t& count = definition ? verdict_.counts.definitions : verdict_.counts.proofs;
    const std::size_t listed = definition ? header_.definitions.size() : header_.proofs.size();
    if (count >= listed) return is_bad(line, "the header does not list it");
    if (sha256(name.body) != (definition ? header_.definitions[count].line : header_.proofs[count])) return is_bad(line, "it is not what the header lists");
    ++count;
    if (!definition)
        if (auto proof = read_audit_proof(line.text)) proofs_.push_back(std::move(*proof));
}

void AuditLogCheck::check_record(const AuditLine& line, const AuditLineName& name) {
    const auto record = cut_audit_record(line.text);
    if (!record) return is_bad(line, "the record is not of the form that it should have");
    if (name.seq == 1) {
        end_chain();
        chain_.emplace(RunId{std::string(name.name)});
        starts_.push_back({line.offset, line.number});
    }
    const bool had_nonsense = chain_->nonsense().has_value();
    const std::string wrong = chain_->add(*record);
    if (!wrong.empty()) return is_bad(line, describe_identity(identity_of(name)) + ": " + wrong);
    if (!had_nonsense && chain_->nonsense() && !nonsense_)
        nonsense_ = FirstBad{line.number, identity_of(name), identity_of(name), "the chain holds, but this event can't follow the ones before: " + chain_->nonsense()->second};
    ++verdict_.counts.events;
    if (record->commitment) ++verdict_.counts.redacted;
    last_record_ = line.number;
    const AuditHead* head = order_ ? order_->head() : nullptr;
    if (head && head->events == name.seq) check_run_end(line, head);
}

void AuditLogCheck::check_run_end(const AuditLine& line, const AuditHead* head) {
    const std::string run = "run " + head->run.text;
    if (chain_->head() != head->hash) is_bad(line, run + " ends with another hash than the footer says: its records were changed, and their hashes with them", true);
    else if (chain_->view() != head->view) is_bad(line, run + " shows redacted events otherwise than the footer says", true);
}

void AuditLogCheck::end_chain() {
    if (!chain_) return;
    ++verdict_.counts.runs;
    if (chain_->unread()) ++verdict_.unread;
    verdict_.head = chain_->head();
}

void AuditLogCheck::check_index(const AuditLine& line) {
    const auto entry = cut_audit_index(line.text);
    if (!entry) return is_bad(line, "the index line is not of the form that it should have");
    index_sum_ = sha256({bytes_of(index_sum_), entry->summed});
    if (entry->sum != index_sum_) return is_bad(line, "the index line, or the one before, was changed");
    if (!order_) return;
    const std::uint64_t at = order_->passed();
    const AuditHead* head = order_->head();
    const bool right = at < starts_.size() && head && entry->place == AuditPlace{starts_[at].offset, starts_[at].line, head->events};
    if (!right) return is_bad(line, "the index says that run " + std::string(entry->run) + " stands elsewhere");
    if (at + 1 == order_->heads().size() && index_sum_ != tail_->footer.index) is_bad(line, "the index is not what the footer says", true);
}

void AuditLogCheck::check(const AuditLine& line, const AuditLineName& name) {
    check_place(line, name);
    if (bad_) return;
    switch (name.kind) {
    case AuditLineKind::header: check_header(line, name); break;
    case AuditLineKind::definition:
    case AuditLineKind::proof: check_listed(line, name); break;
    case AuditLineKind::record: check_record(line, name); break;
    case AuditLineKind::index: check_index(line); break;
    case AuditLineKind::footer:
    case AuditLineKind::other: break;
    }
    before_ = identity_of(name);
    if (order_) order_->advance();
}

void AuditLogCheck::look_behind(const AuditLine& line, const AuditLineName& name) {
    const bool known = bad_->expected.kind != AuditLineKind::other;
    // Without a footer a run may end anywhere: then it is the number that tells.
    const bool numbered = (!known || !order_) && name.kind != AuditLineKind::other && name.n == bad_->line;
    if (bad_->expected.is(name) || numbered) bad_->found_later = true;
    if (line.number != bad_->line + 1 || !known || bad_->aligned) return;
    AuditIdentity next = bad_->expected;
    ++next.seq;
    bad_->aligned = next.is(name);
}

void AuditLogCheck::take(const AuditLine& line) {
    const AuditLineName name = name_audit_line(line.text);
    if (!tail_ && !line.ended) {
        cut_off_ = true;
        if (name.n > 0) placed_ = std::max<std::uint64_t>(placed_, 1);
        return;
    }
    ++lines_;
    ends_signed_ = name.kind == AuditLineKind::footer || line.text.find(",\"signature\":\"") != std::string_view::npos;
    if (tail_ && line.offset == tail_->offset) footer_line_ = line.number;
    if (question_.run) return take_of_run(line, name);
    if (bad_) look_behind(line, name);
    else check(line, name);
    if (name.n > 0) {
        claimed_ = name.n;
        placed_ = line.number;
    }
}

void AuditLogCheck::take_of_run(const AuditLine& line, const AuditLineName& name) {
    if (name.kind == AuditLineKind::proof)
        if (auto proof = read_audit_proof(line.text)) proofs_.push_back(std::move(*proof));
    if (name.kind != AuditLineKind::record || name.name != question_.run->text) return;
    last_record_ = line.number;
    ++verdict_.counts.events;
    if (bad_) return look_behind(line, name);
    if (!chain_) chain_.emplace(*question_.run);
    expected_ = {AuditLineKind::record, question_.run->text, chain_->events() + 1};
    const auto record = cut_audit_record(line.text);
    const std::string wrong = record ? chain_->add(*record) : "the record is not of the form that it should have";
    if (!wrong.empty()) {
        is_bad(line, describe_identity(identity_of(name)) + ": " + wrong);
        bad_->by_order = !expected_.is(name);
        return;
    }
    if (record->commitment) ++verdict_.counts.redacted;
    if (chain_->nonsense() && !nonsense_) nonsense_ = FirstBad{line.number, expected_, expected_, "the chain holds, but this event can't follow the ones before: " + chain_->nonsense()->second};
}

Result<void> AuditLogCheck::read(const AuditProgress& progress, const std::stop_token& stop) {
    const std::uint64_t size = source_.size_bytes();
    AuditLines lines(source_);
    for (std::uint64_t told = 0;;) {
        const auto line = lines.next();
        if (!line) {
            if (line.error().code != ErrorCode::corrupt && line.error().code != ErrorCode::limit) return line.error();
            is_bad({lines_ + 1, lines.offset(), {}, true}, "it can't be read: " + line.error().message);
            claimed_ = placed_ = lines_;
            unreadable_ = true;
            return {};
        }
        if (!*line) break;
        if (tail_ && (*line)->offset == tail_->offset) before_footer_ = sum_.digest();
        sum_.add((*line)->text);
        if ((*line)->ended) sum_.add("\n");
        take(**line);
        constexpr std::uint64_t often = std::uint64_t{1} << 20;
        if (lines.offset() < told + often) continue;
        told = lines.offset();
        if (progress) progress(told, size);
        if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the verification was stopped", {}};
    }
    if (progress) progress(size, size);
    return {};
}

void AuditLogCheck::find(AuditFault kind, std::uint64_t record, std::string message) {
    verdict_.finding = AuditFinding{kind, record, {}, 0, std::move(message)};
}

void AuditLogCheck::find_bad(std::uint64_t lines, std::uint64_t should) {
    const AuditFault kind = fault_of(*bad_, lines, should);
    find(kind, bad_->line, line_number(bad_->line) + ": " + bad_->message);
    const AuditIdentity& about = bad_->expected.kind == AuditLineKind::record ? bad_->expected : bad_->found;
    if (about.kind != AuditLineKind::record) return;
    verdict_.finding->run = RunId{about.name};
    verdict_.finding->seq = about.seq;
}

void AuditLogCheck::decide_whole() {
    if (!tail_) {
        const bool at_end = bad_ && bad_->line == lines_ && !unreadable_;
        if (ends_signed_ && (!bad_ || at_end)) return find(AuditFault::signature, lines_, "the footer was changed: it is not of the form that it should have");
        if (at_end && bad_->found.kind == AuditLineKind::other) return find(AuditFault::truncated, lines_, line_number(lines_) + " is cut off: the log has no footer" + of_source());
        if (bad_) return find_bad(lines_, lines_ + (claimed_ - placed_));
        return find(AuditFault::truncated, lines_ + 1, line_number(lines_ + 1) + (cut_off_ ? " is cut off" : " is missing") + ": the log has no footer" + of_source());
    }
    const bool sum_holds = before_footer_ == tail_->footer.sha256;
    const bool in_footer = bad_ && bad_->expected.kind == AuditLineKind::footer && bad_->found.kind == AuditLineKind::footer;
    // A footer that differs from records which are as it says in all is what was changed itself.
    if (bad_ && !is_signed_ && (in_footer || (sum_holds && bad_->by_footer))) return find(AuditFault::signature, footer_line_, "the footer was changed: its signature does not match");
    if (bad_) return find_bad(lines_, tail_->footer.counts.lines());
    if (!is_signed_) return find(AuditFault::signature, footer_line_, "the signature of the footer does not match");
    if (!sum_holds) return find(AuditFault::edited, footer_line_, "the file's SHA-256 is not what the footer says");
    // Compressed, it ends with a table behind the text.
    if (!source_.damage().empty()) find(AuditFault::truncated, lines_ + 1, "all lines are there and hold, but " + source_.damage());
}

const AuditHead* AuditLogCheck::head_of(const RunId& run) const {
    if (!order_) return nullptr;
    const auto& heads = order_->heads();
    const auto at = std::find_if(heads.begin(), heads.end(), [&](const AuditHead& one) { return one.run == run; });
    return at == heads.end() ? nullptr : &*at;
}

void AuditLogCheck::decide_run() {
    const AuditHead* head = head_of(*question_.run);
    const std::uint64_t found = verdict_.counts.events;
    if (chain_) verdict_.head = chain_->head();
    if (!tail_) {
        if (bad_) return find_bad(found, found);
        return find(AuditFault::truncated, lines_ + 1, line_number(lines_ + 1) + (cut_off_ ? " is cut off" : " is missing") + ": the log has no footer");
    }
    if (bad_) return find_bad(found, is_signed_ && head ? head->events : found);
    if (!is_signed_) return find(AuditFault::signature, footer_line_, "the signature of the footer does not match");
    if (!head) return find(AuditFault::inserted, last_record_, "the footer does not know run " + question_.run->text);
    const std::uint64_t next = last_record_ > 0 ? last_record_ + 1 : footer_line_;
    if (found < head->events) return find(AuditFault::deleted, next, "events of run " + question_.run->text + " are missing behind number " + std::to_string(found));
    if (found > head->events) return find(AuditFault::inserted, last_record_, "run " + question_.run->text + " has more events than the footer says");
    if (chain_->head() != head->hash || chain_->view() != head->view)
        find(AuditFault::edited, last_record_, "run " + question_.run->text + " is not what the footer says: its records were changed, and their hashes with them");
}

void AuditLogCheck::check_pins() {
    if (question_.key && (!verdict_.key || *question_.key != *verdict_.key))
        return find(AuditFault::signature, footer_line_, "it was signed by another key than the one that was asked for");
    if (!question_.head) return;
    const bool file = !question_.run && (*question_.head == verdict_.sha256 || *question_.head == verdict_.whole_sha256);
    if (file || (verdict_.head && *question_.head == *verdict_.head)) return;
    const bool one_run = verdict_.head.has_value();
    find(AuditFault::head, one_run ? last_record_ : footer_line_, std::string(one_run ? "the run's head" : "the file's SHA-256") + " is not the one that was asked for");
}

void AuditLogCheck::decide() {
    end_chain();
    if (verdict_.counts.runs != 1) verdict_.head.reset();
    if (question_.run) decide_run();
    else decide_whole();
    verdict_.sha256 = before_footer_.value_or(Digest{});
    verdict_.whole_sha256 = sum_.digest();
    if (tail_ && is_signed_) verdict_.key = tail_->footer.key;
    if (!verdict_.finding) check_pins();
    if (!verdict_.finding && nonsense_) {
        bad_ = nonsense_;
        find_bad(0, 0);
    }
    for (const auto& line : proofs_) {
        const auto footer = cut_audit_footer(line);
        if (!footer) continue;
        AuditVoucher voucher{footer->key, is_footer_signed(line, *footer), 0};
        AuditHeads heads(line);
        while (const auto head = heads.next()) {
            const AuditHead* ours = head_of(head->run);
            if (ours && ours->events == head->events && ours->hash == head->hash) ++voucher.runs;
        }
        verdict_.vouchers.push_back(voucher);
    }
}

/// A log of another format is not judged by this one's rules; one that ends as this format does is of this one.
Result<void> AuditLogCheck::check_format() const {
    if (tail_) return {};
    AuditLines lines(source_);
    const auto first = lines.next();
    if (!first || !*first || name_audit_line((*first)->text).kind != AuditLineKind::header) return {};
    const auto header = read_audit_header((*first)->text);
    return !header && header.error().code == ErrorCode::newer_version ? Result<void>(header.error()) : Result<void>();
}

Result<AuditVerdict> AuditLogCheck::run(const AuditProgress& progress, const std::stop_token& stop) {
    if (auto found = find_footer(stop); !found) return found.error();
    if (auto known = check_format(); !known) return known.error();
    if (auto checked = read(progress, stop); !checked) return checked.error();
    const bool nothing_left = source_.size_bytes() == 0 && !source_.damage().empty();
    if (!tail_ && !unreadable_ && placed_ == 0 && last_record_ == 0 && !nothing_left) return Error{ErrorCode::invalid_argument, "this is no audit log", {}};
    if (question_.run && !chain_ && !bad_ && !head_of(*question_.run))
        return Error{ErrorCode::not_found, "there is no run " + question_.run->text + " in this log", {}};
    decide();
    return std::move(verdict_);
}

} // namespace

Result<AuditVerdict> verify_audit_log(const ByteSource& source, const AuditQuestion& question, const AuditProgress& progress, std::stop_token stop) {
    return AuditLogCheck(source, question).run(progress, stop);
}

} // namespace orkestr
