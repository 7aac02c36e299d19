#include "core/adapters/memory/memory_store.h"

#include "core/base/json_value.h"
#include "core/ports/append_check.h"
#include "core/ports/run_groups.h"
#include "core/ports/run_record.h"

#include <algorithm>

namespace orkestr {

std::vector<Result<void>> MemoryStore::append(const std::vector<AppendBatch>& batches) {
    const std::scoped_lock lock(mutex_);
    std::vector<Result<void>> results;
    results.reserve(batches.size());
    for (const AppendBatch& batch : batches) {
        Result<void> checked = check(batch);
        if (checked) apply(batch);
        results.push_back(std::move(checked));
    }
    return results;
}

/// All that can fail comes before the first change, so there is nothing to roll back.
Result<void> MemoryStore::check(const AppendBatch& batch) const {
    if (auto checked = check_batch(batch); !checked) return checked;
    const auto run = runs_.find(batch.run);
    const std::uint64_t last = run == runs_.end() ? 0 : run->second.row.events;
    if (last != batch.expected) return append_conflict(batch, last);
    std::set<std::int64_t> taken;
    for (const std::int64_t id : batch.inbox_taken) {
        if (!inbox_.contains(id) || !taken.insert(id).second) return inbox_conflict(batch, id);
    }
    if (batch.schedule) return schedules_.check(*batch.schedule);
    return {};
}

void MemoryStore::apply(const AppendBatch& batch) {
    Run& run = runs_[batch.run];
    const bool first = run.events.empty();
    run.events.insert(run.events.end(), batch.events.begin(), batch.events.end());
    if (first) begin_run(run, batch.row);
    apply_row(run, batch.row);
    for (const TimerRow& timer : batch.timers_set) set_timer(run, timer);
    for (const std::uint64_t timer : batch.timers_cleared) clear_timer(run, timer);
    for (const OutboxRow& command : batch.outbox_added)
        outbox_[{batch.run, command.seq}] = {command.kind, command.lost};
    for (const std::uint64_t seq : batch.outbox_done) outbox_.erase({batch.run, seq});
    apply_bus(batch);
    for (const DeadLetter& letter : batch.dead) dead_letters_.add(letter);
    if (batch.snapshot) run.snapshot = batch.snapshot;
    if (!batch.row.open()) {
        run.snapshot.reset();
        bus_.clear_listeners(batch.run);
    }
    for (const std::int64_t id : batch.inbox_taken) inbox_.erase(id);
    if (batch.schedule) (void)schedules_.put(*batch.schedule);
}

void MemoryStore::apply_bus(const AppendBatch& batch) {
    for (const BusEvent& event : batch.published) bus_.publish(event);
    for (const ListenerRow& listener : batch.listeners_set) bus_.set_listener(listener);
    for (const Receipt& receipt : batch.received) bus_.receive(batch.run, receipt);
    for (const std::uint32_t step : batch.listeners_cleared) bus_.clear_listener(batch.run, step);
}

void MemoryStore::begin_run(Run& run, const RunRow& row) {
    run.row = row;
    by_definition_[row.definition].insert(row.run);
    by_status_[row.status].insert(row.run);
}

void MemoryStore::apply_row(Run& run, const RunRow& row) {
    if (run.row.status != row.status) {
        by_status_[run.row.status].erase(row.run);
        by_status_[row.status].insert(row.run);
    }
    if (row.open()) {
        open_.insert(row.run);
    } else {
        open_.erase(row.run);
    }
    run.row.status = row.status;
    run.row.ended = row.ended;
    run.row.error = row.error;
    run.row.events = row.events;
}

void MemoryStore::set_timer(Run& run, const TimerRow& timer) {
    clear_timer(run, timer.timer);
    run.timers[timer.timer] = timer.due;
    timers_.insert({timer.due, timer.run, timer.timer});
}

void MemoryStore::clear_timer(Run& run, std::uint64_t timer) {
    const auto set = run.timers.find(timer);
    if (set == run.timers.end()) return;
    timers_.erase({set->second, run.row.run, timer});
    run.timers.erase(set);
}

Result<std::vector<EventRow>> MemoryStore::events(const RunId& run, std::uint64_t after, std::uint32_t limit) const {
    const std::scoped_lock lock(mutex_);
    const auto found = runs_.find(run);
    if (found == runs_.end()) return {ErrorCode::not_found, "there is no run " + run.text};
    const std::vector<EventRow>& events = found->second.events;
    const std::size_t begin = std::min<std::size_t>(after, events.size());
    const std::size_t end = begin + std::min<std::size_t>(limit, events.size() - begin);
    const auto at = [&](std::size_t index) { return events.begin() + static_cast<std::ptrdiff_t>(index); };
    return std::vector<EventRow>(at(begin), at(end));
}

/// The smallest index that holds every run the query can mean; nothing when all runs may be meant.
const std::set<RunId>* MemoryStore::candidates(const RunQuery& query) const {
    static const std::set<RunId> none;
    const std::set<RunId>* smallest = query.open == true ? &open_ : nullptr;
    const auto consider = [&](const std::map<std::string, std::set<RunId>>& index, const std::string& key) {
        if (key.empty()) return;
        const auto found = index.find(key);
        const std::set<RunId>* runs = found == index.end() ? &none : &found->second;
        if (!smallest || runs->size() < smallest->size()) smallest = runs;
    };
    consider(by_status_, query.status);
    consider(by_definition_, query.definition);
    return smallest;
}

/// Input, output and tags of a run, where they are recorded.
std::optional<Json> MemoryStore::payload(const Run& run, std::size_t field) const {
    if (field == run_field::tag) return definitions_.tags(run.row.definition);
    if (field == run_field::input) return run.events.front().value;
    if (run.row.status != "completed") return std::nullopt;
    const auto last = std::find_if(run.events.rbegin(), run.events.rend(), [](const EventRow& event) { return event.type == "run.completed"; });
    if (last == run.events.rend()) return std::nullopt;
    if (last->value) return last->value;
    const auto origin = static_cast<std::uint64_t>(JsonValue::of(last->data).integer_at("value_of"));
    if (origin == 0 || origin > run.events.size()) return std::nullopt;
    return run.events[origin - 1].value;
}

bool MemoryStore::matches(const Run& run, const RunQuery& query) const {
    const RunRow& row = run.row;
    const bool wanted = (!query.run || row.run == *query.run) && (!query.open || row.open() == *query.open) &&
                        (query.status.empty() || row.status == query.status) &&
                        (query.definition.empty() || row.definition == query.definition) &&
                        (!query.before || row.run < *query.before);
    if (!wanted || query.filter.is_empty()) return wanted;
    return query.filter.matches(RunRecord(row, [&](std::size_t field) { return payload(run, field); }), query.now);
}

template <class Visit>
void MemoryStore::walk(const RunQuery& query, const Visit& visit) const {
    if (query.run) {
        if (const auto run = runs_.find(*query.run); run != runs_.end()) visit(run->second);
    } else if (const std::set<RunId>* few = candidates(query)) {
        auto at = query.before ? few->lower_bound(*query.before) : few->end();
        while (at != few->begin() && visit(runs_.at(*--at))) {}
    } else {
        auto at = query.before ? runs_.lower_bound(*query.before) : runs_.end();
        while (at != runs_.begin() && visit((--at)->second)) {}
    }
}

Result<std::vector<RunRow>> MemoryStore::runs(const RunQuery& query) const {
    if (auto checked = check_query(query); !checked) return checked.error();
    const std::scoped_lock lock(mutex_);
    std::vector<RunRow> found;
    walk(query, [&](const Run& run) {
        if (matches(run, query)) found.push_back(run.row);
        return found.size() < query.limit;
    });
    return found;
}

Result<RunScan> MemoryStore::scan_runs(const RunQuery& query, std::uint32_t most) const {
    if (auto checked = check_scan(query, most); !checked) return checked.error();
    const std::scoped_lock lock(mutex_);
    RunScan scan;
    RunId last;
    walk(query, [&](const Run& run) {
        if (scan.looked_at == most || scan.runs.size() == query.limit) {
            scan.next = last;
            return false;
        }
        ++scan.looked_at;
        last = run.row.run;
        if (matches(run, query)) scan.runs.push_back(run.row);
        return true;
    });
    return scan;
}

Result<RunGroupScan> MemoryStore::group_runs(const RunQuery& query, RunGrouping grouping, std::uint32_t most) const {
    if (auto checked = check_scan(query, most); !checked) return checked.error();
    const std::scoped_lock lock(mutex_);
    std::map<std::string, std::uint64_t> counts;
    std::optional<RunId> next;
    RunId last;
    std::uint64_t looked_at = 0;
    walk(query, [&](const Run& run) {
        if (looked_at == most) {
            next = last;
            return false;
        }
        ++looked_at;
        last = run.row.run;
        if (matches(run, query)) ++counts[run_group_key(run.row, grouping)];
        return true;
    });
    RunGroupScan scan = ranked_run_groups(counts);
    scan.next = next;
    scan.looked_at = looked_at;
    return scan;
}

Result<std::vector<TimerRow>> MemoryStore::timers(Instant until, std::uint32_t limit) const {
    const std::scoped_lock lock(mutex_);
    std::vector<TimerRow> due;
    for (const auto& [at, run, timer] : timers_) {
        if (at > until || due.size() >= limit) break;
        due.push_back({run, timer, at});
    }
    return due;
}

Result<std::vector<OutboxRow>> MemoryStore::outbox(const std::optional<RunId>& run) const {
    const std::scoped_lock lock(mutex_);
    std::vector<OutboxRow> commands;
    auto at = run ? outbox_.lower_bound({*run, 0}) : outbox_.begin();
    for (; at != outbox_.end() && (!run || at->first.first == *run); ++at) {
        commands.push_back({at->first.first, at->first.second, at->second.kind, at->second.lost});
    }
    return commands;
}

Result<void> MemoryStore::count_lost(const std::vector<OutboxRow>& rows) {
    const std::scoped_lock lock(mutex_);
    for (const OutboxRow& row : rows) {
        if (const auto found = outbox_.find({row.run, row.seq}); found != outbox_.end()) ++found->second.lost;
    }
    return {};
}

Result<std::optional<SnapshotRow>> MemoryStore::snapshot(const RunId& run) const {
    const std::scoped_lock lock(mutex_);
    const auto found = runs_.find(run);
    return found == runs_.end() ? std::optional<SnapshotRow>{} : found->second.snapshot;
}

Result<void> MemoryStore::put_definition(const DefinitionRow& definition) {
    const std::scoped_lock lock(mutex_);
    return definitions_.put(definition);
}

Result<std::vector<DefinitionRow>> MemoryStore::definitions(const DefinitionQuery& query) const {
    const std::scoped_lock lock(mutex_);
    return definitions_.find(query);
}

Result<Lease> MemoryStore::lease(const std::string& name, const std::string& owner, Instant now, Instant until) {
    const std::scoped_lock lock(mutex_);
    Lease& lease = leases_[name];
    if (lease.token != 0 && lease.owner != owner && lease.until > now) {
        return {ErrorCode::conflict,
                "the lease " + name + " is held by " + lease.owner + " until " + to_iso8601(lease.until)};
    }
    if (lease.owner != owner || lease.token == 0) ++lease.token;
    lease.name = name;
    lease.owner = owner;
    lease.until = until;
    return lease;
}

Result<std::int64_t> MemoryStore::post(const InboxRow& row) {
    const std::scoped_lock lock(mutex_);
    InboxRow& posted = inbox_[++last_inbox_id_];
    posted = row;
    posted.id = last_inbox_id_;
    return last_inbox_id_;
}

Result<std::vector<InboxRow>> MemoryStore::pending(std::uint32_t limit) const {
    const std::scoped_lock lock(mutex_);
    std::vector<InboxRow> rows;
    for (const auto& [id, row] : inbox_) {
        if (rows.size() >= limit) break;
        rows.push_back(row);
    }
    return rows;
}

Result<void> MemoryStore::drop(std::int64_t id) {
    const std::scoped_lock lock(mutex_);
    inbox_.erase(id);
    return {};
}

Result<std::int64_t> MemoryStore::publish(const BusEvent& event) {
    const std::scoped_lock lock(mutex_);
    return bus_.publish(event);
}

Result<std::vector<BusEvent>> MemoryStore::bus_events(const BusQuery& query) const {
    const std::scoped_lock lock(mutex_);
    return bus_.find(query);
}

Result<std::int64_t> MemoryStore::last_bus_event() const {
    const std::scoped_lock lock(mutex_);
    return bus_.last();
}

Result<std::vector<ListenerRow>> MemoryStore::listeners() const {
    const std::scoped_lock lock(mutex_);
    return bus_.listeners();
}

Result<void> MemoryStore::claim_bus_event(std::int64_t id) {
    const std::scoped_lock lock(mutex_);
    bus_.claim(id);
    return {};
}

Result<std::vector<BusEvent>> MemoryStore::expire_bus_events(Instant now, std::int64_t passed, std::uint32_t limit) {
    const std::scoped_lock lock(mutex_);
    return bus_.expire(now, passed, limit);
}

Result<std::int64_t> MemoryStore::add_dead_letter(const DeadLetter& letter) {
    const std::scoped_lock lock(mutex_);
    return dead_letters_.add(letter);
}

Result<std::vector<DeadLetter>> MemoryStore::dead_letters(const DeadLetterQuery& query) const {
    const std::scoped_lock lock(mutex_);
    return dead_letters_.find(query);
}

Result<void> MemoryStore::decide_dead_letter(const DeadLetter& letter) {
    const std::scoped_lock lock(mutex_);
    return dead_letters_.decide(letter);
}

Result<std::vector<ScheduleRow>> MemoryStore::schedules() const {
    const std::scoped_lock lock(mutex_);
    return schedules_.all();
}

Result<void> MemoryStore::put_schedule(const ScheduleRow& row) {
    const std::scoped_lock lock(mutex_);
    return schedules_.put(row);
}

} // namespace orkestr
