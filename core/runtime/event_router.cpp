#include "core/runtime/event_router.h"

#include "core/base/text_pattern.h"
#include "core/engine/consumption.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t longest_queue = 1000;
constexpr std::uint32_t bus_page = 1000;
constexpr std::size_t most_claims_known = 100'000;
constexpr Duration between_expiries{60'000};
constexpr std::string_view lifecycle_prefix = "io.serverlessworkflow.";

std::vector<std::string> types_of(const Json& types) {
    std::vector<std::string> all;
    const JsonValue value = JsonValue::of(types);
    if (const auto* items = value.as_array())
        for (const auto& item : *items)
            if (const auto* text = item.as_string()) all.push_back(*text);
    return all;
}

std::string type_of_event(const Json& envelope) { return JsonValue::of(envelope).string_at("type"); }

bool wants_type(const std::vector<std::string>& types, const std::string& type) {
    if (types.empty()) return !std::string_view(type).starts_with(lifecycle_prefix);
    return std::any_of(types.begin(), types.end(), [&](const std::string& one) { return matches_simple_pattern(one, type); });
}

} // namespace

Json listened_types(const Consumption& consumption) {
    JsonArray types;
    for (std::size_t i = 0; i < consumption.filter_count(); ++i) {
        const std::string* type = consumption.filter(i).type();
        if (!type) return Json::trusted("[]");
        types.emplace_back(*type);
    }
    return JsonValue(std::move(types)).json();
}

bool passes_simple(const PlannedFilter& filter, const JsonValue& envelope) {
    return std::all_of(filter.simple.begin(), filter.simple.end(), [&](const auto& attribute) {
        const JsonValue* found = envelope.find(attribute.first);
        const std::string* text = found ? found->as_string() : nullptr;
        return text && matches_simple_pattern(attribute.second, *text);
    });
}

DeadLetter undeliverable_event(const BusEvent& event, const std::string& why, Instant now) {
    DeadLetter letter;
    letter.at = now;
    letter.kind = "event";
    letter.run = event.to;
    letter.title = type_of_event(event.event) + ": " + why;
    letter.body = JsonValue::object({{"event", JsonValue::of(event.event)}, {"by", event.by}, {"reason", event.reason}}).json();
    return letter;
}

// --- who listens ----------------------------------------------------------------------------------------------------

void EventRouter::open() {
    auto last = std::make_shared<Result<std::int64_t>>(0);
    host_.on_store([last](Stores& store) { *last = store.last_bus_event(); },
                   [this, last] {
                       // A store that can't be read stops the engine at its first commit.
                       if (*last) read_ = last_ = std::max(last_, **last);
                       open_ = true;
                   });
}

EventRouter::Listener* EventRouter::find(const Key& key) {
    const auto at = listeners_.find(key);
    return at == listeners_.end() ? nullptr : &at->second;
}

void EventRouter::index(const std::string& type, const Key& key) { by_type_[type].insert(key); }

void EventRouter::unindex(const std::string& type, const Key& key) {
    const auto at = by_type_.find(type);
    if (at == by_type_.end()) return;
    at->second.erase(key);
    if (at->second.empty()) by_type_.erase(at);
}

void EventRouter::listen(const RunSlot& slot, StepId step, std::int64_t since) {
    const Step* listening = slot.state.find(step);
    const Key key{slot.id, step};
    if (!listening || find(key)) return;
    Listener& listener = listeners_[key];
    listener.since = since;
    listener.types = types_of(listened_types(std::get<ListenSpec>(slot.plan->task(listening->task).spec).to));
    if (listener.types.empty()) index("", key);
    for (const std::string& type : listener.types) index(type, key);
    if (last_ > 0) look_back(key);
}

void EventRouter::unlisten(const RunId& run, StepId step) {
    const auto at = listeners_.find({run, step});
    if (at == listeners_.end()) return;
    if (at->second.types.empty()) unindex("", at->first);
    for (const std::string& type : at->second.types) unindex(type, at->first);
    listeners_.erase(at);
}

