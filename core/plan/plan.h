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

/// Which events are wanted. Filters are numbered: those of `filters` first, then those of `until_filters`.
struct PlannedFilter {
    /// Attributes that must be, or match, a text of base/text_pattern.h; judged before `match`, and without evaluating.
    std::vector<std::pair<std::string, std::string>> simple;
    /// All else: `.` is the envelope; yields null for an event that is not wanted, else an object of the values that
    /// correlate it, by name (those that `expect` judges are judged within). Absent: nothing else to judge.
    ValueSource match;
    /// The pattern or the expression that its type must meet speaks of `serverlessworkflow`: lifecycle events come only to
    /// filters that name them.
    bool names_lifecycle = false;
    /// The type it names in `simple`; null when it names none.
    const std::string* type() const {
        for (const auto& [name, pattern] : simple)
            if (name == "type") return &pattern;
        return nullptr;
    }
};

struct Consumption {
    EventConsumption::Kind kind = EventConsumption::Kind::one;
    std::vector<PlannedFilter> filters; ///< at least one: `any: []` is one that takes every event
    /// Of `any` only: a condition on the array of what was read so far, or a strategy of its own that ends the listening.
    ValueSource until;
    EventConsumption::Kind until_kind = EventConsumption::Kind::one;
    std::vector<PlannedFilter> until_filters;

    std::size_t filter_count() const { return filters.size() + until_filters.size(); }
    const PlannedFilter& filter(std::size_t number) const { return number < filters.size() ? filters[number] : until_filters[number - filters.size()]; }
};

struct ListenSpec {
    struct Each {
        std::string item;
        std::string at;
        TaskIndex first = no_task; ///< no_task: `foreach` without `do`
        ValueSource output_as;
        ValueSource export_as;
        std::optional<SchemaIndex> output_schema;
        std::optional<SchemaIndex> export_schema;
    };
    Consumption to;
    EventRead read = EventRead::data;
    std::optional<Each> each;
};

/// What stands in the place of a task that an extension extends: tasks before it, itself, tasks after it. It has the
/// task's `if`, `then` and place in its list; the task itself has neither and stands alone.
struct ExtensionSpec {
    ValueSource when;            ///< `$task` also has the members of `definition`
    Json definition;             ///< of the extended task
    TaskIndex before = no_task;  ///< first task of the list; no_task: none
    TaskIndex task = no_task;
    TaskIndex after = no_task;
};

using TaskSpec = std::variant<ListenSpec, ExtensionSpec, DoSpec, SetSpec, SwitchSpec, ForSpec, ForkSpec, TrySpec, RaiseSpec, WaitSpec, EmitSpec,
                              ActivitySpec, FunctionSpec, WorkflowSpec>;

struct PlannedTask {
    std::string name;
    std::string pointer;        ///< of an extension that of its own definition: `/use/extensions/0/NAME`
    std::string kind;           ///< do, set, call, ... : the DSL's word; `extension`
    TaskIndex parent = no_task; ///< the task that holds it; none for the workflow's own list and for functions
    TaskIndex next = no_task;   ///< the next in its list
    Directive then;
    bool exit_skips = false;    ///< in an extension's `before`: `then: exit` skips what is extended
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

/// When runs start by themselves.
struct PlannedSchedule {
    std::optional<Duration> every;
    std::optional<std::string> cron; ///< cron.h
    std::optional<Duration> after;   ///< the end of the last run
    std::optional<Consumption> on;
    EventRead read = EventRead::data;
};

struct Plan {
    std::string ns;
    std::string name;
    std::string version;
    /// SHA-256 in hex of the definition's canonical JSON; where resources are pinned, of that, a line feed and theirs.
    std::string definition_hash;
    std::vector<PlannedTask> tasks;
    TaskIndex first = no_task;
    ValueSource input_from;
    ValueSource output_as;
    std::optional<SchemaIndex> input_schema;
    std::optional<SchemaIndex> output_schema;
    std::optional<PlannedDuration> timeout;
    std::optional<PlannedSchedule> schedule;
    std::vector<std::string> secrets; ///< declared names
    std::shared_ptr<const ExpressionProgram> program;
    std::vector<NamedSecrets> expression_secrets; ///< by ExpressionIndex
    /// What an expression is, for messages about it: JSON pointer of the place it was written.
    std::vector<std::string> expression_places; ///< by ExpressionIndex

    const PlannedTask& task(TaskIndex index) const { return tasks[index]; }
    /// Linear in the number of tasks; no_task when there is none.
    TaskIndex find(std::string_view pointer) const;
};

/// `resources`: what the definition refers to elsewhere, {URI: text}; null when there is nothing (resources.h).
/// Errors: unsupported (with the place), for constructs that a definition may hold and a plan can't; not_found for a
/// resource that is not there; invalid_definition for one that is wrong; limit.
Result<std::shared_ptr<const Plan>> compile_plan(const Definition& definition, const Json& resources = {});

} // namespace orkestr
