#include "core/history/audit_log_index.h"

#include "core/base/shortened.h"
#include "core/history/audit_log_lines.h"
#include "core/history/audit_log_tail.h"

#include <algorithm>
#include <cstring>

namespace orkestr {

namespace {

constexpr std::size_t longest_header_bytes = std::size_t{256} << 20;

std::string_view id_of(const std::array<char, 26>& id) { return {id.data(), id.size()}; }

Error no_such_run(const RunId& run) { return {ErrorCode::not_found, "there is no run " + run.text + " in this log", {}}; }

std::string line_of(std::uint64_t number) { return "line " + std::to_string(number); }

/// What a log looks like that is none, from its beginning.
Error no_audit_log(std::string_view text) {
    std::string looks = "something else";
    if (text.empty()) looks = "an empty file";
    else if (text.starts_with("SQLite format 3")) looks = "a database; if it is a workspace, name its folder";
    else if (text.starts_with("{") || text.starts_with("[")) looks = "other JSON";
    else if (text.starts_with("PK")) looks = "a ZIP archive";
    return {ErrorCode::invalid_argument, "this is no audit log: it looks like " + looks, {}};
}

/// What lists say of the error that an event holds, or that another one holds for it.
std::string shown_error(const AuditLogIndex& log, const RunId& run, const EventRow& row) {
    JsonValue data = JsonValue::of(row.data);
    const auto origin = data.integer_at("error_of");
    if (origin > 0) {
        const auto held = log.rows(run, static_cast<std::uint64_t>(origin) - 1, 1);
        if (held && !held->empty()) data = JsonValue::of(held->front().data);
    }
    const JsonValue* error = data.find("error");
    if (!error) return {};
    const std::string title = error->string_at("title").empty() ? error->string_at("type") : error->string_at("title");
    const std::string detail = error->string_at("detail");
    return detail.empty() ? title : title + ": " + shortened(detail, 200);
}

} // namespace

void AuditLogIndex::Offsets::add(std::uint64_t offset) {
    if (size_ % block == 0) blocks_.push_back(std::make_unique_for_overwrite<std::uint64_t[]>(block));
    blocks_.back()[size_++ % block] = offset;
}

std::uint64_t AuditLogIndex::memory_bytes() const {
    return offsets_.memory_bytes() + stretches_.capacity() * sizeof(Stretch) + runs_.capacity() * sizeof(std::uint32_t);
}

RunId AuditLogIndex::run_at(std::size_t at) const { return RunId{std::string(id_of(stretches_[runs_[at]].run))}; }

std::optional<std::size_t> AuditLogIndex::find(const RunId& run) const {
    const auto at = std::lower_bound(runs_.begin(), runs_.end(), run.text, [&](std::uint32_t stretch, const std::string& id) { return id_of(stretches_[stretch].run) < id; });
    if (at == runs_.end() || id_of(stretches_[*at].run) != run.text) return std::nullopt;
    return static_cast<std::size_t>(at - runs_.begin());
}

AuditPlace AuditLogIndex::place_at(std::size_t at) const {
    const Stretch& first = stretches_[runs_[at]];
    AuditPlace place{first.offset, first.line, 0};
    for (std::size_t i = runs_[at]; i < stretches_end(at); ++i) place.events += stretches_[i].events;
    return place;
}

Result<void> AuditLogIndex::read_ends() {
    AuditLines lines(*source_);
    const auto first = lines.next();
    if (!first) return first.error();
    const std::string_view text = *first ? (*first)->text : std::string_view();
    const auto name = name_audit_line(text);
    auto tail = read_audit_tail(*source_);
    if (!tail) return tail.error();
    // What is compressed may be cut off before anything of it can be read.
    const bool nothing_left = source_->size_bytes() == 0 && !source_->damage().empty();
    if (name.n == 0 && !*tail && !nothing_left) return no_audit_log(text.substr(0, 100));
    if (*tail) {
        footer_ = (*tail)->footer;
        footer_offset_ = (*tail)->offset;
    }
    if (*first) after_header_ = (*first)->end();
    if (const std::string damage = source_->damage(); !damage.empty()) note(damage);
    if (name.kind != AuditLineKind::header || text.size() > longest_header_bytes) {
        note("line 1 should be the header; the rest is shown as far as it can be read");
        return {};
    }
    auto header = read_audit_header(text);
    if (header) {
        header_ = std::move(*header);
    } else {
        if (header.error().code == ErrorCode::newer_version) return header.error();
        note("line 1: " + header.error().message + "; the rest is shown as far as it can be read");
    }
    return {};
}

Result<std::string> AuditLogIndex::footer_line() const {
    if (!footer_) return Error{ErrorCode::not_found, "the log has no footer", {}};
    AuditLines lines(*source_, footer_offset_);
    const auto line = lines.next();
    if (!line) return line.error();
    return *line ? std::string((*line)->text) : std::string();
}

Result<void> AuditLogIndex::read_index() {
    AuditLines lines(*source_, footer_->index_offset, footer_->counts.lines() - footer_->counts.runs);
    while (lines.offset() < footer_offset_) {
        const auto line = lines.next();
        if (!line) return line.error();
        const auto entry = *line ? cut_audit_index((*line)->text) : std::nullopt;
        const bool after = entry && (stretches_.empty() || id_of(stretches_.back().run) < entry->run);
        if (!after || entry->place.offset >= footer_->index_offset || entry->place.events == 0) {
            note("the index is damaged; runs are shown once the log is read");
            stretches_.clear();
            runs_.clear();
            return {};
        }
        Stretch stretch;
        std::copy(entry->run.begin(), entry->run.end(), stretch.run.begin());
        stretch.events = entry->place.events;
        stretch.offset = entry->place.offset;
        stretch.line = entry->place.line;
        stretch.row = (*line)->offset;
        runs_.push_back(static_cast<std::uint32_t>(stretches_.size()));
        stretches_.push_back(stretch);
    }
    events_ = footer_->counts.events;
    return {};
}

Result<AuditLogIndex> AuditLogIndex::open_quickly(std::shared_ptr<const ByteSource> source) {
    AuditLogIndex index;
    index.source_ = std::move(source);
    if (auto read = index.read_ends(); !read) return read.error();
    if (!index.footer_) {
        index.note("the log ends without a footer: it was cut off, or is still being written; everything before its end is shown");
        return index;
    }
    if (auto read = index.read_index(); !read) return read.error();
    return index;
}

/// Reads a log from its first line to its last.
class AuditLogScan {
public:
    explicit AuditLogScan(AuditLogIndex& index) : index_(index) {}

