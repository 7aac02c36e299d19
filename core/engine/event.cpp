#include "core/engine/event.h"

#include <type_traits>

namespace orkestr {

namespace {

template <class Body>
concept HasValue = requires(Body& body) { { body.value } -> std::same_as<Payload&>; };
template <class Body>
concept HasFault = requires(Body& body) { { body.fault } -> std::same_as<Fault&>; };
template <class Body>
concept HasStep = requires(Body& body) { { body.step } -> std::same_as<StepId&>; };

} // namespace

const char* type_of(const EventBody& body) {
    return std::visit([](const auto& one) { return std::decay_t<decltype(one)>::type; }, body);
}

bool is_fact(const EventBody& body) {
    using namespace events;
    return std::holds_alternative<RunStarted>(body) || std::holds_alternative<RunCancelRequested>(body) ||
           std::holds_alternative<TimerFired>(body) || std::holds_alternative<ActivityCompleted>(body) ||
           std::holds_alternative<ActivityFailed>(body) || std::holds_alternative<ResultIgnored>(body) ||
           std::holds_alternative<ChildCompleted>(body) || std::holds_alternative<ChildFailed>(body) ||
           std::holds_alternative<RunSuspended>(body) || std::holds_alternative<RunResumed>(body) ||
           std::holds_alternative<EventReceived>(body) || std::holds_alternative<RunForked>(body);
}

StepId step_of(const EventBody& body) {
    return std::visit(
        [](const auto& one) {
            if constexpr (HasStep<std::remove_const_t<std::remove_reference_t<decltype(one)>>>) return one.step;
            else return workflow_step;
        },
        body);
}

Payload* value_of(EventBody& body) {
    return std::visit(
        [](auto& one) -> Payload* {
            if constexpr (HasValue<std::remove_reference_t<decltype(one)>>) return &one.value;
            else return nullptr;
        },
        body);
}

const Payload* value_of(const EventBody& body) { return value_of(const_cast<EventBody&>(body)); }

Fault* fault_of(EventBody& body) {
    return std::visit(
        [](auto& one) -> Fault* {
            if constexpr (HasFault<std::remove_reference_t<decltype(one)>>) return &one.fault;
            else return nullptr;
        },
        body);
}

const Fault* fault_of(const EventBody& body) { return fault_of(const_cast<EventBody&>(body)); }

} // namespace orkestr
