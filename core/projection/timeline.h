// A run over time: bars in lanes. A lane is a branch: what is done in order stands in one lane; the branches of a fork,
// and whatever else goes on beside another step of its parent, have lanes of their own below it, used again when they are
// free. The critical path is the chain of steps that determined the end: from the end backwards, each time what ended
// last before.
//
// What a fork took from the other run stands right before it was forked: the time that had passed since then is nobody's, so
// that each step is as long as it really took, before and after.
//
// Pure: the same view and events give the same timeline. Time: n log n in steps and marks; memory: linear.
#pragma once

#include "core/projection/run_view.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace orkestr {

enum class TimelineStatus : std::uint8_t { pending, running, waiting, suspended, cancelled, faulted, completed, skipped };

/// The DSL's word.
const char* to_string(TimelineStatus status);

struct TimelineBar {
    enum class Kind : std::uint8_t {
        run,        ///< a step that does something itself
        wait,       ///< a step that waits: for a time, for events
        retry_wait, ///< between two attempts
        queued,     ///< ordered, and nobody had begun with it
        attempt,    ///< of a list that is tried: holds the steps of its time in its lane
        scope,      ///< any other step that holds others: a list, a loop, a fork
    };
    StepId step = 0;
    std::uint32_t lane = 0;
    std::uint32_t name = 0;    ///< into Timeline::names: the step's
    std::uint32_t attempt = 1; ///< of the innermost try around it; of an attempt its own number, of a wait the one to come
    Kind kind = Kind::run;
    TimelineStatus status = TimelineStatus::completed;
    std::uint8_t level = 0; ///< of a scope or attempt: how many of its lane are around it
    bool open = false;      ///< it has not ended: `end` is when the timeline was made
    bool critical = false;
    Instant begin;
    Instant end;
    std::int64_t due_ms = 0; ///< of an open wait: when it ends, where that is known; else 0
    bool operator==(const TimelineBar&) const = default;
    /// It holds other steps in its lane.
    bool is_holder() const { return kind == Kind::scope || kind == Kind::attempt; }
};

struct TimelineLane {
    std::uint32_t name = 0;  ///< into Timeline::names
    std::uint32_t depth = 0; ///< lanes that it is below
    std::uint32_t first = 0;   ///< its bars
    std::uint32_t count = 0;
    std::uint32_t holders = 0; ///< the first of them: scopes and attempts, by level and begin; the others, by begin, never overlap
    bool operator==(const TimelineLane&) const = default;
};

/// A piece of the critical path.
struct TimelineSpan {
    StepId step = 0;
    std::uint32_t lane = 0;
    Instant begin;
    Instant end;
    bool operator==(const TimelineSpan&) const = default;
};

struct Timeline {
    Instant begin;     ///< of a fork with what it took from the other run
    Instant end;       ///< of the run; of one that goes on the last moment that is known
    bool live = false; ///< it goes on
    std::optional<Instant> forked; ///< of a fork: when it was; what is before it is the other run's
    std::vector<std::string> names;
    std::vector<TimelineLane> lanes;
    std::vector<TimelineBar> bars; ///< lane after lane
    std::vector<TimelineSpan> critical; ///< by time
    std::vector<std::pair<Instant, Instant>> suspended; ///< when the whole run was
    bool operator==(const Timeline&) const = default;
};

/// Gathers from a run's events what its view does not say: attempts, waits between them, when work was begun.
class TimelineProjection {
public:
    /// In order, each event once.
    void add(const Event& event);
    /// The same for events as a RunSource gives them, of any system: unknown ones tell nothing.
    void add(const EventView& event);

    Timeline timeline(const RunView& view) const;

    /// Whether events of this type (EventView::type) tell anything: others need not be added.
    static bool is_wanted(std::string_view type);

private:
    friend class TimelineLayout;
    struct Mark {
        enum class Kind : std::uint8_t { attempt, retry, queued, begun };
        Kind kind = Kind::attempt;
        StepId step = 0;
        std::uint32_t key = 0; ///< into keys_, when the step is known by its key only; else 0
        std::uint32_t attempt = 1;
        Instant at;
        std::optional<Instant> due;
    };
    void mark(Mark::Kind kind, StepId step, std::uint32_t attempt, Instant at, std::optional<Instant> due = {});
    std::uint32_t key_number(const std::string& key);
    void suspend(Instant at, bool suspended);
    void fork(std::uint64_t seq, Instant at, Duration shift);

    std::vector<Mark> marks_;
    std::vector<std::string> keys_{std::string()};
    std::unordered_map<std::string, std::uint32_t> key_numbers_;
    std::vector<std::pair<Instant, std::optional<Instant>>> suspended_;
    struct Fork {
        std::uint64_t seq = 0;
        Instant at;
        Duration shift;
    };
    std::vector<Fork> forks_; ///< in order; the last one made the run
    std::optional<Instant> started_; ///< of a fork, where it stands in its timeline
    Instant last_;
};

} // namespace orkestr