/// Events from before it began that nobody has received, and those that came while its beginning was being committed.
void EventRouter::look_back(const Key& key) {
    Listener& listener = listeners_.at(key);
    listener.late = true;
    ++busy_;
    auto found = std::make_shared<std::vector<BusEvent>>();
    const auto job = [found, key, types = listener.types, after = listener.position, since = listener.since, last = last_](Stores& store) {
        const auto read = [&](BusQuery query, std::int64_t until) {
            for (;;) {
                const auto events = store.bus_events(query);
                if (!events) return;
                for (const BusEvent& event : *events) {
                    if (event.id > until || found->size() >= longest_queue) return;
                    if ((event.to.empty() || event.to == key.first) && wants_type(types, type_of_event(event.event))) found->push_back(event);
                }
                if (events->size() < bus_page) return;
                query.after = events->back().id;
            }
        };
        read({after, true, bus_page}, since);
        read({std::max(after, since), false, bus_page}, last);
    };
    host_.on_store(job, [this, found, key] {
        --busy_;
        Listener* still = find(key);
        if (!still) return;
        still->late = false;
        still->behind = still->behind || found->size() >= longest_queue;
        std::vector<Event> older;
        const Instant now = host_.now();
        for (BusEvent& event : *found) {
            const bool known = std::any_of(still->queue.begin(), still->queue.end(), [&](const Event& one) { return one->id == event.id; });
            if (!known && (event.id > still->since || event.expires > now)) older.push_back(std::make_shared<const BusEvent>(std::move(event)));
        }
        still->queue.insert(still->queue.begin(), older.begin(), older.end());
        pump(key);
    });
}

void EventRouter::recover() {
    struct Found {
        std::vector<ListenerRow> listeners;
        std::vector<BusEvent> kept;
    };
    auto found = std::make_shared<Found>();
    ++busy_;
    expiring_ = true; // not before it is known who has still to pass what
    const auto job = [found](Stores& store) {
        if (auto rows = store.listeners()) found->listeners = std::move(*rows);
        for (BusQuery query{0, true, bus_page};;) {
            const auto events = store.bus_events(query);
            if (!events) return;
            for (const BusEvent& event : *events)
                if (!event.to.empty()) found->kept.push_back(event);
            if (events->size() < bus_page) return;
            query.after = events->back().id;
        }
    };
    host_.on_store(job, [this, found] {
        --busy_;
        expiring_ = false;
        for (const ListenerRow& row : found->listeners) {
            const Key key{row.run, row.step};
            if (find(key)) continue;
            Listener& listener = listeners_[key];
            listener.since = row.since;
            listener.position = row.position;
            listener.types = types_of(row.types);
            if (listener.types.empty()) index("", key);
            for (const std::string& type : listener.types) index(type, key);
        }
        for (BusEvent& event : found->kept) {
            const auto one = std::make_shared<const BusEvent>(std::move(event));
            targeted_[one->to].push_back(one);
            check_target(one);
        }
        // What came before now, for all of them in one reading; `dispatch` knows who has had what.
        if (!listeners_.empty()) read_from(0);
    });
}

// --- what comes -----------------------------------------------------------------------------------------------------

void EventRouter::read_bus() {
    if (!open_) return;
    read_again_ = true;
    if (reading_) return;
    reading_ = true;
    read_again_ = false;
    auto events = std::make_shared<Result<std::vector<BusEvent>>>(std::vector<BusEvent>{});
    const std::int64_t after = read_;
    host_.on_store([events, after](Stores& store) { *events = store.bus_events({after, false, bus_page}); },
                   [this, events, after] {
                       reading_ = false;
                       // Somebody wants those before them as well, in their turn.
                       if (read_ < after) return read_bus();
                       if (!*events) return;
                       const bool more = (*events)->size() == bus_page;
                       dispatch(**events);
                       if (more || read_again_) read_bus();
                   });
}

/// Reads once more what came after this event; dispatch() knows who has had what.
void EventRouter::read_from(std::int64_t after) {
    read_ = std::min(read_, after);
    read_bus();
}

