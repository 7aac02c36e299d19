#include "core/runtime/log_runs.h"

#include "core/base/json_value.h"
#include "core/definition/reader.h"
#include "core/ports/filter_records.h"
#include "core/ports/run_groups.h"
#include "core/runtime/history_view.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace orkestr {

namespace {

constexpr std::size_t most_log_tags = 64;
constexpr std::size_t most_folded_rows = 1000;
constexpr std::uint64_t most_events_folded = 20'000;
constexpr std::size_t rows_read_together = 512;
constexpr std::chrono::milliseconds log_part{100};

RunRow indexed_row(const AuditRunRow& from) {
    return {from.run, from.ns, from.name, from.version, from.definition, from.status, from.started, from.ended, from.error, from.parent, from.events};
}

DefinitionRow definition_row(const AuditDefinition& from) {
    return {from.ns, from.name, from.version, from.hash, from.text, from.file_name, from.published, from.listed, from.resources, {}};
}

/// What the run's own page shows of it: the fold of its events up to where they can be read.
void fold_into(RunRow& row, const AuditLogIndex& log) {
    HistoryView history(row.run, nullptr, [&](std::uint64_t after, std::uint32_t limit) { return log.rows(row.run, after, limit); });
    auto caught_up = history.catch_up();
    while (caught_up && !*caught_up) caught_up = history.catch_up();
    row.ended.reset();
    if (!caught_up) {
        row.status = "pending";
        row.events = 0;
        row.error = "damaged: " + caught_up.error().message;
        return;
    }
    const auto view = history.outline();
    row.status = view->status;
    row.started = view->started;
    row.ended = view->ended;
    row.events = view->events;
    if (!view->error) row.error.clear();
    if (!view->damage.empty()) row.error = "damaged: " + view->damage;
}

/// A log tells of the past: of what had not ended there, until its last event.
void look_for_end(RunRow& row, const AuditLogIndex& log) {
    if (row.ended || row.events == 0) return;
    const auto last = log.rows(row.run, row.events - 1, 1);
    if (last && !last->empty()) row.last_known = last->front().at;
}

/// The number of the first run whose id does not sort before this one.
std::size_t place_of(const AuditLogIndex& index, const RunId& run) {
    std::size_t first = 0;
    std::size_t last = index.run_count();
    while (first < last) {
        const std::size_t middle = first + (last - first) / 2;
        if (index.run_at(middle) < run) first = middle + 1;
        else last = middle;
    }
    return first;
}

} // namespace

RunRow LogRuns::row_of(const AuditLogIndex& log, const AuditRun& run) const {
    RunRow row = indexed_row(run.row);
    // A log that is still being read through is not known whole.
    if (run.settled || !log.complete()) {
        if (row.events <= most_events_folded) look_for_end(row, log);
        return row;
    }
    const auto known = folded_.find(run.row.run.text);
    if (known != folded_.end()) return known->second;
    if (run.place.events > most_events_folded) {
        // Too long to be folded for a line of a list: it has not ended where it breaks off.
        if (run.whole) {
            look_for_end(row, log);
            return row;
        }
        row.status = "running";
        row.ended.reset();
        row.error = "damaged: events are missing";
        return row;
    }
    fold_into(row, log);
    look_for_end(row, log);
    if (folded_.size() >= most_folded_rows) folded_.clear();
    return folded_.emplace(row.run.text, std::move(row)).first->second;
}

std::optional<Json> LogRuns::value_at(const RunId& run, std::uint64_t seq, bool follow) const {
    const auto rows = slot_->get()->rows(run, seq - 1, 1);
    if (!rows || rows->empty()) return std::nullopt;
    const EventRow& row = rows->front();
    if (row.value || !follow) return row.value;
    const auto origin = JsonValue::of(row.data).integer_at("value_of");
    return origin >= 1 ? value_at(run, static_cast<std::uint64_t>(origin), false) : std::nullopt;
}

/// What a filter asks of a run beside its row.
std::optional<Json> LogRuns::payload(const RunRow& row, std::size_t field) {
    if (field == run_field::input) return value_at(row.run, 1);
    if (field == run_field::output) return row.status == "completed" && row.events > 0 ? value_at(row.run, row.events) : std::nullopt;
    if (field != run_field::tag) return std::nullopt;
    const auto known = tags_.find(row.definition);
    if (known != tags_.end()) return known->second;
    std::optional<Json> tags;
    if (const auto found = slot_->get()->definition(row.definition)) {
        const auto read = read_definition(found->text, found->file_name);
        if (read.definition && read.definition->document.tags) tags = to_json(*read.definition->document.tags).json();
    }
    if (tags_.size() >= most_log_tags) tags_.clear();
    tags_.emplace(row.definition, tags);
    return tags;
}

