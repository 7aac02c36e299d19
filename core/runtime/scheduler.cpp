#include "core/runtime/scheduler.h"

#include "core/runtime/latest_version.h"

#include <algorithm>

namespace orkestr {

namespace {

std::string name_of(const std::string& ns, const std::string& name) { return ns + "/" + name; }

/// The input of a run that the clock starts: the same as of one started by hand without any.
Json no_input() { return Json::trusted("{}"); }

constexpr Duration before_another_try{60'000};

/// The last event from before a definition was published.
std::int64_t last_event_before(const Stores& store, Instant published) {
    std::int64_t last = 0;
    for (BusQuery query;;) {
        const auto events = store.bus_events(query);
        if (!events) return last;
        for (const BusEvent& event : *events)
            if (event.at < published) last = event.id;
        if (events->empty()) return last;
        query.after = events->back().id;
    }
}

/// Of the bus, what a version that begins to listen leaves to others. `row`: of the version before it, if there was one.
std::int64_t first_position(const ScheduleRow& row, const DefinitionRow& definition, const Stores& store) {
    // What its predecessor has not had is its own; one that was scheduled again has it from when that was.
    const auto position = ScheduleState::of(row.state).position;
    return position ? *position : last_event_before(store, definition.published);
}

} // namespace

/// What is published and how far its schedules are, of one moment.
struct Scheduler::Found {
    struct Workflow {
        ScheduleRow row;
        std::shared_ptr<const Plan> plan; ///< null: its latest version has no schedule
        bool begins = false;              ///< no engine has had this version, or not since it was scheduled again
        bool under_way = false;           ///< the last run it started has not ended
    };
    std::vector<Workflow> workflows;
    Instant now;
    bool failed = false;
};

Scheduler::Scheduler(Orchestrator& orchestrator) : orchestrator_(orchestrator) {
    orchestrator_.schedules_changed = [this] { refresh(); };
    orchestrator_.finished = [this](const State& run) { run_ended(run); };
    refresh();
}

Scheduler::~Scheduler() {
    *alive_ = false;
    orchestrator_.schedules_changed = nullptr;
    orchestrator_.finished = nullptr;
}

Scheduler::Entry* Scheduler::find(const std::string& name) {
    const auto at = entries_.find(name);
    return at == entries_.end() ? nullptr : &at->second;
}

Scheduler::Entry* Scheduler::find(const std::string& name, std::uint64_t generation) {
    Entry* entry = find(name);
    return entry && entry->generation == generation ? entry : nullptr;
}

// --- what is published ----------------------------------------------------------------------------------------------

void Scheduler::refresh() {
    refresh_again_ = true;
    if (refreshing_) return;
    refreshing_ = true;
    refresh_again_ = false;
    auto found = std::make_shared<Found>();
    found->now = orchestrator_.now();
    orchestrator_.store().run(
        [found, plans = orchestrator_.plans()](Stores& store) {
            DefinitionQuery listed;
            listed.listed_only = true;
            const auto definitions = store.definitions(listed);
            const auto rows = store.schedules();
            if (!definitions || !rows) {
                found->failed = true;
                return;
            }
            std::map<std::string, std::vector<DefinitionRow>> versions;
            for (const DefinitionRow& row : *definitions) versions[name_of(row.ns, row.name)].push_back(row);
            std::map<std::string, ScheduleRow> known;
            for (const ScheduleRow& row : *rows) known[name_of(row.ns, row.name)] = row;
            for (const auto& [name, all] : versions) {
                const DefinitionRow& latest = latest_version(all);
                const auto plan = plans->get(latest.hash, store);
                const bool scheduled = plan && (*plan)->schedule;
                const auto at = known.find(name);
                if (!scheduled && at == known.end()) continue;
                Found::Workflow workflow;
                if (at != known.end()) workflow.row = at->second;
                workflow.row.ns = latest.ns;
                workflow.row.name = latest.name;
                if (scheduled) workflow.plan = *plan;
                if (scheduled && workflow.row.definition != latest.hash) {
                    const PlannedSchedule& schedule = *(*plan)->schedule;
                    workflow.begins = true;
                    ScheduleState state;
                    if (schedule.on) state.position = first_position(workflow.row, latest, store);
                    workflow.row.state = state.json();
                    workflow.row.version = latest.version;
                    workflow.row.definition = latest.hash;
                    workflow.row.next = schedule.after ? std::optional(found->now) : next_time(schedule, found->now, found->now);
                }
                if (!workflow.row.last_run.empty()) {
                    RunQuery query;
                    query.run = workflow.row.last_run;
                    const auto run = store.runs(query);
                    workflow.under_way = run && !run->empty() && run->front().open();
                }
                found->workflows.push_back(std::move(workflow));
            }
        },
        [this, alive = alive_, found] {
            if (!*alive) return;
            refreshing_ = false;
            if (!found->failed) take_over(*found);
            else look_again_ = orchestrator_.now() + before_another_try;
            if (refresh_again_) refresh();
            orchestrator_.wake();
        });
}

void Scheduler::take_over(Found& found) {
    for (Found::Workflow& workflow : found.workflows) {
        const std::string name = name_of(workflow.row.ns, workflow.row.name);
        Entry* entry = find(name);
        if (!workflow.plan || !workflow.row.active) {
            if (entry) {
                orchestrator_.router().unsubscribe(name);
                entries_.erase(name);
                told_.erase(name);
            }
            continue;
        }
        if (entry && !entry->stale && !workflow.begins && entry->row.definition == workflow.row.definition) {
            if (!entry->busy && workflow.row.revision > entry->row.revision) entry->row = workflow.row;
            continue;
        }
        Entry fresh;
        fresh.generation = ++generations_;
        fresh.row = workflow.row;
        fresh.plan = workflow.plan;
        fresh.state = ScheduleState::of(fresh.row.state);
        const PlannedSchedule& schedule = *fresh.plan->schedule;
        if (schedule.after) {
            // Its last run may have ended while nobody was there.
            if (workflow.under_way) fresh.row.next.reset();
            else if (!fresh.row.next) fresh.row.next = found.now + *schedule.after;
        }
        entries_[name] = std::move(fresh);
        put(name, entries_[name].row, {});
        if (schedule.on) listen(name);
        else orchestrator_.router().unsubscribe(name); // from what the version before it heard
    }
}

// --- starting -------------------------------------------------------------------------------------------------------

std::optional<Instant> Scheduler::next_due() const {
    std::optional<Instant> first;
    if (orchestrator_.draining()) return first;
    first = look_again_;
    for (const auto& [name, entry] : entries_)
        if (!entry.busy && entry.row.next && (!first || *entry.row.next < *first)) first = entry.row.next;
    return first;
}

void Scheduler::turn() {
    if (orchestrator_.draining()) return;
    const Instant now = orchestrator_.now();
    if (look_again_ && *look_again_ <= now) {
        look_again_.reset();
        refresh();
    }
    std::vector<std::string> due;
    for (const auto& [name, entry] : entries_)
        if (!entry.busy && entry.row.next && *entry.row.next <= now) due.push_back(name);
    for (const std::string& name : due) fire(name, now);
}

void Scheduler::fire(const std::string& name, Instant now) {
    Entry& entry = entries_.at(name);
    const PlannedSchedule& schedule = *entry.plan->schedule;
    const Instant due = *entry.row.next;
    ScheduleRow row = entry.row;
    std::string reason = rule_text(schedule) + ", due at " + to_iso8601(due);
    if (schedule.after) {
        row.next.reset(); // until this run has ended
    } else {
        const Missed missed = missed_times(schedule, due, now);
        row.next = missed.next;
        if (missed.count > 0) reason += "; also makes up for " + count_text(missed) + " later ones that were missed";
    }
    start(name, no_input(), std::move(row), std::move(reason), {});
}

void Scheduler::start(const std::string& name, Json input, ScheduleRow row, std::string reason, std::vector<std::int64_t> events) {
    Entry& entry = entries_.at(name);
    entry.busy = true;
    row.last = orchestrator_.now();
    row.last_run = orchestrator_.new_run_id();
    entry.state.failure.reset();
    row.state = entry.state.json();
    StartRun request{row.last_run, entry.plan, std::move(input), {}, "schedule", 0};
    request.author = {"schedule", std::move(reason)};
    request.schedule = row;
    request.events = std::move(events);
    orchestrator_.start(std::move(request), [this, alive = alive_, name, generation = entry.generation, row](const Result<RunId>& run) {
        if (*alive) started(name, generation, row, run);
    });
}

void Scheduler::started(const std::string& name, std::uint64_t generation, const ScheduleRow& row, const Result<RunId>& run) {
    Entry* entry = find(name, generation);
    if (!entry) return;
    if (!run) {
        put_off(name, *entry, run.error());
    } else {
        entry->busy = false;
        entry->row = row;
        ++entry->row.revision;
        if (!entry->state.failure) told_.erase(name);
        if (const auto ended = std::exchange(entry->run_ended, {})) {
            ScheduleRow next = entry->row;
            next.next = *ended + *entry->plan->schedule->after;
            put(name, std::move(next), {});
        }
        next_event(name);
    }
    orchestrator_.wake();
}

/// Nothing of what was tried is in the store, which has the row as it was. Until it is read again, events stay on the bus.
void Scheduler::put_off(const std::string& name, Entry& entry, const Error& error) {
    entry.busy = entry.stale = true;
    entry.generation = ++generations_; // what is still asked for it is answered to nobody
    entry.queue = {};
    ScheduleState state = ScheduleState::of(entry.row.state);
    entry.queue.cursor = state.position.value_or(0);
    // Either somebody has changed the schedule meanwhile, or it can't be started now: then later, perhaps.
    if (error.code == ErrorCode::conflict) return refresh();
    look_again_ = orchestrator_.now() + before_another_try;
    state.failure = ScheduleFailure{orchestrator_.now(), error.message};
    ScheduleRow row = entry.row;
    row.state = state.json();
    // When somebody has changed it meanwhile, what they wrote is what holds.
    orchestrator_.store().run([row](Stores& store) { (void)store.put_schedule(row); }, [] {});
    tell(name, entry, error);
}

void Scheduler::tell(const std::string& name, const Entry& entry, const Error& error) {
    if (std::exchange(told_[name], error.message) != error.message && failed) failed(entry.row, error);
}

void Scheduler::run_ended(const State& run) {
    const std::string name = name_of(run.header.ns, run.header.name);
    Entry* entry = find(name);
    if (!entry || entry->row.last_run != run.run || !entry->plan->schedule->after) return;
    if (entry->busy) {
        entry->run_ended = run.at;
        return;
    }
    ScheduleRow row = entry->row;
    row.next = run.at + *entry->plan->schedule->after;
    put(name, std::move(row), {});
}

void Scheduler::put(const std::string& name, ScheduleRow row, std::vector<std::int64_t> claimed) {
    Entry& entry = entries_.at(name);
    entry.busy = true;
    auto result = std::make_shared<Result<void>>();
    orchestrator_.store().run(
        [result, row, claimed](Stores& store) {
            *result = store.put_schedule(row);
            if (*result)
                for (const std::int64_t event : claimed) (void)store.claim_bus_event(event);
        },
        [this, alive = alive_, result, name, generation = entry.generation, row] {
            if (*alive) started(name, generation, row, *result ? Result<RunId>(row.last_run) : Result<RunId>(result->error()));
        });
}

} // namespace orkestr
