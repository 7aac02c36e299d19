// A store that passes everything on: for tests that change one of its answers.
#pragma once

#include "core/ports/store.h"

namespace orkestr::test {

class ForwardingStore : public Stores {
public:
    explicit ForwardingStore(Stores& to) : to_(to) {}

    std::vector<Result<void>> append(const std::vector<AppendBatch>& batches) override { return to_.append(batches); }
    Result<std::vector<EventRow>> events(const RunId& run, std::uint64_t after, std::uint32_t limit) const override { return to_.events(run, after, limit); }
    Result<std::vector<RunRow>> runs(const RunQuery& query) const override { return to_.runs(query); }
    Result<RunScan> scan_runs(const RunQuery& query, std::uint32_t most) const override { return to_.scan_runs(query, most); }
    Result<RunGroupScan> group_runs(const RunQuery& query, RunGrouping grouping, std::uint32_t most) const override { return to_.group_runs(query, grouping, most); }
    Result<std::vector<TimerRow>> timers(Instant until, std::uint32_t limit) const override { return to_.timers(until, limit); }
    Result<std::vector<OutboxRow>> outbox(const std::optional<RunId>& run) const override { return to_.outbox(run); }
    Result<void> count_lost(const std::vector<OutboxRow>& rows) override { return to_.count_lost(rows); }
    Result<std::optional<SnapshotRow>> snapshot(const RunId& run) const override { return to_.snapshot(run); }
    Result<void> put_definition(const DefinitionRow& definition) override { return to_.put_definition(definition); }
    Result<std::vector<DefinitionRow>> definitions(const DefinitionQuery& query) const override { return to_.definitions(query); }
    Result<Lease> lease(const std::string& name, const std::string& owner, Instant now, Instant until) override { return to_.lease(name, owner, now, until); }

    Result<std::int64_t> post(const InboxRow& row) override { return to_.post(row); }
    Result<std::vector<InboxRow>> pending(std::uint32_t limit) const override { return to_.pending(limit); }
    Result<void> drop(std::int64_t id) override { return to_.drop(id); }

    Result<std::int64_t> publish(const BusEvent& event) override { return to_.publish(event); }
    Result<std::vector<BusEvent>> bus_events(const BusQuery& query) const override { return to_.bus_events(query); }
    Result<std::int64_t> last_bus_event() const override { return to_.last_bus_event(); }
    Result<std::vector<ListenerRow>> listeners() const override { return to_.listeners(); }
    Result<void> claim_bus_event(std::int64_t id) override { return to_.claim_bus_event(id); }
    Result<std::vector<BusEvent>> expire_bus_events(Instant now, std::int64_t passed, std::uint32_t limit) override { return to_.expire_bus_events(now, passed, limit); }

    Result<std::int64_t> add_dead_letter(const DeadLetter& letter) override { return to_.add_dead_letter(letter); }
    Result<std::vector<DeadLetter>> dead_letters(const DeadLetterQuery& query) const override { return to_.dead_letters(query); }
    Result<void> decide_dead_letter(const DeadLetter& letter) override { return to_.decide_dead_letter(letter); }

    Result<std::vector<ScheduleRow>> schedules() const override { return to_.schedules(); }
    Result<void> put_schedule(const ScheduleRow& row) override { return to_.put_schedule(row); }

private:
    Stores& to_;
};

} // namespace orkestr::test
