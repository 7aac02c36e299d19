#include "core/runtime/scheduler.h"

#include "core/runtime/event_types.h"

#include "core/engine/consumption.h"
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
        if (events->size() < query.limit) return last;
        query.after = events->back().id;
    }
}

/// Of the bus, what a version that begins to listen leaves to others. `row`: of the version before it, if there was one.
std::int64_t first_position(const ScheduleRow& row, const DefinitionRow& definition, const Stores& store) {
    if (row.revision > 0 && row.definition.empty()) { // scheduled again
        const auto last = store.last_bus_event();
        return last ? *last : 0;
    }
    const JsonValue state = JsonValue::of(row.state);
    // What its predecessor has not had is its own.
    return state.find("position") ? state.integer_at("position") : last_event_before(store, definition.published);
}

} // namespace

/// What is published and how far its schedules are, of one moment.
struct Scheduler::Found {
    struct Workflow {
        ScheduleRow row;
        std::shared_ptr<const Plan> plan; ///< null: its latest version has no schedule
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
                    // Another version: it begins now.
                    const PlannedSchedule& schedule = *(*plan)->schedule;
                    workflow.row.state = schedule.on ? JsonValue::object({{"position", first_position(workflow.row, latest, store)}}).json() : Json();
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
            }
            continue;
        }
        if (entry && entry->row.definition == workflow.row.definition) {
            if (!entry->busy && workflow.row.revision > entry->row.revision) entry->row = workflow.row;
            continue;
        }
        Entry fresh;
        fresh.row = workflow.row;
        fresh.plan = workflow.plan;
        const PlannedSchedule& schedule = *fresh.plan->schedule;
        if (schedule.after) {
            // Its last run may have ended while nobody was there.
            if (workflow.under_way) fresh.row.next.reset();
            else if (!fresh.row.next) fresh.row.next = found.now + *schedule.after;
        }
        recall_events(fresh);
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
        if (missed.count > 0) reason += "; also makes up for " + std::to_string(missed.count) + " later ones that were missed";
    }
    start(name, no_input(), std::move(row), std::move(reason), {});
}

void Scheduler::start(const std::string& name, Json input, ScheduleRow row, std::string reason, std::vector<std::int64_t> events) {
    Entry& entry = entries_.at(name);
    entry.busy = true;
    row.last = orchestrator_.now();
    row.last_run = orchestrator_.new_run_id();
    StartRun request{row.last_run, entry.plan, std::move(input), {}, "schedule", 0};
    request.author = {"schedule", std::move(reason)};
    request.schedule = row;
    request.events = std::move(events);
    orchestrator_.start(std::move(request), [this, alive = alive_, name, row](const Result<RunId>& run) {
        if (*alive) started(name, row, run);
    });
}

void Scheduler::started(const std::string& name, const ScheduleRow& row, const Result<RunId>& run) {
    Entry* entry = find(name);
    if (!entry) return;
    entry->busy = false;
    if (run) {
        entry->row = row;
        ++entry->row.revision;
        next_event(name);
    } else {
        // As the store has it: nothing of this start is.
        entries_.erase(name);
        orchestrator_.router().unsubscribe(name);
        // Either somebody has changed the schedule meanwhile, or it can't be started now: then later, perhaps.
        if (run.error().code == ErrorCode::conflict) refresh();
        else look_again_ = orchestrator_.now() + before_another_try;
    }
    orchestrator_.wake();
}

void Scheduler::run_ended(const State& run) {
    const std::string name = name_of(run.header.ns, run.header.name);
    Entry* entry = find(name);
    if (!entry || entry->row.last_run != run.run || !entry->plan->schedule->after) return;
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
        [this, alive = alive_, result, name, row] {
            if (*alive) started(name, row, *result ? Result<RunId>(row.last_run) : Result<RunId>(result->error()));
        });
}

// --- by events ------------------------------------------------------------------------------------------------------

void Scheduler::listen(const std::string& name) {
    const Entry& entry = entries_.at(name);
    const std::int64_t position = JsonValue::of(entry.row.state).integer_at("position");
    orchestrator_.router().subscribe(
        name, listened_types(*entry.plan->schedule->on), position,
        [this, name](const EventRouter::Event& event) {
            Entry* still = find(name);
            if (!still || !event->to.empty()) return;
            still->queue.push_back(event);
            next_event(name);
        },
        [this, name]() -> std::int64_t {
            const Entry* still = find(name);
            return still && !still->queue.empty() ? still->queue.front()->id : 0;
        });
}

void Scheduler::remember_events(Entry& entry, std::int64_t position) const {
    JsonArray heard;
    for (std::size_t i = 0; i < entry.heard.size(); ++i)
        heard.push_back(JsonValue::object({{"filter", entry.heard[i].filter}, {"id", entry.heard_ids[i]}, {"event", JsonValue::of(entry.heard[i].envelope.json)}}));
    JsonValue state = JsonValue::object({{"position", position}});
    if (!heard.empty()) state.set("heard", std::move(heard));
    if (!entry.correlations.is_null()) state.set("correlations", JsonValue::of(entry.correlations));
    entry.row.state = state.json();
}

