#include "tests/golden/golden_bus.h"

#include "core/base/text_pattern.h"
#include "core/engine/consumption.h"

#include <algorithm>

namespace orkestr::test {

namespace {

bool passes(const PlannedFilter& filter, const JsonValue& event) {
    return std::all_of(filter.simple.begin(), filter.simple.end(), [&](const auto& attribute) {
        const JsonValue* value = event.find(attribute.first);
        return value && value->as_string() && matches_simple_pattern(attribute.second, *value->as_string());
    });
}

/// The values that correlate the event, for a filter that takes it.
std::optional<Json> taken_by(const PlannedFilter& filter, const Plan& plan, const State& state, const Step& step, const Json& envelope, ValueDesk& desk) {
    if (!passes(filter, JsonValue::of(envelope))) return std::nullopt;
    const auto request = match_request(plan, state, step, filter, envelope);
    if (!request) return Json();
    const auto outcome = desk.values(plan, {*request}).front();
    const Json* found = std::get_if<Json>(&outcome);
    if (!found || found->is_null() || !bind_correlations(step.correlations, *found)) return std::nullopt;
    return found->text() == "{}" ? Json() : *found;
}

std::optional<EventBody> offer(const Plan& plan, const State& state, const Step& step, const Json& envelope, std::size_t number, ValueDesk& desk) {
    const Consumption& wanted = std::get<ListenSpec>(plan.task(step.task).spec).to;
    std::vector<std::uint32_t> order;
    for (std::size_t i = wanted.filters.size(); i < wanted.filter_count(); ++i) order.push_back(static_cast<std::uint32_t>(i));
    for (std::size_t i = 0; i < wanted.filters.size(); ++i) order.push_back(static_cast<std::uint32_t>(i));
    for (const std::uint32_t filter : order) {
        if (!wants_event(wanted, step.heard, filter)) continue;
        if (auto correlations = taken_by(wanted.filter(filter), plan, state, step, envelope, desk))
            return events::EventReceived{step.id, filter, static_cast<std::int64_t>(number + 1), {}, {}, std::move(*correlations), {envelope, 0}};
    }
    return std::nullopt;
}

} // namespace

std::vector<EventBody> GoldenBus::offers(const Plan& plan, const State& state, ValueDesk& desk,
                                         const std::function<bool(StepId, const std::string&)>& is_at) {
    std::vector<EventBody> facts;
    for (auto& [id, listener] : listeners_) {
        const Step* step = state.find(id);
        if (!step || step->stage != Stage::listening) continue;
        for (; listener.position < events_.size(); ++listener.position) {
            const Published& event = events_[listener.position];
            if (event.claimed && listener.position < listener.since) continue;
            if (!event.at.empty() && !is_at(id, event.at)) continue;
            auto fact = offer(plan, state, *step, event.envelope, listener.position, desk);
            if (!fact) continue;
            facts.push_back(std::move(*fact));
            break;
        }
    }
    return facts;
}

void GoldenBus::took(StepId step) {
    Listener& listener = listeners_.at(step);
    events_[listener.position].claimed = true;
    ++listener.position;
}

} // namespace orkestr::test
