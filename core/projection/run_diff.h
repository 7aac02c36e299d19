// Two runs compared: steps aligned by their keys (task and repeat counters: iterations, attempts, backward jumps), also
// between different definitions (task_alignment.h); the first divergence, what differs in each step and where, what each task
// came to in either.
//
// What is no difference, because no two runs have it alike:
// - the runs' ids, those of their child runs, of the runs that they were forked from or ordered by, and their nonces;
// - the ids of emitted events (UUIDs, as the engine draws them), the ids and times of received ones as they stand there, their
//   UUIDs and ULIDs wherever they are, and the placeholders of secrets;
// - times: a text that is exactly the time of one of the run's events, as the engine writes times (`2026-01-01T00:00:00.000Z`),
//   and a number that is such a time in milliseconds or seconds since 1970, where the other run has one of its own there;
// - durations, jitter, when timers fire, what suspended and resumed a run, results that came too late;
// - what was redacted in either: that is counted. Whether it differs is not known: commitments are salted, and hashes follow
//   from all events before. Only where both are the same run and an event has the same hash in both, it is the same event.
// Such values count as equal wherever they stand, alone or within a longer text. All else counts: also the order in which
// the steps of one parent began and ended, be it a list or a fork, unless that is asked not to count. Steps of different
// branches that are no branches themselves have no order.
//
// Which difference is the first: each stands at a place in the order of what the runs did (not of their event numbers, which
// a suspension shifts). The smaller of its places in a and b decides, then the larger one. One more attempt stands where the
// failure happened that was tried again.
//
// Pure. Time: linear in the steps, plus n log n where their order differs, plus the payloads that differ.
#pragma once

#include "core/projection/run_trace.h"
#include "core/projection/task_alignment.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace orkestr {

struct RunChange {
    StepAspect aspect = StepAspect::status;
    bool whole_step = false;      ///< the step is in one run only; the path is `$`, the values are its status there
    std::string path;             ///< `$.output.total`, `$.status`, `$.attempts`, `$.order.began`, `$`
    /// JSON texts; nothing: it is not there. Of more than most_change_bytes a JSON text of the beginning, which tells that and
    /// the size. Of an order: the key of the step that began (ended) before it in their parent, null for the first.
    std::optional<std::string> a;
    std::optional<std::string> b;
    std::uint64_t seq_a = 0;      ///< the event of each run that says it; 0: there is none
    std::uint64_t seq_b = 0;
    bool operator==(const RunChange&) const = default;
};

struct StepDiff {
    enum class Kind : std::uint8_t { equal, differs, only_a, only_b };
    Kind kind = Kind::equal;
    std::string key_a;  ///< empty where it is not there; the run itself: `/`
    std::string key_b;
    std::string task_a; ///< JSON pointer of its task; empty for the run itself, and where it is not there
    std::string task_b;
    StepId a = 0;
    StepId b = 0;
    std::uint64_t first_a = 0; ///< its first event in each
    std::uint64_t first_b = 0;
    std::uint32_t aspects = 0; ///< bits: 1 << aspect
    std::vector<RunChange> changes; ///< first ones first; at most RunDiffLimits::changes_of_step
    std::uint64_t more_changes = 0; ///< that were left out
    std::uint64_t redacted = 0;     ///< places that could not be compared
    bool unread = false;            ///< some of its payloads differ, and were too large to be looked into
    std::optional<Duration> duration_a; ///< of what has ended
    std::optional<Duration> duration_b;

    const std::string& key() const { return key_a.empty() ? key_b : key_a; }
    const std::string& task() const { return task_a.empty() ? task_b : task_a; }
    bool differs_in(StepAspect aspect) const { return (aspects >> static_cast<unsigned>(aspect) & 1) != 0; }
};

/// What a task's steps came to, for colouring a graph by difference: either graph, by its own pointers.
struct TaskDiff {
    std::string task_a; ///< JSON pointer; empty: no step of it in that run
    std::string task_b;
    std::uint32_t equal = 0;
    std::uint32_t differing = 0;
    std::uint32_t only_a = 0;
    std::uint32_t only_b = 0;
    std::uint32_t aspects = 0;
    std::uint64_t redacted = 0; ///< places that could not be compared
    bool first = false;       ///< the first difference is here
    std::int64_t busy_a_ms = 0; ///< what its ended steps took together
    std::int64_t busy_b_ms = 0;
};

struct RunDiff {
    bool equal = true; ///< no difference is seen; see verdict()
    std::optional<std::size_t> first; ///< into steps: its first change is the first of all
    std::vector<StepDiff> steps;      ///< as they began: a's, and b's own after the one before them; 0 is the run itself
    std::uint64_t left_out = 0;       ///< equal steps that are not in `steps`: RunDiffLimits::steps
    std::uint64_t equal_steps = 0;    ///< without the run itself, as all counts
    std::uint64_t differing_steps = 0;
    std::uint64_t only_a = 0;
    std::uint64_t only_b = 0;
    std::uint64_t redacted = 0; ///< places that could not be compared, because they were taken out
    std::uint64_t unread = 0;   ///< payloads that differ and were not looked into: they count as differences
    std::vector<TaskDiff> tasks;

    /// Whether they are equal; nothing where no difference is seen, and some of it was redacted.
    std::optional<bool> verdict() const { return equal && redacted > 0 ? std::nullopt : std::optional(equal); }
    const StepDiff* first_step() const { return first ? &steps[*first] : nullptr; }
    const RunChange* first_change() const { return first ? &steps[*first].changes.front() : nullptr; }
    /// `{"equal":true,"first":null,"steps":[]}`, or `{"equal":false,"first":{"step","path","a","b"},"steps":[...]}`: the steps
    /// that differ, each `{"step","task","difference","in","changes":[{"path","a","b","seq_a","seq_b"}],"more","duration_ms":{"a","b"}}`
    /// with the run itself as `/`. What is not there is null; so is `equal` without a verdict. `"redacted":N` and `"unread":N`
    /// (as above), of the whole and the former of each step too, are there where they are not 0.
    JsonValue to_value() const;
};

/// Of a value that is shown; a longer one becomes a text that says so.
inline constexpr std::size_t most_change_bytes = 2048;

struct RunDiffLimits {
    std::size_t steps = 200'000;          ///< beyond that equal steps are left out
    std::size_t changes = 100'000;        ///< of all steps together; beyond that a step has its first one
    std::size_t changes_of_step = 50;
    std::size_t payload_bytes = 16 << 20; ///< of one that is looked into
    std::uint64_t all_bytes = 512ull << 20; ///< of all that are looked into
};

struct RunDiffOptions {
    bool order = true; ///< the order of steps counts
    RunDiffLimits limits = {};
};

/// The payload or the problem details that an event holds (TraceItem::holder). Asked for in about ascending order.
using TracePayload = std::function<Result<Json>(std::uint64_t holder)>;

/// Errors: what the payloads say; cancelled.
Result<RunDiff> compare_runs(const RunTrace& a, const RunTrace& b, const TaskAlignment& tasks, const TracePayload& payload_a,
                             const TracePayload& payload_b, const RunDiffOptions& options = {}, std::stop_token stop = {});

} // namespace orkestr
