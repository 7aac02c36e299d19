#include "core/runtime/targeted_events.h"

#include "core/runtime/event_types.h"

#include <algorithm>

namespace orkestr {

DeadLetter undeliverable_event(const BusEvent& event, const std::string& why, Instant now) {
    DeadLetter letter;
    letter.at = now;
    letter.kind = "event";
    letter.run = event.to;
    letter.title = type_of_event(event.event) + ": " + why;
    letter.body = JsonValue::object({{"event", JsonValue::of(event.event)}, {"by", event.by}, {"reason", event.reason}}).json();
    return letter;
}

void TargetedEvents::add(const Event& event) {
    auto& all = waiting_[event->to];
    if (std::any_of(all.begin(), all.end(), [&](const Event& one) { return one->id == event->id; })) return;
    all.push_back(event);
    auto row = std::make_shared<Result<std::vector<RunRow>>>(std::vector<RunRow>{});
    host_.on_store(
        [row, run = event->to](Stores& store) {
            RunQuery query;
            query.run = run;
            *row = store.runs(query);
        },
        [this, row, event] {
            if (!*row || (!(*row)->empty() && (*row)->front().open())) return;
            if (forget(*event)) undeliverable(*event, (*row)->empty() ? "there is no run " + event->to.text : "run " + event->to.text + " has ended");
        });
}

/// Whether it was waiting.
bool TargetedEvents::forget(const BusEvent& event) {
    const auto at = waiting_.find(event.to);
    if (at == waiting_.end()) return false;
    const bool was = std::erase_if(at->second, [&](const Event& one) { return one->id == event.id; }) > 0;
    if (at->second.empty()) waiting_.erase(at);
    return was;
}

void TargetedEvents::run_ended(const RunId& run) {
    const auto events = waiting_.extract(run);
    if (!events) return;
    for (const Event& event : events.mapped()) undeliverable(*event, "run " + run.text + " has ended without receiving it");
}

void TargetedEvents::expire(Instant now, const std::function<std::int64_t(const RunId&)>& passed_by) {
    std::vector<Event> gone;
    for (const auto& [run, events] : waiting_) {
        const std::int64_t passed = passed_by(run);
        for (const Event& event : events)
            if (event->expires <= now && event->id <= passed) gone.push_back(event);
    }
    for (const Event& event : gone) {
        (void)forget(*event);
        undeliverable(*event, "nobody received it in time");
    }
}

void TargetedEvents::undeliverable(const BusEvent& event, const std::string& why) {
    const DeadLetter letter = undeliverable_event(event, why, host_.now());
    host_.on_store(
        [letter, id = event.id](Stores& store) {
            // A letter twice is better than none.
            if (store.add_dead_letter(letter)) (void)store.claim_bus_event(id);
        },
        [] {});
}

} // namespace orkestr