bool LogRuns::takes(const RunQuery& query, const RunRow& row) {
    if (query.run && row.run != *query.run) return false;
    if (query.open && *query.open != row.open()) return false;
    if (!query.status.empty() && query.status != row.status) return false;
    if (!query.definition.empty() && query.definition != row.definition) return false;
    if (query.filter.is_empty()) return true;
    return query.filter.matches(RunRecord(row, [this, &row](std::size_t field) { return payload(row, field); }), query.now);
}

Result<RunPage> LogRuns::page(const RunQuery& query) {
    const auto log = slot_->get();
    const auto begun = std::chrono::steady_clock::now();
    RunPage page;
    if (query.run) {
        auto one = row(*query.run);
        if (!one && one.error().code == ErrorCode::not_found) return page;
        if (!one) return one.error();
        ++page.looked_at;
        if ((!query.before || one->run < *query.before) && takes(query, *one)) page.runs.push_back(std::move(*one));
        return page;
    }
    std::size_t at = query.before ? place_of(*log, *query.before) : log->run_count();
    while (at > 0) {
        const std::size_t first = at - std::min(at, rows_read_together);
        const auto rows = log->runs(first, at - first);
        if (!rows) return rows.error();
        for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
            RunRow found = row_of(*log, *row);
            if (takes(query, found)) {
                if (page.runs.size() == query.limit) {
                    page.more = true;
                    page.next = page.runs.back().run;
                    return page;
                }
                page.runs.push_back(std::move(found));
            }
            ++page.looked_at;
        }
        at = first;
        if (at > 0 && std::chrono::steady_clock::now() - begun >= log_part) {
            page.more = true;
            page.next = log->run_at(at);
            return page;
        }
    }
    return page;
}

Result<RunGroups> LogRuns::groups(const RunQuery& query, RunGrouping grouping) {
    const auto log = slot_->get();
    const auto begun = std::chrono::steady_clock::now();
    std::map<std::string, std::uint64_t> counted;
    RunGroups groups;
    std::size_t at = query.before ? place_of(*log, *query.before) : log->run_count();
    while (at > 0) {
        const std::size_t first = at - std::min(at, rows_read_together);
        const auto rows = log->runs(first, at - first);
        if (!rows) return rows.error();
        for (const auto& one : *rows) {
            const RunRow row = row_of(*log, one);
            if (takes(query, row)) ++counted[run_group_key(row, grouping)];
            ++groups.looked_at;
        }
        at = first;
        if (at == 0 || std::chrono::steady_clock::now() - begun < log_part) continue;
        groups.next = log->run_at(at);
        break;
    }
    RunGroupScan ranked = ranked_run_groups(counted);
    groups.groups = std::move(ranked.groups);
    groups.others = ranked.others;
    return groups;
}

Result<RunRow> LogRuns::row(const RunId& run) const {
    const auto log = slot_->get();
    const auto place = log->find(run);
    if (!place) return Error{ErrorCode::not_found, "there is no run " + run.text + " in this log", {}};
    const auto rows = log->runs(*place, 1);
    if (!rows) return rows.error();
    if (rows->empty()) return Error{ErrorCode::corrupt, "the run " + run.text + " can't be read from this log", {}};
    return row_of(*log, rows->front());
}

Result<DefinitionRow> LogRuns::definition(const std::string& hash) const {
    const auto found = slot_->get()->definition(hash);
    if (!found) return found.error();
    return definition_row(*found);
}

namespace {

class LogReader final : public HistoryReader {
public:
    explicit LogReader(std::shared_ptr<const LogIndexSlot> slot) : slot_(slot), runs_(std::move(slot)) {}

    Result<RunPage> runs(const RunQuery& query) override { return runs_.page(query); }
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) override {
        return slot_->get()->rows(run, after, limit);
    }
    Result<DefinitionRow> definition(const std::string& hash) override { return runs_.definition(hash); }
    Result<std::vector<std::string>> redacted(const RunId& run, std::uint64_t seq) override { return slot_->get()->redacted(run, seq); }

private:
    std::shared_ptr<const LogIndexSlot> slot_;
    LogRuns runs_;
};

} // namespace

std::unique_ptr<HistoryReader> make_log_reader(std::shared_ptr<const LogIndexSlot> slot) { return std::make_unique<LogReader>(std::move(slot)); }

} // namespace orkestr