    Result<void> run(const AuditProgress& progress, const std::stop_token& stop) {
        const std::uint64_t size = index_.source_->size_bytes();
        AuditLines lines(*index_.source_);
        for (std::uint64_t told = 0;;) {
            const auto line = lines.next();
            if (!line) return broken_off(line.error(), lines.offset());
            if (!*line) break;
            take(**line);
            constexpr std::uint64_t often = std::uint64_t{1} << 20;
            if (lines.offset() < told + often) continue;
            told = lines.offset();
            if (progress) progress(told, size);
            if (stop.stop_requested()) return Error{ErrorCode::cancelled, "reading the log was stopped", {}};
        }
        if (progress) progress(size, size);
        if (!index_.footer_) {
            const std::string end = last_ > 0 ? "after " + line_of(last_) : "at its beginning";
            index_.note("the log ends " + end + " without a footer: it was cut off, or is still being written; everything before its end is shown");
        }
        return {};
    }

private:
    using Stretch = AuditLogIndex::Stretch;

    /// What can't be read ends the log there; what stands before it is shown.
    Result<void> broken_off(const Error& error, std::uint64_t offset) {
        if (error.code != ErrorCode::corrupt && error.code != ErrorCode::limit) return error;
        index_.note("from byte " + std::to_string(offset) + " on the log can't be read (" + error.message + "); everything before is shown");
        return {};
    }