void EventRouter::dispatch(const std::vector<BusEvent>& events) {
    const Instant now = host_.now();
    for (const BusEvent& read : events) {
        read_ = std::max(read_, read.id);
        last_ = std::max(last_, read.id);
        const auto event = std::make_shared<const BusEvent>(read);
        const std::string type = type_of_event(read.event);
        if (!read.to.empty()) {
            if (!read.claimed) {
                auto& waiting = targeted_[read.to];
                const bool known = std::any_of(waiting.begin(), waiting.end(), [&](const Event& one) { return one->id == read.id; });
                if (!known) waiting.push_back(event), check_target(event);
            }
            std::vector<Key> own;
            for (auto at = listeners_.lower_bound({read.to, 0}); at != listeners_.end() && at->first.first == read.to; ++at)
                if (wants_type(at->second.types, type)) own.push_back(at->first);
            for (const Key& key : own)
                if (Listener* listener = find(key)) enqueue(key, *listener, event);
            continue;
        }
        std::vector<Key> wanting;
        for (const auto& [pattern, keys] : by_type_) {
            const bool wanted = pattern.empty() ? wants_type({}, type) : matches_simple_pattern(pattern, type);
            if (wanted) wanting.insert(wanting.end(), keys.begin(), keys.end());
        }
        std::sort(wanting.begin(), wanting.end());
        wanting.erase(std::unique(wanting.begin(), wanting.end()), wanting.end());
        for (const Key& key : wanting) {
            Listener* listener = find(key);
            if (!listener) continue;
            // Older than the listener: only as long as nobody has had it, and it is kept.
            if (read.id <= listener->since && (read.claimed || read.expires <= now)) continue;
            enqueue(key, *listener, event);
        }
        std::vector<std::function<void(Event)>> takers;
        for (auto& [name, subscription] : subscriptions_) {
            if (read.id <= subscription.position || !wants_type(subscription.types, type)) continue;
            subscription.position = read.id;
            takers.push_back(subscription.take);
        }
        for (const auto& take : takers) take(event);
    }
}

void EventRouter::enqueue(const Key& key, Listener& listener, const Event& event) {
    if (event->id <= listener.position || listener.behind) return;
    const bool known = std::any_of(listener.queue.begin(), listener.queue.end(), [&](const Event& one) { return one->id == event->id; });
    if (known) return;
    // Older ones may still be being looked for; what is older than the listener is found there.
    if (listener.late && event->id <= listener.since) return;
    if (listener.queue.size() >= longest_queue) {
        listener.behind = true;
        return;
    }
    const auto later = std::find_if(listener.queue.begin(), listener.queue.end(), [&](const Event& one) { return one->id > event->id; });
    // What is being offered stays the first.
    listener.queue.insert(listener.busy && later == listener.queue.begin() ? later + 1 : later, event);
    pump(key);
}

/// Reads on for a listener that could not keep up.
void EventRouter::catch_up(const Key& key) {
    Listener& listener = listeners_.at(key);
    listener.late = true;
    ++busy_;
    auto found = std::make_shared<std::vector<BusEvent>>();
    auto more = std::make_shared<bool>(false);
    const auto job = [found, more, key, types = listener.types, since = listener.since, after = listener.position](Stores& store) {
        for (BusQuery query{after, false, bus_page};;) {
            const auto events = store.bus_events(query);
            if (!events) return;
            for (const BusEvent& event : *events) {
                if (event.id <= since && event.claimed) continue;
                if ((event.to.empty() || event.to == key.first) && wants_type(types, type_of_event(event.event))) found->push_back(event);
                if (found->size() < longest_queue) continue;
                *more = true;
                return;
            }
            if (events->size() < bus_page) return;
            query.after = events->back().id;
        }
    };
    host_.on_store(job, [this, found, more, key] {
        --busy_;
        Listener* still = find(key);
        if (!still) return;
        still->late = false;
        still->behind = *more;
        for (BusEvent& event : *found) still->queue.push_back(std::make_shared<const BusEvent>(std::move(event)));
        // What came while the store was read.
        read_bus();
        pump(key);
    });
}