void Scheduler::recall_events(Entry& entry) const {
    const JsonValue state = JsonValue::of(entry.row.state);
    if (const auto* correlations = state.find("correlations")) entry.correlations = correlations->json();
    const auto* heard = state.find("heard");
    if (!heard || !heard->as_array()) return;
    for (const JsonValue& one : *heard->as_array()) {
        const auto* event = one.find("event");
        entry.heard.push_back({static_cast<std::uint32_t>(one.integer_at("filter")), {event ? event->json() : Json(), 0}});
        entry.heard_ids.push_back(one.integer_at("id"));
    }
}

void Scheduler::next_event(const std::string& name) {
    Entry* entry = find(name);
    if (!entry || entry->busy || entry->queue.empty() || orchestrator_.draining() || !entry->plan->schedule->on) return;
    const Consumption& wanted = *entry->plan->schedule->on;
    const JsonValue envelope = JsonValue::of(entry->queue.front()->event);
    entry->filters.clear();
    const auto consider = [&](std::size_t number) {
        if (wants_event(wanted, entry->heard, number) && passes_simple(wanted.filter(number), envelope)) entry->filters.push_back(static_cast<std::uint32_t>(number));
    };
    for (std::size_t i = wanted.filters.size(); i < wanted.filter_count(); ++i) consider(i);
    for (std::size_t i = 0; i < wanted.filters.size(); ++i) consider(i);
    entry->busy = true;
    try_filter(name);
}

EvaluationRequest Scheduler::question(const Entry& entry, ExpressionIndex index, Json input) const {
    const Plan& plan = *entry.plan;
    EvaluationRequest request{0, plan.program, false, index, std::move(input), {}};
    for (const std::string& variable : plan.program->expressions[index].variables) {
        if (variable == "runtime") request.variables.push_back(Json::trusted(R"({"metadata":{},"name":"orkestr","version":")" ORKESTR_VERSION "\"}"));
        else if (variable == "secrets" || variable == "workflow") request.variables.push_back(no_input());
        else request.variables.emplace_back();
    }
    return request;
}

void Scheduler::try_filter(const std::string& name) {
    Entry* entry = find(name);
    if (!entry) return;
    if (entry->filters.empty()) return pass_event(name);
    const PlannedFilter& filter = entry->plan->schedule->on->filter(entry->filters.front());
    const auto* index = std::get_if<ExpressionIndex>(&filter.match);
    if (!index) return matched(name, {});
    orchestrator_.evaluate(question(*entry, *index, entry->queue.front()->event), [this, alive = alive_, name](const EvaluationOutcome& outcome) {
        Entry* still = *alive ? find(name) : nullptr;
        if (!still || still->filters.empty() || still->queue.empty()) return;
        const Json* value = std::get_if<Json>(&outcome);
        if (value && !value->is_null() && bind_correlations(still->correlations, *value)) return matched(name, *value);
        still->filters.erase(still->filters.begin());
        try_filter(name);
    });
}

void Scheduler::matched(const std::string& name, Json correlations) {
    Entry& entry = entries_.at(name);
    entry.correlations = *bind_correlations(entry.correlations, correlations);
    if (entry.correlations.text() == "{}") entry.correlations = {};
    entry.heard.push_back({entry.filters.front(), {entry.queue.front()->event, 0}});
    entry.heard_ids.push_back(entry.queue.front()->id);
    consumed(name);
}

/// Whether what was heard starts a run.
void Scheduler::consumed(const std::string& name) {
    Entry& entry = entries_.at(name);
    const PlannedSchedule& schedule = *entry.plan->schedule;
    if (const auto known = has_enough(*schedule.on, entry.heard)) return enough(name, *known);
    const auto* index = std::get_if<ExpressionIndex>(&schedule.on->until);
    if (!index) return enough(name, false);
    orchestrator_.evaluate(question(entry, *index, events_read(*schedule.on, entry.heard, schedule.read)), [this, alive = alive_, name](const EvaluationOutcome& outcome) {
        if (!*alive || !find(name)) return;
        const Json* value = std::get_if<Json>(&outcome);
        enough(name, value && value->text() == "true");
    });
}

void Scheduler::enough(const std::string& name, bool is_enough) {
    Entry& entry = entries_.at(name);
    const EventRouter::Event event = entry.queue.front();
    entry.queue.pop_front();
    if (!is_enough) {
        remember_events(entry, event->id);
        return put(name, entry.row, {event->id});
    }
    const PlannedSchedule& schedule = *entry.plan->schedule;
    Json input = events_read(*schedule.on, entry.heard, schedule.read);
    std::vector<std::int64_t> events = std::exchange(entry.heard_ids, {});
    entry.heard.clear();
    entry.correlations = {};
    remember_events(entry, event->id);
    start(name, std::move(input), entry.row, rule_text(schedule), std::move(events));
}

/// Nobody wants it: the position is written with the next event that is wanted.
void Scheduler::pass_event(const std::string& name) {
    Entry& entry = entries_.at(name);
    entry.queue.pop_front();
    entry.busy = false;
    next_event(name);
}

} // namespace orkestr
