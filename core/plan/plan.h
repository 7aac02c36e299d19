// A definition compiled for running: tasks by index, names resolved, expressions numbered. Immutable; free to share
// between threads. Two plans of the same definition text and semantics number are equal in every index, so that a
// history may refer to tasks by index.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/definition/model.h"
#include "core/plan/expression_program.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace orkestr {

/// Changes when the same definition would give another history: replay refuses a history of another number.
inline constexpr int semantics_number = 1;

using TaskIndex = std::uint32_t;
inline constexpr TaskIndex no_task = 0xffffffff;

/// Where a value comes from. Absent, constant and identity (`.`) never go to the evaluator.
struct Absent {
    bool operator==(const Absent&) const = default;
};
struct Identity {
    bool operator==(const Identity&) const = default;
};
using ValueSource = std::variant<Absent, Identity, Json, ExpressionIndex>;
/// The expression yields an ISO 8601 text or an object of days, hours, minutes, seconds, milliseconds.
using PlannedDuration = std::variant<Duration, ExpressionIndex>;

/// Where the flow goes after a task, its names resolved.
struct Directive {
    enum class Kind : std::uint8_t { next, exit, end, jump };
    Kind kind = Kind::next;
    TaskIndex target = no_task; ///< of a jump
};

struct DoSpec {
    TaskIndex first = no_task;
};

struct SetSpec {
    ValueSource value;
};

struct SwitchSpec {
    struct Case {
        std::string name;
        Directive then;
    };
    std::vector<Case> cases;
    /// Yields the index of the first case that holds, or -1; Absent when the first case has no condition.
    ValueSource chooser;
};

struct ForSpec {
    std::string each;
    std::string at;
    ValueSource in;
    ValueSource while_true;
    TaskIndex first = no_task;
};

struct ForkSpec {
    bool compete = false;
    std::vector<TaskIndex> branches;
};

struct PlannedRetry {
    ValueSource when;
    ValueSource except_when;
    std::optional<PlannedDuration> delay;
    RetryPolicy::Backoff backoff = RetryPolicy::Backoff::constant;
    std::optional<std::int64_t> attempts;            ///< retries after the first attempt
    std::optional<PlannedDuration> attempt_duration; ///< a time limit for each attempt
    std::optional<PlannedDuration> duration;
    std::optional<PlannedDuration> jitter_from;
    std::optional<PlannedDuration> jitter_to;
};

struct TrySpec {
    TaskIndex first = no_task;
    std::optional<ErrorFilter> errors;
    std::string as;
    ValueSource when;
    ValueSource except_when;
    std::optional<PlannedRetry> retry;
    TaskIndex handler = no_task; ///< first task of catch.do
    std::optional<Directive> then;
};

struct RaiseSpec {
    ValueSource error; ///< an object of type, status, title, detail
};

struct WaitSpec {
    PlannedDuration duration;
};

struct EmitSpec {
    ValueSource event; ///< an object of the attributes that the author gave
};

/// Work done by an activity runner; ActivityRequest says what `request` yields.
struct ActivitySpec {
    std::string kind; ///< http, shell, script
    ValueSource request;
    ValueSource authentication; ///< what `$authorization` describes; only when an expression of the task names it
    bool await = true;
};

struct FunctionSpec {
    TaskIndex function = no_task;
    ValueSource with;
};

struct WorkflowSpec {
    std::string ns;
    std::string name;
    std::string version;
    ValueSource input;
    bool await = true;
};

using TaskSpec = std::variant<DoSpec, SetSpec, SwitchSpec, ForSpec, ForkSpec, TrySpec, RaiseSpec, WaitSpec, EmitSpec,
                              ActivitySpec, FunctionSpec, WorkflowSpec>;

struct PlannedTask {
    std::string name;
    std::string pointer;
    std::string kind;           ///< do, set, call, ... : the DSL's word
    TaskIndex parent = no_task; ///< the task that holds it; none for the workflow's own list and for functions
    TaskIndex next = no_task;   ///< the next in its list
    Directive then;
    ValueSource if_true;
    ValueSource input_from;
    ValueSource output_as;
    ValueSource export_as;
    std::optional<SchemaIndex> input_schema;
    std::optional<SchemaIndex> output_schema;
    std::optional<SchemaIndex> export_schema;
    std::optional<PlannedDuration> timeout;
    TaskSpec spec;
};

/// Secrets that an expression names, known without evaluating it.
struct NamedSecrets {
    std::vector<std::string> names;
    bool any = false; ///< it names `$secrets` as a whole, so every declared secret counts
};

struct Plan {
    std::string ns;
    std::string name;
    std::string version;
    std::string definition_hash; ///< SHA-256 of the definition's canonical JSON, hex
    std::vector<PlannedTask> tasks;
    TaskIndex first = no_task;
    ValueSource input_from;
    ValueSource output_as;
    std::optional<SchemaIndex> input_schema;
    std::optional<SchemaIndex> output_schema;
    std::optional<PlannedDuration> timeout;
    std::vector<std::string> secrets; ///< declared names
    std::shared_ptr<const ExpressionProgram> program;
    std::vector<NamedSecrets> expression_secrets; ///< by ExpressionIndex
    /// What an expression is, for messages about it: JSON pointer of the place it was written.
    std::vector<std::string> expression_places; ///< by ExpressionIndex

    const PlannedTask& task(TaskIndex index) const { return tasks[index]; }
    /// Linear in the number of tasks; no_task when there is none.
    TaskIndex find(std::string_view pointer) const;
};

/// Errors: unsupported (with the place), for constructs that a definition may hold and a plan can't; limit.
Result<std::shared_ptr<const Plan>> compile_plan(const Definition& definition);

} // namespace orkestr
