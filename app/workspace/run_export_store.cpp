#include "app/workspace/run_export_feed.h"

#include "core/base/json_value.h"
#include "core/history/chain.h"

#include <algorithm>
#include <memory>
#include <set>

namespace orkestr {

namespace {

constexpr std::uint32_t rows_at_once = 1000;

class StoreFeed final : public RunFeed {
public:
    StoreFeed(const Store& store, std::string workspace_key, AuditHeader header)
        : store_(store), workspace_key_(std::move(workspace_key)), header_(std::move(header)) {}

    Result<ChosenRuns> choose(const ExportRequest& request, const std::stop_token& stop) const override {
        ChosenRuns chosen;
        std::set<std::string> definitions;
        RunQuery query;
        query.filter = request.filter;
        query.now = request.now;
        const auto take = [&](const RunRow& row) {
            chosen.runs.push_back(row.run);
            chosen.events += row.events;
            definitions.insert(row.definition);
        };
        const auto done = request.runs.empty() ? choose_all(query, take, stop) : choose_some(request.runs, query, take, stop);
        if (!done) return done.error();
        std::sort(chosen.runs.begin(), chosen.runs.end());
        chosen.runs.erase(std::unique(chosen.runs.begin(), chosen.runs.end()), chosen.runs.end());
        chosen.definitions.assign(definitions.begin(), definitions.end());
        return chosen;
    }

    Result<AuditDefinition> definition(const std::string& hash) const override {
        DefinitionQuery query;
        query.hash = hash;
        auto found = store_.definitions(query);
        if (!found) return found.error();
        if (found->empty()) return Error{ErrorCode::corrupt, "the workspace lacks the definition " + hash + ", which a run is pinned to", {}};
        DefinitionRow& row = found->front();
        return AuditDefinition{row.ns, row.name, row.version, row.hash, std::move(row.text), row.file_name, row.published, row.listed, row.resources};
    }

    AuditHeader header() const override { return header_; }

    Result<AuditRunRow> row(const RunId& run) const override {
        RunQuery query;
        query.run = run;
        const auto found = store_.runs(query);
        if (!found) return found.error();
        if (found->empty()) return Error{ErrorCode::not_found, "there is no run " + run.text + " in this workspace", {}};
        const RunRow& row = found->front();
        return AuditRunRow{row.run, row.ns, row.name, row.version, row.definition, row.status, row.started, row.ended, row.error, row.parent, row.events};
    }

    Result<void> events(const RunId& run, std::uint64_t up_to, const std::function<Result<void>(EventRow, AuditSeal)>& take) const override {
        for (std::uint64_t after = 0; after < up_to;) {
            auto rows = store_.events(run, after, static_cast<std::uint32_t>(std::min<std::uint64_t>(rows_at_once, up_to - after)));
            if (!rows) return rows.error();
            if (rows->empty()) return Error{ErrorCode::corrupt, "run " + run.text + " lacks its last events", {}};
            after = rows->back().seq;
            for (EventRow& row : *rows) {
                AuditSeal seal;
                if (row.seq == 1) seal.key = run_key(workspace_key_, run, JsonValue::of(row.data).string_at("nonce"));
                if (auto taken = take(std::move(row), std::move(seal)); !taken) return taken;
            }
        }
        return {};
    }

private:
    using Take = std::function<void(const RunRow&)>;

    Result<void> choose_all(RunQuery query, const Take& take, const std::stop_token& stop) const {
        constexpr std::uint32_t looked_at_once = 100'000;
        query.limit = 10'000;
        for (;;) {
            const auto page = store_.scan_runs(query, looked_at_once);
            if (!page) return page.error();
            for (const RunRow& row : page->runs) take(row);
            if (!page->next) return {};
            if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the export was stopped", {}};
            query.before = page->next;
        }
    }

    Result<void> choose_some(const std::vector<RunId>& runs, RunQuery query, const Take& take, const std::stop_token& stop) const {
        for (const RunId& run : runs) {
            RunQuery known;
            known.run = query.run = run;
            const auto there = store_.runs(known);
            if (!there) return there.error();
            if (there->empty()) return Error{ErrorCode::not_found, "there is no run " + run.text + " in this workspace; 'orkestr runs' lists them", {}};
            const auto found = query.filter.is_empty() ? there : store_.runs(query);
            if (!found) return found.error();
            for (const RunRow& row : *found) take(row);
            if (stop.stop_requested()) return Error{ErrorCode::cancelled, "the export was stopped", {}};
        }
        return {};
    }

    const Store& store_;
    std::string workspace_key_;
    AuditHeader header_;
};

} // namespace

std::unique_ptr<RunFeed> feed_of_store(const Store& store, std::string workspace_key, AuditHeader header) {
    return std::make_unique<StoreFeed>(store, std::move(workspace_key), std::move(header));
}

} // namespace orkestr
