#include "core/runtime/event_router.h"

#include "core/runtime/event_types.h"
#include "core/runtime/schedule_state.h"

#include <algorithm>
#include <limits>

namespace orkestr {

namespace {

constexpr std::uint32_t bus_page = 1000;
constexpr std::size_t most_types_known = 10'000;
// Of whatever comes first; more is removed than can have come meanwhile.
constexpr Duration between_expiries{60'000};
constexpr std::int64_t events_between_expiries = 2000;
constexpr std::uint32_t most_expired = 10'000;

} // namespace

// --- who listens ----------------------------------------------------------------------------------------------------

namespace {

/// What is to be known of the bus before anything is committed.
struct BusState {
    std::int64_t last = 0;
    std::set<std::string> lifecycle; ///< types of lifecycle events that somebody waits for
    std::optional<Error> error;
};

BusState look_at_bus(const Stores& store, PlanCache& plans) {
    BusState bus;
    const auto last = store.last_bus_event();
    const auto listeners = store.listeners();
    const auto schedules = store.schedules();
    if (!last) bus.error = last.error();
    else if (!listeners) bus.error = listeners.error();
    else if (!schedules) bus.error = schedules.error();
    if (bus.error) return bus;
    bus.last = *last;
    const auto add = [&](const Json& types) {
        for (const std::string& type : types_of(types))
            if (names_lifecycle(type)) bus.lifecycle.insert(type);
    };
    for (const ListenerRow& row : *listeners) add(row.types);
    for (const ScheduleRow& row : *schedules) {
        const auto plan = row.active ? plans.get(row.definition, store) : Result<std::shared_ptr<const Plan>>(ErrorCode::not_found, "");
        if (plan && (*plan)->schedule && (*plan)->schedule->on) add(listened_types(*(*plan)->schedule->on));
    }
    return bus;
}

} // namespace

void EventRouter::open(std::shared_ptr<PlanCache> plans) {
    auto bus = std::make_shared<BusState>();
    host_.on_store([bus, plans = std::move(plans)](Stores& store) { *bus = look_at_bus(store, *plans); },
                   [this, bus] {
                       if (bus->error) return host_.unreadable(*bus->error);
                       read_ = last_ = std::max(last_, bus->last);
                       absent_ = std::move(bus->lifecycle);
                       open_ = true;
                   });
}

EventRouter::Listener* EventRouter::find(const Key& key) {
    const auto at = listeners_.find(key);
    return at == listeners_.end() ? nullptr : &at->second;
}

std::vector<EventRouter::Key> EventRouter::listeners_of(const RunId& run) const {
    std::vector<Key> own;
    for (auto at = listeners_.lower_bound({run, 0}); at != listeners_.end() && at->first.first == run; ++at) own.push_back(at->first);
    return own;
}

EventRouter::Listener& EventRouter::add_listener(const Key& key, std::int64_t since, std::vector<std::string> types) {
    Listener& listener = listeners_[key];
    listener.since = since;
    listener.types = std::move(types);
    if (listener.types.empty()) by_type_[""].insert(key);
    for (const std::string& type : listener.types) by_type_[type].insert(key);
    return listener;
}

void EventRouter::listen(const RunSlot& slot, StepId step, std::int64_t since) {
    const Step* listening = slot.state.find(step);
    const Key key{slot.id, step};
    if (!listening || find(key)) return;
    add_listener(key, since, types_of(listened_types(std::get<ListenSpec>(slot.plan->task(listening->task).spec).to)));
    catch_up(key);
}

void EventRouter::unlisten(const RunId& run, StepId step) {
    const auto at = listeners_.find({run, step});
    if (at == listeners_.end()) return;
    const auto unindex = [&](const std::string& type) {
        const auto keys = by_type_.find(type);
        if (keys == by_type_.end()) return;
        keys->second.erase(at->first);
        if (keys->second.empty()) by_type_.erase(keys);
    };
    if (at->second.types.empty()) unindex("");
    for (const std::string& type : at->second.types) unindex(type);
    listeners_.erase(at);
}

void EventRouter::leave(const RunId& run) {
    for (const Key& key : listeners_of(run)) unlisten(key.first, key.second);
}

namespace {

/// After `after`, what is for this run or everybody; of what is not above `since`, that which nobody has received, unless
/// there is none that it wants.
BusReading read_for(const Stores& store, const RunId& run, const std::vector<std::string>& types, std::int64_t after, std::int64_t since, bool older) {
    BusReading reading;
    reading.until = after;
    const auto wanted = [&](const BusEvent& event, const std::string& type) { return (event.to.empty() || event.to == run) && wants_type(types, type); };
    if (after < since && older) reading.read(store, true, since, wanted);
    if (reading.full || reading.error) return reading;
    reading.until = std::max(reading.until, since);
    reading.read(store, false, std::numeric_limits<std::int64_t>::max(), wanted);
    return reading;
}

} // namespace

/// A listener that is new, or could not keep up, reads for itself. The store answers in the order in which it is asked:
/// what this reading has not seen is dispatched after it.
void EventRouter::catch_up(const Key& key) {
    Listener& listener = listeners_.at(key);
    listener.queue.reading = true;
    ++busy_;
    auto reading = std::make_shared<BusReading>();
    const std::int64_t after = listener.queue.cursor;
    const bool older = !kept_types_ || std::any_of(kept_types_->begin(), kept_types_->end(), [&](const std::string& type) { return wants_type(listener.types, type); });
    const auto job = [reading, run = key.first, types = listener.types, after, since = listener.since, older](Stores& store) {
        *reading = read_for(store, run, types, after, since, older);
    };
    host_.on_store(job, [this, reading, key, from_the_first = after == 0 && older] {
        --busy_;
        if (reading->error) return host_.unreadable(*reading->error);
        if (!kept_types_ && from_the_first && !reading->full) kept_types_ = std::move(reading->kept);
        Listener* still = find(key);
        if (!still) return;
        still->queue.take_over(*reading, [&](const BusEvent& event) { return event.id > still->since || event.expires > host_.now(); });
        pump(key);
    });
}

void EventRouter::recover() {
    struct Found {
        std::vector<ListenerRow> listeners;
        std::vector<BusEvent> kept;
        std::optional<Error> error;
    };
    auto found = std::make_shared<Found>();
    ++busy_;
    expiring_ = true; // not before it is known who has still to pass what
    const auto job = [found](Stores& store) {
        auto rows = store.listeners();
        if (!rows) found->error = rows.error();
        else found->listeners = std::move(*rows);
        for (BusQuery query{0, true, bus_page}; !found->error;) {
            const auto events = store.bus_events(query);
            if (!events) {
                found->error = events.error();
                return;
            }
            for (const BusEvent& event : *events)
                if (!event.to.empty()) found->kept.push_back(event);
            if (!is_full_page(*events, query)) return;
            query.after = events->back().id;
        }
    };
    host_.on_store(job, [this, found] {
        --busy_;
        expiring_ = false;
        if (found->error) return host_.unreadable(*found->error);
        for (const ListenerRow& row : found->listeners) {
            const Key key{row.run, row.step};
            if (find(key)) continue;
            Listener& listener = add_listener(key, row.since, types_of(row.types));
            listener.queue.cursor = row.position;
            listener.queue.current = true;
        }
        for (BusEvent& event : found->kept) targeted_.add(std::make_shared<const BusEvent>(std::move(event)));
        // What came before now, for all of them in one reading.
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
    const BusQuery query{read_, false, bus_page};
    host_.on_store([events, query](Stores& store) { *events = store.bus_events(query); },
                   [this, events, query] {
                       reading_ = false;
                       if (!*events) return host_.unreadable(events->error());
                       // Somebody wants those before them as well, in their turn.
                       if (read_ < query.after || !dispatch(**events)) return read_bus();
                       if (is_full_page(**events, query) || read_again_) read_bus();
                   });
}

/// Reads once more what came after this event; each listener and subscription knows what it has had.
void EventRouter::read_from(std::int64_t after) {
    read_ = std::min(read_, after);
    read_bus();
}

/// False when somebody has asked for earlier ones in the middle of it.
bool EventRouter::dispatch(const std::vector<BusEvent>& events) {
    for (const BusEvent& read : events) {
        read_ = read.id;
        last_ = std::max(last_, read.id);
        const auto event = std::make_shared<const BusEvent>(read);
        if (!read.to.empty() && !read.claimed) targeted_.add(event);
        const std::string type = type_of_event(read.event);
        if (kept_types_ && !read.claimed) kept_types_->insert(type);
        if (kept_types_ && kept_types_->size() > most_types_known) kept_types_.reset();
        for (const Key& key : read.to.empty() ? listeners_for(type) : listeners_of(read.to)) {
            Listener* listener = find(key);
            if (listener && wants_type(listener->types, type)) enqueue(key, *listener, event);
        }
        if (read.to.empty()) tell_subscribers(event, type);
        if (read_ < read.id) return false;
    }
    return true;
}

std::vector<EventRouter::Key> EventRouter::listeners_for(const std::string& type) const {
    std::set<Key> wanting;
    for (const auto& [pattern, keys] : by_type_) {
        if (wants_type({pattern}, type)) wanting.insert(keys.begin(), keys.end());
    }
    return {wanting.begin(), wanting.end()};
}

void EventRouter::tell_subscribers(const Event& event, const std::string& type) {
    std::vector<std::function<void(Event)>> takers;
    for (auto& [name, subscription] : subscriptions_) {
        if (event->id <= subscription.position || !wants_type(subscription.types, type)) continue;
        subscription.position = event->id;
        takers.push_back(subscription.take);
    }
    for (const auto& take : takers) take(event);
}

void EventRouter::enqueue(const Key& key, Listener& listener, const Event& event) {
    if (!listener.queue.current || event->id <= listener.queue.cursor) return;
    // Older than the listener: only as long as nobody has had it, and it is kept.
    const bool gone = event->id <= listener.since && (event->claimed || event->expires <= host_.now());
    if (!gone && listener.queue.is_full()) {
        listener.queue.current = false; // it reads on when it has come so far
        return;
    }
    listener.queue.cursor = event->id;
    if (gone) return;
    listener.queue.add(event);
    pump(key);
}

// --- schedules, lifecycle, expiry -----------------------------------------------------------------------------------

void EventRouter::subscribe(const std::string& name, const Json& types, std::int64_t after, std::function<void(Event)> take,
                            std::function<std::int64_t()> oldest) {
    subscriptions_[name] = {types_of(types), after, std::move(take), std::move(oldest)};
    // What came since it was last there.
    if (after < last_) read_from(after);
}

void EventRouter::unsubscribe(const std::string& name) { subscriptions_.erase(name); }

std::set<std::string> EventRouter::lifecycle_types() const {
    std::set<std::string> types = absent_;
    if (by_type_.contains("*")) types.insert("*");
    for (auto at = by_type_.lower_bound(std::string(lifecycle_prefix)); at != by_type_.end() && names_lifecycle(at->first); ++at) types.insert(at->first);
    for (const auto& [name, subscription] : subscriptions_)
        for (const std::string& type : subscription.types)
            if (names_lifecycle(type)) types.insert(type);
    return types;
}

namespace {

/// The last event that all schedules have had that nobody follows here: it stands in their rows.
std::int64_t passed_by_schedules(const Stores& store, const std::set<std::string>& followed) {
    std::int64_t passed = std::numeric_limits<std::int64_t>::max();
    const auto rows = store.schedules();
    if (!rows) return 0;
    for (const ScheduleRow& row : *rows) {
        if (!row.active || followed.contains(row.ns + "/" + row.name)) continue;
        if (const auto position = ScheduleState::of(row.state).position) passed = std::min(passed, *position);
    }
    return passed;
}

} // namespace

/// The last event that nobody needs any more who listens, of everybody's or for this run.
std::int64_t EventRouter::passed_by(const std::optional<RunId>& run) const {
    std::int64_t passed = read_;
    const auto first = run ? listeners_.lower_bound({*run, 0}) : listeners_.begin();
    for (auto at = first; at != listeners_.end() && (!run || at->first.first == *run); ++at) {
        if (const std::int64_t oldest = at->second.queue.oldest(); oldest != 0) passed = std::min(passed, oldest - 1);
    }
    return passed;
}

void EventRouter::expire(Instant now) {
    if (!open_ || expiring_ || (now < next_expiry_ && read_ < expired_at_ + events_between_expiries)) return;
    next_expiry_ = now + between_expiries;
    expired_at_ = read_;
    std::int64_t passed = passed_by(std::nullopt);
    std::set<std::string> subscribed;
    for (const auto& [name, subscription] : subscriptions_) {
        subscribed.insert(name);
        if (const std::int64_t oldest = subscription.oldest(); oldest != 0) passed = std::min(passed, oldest - 1);
    }
    targeted_.expire(now, [this](const RunId& run) { return passed_by(run); });
    expiring_ = true;
    host_.on_store(
        [now, passed, subscribed](Stores& store) {
            const auto most = std::min(passed, passed_by_schedules(store, subscribed));
            const auto gone = store.expire_bus_events(now, most, most_expired);
            if (!gone) return;
            for (const BusEvent& event : *gone) (void)store.add_dead_letter(undeliverable_event(event, "nobody received it in time", now));
        },
        [this] { expiring_ = false; });
}

} // namespace orkestr
