#include "tests/simulation/simulated_bus.h"

#include "core/base/json_value.h"

#include <algorithm>

namespace orkestr::test {

const std::vector<std::string> simulated_event_types = {"sim.a", "sim.b", "sim.c", "all.a", "all.b", "same.a", "same.b"};

namespace {

/// Longer than any simulated world lives.
constexpr std::int64_t years_ms = 315'360'000'000;

std::string number_text(std::int64_t id) { return "event " + std::to_string(id) + " of the bus"; }

bool names(const Json& types, const std::string& type) {
    const JsonValue list = JsonValue::of(types);
    const auto* all = list.as_array();
    return all && std::any_of(all->begin(), all->end(), [&](const JsonValue& one) { return one.as_string() && *one.as_string() == type; });
}

std::vector<BusEvent> all_events(const Stores& stores) {
    BusQuery query;
    query.limit = 10'000;
    const auto found = stores.bus_events(query);
    return found ? *found : std::vector<BusEvent>{};
}

} // namespace

bool SimulatedBus::publish(Stores& stores, const std::string& type, const RunId& to, Instant now) {
    const JsonValue data = JsonValue::object({{"n", static_cast<std::int64_t>(random_.below(2))}});
    const JsonValue event = JsonValue::object(
        {{"specversion", "1.0"}, {"id", "outside-" + std::to_string(++next_id_)}, {"source", "/simulation"}, {"type", type}, {"data", data}});
    const std::string by = to.empty() ? "" : "the simulator";
    const auto id = stores.publish({0, now, Instant{now.ms + years_ms}, to, by, by, event.json()});
    if (id) published_[*id] = {type, to};
    return id.ok();
}

void SimulatedBus::note_listeners(const Stores& stores) {
    const auto rows = stores.listeners();
    if (!rows) return;
    for (const auto& row : *rows) since_.try_emplace({row.run, row.step}, row.since);
}

bool SimulatedBus::serve_listener(Stores& stores, const std::vector<ListenerRow>& listeners, Instant now) {
    const ListenerRow& row = listeners[random_.below(listeners.size())];
    const JsonValue types = JsonValue::of(row.types);
    const auto& all = *types.as_array();
    return publish(stores, *all[random_.below(all.size())].as_string(), random_.percent(30) ? row.run : RunId{}, now);
}

std::string SimulatedBus::starving(const Stores& stores) const {
    const auto rows = stores.listeners();
    if (!rows) return {};
    for (const auto& row : *rows) {
        RunQuery query;
        query.run = row.run;
        const auto runs = stores.runs(query);
        if (!runs || runs->empty() || runs->front().status == "suspended") continue;
        for (const auto& [id, event] : published_) {
            if (id <= std::max(row.since, row.position) || !event.type.starts_with("sim.") || !names(row.types, event.type)) continue;
            if (event.to.empty() || event.to == row.run) return number_text(id) + " does not come to run " + row.run.text + ", which listens for it";
        }
    }
    return {};
}

std::string SimulatedBus::check_run(const RunId& run, const Plan& plan, const std::vector<Event>& events) {
    std::map<StepId, Heard> heard;
    for (const auto& event : events) {
        if (const auto* started = std::get_if<events::TaskStarted>(&event.body)) heard[started->step].task = started->task;
        if (const auto* received = std::get_if<events::EventReceived>(&event.body)) {
            heard[received->step].received.emplace_back(received->bus, received->filter);
            received_.insert(received->bus);
            received_names_.insert(JsonValue::of(received->value.json).string_at("id"));
        }
        if (const auto* emitted = std::get_if<events::EventEmitted>(&event.body)) {
            const std::string id = JsonValue::of(emitted->value.json).string_at("id");
            if (!emitted_.insert(id).second) return "event " + std::to_string(event.seq) + " emits what was emitted before";
        }
    }
    for (const auto& [step, one] : heard) {
        if (one.received.empty()) continue;
        const auto* spec = std::get_if<ListenSpec>(&plan.task(one.task).spec);
        if (!spec) return "step " + std::to_string(step) + " does not listen and received an event";
        if (auto wrong = check_step(run, step, spec->to, one); !wrong.empty()) return wrong;
    }
    return {};
}

std::optional<std::int64_t> SimulatedBus::passed_over(const RunId& run, std::int64_t since, std::int64_t until, const PlannedFilter& filter, const Heard& heard) const {
    for (auto at = published_.upper_bound(since); at != published_.end() && at->first < until; ++at) {
        const auto& [type, to] = at->second;
        if (type != *filter.type() || !(to.empty() || to == run)) continue;
        const auto is_it = [id = at->first](const auto& received) { return received.first == id; };
        if (std::none_of(heard.received.begin(), heard.received.end(), is_it)) return at->first;
    }
    return std::nullopt;
}

std::string SimulatedBus::check_step(const RunId& run, StepId step, const Consumption& wanted, const Heard& heard) const {
    const auto& received = heard.received;
    for (std::size_t i = 1; i < received.size(); ++i)
        if (received[i].first <= received[i - 1].first) return "step " + std::to_string(step) + " received " + number_text(received[i].first) + " twice or out of turn";
    for (const auto& [id, filter] : received) {
        const auto known = published_.find(id);
        if (known != published_.end() && !known->second.to.empty() && known->second.to != run) return number_text(id) + " was for another run";
    }
    const auto since = since_.find({run, step});
    if (since == since_.end()) return {};
    for (std::size_t i = 0; i < wanted.filter_count(); ++i) {
        if (!std::holds_alternative<Absent>(wanted.filter(i).match)) continue;
        // Of `all` each filter wants one event; otherwise each wants what comes until there is enough.
        std::int64_t until = received.back().first;
        if (wanted.kind == EventConsumption::Kind::all) {
            const auto own = std::find_if(received.begin(), received.end(), [i](const auto& one) { return one.second == i; });
            if (own == received.end()) continue;
            until = own->first;
        }
        if (const auto event = passed_over(run, since->second, until, wanted.filter(i), heard)) {
            return "step " + std::to_string(step) + ", which listens since " + number_text(since->second) + ", passed over " + number_text(*event) + " before it took " +
                   number_text(until);
        }
    }
    return {};
}

std::string SimulatedBus::check_rest(const Stores& stores, bool all_kept) const {
    std::map<std::int64_t, bool> there; // and whether it is claimed
    std::map<std::string, int> by_name;
    for (const auto& event : all_events(stores)) {
        there[event.id] = event.claimed;
        ++by_name[JsonValue::of(event.event).string_at("id")];
    }
    for (const auto& name : emitted_)
        if (by_name[name] > 1 || (all_kept && by_name[name] == 0 && !received_names_.contains(name))) return "what a run emitted once is on the bus " + std::to_string(by_name[name]) + " times";
    DeadLetterQuery query;
    query.limit = 10'000;
    std::set<std::string> dead;
    if (const auto letters = stores.dead_letters(query))
        for (const auto& letter : *letters)
            if (const JsonValue body = JsonValue::of(letter.body); body.find("event")) dead.insert(body.find("event")->string_at("id"));
    for (const auto& [id, event] : published_) {
        if (received_.contains(id)) continue;
        const auto at = there.find(id);
        const bool waits = at != there.end() && !at->second;
        if (!waits && (event.to.empty() || dead.empty())) return number_text(id) + " was acknowledged, and nobody received it";
    }
    if (const auto rows = stores.listeners(); !rows || !rows->empty()) return "a listener is left";
    return {};
}

} // namespace orkestr::test
