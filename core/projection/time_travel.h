// Travels in the history of one run: the run as it was after any of its events, the events of a task one after another,
// events that a filter holds for, and when a value changed. Nothing is evaluated. core/ports/travel_history.h makes what it
// needs of a HistoryReader and of a filter.
//
// Blocking; one thread at a time owns an instance. Reading a long history and searching take a stop token and tell how far
// they are; they end with `cancelled`, and what was read stays: the same call again goes on.
//
// Time: opening reads each event once. After that a moment takes the events since the last checkpoint (few hundred to a few
// thousand), which are kept decoded while somebody looks around there.
//
// Memory: an outline of about 1.3 KB for each step, 0.15 KB for each event, and checkpoints and payloads of up to what
// TravelMemory says. Checkpoints share what did not change between them; where all of them would be more, every other is left out.
// Payloads over the bound are read again where they are looked at.
#pragma once

#include "core/history/event_row.h"
#include "core/projection/data_path.h"
#include "core/projection/fork_shifts.h"
#include "core/projection/run_moment.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

/// The history of a run, wherever it is kept. Called on the thread of who travels.
struct TravelHistory {
    RunId run;
    /// Null where the definition is not there: then tasks have no names but those in their keys, and there are no variables.
    std::shared_ptr<const Plan> plan;
    /// Rows after a sequence number, in order, at most `limit` (to 10,000); none after the last one.
    std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)> rows;
    /// JSON pointers into an event's record (`/value/total`) of what was taken out of it on export. Null: nothing was.
    std::function<Result<std::vector<std::string>>(std::uint64_t seq)> redacted = {};
};

/// Which events are looked for.
struct EventMatch {
    std::string text; ///< tells one from another: the filter's
    std::function<bool(const EventView&)> holds;
};

/// A value at a path became another, or was given anew where that can't be told.
struct ValueChange {
    std::uint64_t seq = 0; ///< the event that changed it
    Instant at;
    std::string type;      ///< of that event
    std::string step;      ///< key of the step it is about; empty: the run
    std::optional<Json> before; ///< nothing: there was none
    std::optional<Json> after;
    // Something in it may have been taken out before the log was handed over, or all of it: then nothing need be there.
    bool before_redacted = false;
    bool after_redacted = false;
    bool certain = true; ///< it did become another one; else that is not known, because of what was taken out

    bool redacted() const { return before_redacted || after_redacted; }
};

/// Of the changes of a value over time.
struct ValueChanges {
    std::vector<ValueChange> changes; ///< ascending
    std::uint64_t first = 0;          ///< how many there are before the page
    std::uint64_t total = 0;          ///< changes there are
};

/// What travelling may take beside its indexes.
struct TravelMemory {
    std::size_t checkpoint_bytes = std::size_t{64} << 20;
    std::size_t payload_bytes = std::size_t{64} << 20;
    std::uint64_t spacing = 256; ///< events between two checkpoints, as long as they fit
};

enum class Direction : std::uint8_t { forward, backward };

class TimeTravel {
public:
    /// So many are done, of so many; 0: that is not known.
    using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

    static constexpr std::size_t most_matches = 1'000'000; ///< of one filter

    explicit TimeTravel(TravelHistory history, TravelMemory memory = {});
    ~TimeTravel();

    /// Reads the history, and called again what has been added since; true when there was something. Must have gone well
    /// once before anything else is asked. A history that ends in damage, or in something that this version does not know,
    /// is read up to there: see damage(). `total`: how many events there are, for the progress. Errors: not_found; corrupt
    /// when nothing of it can be read; newer_version for a run of other semantics; cancelled; what `rows` says.
    Result<bool> extend(std::stop_token stop = {}, const Progress& progress = {}, std::uint64_t total = 0);

    /// The last event that can be travelled to.
    std::uint64_t last() const;
    /// Why the history can't be travelled in behind last(); empty when that is all of it.
    const std::string& damage() const;
    const TravelHistory& history() const;
    /// When each event was, for a scrubber: of event `seq` at number seq - 1.
    const std::vector<Instant>& times() const;
    /// Of a fork, where those stand that it took from the other run.
    const ForkShifts& forks() const;
    /// The run as it is at its last event.
    const RunView& latest() const;

    // Moments. Errors: invalid_argument for an event that is not there, which the message says; what the reader says.

    Result<RunMoment> at(std::uint64_t seq);
    /// The outline with all steps so far, as a RunSource would have shown the run then.
    Result<std::shared_ptr<const RunView>> view_at(std::uint64_t seq) const;
    /// The outline of one step then; nothing when it had not begun.
    std::optional<StepView> step_at(StepId step, std::uint64_t seq) const;
    Result<State> state_at(std::uint64_t seq);
    /// The data as a document (run_moment.h).
    Result<Json> document_at(std::uint64_t seq);
    /// What the path selects in it (data_path.h), without making all of it where that can be; nothing where there is none.
    Result<std::optional<Json>> value_at(const DataPath& path, std::uint64_t seq);
    /// Whether some of what the path looks at then was taken out before the log was handed over. Where value_at has nothing,
    /// there may have been something.
    Result<bool> is_redacted_at(const DataPath& path, std::uint64_t seq);

    // Events before and after `seq`, which may lie outside: 0 and last() + 1 are before the first and after the last. Nothing
    // when there is none.

    /// Of a task's steps; `task` is its JSON pointer.
    std::optional<std::uint64_t> task_event(const std::string& task, std::uint64_t seq, Direction direction) const;
    std::optional<std::uint64_t> step_event(StepId step, std::uint64_t seq, Direction direction) const;
    /// All events of a task, ascending.
    std::vector<std::uint64_t> task_events(const std::string& task) const;
    /// The nearest that matches: a breakpoint on what is recorded.
    Result<std::optional<std::uint64_t>> matching_event(const EventMatch& match, std::uint64_t seq, Direction direction, std::stop_token stop = {},
                                                        const Progress& progress = {});
    /// All that match, ascending; up to most_matches. Kept for the last few matches.
    Result<std::vector<std::uint64_t>> matching_events(const EventMatch& match, std::stop_token stop = {}, const Progress& progress = {});

    // Changes of the value at a path: reverse watch, watch table, and breakpoints that stop where a value changes. The first
    // question about a path goes through the data of all events, further ones are answered at once. Errors: unsupported for
    // what is no data (seq, at, event, steps, timers, pending, state, and `$` itself): it can be looked at, and changes all
    // the time; invalid_argument for a task that there is not; cancelled.

    /// The last one at an event below `before`.
    Result<std::optional<ValueChange>> last_change(const DataPath& path, std::uint64_t before, std::stop_token stop = {});
    /// The first one at an event above `after`.
    Result<std::optional<ValueChange>> next_change(const DataPath& path, std::uint64_t after, std::stop_token stop = {});
    /// A page of them, from number `first` on, at most `limit` (to 10,000).
    Result<ValueChanges> changes(const DataPath& path, std::uint64_t first, std::uint32_t limit, std::stop_token stop = {});
    /// Their sequence numbers, ascending.
    Result<std::vector<std::uint64_t>> change_events(const DataPath& path, std::stop_token stop = {});

    /// What it holds in memory, about: the formula above with the numbers of this run.
    std::size_t memory_bytes() const;

private:
    class Travel;
    std::unique_ptr<Travel> travel_;
};

} // namespace orkestr
