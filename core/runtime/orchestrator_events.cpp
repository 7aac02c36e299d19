// Events: what runs publish, and what the router needs of the orchestrator.
#include "core/projection/lifecycle.h"
#include "core/runtime/event_types.h"
#include "core/runtime/orchestrator.h"

#include <algorithm>

namespace orkestr {

RunSlot* Orchestrator::resting(const RunId& run) {
    if (stopped_) return nullptr;
    if (RunSlot* slot = find(run)) return slot->phase == RunSlot::Phase::idle && slot->facts.empty() ? slot : nullptr;
    if (recovered_ && !left_.contains(run)) slot_for(run);
    return nullptr;
}

void Orchestrator::evaluate(EvaluationRequest request, std::function<void(EvaluationOutcome)> answered) {
    request.ticket = next_ticket_++;
    questions_.emplace(request.ticket, std::move(answered));
    asked_.push_back(std::move(request));
    wake();
}

/// What the run's new events tell everybody.
void Orchestrator::add_published(AppendBatch& batch, const RunSlot& slot) const {
    const auto publish = [&](const Json& event) { batch.published.push_back({0, now(), now() + options_.keep_events, {}, {}, {}, event}); };
    const auto& emitted = slot.effects.emitted;
    for (const Event& event : slot.events) {
        const auto* body = std::get_if<events::EventEmitted>(&event.body);
        if (body && std::find(emitted.begin(), emitted.end(), event.seq) != emitted.end()) publish(body->value.json);
    }
    const auto types = router_.lifecycle_types();
    if (types.empty()) return;
    const auto wanted = [all = std::vector<std::string>(types.begin(), types.end())](const std::string& type) { return wants_type(all, type); };
    for (const Json& event : lifecycle_events(*slot.plan, slot.state, slot.events, slot.effects.ended, wanted)) publish(event);
}

} // namespace orkestr
