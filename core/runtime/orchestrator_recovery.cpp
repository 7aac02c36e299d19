// Timers, and runs that were left unfinished: what the orchestrator reads of its store by itself.
#include "core/runtime/orchestrator.h"
#include "core/runtime/run_loader.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr Instant latest{std::numeric_limits<std::int64_t>::max()};

/// What there is to go on with.
struct Unfinished {
    std::size_t count = 0;
    std::vector<RunId> busy; ///< those with something to do now, the oldest first; the others wait
    std::vector<OutboxRow> activities; ///< without a result
    std::optional<Error> error;
};

/// Runs that wait are not read: their timers and listeners know them.
Unfinished find_unfinished(const Stores& store) {
    Unfinished found;
    const auto outbox = store.outbox(std::nullopt);
    if (!outbox) {
        found.error = outbox.error();
        return found;
    }
    std::set<RunId> ordering;
    for (const OutboxRow& row : *outbox) {
        ordering.insert(row.run);
        if (row.kind != "child") found.activities.push_back(row);
    }
    RunQuery query;
    query.open = true;
    query.limit = 10'000;
    for (;;) {
        const auto page = store.runs(query);
        if (!page) {
            found.error = page.error();
            return found;
        }
        found.count += page->size();
        for (const auto& row : *page)
            if ((row.status != "waiting" && row.status != "suspended") || ordering.contains(row.run)) found.busy.push_back(row.run);
        if (page->size() < query.limit) break;
        query.before = page->back().run;
    }
    std::reverse(found.busy.begin(), found.busy.end());
    return found;
}

} // namespace

// --- timers ---------------------------------------------------------------------------------------------------------

void Orchestrator::set_timer(const RunId& run, std::uint64_t timer, Instant due) {
    if (due > horizon_) return;
    timers_[run][timer] = due;
    due_.insert({due, run, timer});
}

void Orchestrator::clear_timer(const RunId& run, std::uint64_t timer) {
    const auto at = timers_.find(run);
    if (at == timers_.end()) return;
    const auto row = at->second.find(timer);
    if (row == at->second.end()) return;
    due_.erase({row->second, run, timer});
    at->second.erase(row);
    if (at->second.empty()) timers_.erase(at);
}

void Orchestrator::take_due_timers() {
    const Instant time = now();
    while (!due_.empty() && std::get<0>(*due_.begin()) <= time && loads_ < options_.max_loads) {
        const auto [due, run, timer] = *due_.begin();
        clear_timer(run, timer);
        add_fact(run, {events::TimerFired{timer}, 0, {}});
    }
    if (!recovered_) return; // the timers of runs that are not to be touched are in the store too
    if (due_.size() > options_.max_timers) drop_late_timers();
    if (due_.size() < options_.max_timers / 4) read_timers();
}

/// Keeps the next ones; the others are in the store.
void Orchestrator::drop_late_timers() {
    auto first = due_.begin();
    std::advance(first, static_cast<std::ptrdiff_t>(options_.max_timers / 2));
    horizon_ = std::get<0>(*first);
    while (!due_.empty() && std::get<0>(*due_.rbegin()) > horizon_) {
        const auto [due, run, timer] = *due_.rbegin();
        clear_timer(run, timer);
    }
}

/// The next ones, when few are left. One that is being fired at the moment is read again and refused by its run.
void Orchestrator::read_timers() {
    if (horizon_ == latest || reading_timers_) return;
    reading_timers_ = true;
    auto rows = std::make_shared<Result<std::vector<TimerRow>>>(std::vector<TimerRow>{});
    const auto limit = static_cast<std::uint32_t>(options_.max_timers / 2);
    on_store(
        [rows, limit](Stores& store) {
            *rows = store.timers(latest, limit);
            // All that are due together are read together.
            if (*rows && (*rows)->size() == limit) *rows = store.timers((*rows)->back().due, std::numeric_limits<std::uint32_t>::max());
        },
        [this, rows, limit] {
            reading_timers_ = false;
            if (!*rows) return stop(rows->error());
            horizon_ = (*rows)->size() < limit ? latest : (*rows)->back().due;
            for (const TimerRow& row : **rows) set_timer(row.run, row.timer, row.due);
        });
}

// --- runs that were left unfinished ---------------------------------------------------------------------------------

void Orchestrator::recover(std::function<void(Result<std::size_t>)> done) {
    auto found = std::make_shared<Unfinished>();
    cancel_orphans();
    on_store([found](Stores& store) { *found = find_unfinished(store); },
             [this, found, done = std::move(done)] {
                 if (found->error) return done(*found->error);
                 // Whoever has begun them ended over them; what is under way here was begun here.
                 for (const OutboxRow& row : found->activities)
                     if (!under_way_.contains({row.run, row.seq})) lost_[{row.run, row.seq}] = row.lost + 1;
                 resume_detached();
                 recovered_ = true;
                 // From here on the store knows of timers that memory does not.
                 horizon_ = {};
                 read_timers();
                 router_.recover();
                 unfinished_.insert(unfinished_.end(), found->busy.begin(), found->busy.end());
                 done(found->count);
             });
}

void Orchestrator::go_on_with_unfinished() {
    while (!unfinished_.empty() && loads_ < options_.max_loads && !stopped_) {
        const RunId run = unfinished_.front();
        unfinished_.pop_front();
        if (left_.contains(run)) continue;
        RunSlot& slot = slot_for(run);
        if (slot.phase == RunSlot::Phase::loading) slot.must_dispatch = true;
        else dispatch_again(slot);
    }
}

/// Work that nobody waits for may have been lost with the process after its run had ended: it is begun again.
void Orchestrator::resume_detached() {
    auto ended = std::make_shared<std::vector<RunSlot>>();
    on_store(
        [ended, plans = plans_, key = options_.workspace_key](Stores& store) {
            const auto rows = store.outbox(std::nullopt);
            if (!rows) return;
            std::set<RunId> seen;
            for (const auto& row : *rows) {
                if (!seen.insert(row.run).second) continue;
                RunQuery query;
                query.run = row.run;
                const auto runs = store.runs(query);
                if (!runs || runs->empty() || runs->front().open()) continue;
                if (auto slot = load_run(row.run, store, *plans, key)) ended->push_back(std::move(*slot));
            }
        },
        [this, ended] {
            for (auto& slot : *ended) dispatch_again(slot);
        });
}

} // namespace orkestr