// --- offering -------------------------------------------------------------------------------------------------------

void EventRouter::run_rests(const RunId& run) {
    std::vector<Key> own;
    for (auto at = listeners_.lower_bound({run, 0}); at != listeners_.end() && at->first.first == run; ++at) own.push_back(at->first);
    for (const Key& key : own) pump(key);
}

bool EventRouter::is_offering_to(const RunId& run) const {
    for (auto at = listeners_.lower_bound({run, 0}); at != listeners_.end() && at->first.first == run; ++at)
        if (at->second.busy) return true;
    return false;
}

void EventRouter::pump(const Key& key) {
    for (;;) {
        Listener* listener = find(key);
        if (!listener || listener->busy || listener->late) return;
        if (listener->queue.empty()) {
            if (listener->behind) catch_up(key);
            return;
        }
        RunSlot* slot = host_.resting(key.first);
        if (!slot || slot->state.suspended) return;
        const Step* step = slot->state.find(key.second);
        if (!step || step->stage != Stage::listening) return;
        const Event event = listener->queue.front();
        if (event->id <= listener->since) {
            if (claimed_.contains(event->id)) {
                listener->queue.erase(listener->queue.begin());
                continue;
            }
            if (const auto other = reserved_.find(event->id); other != reserved_.end()) {
                other->second.push_back(key);
                return;
            }
        }
        if (offer(key, *listener, *slot, *step)) return;
    }
}

/// False when no filter wants it by what can be seen here, and the next may be offered.
bool EventRouter::offer(const Key& key, Listener& listener, RunSlot& slot, const Step& step) {
    const Consumption& wanted = std::get<ListenSpec>(slot.plan->task(step.task).spec).to;
    Offer one{key, listener.queue.front(), {}, 0};
    const JsonValue envelope = JsonValue::of(one.event->event);
    const auto consider = [&](std::size_t number) {
        if (wants_event(wanted, step.heard, number) && passes_simple(wanted.filter(number), envelope)) one.filters.push_back(static_cast<std::uint32_t>(number));
    };
    for (std::size_t i = wanted.filters.size(); i < wanted.filter_count(); ++i) consider(i);
    for (std::size_t i = 0; i < wanted.filters.size(); ++i) consider(i);
    if (one.filters.empty()) {
        listener.position = one.event->id;
        listener.queue.erase(listener.queue.begin());
        return false;
    }
    listener.busy = true;
    ++busy_;
    if (one.event->id <= listener.since) reserved_[one.event->id];
    try_filter(std::move(one));
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
    listener.position = offer.event->id;
    listener.queue.erase(listener.queue.begin());
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
        if (claimed_.size() >= most_claims_known) claimed_.clear();
        claimed_.insert(event->id);
        if (const auto at = targeted_.find(event->to); at != targeted_.end()) {
            std::erase_if(at->second, [&](const Event& one) { return one->id == event->id; });
            if (at->second.empty()) targeted_.erase(at);
        }
    }
    if (Listener* listener = find(key)) {
        listener->busy = false;
        if (taken) {
            listener->position = event->id;
            std::erase_if(listener->queue, [&](const Event& one) { return one->id == event->id; });
        }
    }
    release(event->id);
    if (taken) pump(key); // else it is offered again when the run rests
}

// --- what can't be delivered ----------------------------------------------------------------------------------------

void EventRouter::undeliverable(const BusEvent& event, const std::string& why) {
    const DeadLetter letter = undeliverable_event(event, why, host_.now());
    host_.on_store(
        [letter, id = event.id](Stores& store) {
            // A letter twice is better than none.
            if (store.add_dead_letter(letter)) (void)store.claim_bus_event(id);
        },
        [] {});
}

void EventRouter::run_ended(const RunId& run) {
    const auto at = targeted_.find(run);
    if (at == targeted_.end()) return;
    for (const Event& event : at->second) undeliverable(*event, "run " + run.text + " has ended without receiving it");
    targeted_.erase(at);
}

