// A workspace that lives in memory: for `run --ephemeral`, tests and the simulator. Its answers are those of the SQLite
// store; nothing survives it.
//
// Any thread may call, at the same time too: there is no second instance on the same workspace, so those who read or
// post share this one.
#pragma once

#include "core/adapters/memory/memory_bus.h"
#include "core/adapters/memory/memory_dead_letters.h"
#include "core/adapters/memory/memory_definitions.h"
#include "core/adapters/memory/memory_schedules.h"
#include "core/ports/store.h"

#include <map>
#include <mutex>
#include <set>

namespace orkestr {

class MemoryStore final : public Stores {
public:
    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override;
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override;
    Result<std::vector<RunRow>> runs(const RunQuery& query) const override;
    Result<RunScan> scan_runs(const RunQuery& query, std::uint32_t most) const override;
    Result<RunGroupScan> group_runs(const RunQuery& query, RunGrouping grouping, std::uint32_t most) const override;
    Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const override;
    Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const override;
    Result<void> count_lost(const std::vector<OutboxRow>& rows) override;
    Result<std::optional<SnapshotRow>> snapshot(const RunId& run) const override;
    Result<void> put_definition(const DefinitionRow& definition) override;
    Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const override;
    Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) override;

    Result<std::int64_t> post(const InboxRow& row) override;
    Result<std::vector<InboxRow>> pending(std::uint32_t limit) const override;
    Result<void> drop(std::int64_t id) override;

    Result<std::int64_t> publish(const BusEvent& event) override;
    Result<std::vector<BusEvent>> bus_events(const BusQuery& query) const override;
    Result<std::int64_t> last_bus_event() const override;
    Result<std::vector<ListenerRow>> listeners() const override;
    Result<void> claim_bus_event(std::int64_t id) override;
    Result<std::vector<BusEvent>> expire_bus_events(Instant now, std::int64_t passed, std::uint32_t limit) override;

    Result<std::int64_t> add_dead_letter(const DeadLetter& letter) override;
    Result<std::vector<DeadLetter>> dead_letters(const DeadLetterQuery& query) const override;
    Result<void> decide_dead_letter(const DeadLetter& letter) override;

    Result<std::vector<ScheduleRow>> schedules() const override;
    Result<void> put_schedule(const ScheduleRow& row) override;

private:
    struct Run {
        RunRow row;
        std::vector<EventRow> events;
        std::map<std::uint64_t, Instant> timers;
        std::optional<SnapshotRow> snapshot;
    };
    struct Command {
        std::string kind;
        std::uint32_t lost = 0;
    };
    using TimerKey = std::tuple<Instant, RunId, std::uint64_t>;
    using CommandKey = std::pair<RunId, std::uint64_t>;

    Result<void> check(const AppendBatch& batch) const;
    void apply(const AppendBatch& batch);
    void apply_bus(const AppendBatch& batch);
    void begin_run(Run& run, const RunRow& row);
    void apply_row(Run& run, const RunRow& row);
    void set_timer(Run& run, const TimerRow& timer);
    void clear_timer(Run& run, std::uint64_t timer);
    const std::set<RunId>* candidates(const RunQuery& query) const;
    bool matches(const Run& run, const RunQuery& query) const;
    std::optional<Json> payload(const Run& run, std::size_t field) const;
    /// Those the query may mean, newest first, until `visit` gives false.
    template <class Visit>
    void walk(const RunQuery& query, const Visit& visit) const;

    mutable std::mutex mutex_;
    std::map<RunId, Run> runs_;
    std::set<RunId> open_;
    std::map<std::string, std::set<RunId>> by_status_;
    std::map<std::string, std::set<RunId>> by_definition_;
    std::set<TimerKey> timers_;
    std::map<CommandKey, Command> outbox_;
    MemoryDefinitions definitions_;
    MemoryBus bus_;
    MemoryDeadLetters dead_letters_;
    MemorySchedules schedules_;
    std::map<std::string, Lease> leases_;
    std::map<std::int64_t, InboxRow> inbox_;
    std::int64_t last_inbox_id_ = 0;
};

} // namespace orkestr