    void take(const AuditLine& line) {
        const AuditLineName name = name_audit_line(line.text);
        if (!line.ended) return index_.note(line_of(line.number) + " is cut off; everything before it is shown");
        last_ = line.number;
        if (name.kind == AuditLineKind::record) return take_record(line, name);
        if (name.kind == AuditLineKind::index) return take_index(line, name);
        if (name.kind == AuditLineKind::other) index_.note(line_of(line.number) + " is no line of an audit log; what stands around it is shown");
    }

    void take_record(const AuditLine& line, const AuditLineName& name) {
        auto& stretches = index_.stretches_;
        const bool same = !stretches.empty() && id_of(stretches.back().run) == name.name;
        if (same && name.seq == next_seq_) {
            add(stretches.back(), line, name);
            return;
        }
        if ((same && name.seq < next_seq_) || (!stretches.empty() && name.name < id_of(stretches.back().run)))
            return index_.note(line_of(line.number) + " stands in a wrong place, and is not shown");
        if (name.seq != 1) index_.note("before " + line_of(line.number) + " events of run " + std::string(name.name) + " are missing; of that run those before them are shown");
        if (!same) index_.runs_.push_back(static_cast<std::uint32_t>(stretches.size()));
        Stretch stretch;
        std::copy(name.name.begin(), name.name.end(), stretch.run.begin());
        stretch.first_seq = name.seq;
        stretch.offset = line.offset;
        stretch.line = line.number;
        stretch.ordinal = index_.offsets_.size();
        stretches.push_back(stretch);
        add(stretches.back(), line, name);
    }

    void add(Stretch& stretch, const AuditLine& line, const AuditLineName& name) {
        ++stretch.events;
        ++index_.events_;
        next_seq_ = name.seq + 1;
        index_.offsets_.add(line.offset);
    }

    void take_index(const AuditLine& line, const AuditLineName& name) {
        // Index lines stand in the order of the runs.
        auto& runs = index_.runs_;
        while (row_ < runs.size() && id_of(index_.stretches_[runs[row_]].run) < name.name) ++row_;
        if (row_ >= runs.size() || id_of(index_.stretches_[runs[row_]].run) != name.name)
            return index_.note("of run " + std::string(name.name) + ", which " + line_of(line.number) + " tells of, there are no records; the other runs are shown");
        index_.stretches_[runs[row_]].row = line.offset;
        const auto entry = cut_audit_index(line.text);
        if (entry && entry->place.events > index_.place_at(row_).events)
            index_.note("of run " + std::string(name.name) + " there are fewer records than " + line_of(line.number) + " tells of; those that are there are shown");
    }