/// Before they are taken off the bus: a letter twice is better than none.
void EventRouter::bury_expired(Instant now, std::int64_t passed) {
    for (auto at = targeted_.begin(); at != targeted_.end();) {
        std::erase_if(at->second, [&](const Event& event) {
            const bool gone = event->expires <= now && event->id <= passed;
            if (gone) undeliverable(*event, "nobody received it in time");
            return gone;
        });
        at = at->second.empty() ? targeted_.erase(at) : std::next(at);
    }
}

/// Whether the run that an event is for can receive anything.
void EventRouter::check_target(const Event& event) {
    auto row = std::make_shared<Result<std::vector<RunRow>>>(std::vector<RunRow>{});
    host_.on_store(
        [row, run = event->to](Stores& store) {
            RunQuery query;
            query.run = run;
            *row = store.runs(query);
        },
        [this, row, event] {
            if (!*row || (!(*row)->empty() && (*row)->front().open())) return;
            const auto at = targeted_.find(event->to);
            if (at == targeted_.end()) return;
            const bool waiting = std::erase_if(at->second, [&](const Event& one) { return one->id == event->id; }) > 0;
            if (at->second.empty()) targeted_.erase(at);
            if (waiting) undeliverable(*event, (*row)->empty() ? "there is no run " + event->to.text : "run " + event->to.text + " has ended");
        });
}

// --- schedules, lifecycle, expiry -----------------------------------------------------------------------------------

void EventRouter::subscribe(const std::string& name, const Json& types, std::int64_t after, std::function<void(Event)> take,
                            std::function<std::int64_t()> oldest) {
    subscriptions_[name] = {types_of(types), after, std::move(take), std::move(oldest)};
    // What came since it was last there.
    if (after < last_) read_from(after);
}

void EventRouter::unsubscribe(const std::string& name) { subscriptions_.erase(name); }

bool EventRouter::wants_lifecycle() const {
    const auto at = by_type_.lower_bound(std::string(lifecycle_prefix));
    if (at != by_type_.end() && std::string_view(at->first).starts_with(lifecycle_prefix)) return true;
    return std::any_of(subscriptions_.begin(), subscriptions_.end(), [](const auto& entry) {
        return std::any_of(entry.second.types.begin(), entry.second.types.end(), [](const std::string& one) { return std::string_view(one).starts_with(lifecycle_prefix); });
    });
}

bool EventRouter::wants_lifecycle(const std::string& type) const {
    for (auto at = by_type_.lower_bound(std::string(lifecycle_prefix)); at != by_type_.end() && std::string_view(at->first).starts_with(lifecycle_prefix); ++at)
        if (matches_simple_pattern(at->first, type)) return true;
    return std::any_of(subscriptions_.begin(), subscriptions_.end(), [&](const auto& entry) {
        return std::any_of(entry.second.types.begin(), entry.second.types.end(), [&](const std::string& one) {
            return std::string_view(one).starts_with(lifecycle_prefix) && matches_simple_pattern(one, type);
        });
    });
}

void EventRouter::expire(Instant now) {
    if (!open_ || expiring_ || now < next_expiry_) return;
    next_expiry_ = now + between_expiries;
    std::int64_t passed = read_;
    for (const auto& [key, listener] : listeners_)
        if (!listener.queue.empty() || listener.behind || listener.late) passed = std::min(passed, listener.position);
    for (const auto& [name, subscription] : subscriptions_)
        if (const std::int64_t oldest = subscription.oldest(); oldest != 0) passed = std::min(passed, oldest - 1);
    bury_expired(now, passed);
    expiring_ = true;
    host_.on_store(
        [now, passed](Stores& store) {
            const auto gone = store.expire_bus_events(now, passed, bus_page);
            if (!gone) return;
            for (const BusEvent& event : *gone) (void)store.add_dead_letter(undeliverable_event(event, "nobody received it in time", now));
        },
        [this] { expiring_ = false; });
}

} // namespace orkestr
