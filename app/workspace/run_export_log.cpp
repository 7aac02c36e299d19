#include "app/workspace/run_export_feed.h"

#include "core/base/json_value.h"
#include "core/ports/run_record.h"

#include <set>

namespace orkestr {

namespace {

RunRow row_in_list(const AuditRunRow& row) {
    return {row.run, row.ns, row.name, row.version, row.definition, row.status, row.started, row.ended, row.error, row.parent, row.events};
}

class LogFeed final : public RunFeed {
public:
    LogFeed(const AuditLogIndex& log, std::string footer_line) : log_(log), footer_line_(std::move(footer_line)) {}

    Result<ChosenRuns> choose(const ExportRequest& request, const std::stop_token& stop) const override {
        for (const RunId& run : request.runs)
            if (!log_.find(run)) return Error{ErrorCode::not_found, "there is no run " + run.text + " in this log", {}};
        ChosenRuns chosen;
        std::set<std::string> definitions;
        constexpr std::size_t at_once = 1000;
        for (std::size_t at = 0; at < log_.run_count(); at += at_once) {
            const auto runs = log_.runs(at, at_once);
            if (!runs) return runs.error();
            if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the export was stopped", {}};
            for (const AuditRun& run : *runs) {
                if (!is_asked_for(request, run.row.run) || !matches(run.row, request)) continue;
                chosen.runs.push_back(run.row.run);
                chosen.events += run.row.events;
                definitions.insert(run.row.definition);
            }
        }
        // What the log itself lacks can't be had.
        for (const AuditListed& one : log_.definitions())
            if (definitions.contains(one.hash)) chosen.definitions.push_back(one.hash);
        std::sort(chosen.definitions.begin(), chosen.definitions.end());
        return chosen;
    }

    Result<AuditDefinition> definition(const std::string& hash) const override { return log_.definition(hash); }
    AuditHeader header() const override { return log_.header(); }

    Result<std::vector<std::string>> proofs() const override {
        auto all = log_.proofs();
        if (all) all->push_back(footer_line_);
        return all;
    }

    Result<AuditRunRow> row(const RunId& run) const override {
        const auto at = log_.find(run);
        if (!at) return Error{ErrorCode::not_found, "there is no run " + run.text + " in this log", {}};
        auto found = log_.runs(*at, 1);
        if (!found) return found.error();
        return std::move(found->front().row);
    }

    Result<void> events(const RunId& run, std::uint64_t up_to, const std::function<Result<void>(EventRow, AuditSeal)>& take) const override {
        return log_.records(run, 0, [&](const AuditRecord& record) -> Result<bool> {
            auto event = audit_record_event(record);
            if (!event) return event.error();
            AuditSeal seal{record.key, record.salt, record.commitment, {}};
            if (record.commitment) {
                const auto list = JsonValue::parse(record.redacted);
                if (!list || !list->as_array()) return Error{ErrorCode::corrupt, "line " + std::to_string(record.n) + ": what was redacted can't be read", {}};
                for (const auto& one : *list->as_array()) seal.redacted.push_back(one.as_string() ? *one.as_string() : std::string());
            }
            if (auto taken = take(std::move(*event), std::move(seal)); !taken) return taken.error();
            return record.seq < up_to;
        });
    }

private:
    bool matches(const AuditRunRow& row, const ExportRequest& request) const {
        if (request.filter.is_empty()) return true;
        const RunRow listed = row_in_list(row);
        const RunRecord record(listed, [&](std::size_t field) { return payload(row, field); });
        return request.filter.matches(record, request.now);
    }

    std::optional<Json> payload(const AuditRunRow& row, std::size_t field) const {
        if (field == run_field::input) {
            const auto first = log_.rows(row.run, 0, 1);
            return first && !first->empty() ? first->front().value : std::nullopt;
        }
        if (field != run_field::output || row.status != "completed" || row.events == 0) return std::nullopt;
        const auto last = log_.rows(row.run, row.events - 1, 1);
        return last && !last->empty() ? last->front().value : std::nullopt;
    }

    const AuditLogIndex& log_;
    std::string footer_line_;
};

} // namespace

std::unique_ptr<RunFeed> feed_of_log(const AuditLogIndex& log, std::string footer_line) { return std::make_unique<LogFeed>(log, std::move(footer_line)); }

} // namespace orkestr
