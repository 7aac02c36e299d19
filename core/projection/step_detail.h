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

/// What an expression came to when it was computed again from the history.
struct ComputedValue {
    std::uint64_t seq = 0;     ///< the step's event that it led to, which is as it was recorded
    std::optional<Json> value;
    std::string failure;       ///< why it has none, in the evaluator's words
    bool operator==(const ComputedValue&) const = default;
};

/// An expression of the step's task and what it came to.
struct ExpressionView {
    std::string place; ///< JSON pointer in the definition: /do/0/call/input/from
    std::string text;  ///< as it is written there; empty where the source holds no text
    std::optional<Json> value; ///< as it was recorded; nothing where the history does not hold it
    std::vector<ComputedValue> computed = {}; ///< each time that it was evaluated, in order; RunSource::values has them
};

/// What a step's expressions come to when they are computed again.
struct StepValues {
    /// Why there are not all of them.
    enum class Missing : std::uint8_t {
        nothing,
        no_evaluator,     ///< there is none here, or it can't be started
        other_semantics,  ///< the run was made by another semantics number
        no_definition,    ///< the definition it is pinned to is not there
        redacted,         ///< they depend on what was taken out
        differs,          ///< what is decided now is not what was recorded
        unreadable,       ///< the history, up to the step
        too_many,         ///< the latest are there
    };
    std::vector<ExpressionView> expressions; ///< place and computed only, those that were evaluated so far
    std::uint64_t done = 0;    ///< events that were folded so far, of `total`
    std::uint64_t total = 0;
    bool complete = false;     ///< else there may be more: ask again
    Missing missing = Missing::nothing;
    std::string detail;        ///< of `missing`, in words; may be empty
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