    AuditLogIndex& index_;
    std::uint64_t next_seq_ = 0;
    std::size_t row_ = 0;
    std::uint64_t last_ = 0;
};

Result<AuditLogIndex> AuditLogIndex::build(std::shared_ptr<const ByteSource> source, const AuditProgress& progress, std::stop_token stop) {
    AuditLogIndex index;
    index.source_ = std::move(source);
    if (auto read = index.read_ends(); !read) return read.error();
    if (auto scanned = AuditLogScan(index).run(progress, stop); !scanned) return scanned.error();
    index.stretches_.shrink_to_fit();
    index.runs_.shrink_to_fit();
    index.complete_ = true;
    return index;
}

Result<std::uint64_t> AuditLogIndex::offset_of(const Stretch& stretch, std::uint64_t seq) const {
    return complete_ ? offsets_[stretch.ordinal + (seq - stretch.first_seq)] : stretch.offset;
}

Result<void> AuditLogIndex::records_of(const Stretch& stretch, std::uint64_t after, const std::function<Result<bool>(const AuditRecord&)>& take, bool& more) const {
    std::uint64_t next = std::max(after + 1, stretch.first_seq);
    const std::uint64_t last = stretch.first_seq + stretch.events - 1;
    if (next > last) return {};
    const auto offset = offset_of(stretch, next);
    if (!offset) return offset.error();
    AuditLines lines(*source_, *offset);
    while (more && next <= last) {
        const auto line = lines.next();
        if (!line) return line.error();
        const AuditLineName name = *line ? name_audit_line((*line)->text) : AuditLineName{};
        const bool ours = name.kind == AuditLineKind::record && name.name == id_of(stretch.run);
        const bool passed = !*line || (name.kind != AuditLineKind::other && !ours);
        if (passed) return Error{ErrorCode::corrupt, "event " + std::to_string(next) + " of run " + std::string(id_of(stretch.run)) + " is not where the index says", {}};
        if (!ours || name.seq < next) continue;
        const auto record = cut_audit_record((*line)->text);
        if (!record || record->seq != next) return Error{ErrorCode::corrupt, line_of(name.n) + ": event " + std::to_string(next) + " of run " + std::string(name.name) + " can't be read", {}};
        const auto wants = take(*record);
        if (!wants) return wants.error();
        more = *wants;
        ++next;
    }
    return {};
}

Result<void> AuditLogIndex::records(const RunId& run, std::uint64_t after, const std::function<Result<bool>(const AuditRecord&)>& take) const {
    const auto at = find(run);
    if (!at) return no_such_run(run);
    bool more = true;
    for (std::size_t i = runs_[*at]; i < stretches_end(*at) && more; ++i)
        if (auto read = records_of(stretches_[i], after, take, more); !read) return read;
    return {};
}

Result<std::vector<EventRow>> AuditLogIndex::rows(const RunId& run, std::uint64_t after, std::uint32_t limit) const {
    std::vector<EventRow> out;
    if (limit == 0) return out;
    const auto read = records(run, after, [&](const AuditRecord& record) -> Result<bool> {
        auto event = audit_record_event(record);
        if (!event) return event.error();
        out.push_back(std::move(*event));
        return out.size() < limit;
    });
    // What stands before something that can't be read is given; asked again behind it, the error.
    if (!read && out.empty()) return read.error();
    if (out.empty())
        if (auto ends = ends_behind(run, after); !ends) return ends.error();
    return out;
}

/// Whether a run is known to have no more events.
Result<void> AuditLogIndex::ends_behind(const RunId& run, std::uint64_t after) const {
    const auto at = find(run);
    const std::uint64_t row = at ? stretches_[runs_[*at]].row : 0;
    if (!complete_ || row == 0) return {};
    AuditLines lines(*source_, row);
    const auto line = lines.next();
    if (!line) return line.error();
    const auto entry = *line ? cut_audit_index((*line)->text) : std::nullopt;
    if (!entry || entry->run != run.text || entry->place.events <= after) return {};
    return Error{ErrorCode::corrupt, "event " + std::to_string(after + 1) + " is missing: the log's index counts " + std::to_string(entry->place.events), {}};
}

Result<std::vector<std::string>> AuditLogIndex::redacted(const RunId& run, std::uint64_t seq) const {
    std::vector<std::string> pointers;
    if (seq == 0) return pointers;
    const auto read = records(run, seq - 1, [&](const AuditRecord& record) -> Result<bool> {
        if (record.seq != seq || !record.commitment) return false;
        const auto list = JsonValue::parse(record.redacted);
        if (!list || !list->as_array()) return Error{ErrorCode::corrupt, line_of(record.n) + ": what was redacted can't be read", {}};
        for (const auto& one : *list->as_array())
            if (one.as_string()) pointers.push_back(*one.as_string());
        return false;
    });
    if (!read) return read.error();
    return pointers;
}

bool AuditLogIndex::has_gap(std::size_t at) const {
    return complete_ && (stretches_end(at) - runs_[at] > 1 || stretches_[runs_[at]].first_seq != 1);
}

Result<AuditRun> AuditLogIndex::run_from_records(std::size_t at) const {
    AuditRun run{{}, place_at(at)};
    AuditRunRow& row = run.row;
    row.run = run_at(at);
    row.events = run.place.events;
    row.status = "running";
    const auto first = rows(row.run, 0, 1);
    if (!first) return first.error();
    if (first->empty()) return run;
    const JsonValue started = JsonValue::of(first->front().data);
    row.ns = started.string_at("ns");
    row.name = started.string_at("name");
    row.version = started.string_at("version");
    row.definition = started.string_at("definition");
    row.started = first->front().at;
    if (const auto* parent = started.find("parent")) row.parent = RunId{parent->string_at("run")};
    const Stretch& stretch = stretches_[stretches_end(at) - 1];
    if (!complete_) return run;
    const auto last = rows(row.run, stretch.first_seq + stretch.events - 2, 1);
    if (!last) return last.error();
    const std::string type = last->empty() ? std::string() : last->front().type;
    for (const char* status : {"completed", "faulted", "cancelled"})
        if (type == std::string("run.") + status) {
            row.status = status;
            row.ended = last->front().at;
            if (row.status == std::string_view("faulted")) row.error = shown_error(*this, row.run, last->front());
        }
    run.whole = !has_gap(at);
    run.settled = run.whole && row.ended;
    return run;
}

Result<std::vector<AuditRun>> AuditLogIndex::runs(std::size_t first, std::size_t count) const {
    std::vector<AuditRun> out;
    std::optional<AuditLines> lines;
    for (std::size_t at = first; at < run_count() && out.size() < count; ++at) {
        const std::uint64_t offset = stretches_[runs_[at]].row;
        std::optional<AuditRun> found;
        if (offset > 0) {
            if (!lines || lines->offset() != offset) lines.emplace(*source_, offset);
            const auto line = lines->next();
            if (!line) return line.error();
            const auto entry = *line ? cut_audit_index((*line)->text) : std::nullopt;
            const AuditPlace place = place_at(at);
            auto row = entry && entry->run == id_of(stretches_[runs_[at]].run) ? read_audit_run_row(entry->run, entry->row, place.events)
                                                                              : Result<AuditRunRow>(ErrorCode::corrupt, "");
            const bool whole = !has_gap(at) && (!complete_ || (entry && entry->place.events == place.events));
            if (row) found = AuditRun{std::move(*row), place, whole, whole};
        }
        if (!found) {
            auto run = run_from_records(at);
            // A list shows what is known of a run whose first event can't be read.
            if (!run && run.error().code != ErrorCode::corrupt) return run.error();
            found = run ? std::move(*run) : AuditRun{{.run = run_at(at), .status = "running", .events = place_at(at).events}, place_at(at), false, false};
        }
        out.push_back(std::move(*found));
    }
    return out;
}

Result<AuditDefinition> AuditLogIndex::definition(const std::string& hash) const {
    AuditLines lines(*source_, after_header_, 2);
    for (std::size_t i = 0; i < header_.definitions.size(); ++i) {
        const auto line = lines.next();
        if (!line) return line.error();
        const auto name = *line ? name_audit_line((*line)->text) : AuditLineName{};
        if (name.kind != AuditLineKind::definition) break;
        if (name.name == hash) return read_audit_definition((*line)->text);
    }
    return Error{ErrorCode::not_found, "the log does not hold the definition " + hash, {}};
}

Result<std::vector<std::string>> AuditLogIndex::proofs() const {
    std::vector<std::string> out;
    if (header_.proofs.empty()) return out;
    AuditLines lines(*source_, after_header_, 2);
    for (std::size_t i = 0; i < header_.definitions.size() + header_.proofs.size(); ++i) {
        const auto line = lines.next();
        if (!line) return line.error();
        const auto kind = *line ? name_audit_line((*line)->text).kind : AuditLineKind::other;
        if (kind != AuditLineKind::definition && kind != AuditLineKind::proof) break;
        if (kind == AuditLineKind::definition) continue;
        auto proof = read_audit_proof((*line)->text);
        if (!proof) return proof.error();
        out.push_back(std::move(*proof));
    }
    return out;
}

} // namespace orkestr
