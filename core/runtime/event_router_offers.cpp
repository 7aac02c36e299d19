// How a listener is offered the events of its queue, one after the other.
#include "core/runtime/event_router.h"

#include "core/engine/consumption.h"
#include "core/runtime/event_types.h"

#include <algorithm>

namespace orkestr {

void EventRouter::run_rests(const RunId& run) {
    for (const Key& key : listeners_of(run)) pump(key);
}

bool EventRouter::is_offering_to(const RunId& run) const {
    for (auto at = listeners_.lower_bound({run, 0}); at != listeners_.end() && at->first.first == run; ++at)
        if (at->second.busy) return true;
    return false;
}

void EventRouter::pump(const Key& key) {
    for (;;) {
        Listener* listener = find(key);
        if (!listener || listener->busy || listener->queue.reading) return;
        if (listener->queue.empty()) {
            if (!listener->queue.current) catch_up(key);
            return;
        }
        RunSlot* slot = host_.resting(key.first);
        if (!slot || slot->state.suspended) return;
        const Step* step = slot->state.find(key.second);
        if (!step || step->stage != Stage::listening) return;
        const Event event = listener->queue.front();
        const bool late = event->id <= listener->since;
        if (late && claimed_.contains(event->id)) {
            listener->queue.take_first();
            continue;
        }
        if (const auto other = late ? reserved_.find(event->id) : reserved_.end(); other != reserved_.end()) {
            other->second.push_back(key);
            return;
        }
        if (offer(key, *listener, *slot, *step)) return;
    }
}

/// False when no filter wants it by what can be seen here, and the next may be offered.
bool EventRouter::offer(const Key& key, Listener& listener, RunSlot& slot, const Step& step) {
    const Event event = listener.queue.front();
    auto filters = willing_filters(std::get<ListenSpec>(slot.plan->task(step.task).spec).to, step.heard, JsonValue::of(event->event));
    if (filters.empty()) {
        listener.queue.take_first();
        return false;
    }
    listener.busy = true;
    ++busy_;
    if (event->id <= listener.since) reserved_[event->id];
    try_filter({key, event, std::move(filters)});
    return true;
}

void EventRouter::try_filter(Offer offer) {
    RunSlot* slot = host_.resting(offer.to.first);
    const Step* step = slot ? slot->state.find(offer.to.second) : nullptr;
    Listener* listener = find(offer.to);
    if (!listener || !step || step->stage != Stage::listening) {
        // Offered again when the run rests.
        --busy_;
        if (listener) listener->busy = false;
        return release(offer.event->id);
    }
    if (offer.next >= offer.filters.size()) return passed(offer);
    const auto& spec = std::get<ListenSpec>(slot->plan->task(step->task).spec);
    auto request = match_request(*slot->plan, slot->state, *step, spec.to.filter(offer.filters[offer.next]), offer.event->event);
    if (!request) return deliver(std::move(offer), {});
    EvaluationRequest wanted{0, slot->plan->program, false, request->index, std::move(request->input), std::move(request->variables)};
    host_.evaluate(std::move(wanted), [this, offer = std::move(offer)](const EvaluationOutcome& outcome) { judged(offer, outcome); });
}

/// An expression that fails on somebody else's event does not want it.
void EventRouter::judged(Offer offer, const EvaluationOutcome& outcome) {
    const Json* value = std::get_if<Json>(&outcome);
    RunSlot* slot = host_.resting(offer.to.first);
    const Step* step = slot ? slot->state.find(offer.to.second) : nullptr;
    if (value && !value->is_null() && step && bind_correlations(step->correlations, *value)) return deliver(std::move(offer), *value);
    // Where a limit stopped it, or its worker died, another try may give an answer.
    const auto* failure = std::get_if<EvaluationFailure>(&outcome);
    constexpr int most_tries = 3;
    if (failure && failure->stopped && ++offer.tries < most_tries) return try_filter(std::move(offer));
    if (step) ++offer.next, offer.tries = 0;
    try_filter(std::move(offer));
}

/// No filter wanted it.
void EventRouter::passed(const Offer& offer) {
    --busy_;
    Listener& listener = listeners_.at(offer.to);
    listener.busy = false;
    listener.queue.take_first();
    release(offer.event->id);
    pump(offer.to);
}

/// What has become of an event that only one can have: those who came too late for it as well go on.
void EventRouter::release(std::int64_t event) {
    const auto reserved = reserved_.extract(event);
    if (!reserved) return;
    for (const Key& key : reserved.mapped()) pump(key);
}

void EventRouter::deliver(Offer offer, Json correlations) {
    if (correlations.is_object() && correlations.text() == "{}") correlations = {};
    const BusEvent& event = *offer.event;
    events::EventReceived fact{offer.to.second, offer.filters[offer.next], event.id, event.by, event.reason, std::move(correlations), {event.event, 0}};
    host_.deliver(offer.to.first, {std::move(fact), 0, [this, key = offer.to, event = offer.event](const Result<void>& taken) { received(key, event, taken); }});
}

void EventRouter::received(const Key& key, const Event& event, const Result<void>& taken) {
    --busy_;
    if (taken) {
        note_claim(event->id);
        targeted_.received(*event);
    }
    if (Listener* listener = find(key)) {
        listener->busy = false;
        if (taken) listener->queue.take_first();
    }
    release(event->id);
    if (taken) pump(key); // else it is offered again when the run rests
}

/// Those who came late may still have it in their queues.
void EventRouter::note_claim(std::int64_t event) {
    claimed_.insert(event);
    if (claimed_.size() < most_claims_known_) return;
    std::unordered_set<std::int64_t> queued;
    for (const auto& [key, listener] : listeners_) {
        if (listener.queue.reading) return;
        for (const Event& one : listener.queue) queued.insert(one->id);
    }
    std::erase_if(claimed_, [&](std::int64_t one) { return !queued.contains(one); });
    most_claims_known_ = std::max(least_claims_known, claimed_.size() * 2);
}

} // namespace orkestr
