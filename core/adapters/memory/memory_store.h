// A workspace that lives in memory: for `run --ephemeral`, tests and the simulator. Its answers are those of the SQLite
// store; nothing survives it.
//
// Any thread may call, at the same time too: there is no second instance on the same workspace, so those who read or
// post share this one.
#pragma once

#include "core/adapters/memory/memory_definitions.h"
#include "core/ports/store.h"

#include <map>
#include <mutex>
#include <set>

namespace orkestr {

class MemoryStore final : public Store, public Inbox {
public:
    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override;
    Result<std::vector<RunRow>> runs(const RunQuery& query) const override;
    Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const override;
    Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const override;
    Result<void> put_definition(const DefinitionRow& definition) override;
    Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const override;
    Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) override;

    Result<std::int64_t> post(const InboxRow& row) override;
    Result<std::vector<InboxRow>> pending(std::uint32_t limit) const override;
    Result<void> drop(std::int64_t id) override;

private:
    struct Run {
        RunRow row;
        std::vector<EventRow> events;
        std::map<std::uint64_t, Instant> timers;
    };
    using TimerKey = std::tuple<Instant, RunId, std::uint64_t>;
    using CommandKey = std::pair<RunId, std::uint64_t>;

    Result<void> check(const AppendBatch& batch) const;
    void apply(const AppendBatch& batch);
    void begin_run(Run& run, const RunRow& row);
    void apply_row(Run& run, const RunRow& row);
    void set_timer(Run& run, const TimerRow& timer);
    void clear_timer(Run& run, std::uint64_t timer);
    const std::set<RunId>* candidates(const RunQuery& query) const;
    bool page(const RunRow& row, const RunQuery& query, std::vector<RunRow>& found) const;

    mutable std::mutex mutex_;
    std::map<RunId, Run> runs_;
    std::set<RunId> open_;
    std::map<std::string, std::set<RunId>> by_status_;
    std::map<std::string, std::set<RunId>> by_definition_;
    std::set<TimerKey> timers_;
    std::map<CommandKey, std::string> outbox_; ///< the command's kind
    MemoryDefinitions definitions_;
    std::map<std::string, Lease> leases_;
    std::map<std::int64_t, InboxRow> inbox_;
    std::int64_t last_inbox_id_ = 0;
};

} // namespace orkestr
