// All that is known of one step, read when somebody looks at it.
#pragma once

#include "core/projection/run_view.h"

namespace orkestr {

/// One time that an activity, a child run or a tried list was begun for the step.
struct AttemptView {
    std::uint32_t number = 1;
    std::string status; ///< running, completed, faulted, cancelled
    std::optional<Instant> queued;  ///< when it was ordered
    std::optional<Instant> started; ///< when somebody began with it, where that is recorded
    std::optional<Instant> ended;
    std::optional<Instant> next;    ///< when it is tried again
    std::optional<Json> request;    ///< what was asked: of an HTTP call method, URI, headers, body
    std::optional<Json> response;   ///< the result
    std::optional<Problem> error;
    std::string log;                ///< stdout, stderr, stack: as the runner recorded it
};

/// An expression of the step's task and what it came to.
struct ExpressionView {
    std::string place; ///< JSON pointer in the definition: /do/0/call/input/from
    std::string text;  ///< as it is written there; empty where the source holds no text
    std::optional<Json> value; ///< nothing where the history does not hold it
};

struct StepDetail {
    StepView step;                    ///< with its payloads
    std::optional<Json> raw_input;    ///< before `input.from`, where it is another
    std::optional<Json> context;      ///< `$context` after it, where it exported one
    std::vector<AttemptView> attempts;
    std::vector<ExpressionView> expressions;
    std::vector<std::uint64_t> events; ///< sequence numbers of its own events, at most 10,000
};

} // namespace orkestr
