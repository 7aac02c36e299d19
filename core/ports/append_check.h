// What every store demands of a batch before it looks at what it holds, so that each adapter refuses the same ones.
#pragma once

#include "core/ports/store.h"

#include <string>

namespace orkestr {

/// Errors: invalid_argument, our own mistake in the writer: the batch would not be one run's next events.
inline Result<void> check_batch(const AppendBatch& batch) {
    const auto wrong = [&](const char* what) {
        return Result<void>(ErrorCode::invalid_argument, "run " + batch.run.text + ": " + what);
    };
    if (batch.run.empty()) return wrong("an append needs a run");
    if (batch.row.run != batch.run) return wrong("the row is another run's");
    if (batch.expected == 0 && batch.events.empty()) return wrong("a new run needs an event");
    std::uint64_t last = batch.expected;
    for (const EventRow& event : batch.events) {
        if (event.seq != ++last) return wrong("events must continue the history without a gap");
        if (event.type.empty()) return wrong("an event needs a type");
    }
    if (batch.row.events != last) return wrong("the row's number of events is not the last sequence number");
    for (const TimerRow& timer : batch.timers_set) {
        if (timer.run != batch.run) return wrong("a timer is another run's");
    }
    for (const OutboxRow& command : batch.outbox_added) {
        if (command.run != batch.run) return wrong("a command is another run's");
    }
    for (const ListenerRow& listener : batch.listeners_set) {
        if (listener.run != batch.run) return wrong("a listener is another run's");
    }
    if (batch.snapshot && (batch.snapshot->seq == 0 || batch.snapshot->seq > last))
        return wrong("a snapshot is of an event that is not there");
    return {};
}

/// Errors: invalid_argument: limit out of its bounds, a filter of something else than runs.
inline Result<void> check_query(const RunQuery& query) {
    if (query.filter.subject() != FilterSubject::run)
        return {ErrorCode::invalid_argument, "runs can't be judged by a filter of steps or events"};
    if (query.limit >= 1 && query.limit <= 10'000) return {};
    return {ErrorCode::invalid_argument, "a page of runs holds 1 to 10,000, not " + std::to_string(query.limit)};
}

/// Errors: as above, and when nothing may be looked at.
inline Result<void> check_scan(const RunQuery& query, std::uint32_t most) {
    if (most == 0) return {ErrorCode::invalid_argument, "a scan of runs looks at 1 or more"};
    return check_query(query);
}

inline Result<void> check_query(const BusQuery& query) {
    if (query.limit >= 1 && query.limit <= 10'000) return {};
    return {ErrorCode::invalid_argument, "a page of events holds 1 to 10,000, not " + std::to_string(query.limit)};
}

inline Result<void> check_query(const DeadLetterQuery& query) {
    if (query.limit >= 1 && query.limit <= 10'000) return {};
    return {ErrorCode::invalid_argument,
            "a page of dead letters holds 1 to 10,000, not " + std::to_string(query.limit)};
}

/// Errors: invalid_argument: what a dead letter would become is no decision.
inline Result<void> check_decision(const DeadLetter& letter) {
    if (letter.state == "retried" || letter.state == "discarded") return {};
    return {ErrorCode::invalid_argument,
            "dead letter " + std::to_string(letter.id) + " is retried or discarded, not \"" + letter.state + '"'};
}

/// What a batch whose expectation is not met is told. `last` is the last sequence number there is, 0 without a run.
inline Error append_conflict(const AppendBatch& batch, std::uint64_t last) {
    const std::string run = "run " + batch.run.text;
    if (batch.expected == 0)
        return {ErrorCode::conflict, run + " exists already, with " + std::to_string(last) + " events", {}};
    if (last == 0) return {ErrorCode::conflict, run + " does not exist", {}};
    return {ErrorCode::conflict,
            run + " stands at event " + std::to_string(last) + ", not " + std::to_string(batch.expected) +
                ": another writer was first",
            {}};
}

inline Error inbox_conflict(const AppendBatch& batch, std::int64_t id) {
    return {
        ErrorCode::conflict, "run " + batch.run.text + ": inbox row " + std::to_string(id) + " was taken before", {}};
}

inline Error schedule_conflict(const ScheduleRow& row) {
    return {ErrorCode::conflict,
            "the schedule of " + row.ns + "/" + row.name +
                (row.revision == 0 ? " exists already" : " was changed meanwhile or is gone") +
                ": another writer was first",
            {}};
}

inline Error dead_letter_not_found(std::int64_t id) {
    return {ErrorCode::not_found, "there is no dead letter " + std::to_string(id), {}};
}

/// `state`: what was decided before.
inline Error dead_letter_conflict(std::int64_t id, const std::string& state) {
    return {ErrorCode::conflict, "dead letter " + std::to_string(id) + " was " + state + " before", {}};
}

} // namespace orkestr
