#include "core/engine/machines/machine.h"
#include "core/engine/machines/tables.h"
#include <algorithm>

namespace orkestr {

const std::array<Transition, 31> tables::try_ = {{
    {Stage::pending, Trigger::skip, Stage::ended},
    {Stage::pending, Trigger::fault, Stage::ended},
    {Stage::pending, Trigger::cancel, Stage::ended},
    {Stage::pending, Trigger::stop, Stage::pending},
    {Stage::pending, Trigger::start, Stage::running},
    {Stage::running, Trigger::fault, Stage::ended},
    {Stage::running, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::stop, Stage::running},
    {Stage::running, Trigger::expire, Stage::running},
    {Stage::running, Trigger::export_context, Stage::running},
    {Stage::running, Trigger::complete, Stage::ended},
    {Stage::running, Trigger::attempt, Stage::body},
    {Stage::body, Trigger::last_branch_done, Stage::running},
    {Stage::body, Trigger::expire, Stage::body},
    {Stage::body, Trigger::attempt_expire, Stage::body},
    {Stage::running, Trigger::attempt_expire, Stage::running},
    {Stage::running, Trigger::retry, Stage::backing_off},
    {Stage::backing_off, Trigger::timer, Stage::running},
    {Stage::backing_off, Trigger::expire, Stage::backing_off},
    {Stage::backing_off, Trigger::fault, Stage::ended},
    {Stage::backing_off, Trigger::cancel, Stage::ended},
    {Stage::running, Trigger::handle_error, Stage::handling},
    {Stage::running, Trigger::pass_error, Stage::leaving},
    {Stage::handling, Trigger::last_branch_done, Stage::leaving},
    {Stage::handling, Trigger::expire, Stage::handling},
    {Stage::leaving, Trigger::export_context, Stage::leaving},
    {Stage::leaving, Trigger::complete, Stage::ended},
    {Stage::leaving, Trigger::fault, Stage::ended},
    {Stage::leaving, Trigger::cancel, Stage::ended},
    {Stage::leaving, Trigger::stop, Stage::leaving},
    {Stage::leaving, Trigger::expire, Stage::leaving},
}};

namespace {

bool matches(const ErrorFilter& filter, const Problem& error) {
    return (!filter.type || same_error_type(*filter.type, error.type)) && (!filter.status || *filter.status == error.status) &&
           (!filter.instance || *filter.instance == error.instance) && (!filter.title || *filter.title == error.title) &&
           (!filter.detail || *filter.detail == error.detail);
}

/// The error a try looks at: as `.`, and by its name.
struct Caught {
    Fault fault;
    Json json;
    Payload payload;
    ExtraVariables extra;
    Caught(const TrySpec& spec, Fault caught) : fault(std::move(caught)), json(fault.problem.to_json()), payload{json, 0} {
        extra.error_name = &spec.as;
        extra.error = &json;
    }
};

/// Whether `when` holds and `exceptWhen` doesn't; nothing yet, or a failure, in `drawn`.
bool holds(Turn& turn, Step& step, const Caught& caught, const ValueSource& when, Slot when_slot, const ValueSource& except,
           Slot except_slot, Drawn& drawn) {
    drawn.kind = Drawn::Kind::ready;
    if (!std::holds_alternative<Absent>(when)) {
        drawn = turn.value(step, when_slot, when, caught.payload, caught.extra);
        if (!drawn.ready() || !drawn.is_true()) return false;
    }
    if (!std::holds_alternative<Absent>(except)) {
        drawn = turn.value(step, except_slot, except, caught.payload, caught.extra);
        if (!drawn.ready() || drawn.is_true()) return false;
    }
    return true;
}

/// The durations of a retry, in milliseconds.
struct RetryTimes {
    std::int64_t delay = 0;
    std::int64_t limit = -1;
    std::int64_t jitter_from = 0;
    std::int64_t jitter_to = 0;
};

/// False while one is still to come or one failed (then in `drawn`).
bool read_times(Turn& turn, Step& step, const PlannedRetry& policy, const Caught& caught, RetryTimes& times, Drawn& drawn) {
    const auto read = [&](const std::optional<PlannedDuration>& source, Slot slot, std::int64_t& into) {
        if (!source) return true;
        drawn = turn.duration(step, slot, *source, caught.payload, caught.extra);
        if (drawn.ready()) into = *JsonValue::of(drawn.value.json).as_integer();
        return drawn.ready();
    };
    return read(policy.delay, Slot::retry_delay, times.delay) && read(policy.duration, Slot::retry_duration, times.limit) &&
           read(policy.jitter_from, Slot::jitter_from, times.jitter_from) && read(policy.jitter_to, Slot::jitter_to, times.jitter_to);
}

/// n is the retry's number, from 1 (workflow-semantics, "backoff"). Never beyond 1000 years.
std::int64_t backed_off(RetryPolicy::Backoff backoff, std::int64_t delay_ms, std::uint32_t n) {
    constexpr double longest = 1000.0 * 365 * 86400 * 1000;
    double factor = 1;
    if (backoff == RetryPolicy::Backoff::linear) factor = n;
    if (backoff == RetryPolicy::Backoff::exponential)
        for (std::uint32_t i = 1; i < n && factor < longest; ++i) factor *= 2;
    return static_cast<std::int64_t>(std::min(longest, static_cast<double>(delay_ms) * factor));
}

std::int64_t jitter(const Turn& turn, const RetryTimes& times) {
    if (times.jitter_to <= times.jitter_from) return times.jitter_from;
    const Digest drawn = draw(turn.state, turn.state.seq + 1, "jitter");
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits = bits << 8 | drawn[static_cast<std::size_t>(i)];
    return times.jitter_from + static_cast<std::int64_t>(bits % static_cast<std::uint64_t>(times.jitter_to - times.jitter_from + 1));
}

/// Catches for good: to the handler, or past it.
Act catch_error(Turn& turn, Step& step, const TrySpec& spec, const Caught& caught) {
    turn.emit(events::ErrorCaught{step.id, spec.handler, caught.fault});
    return Act::acted;
}

Act retry_or_catch(Turn& turn, Step& step, const TrySpec& spec, const Caught& caught) {
    const auto& policy = *spec.retry;
    const auto exhausted = [&] {
        return spec.handler != no_task || spec.then ? catch_error(turn, step, spec, caught) : turn.fault(step, caught.fault);
    };
    Drawn drawn;
    if (!holds(turn, step, caught, policy.when, Slot::retry_when, policy.except_when, Slot::retry_except, drawn)) {
        if (drawn.blocked()) return Act::blocked;
        return drawn.ready() ? exhausted() : turn.fault(step, drawn);
    }
    const std::uint32_t retry = step.attempt; // the first retry follows the first attempt
    if (policy.attempts && static_cast<std::int64_t>(retry) > *policy.attempts) return exhausted();
    RetryTimes times;
    if (!read_times(turn, step, policy, caught, times, drawn)) return drawn.blocked() ? Act::blocked : turn.fault(step, drawn);
    const std::int64_t extra = jitter(turn, times);
    const std::int64_t delay = backed_off(policy.backoff, times.delay, retry) + extra;
    if (times.limit >= 0 && (turn.now - step.started_at).ms + delay > times.limit) return exhausted();
    turn.emit(events::RetryScheduled{step.id, step.attempt + 1, delay, extra, turn.now + Duration{delay}, caught.fault});
    return Act::acted;
}

Act consider(Turn& turn, Step& step, const TrySpec& spec, Fault fault) {
    const Caught caught(spec, std::move(fault));
    if (spec.errors && !matches(*spec.errors, caught.fault.problem)) return turn.fault(step, caught.fault);
    Drawn drawn;
    if (!holds(turn, step, caught, spec.when, Slot::catch_when, spec.except_when, Slot::catch_except, drawn)) {
        if (drawn.blocked()) return Act::blocked;
        return drawn.ready() ? turn.fault(step, caught.fault) : turn.fault(step, drawn);
    }
    return spec.retry ? retry_or_catch(turn, step, spec, caught) : catch_error(turn, step, spec, caught);
}

Act start_attempt(Turn& turn, Step& step, const TrySpec& spec) {
    std::optional<Instant> due;
    if (spec.retry && spec.retry->attempt_duration) {
        const Drawn limit = turn.duration(step, Slot::attempt_duration, *spec.retry->attempt_duration, step.input);
        if (limit.blocked()) return Act::blocked;
        if (!limit.ready()) return turn.fault(step, limit);
        due = turn.now + Duration{*JsonValue::of(limit.value.json).as_integer()};
    }
    turn.emit(events::AttemptStarted{step.id, std::max(1u, step.attempt), spec.first, due});
    return Act::acted;
}

} // namespace

Act machines::act(Turn& turn, Step& step, const TrySpec& spec) {
    if (step.stage == Stage::leaving) { // caught
        const auto* then = spec.then ? &*spec.then : nullptr;
        if (step.branches.empty()) return turn.complete(step, step.input, then);
        if (step.branches[0].outcome == Branch::Outcome::faulted) return turn.fault(step, step.branches[0].fault);
        const Payload output = step.branches[0].output;
        return turn.complete(step, output, then);
    }
    if (step.attempt_expired) {
        turn.cancel_inside(step.id, "the attempt took too long");
        return consider(turn, step, spec, {turn.problem(step, StandardError::timeout, "attempt " + std::to_string(step.attempt) + " took longer than the retry policy allows"), 0});
    }
    if (step.branches.empty()) return start_attempt(turn, step, spec);
    const Branch& branch = step.branches[0];
    if (branch.outcome == Branch::Outcome::faulted) return consider(turn, step, spec, branch.fault);
    const Payload output = branch.output;
    return turn.complete(step, output);
}

} // namespace orkestr
