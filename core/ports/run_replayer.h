// Replays many runs, offline: each is decided again from its recorded outcomes, by its own definition or by changed ones,
// and every event compared with the one recorded. Nothing outside is touched.
#pragma once

#include "core/ports/history_reader.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

/// Runs that are replayed, and where their histories are.
struct ReplayedRuns {
    std::string name; ///< for people: the source's title
    /// A reader of its own for each worker. Any thread; what it uses outlives the replay (RunSource::open_reader).
    std::function<Result<std::unique_ptr<HistoryReader>>()> open;
    std::vector<RunId> runs = {}; ///< just these, in this order; empty: all, newest first
    Filter filter = {};           ///< of them only those that it holds for
    Instant now = {};             ///< that the filter counts from
    bool breaks_off = false;      ///< some of the source is missing (SourceState::damage): a history may end anywhere
    std::set<RunId> except = {};  ///< of all, these are left out: such as what is asked for by its id elsewhere in the request
};

/// What runs are decided again by. Tasks are the same as those of a run's own definition when they have the same name at
/// the same place of the tree, whatever else stands before them (engine/plan_alignment.h).
struct ReplayDefinition {
    std::string text;      ///< as the author wrote it; empty: each run's own
    std::string file_name; ///< for messages
};

struct ReplayRequest {
    std::vector<ReplayedRuns> runs;
    std::vector<ReplayDefinition> definitions = {}; ///< empty: each run's own
    unsigned jobs = 0;                              ///< workers; 0: as many as there are processors
};

/// One run by one definition.
struct ReplayCell {
    enum class Outcome : std::uint8_t { equal, diverges, impossible, cancelled };
    /// Why it is impossible. `another_workflow`: the definition is one of another namespace or name, and the run was not
    /// asked for by its id. `unavailable`: what the source or the evaluator says.
    enum class Reason : std::uint8_t { none, redacted, semantics, damaged, definition, another_workflow, unavailable };
    std::size_t source = 0;     ///< of ReplayRequest::runs
    std::size_t definition = 0; ///< of ReplayRequest::definitions; 0 when there are none
    RunRow run;                 ///< only its id, when it can't be read
    Outcome outcome = Outcome::equal;
    Reason reason = Reason::none;
    std::uint64_t events = 0;   ///< of the record
    std::uint64_t compared = 0; ///< decided again and found equal
    // The first event that differs:
    std::uint64_t seq = 0;
    std::string expected; ///< the recorded event as one JSON object; empty when the record ends before it
    std::string actual;   ///< what is decided now; empty when that is nothing
    std::string step;     ///< key of the step that it is about; empty: the workflow itself
    std::string task;     ///< the step's task by name; empty: the workflow itself
    std::string message;  ///< what differs, or why it is impossible
    // Where something was taken out of the record. Impossible with the reason `redacted` is what is equal as far as can be
    // judged; `seq` is then the event from which on nothing can be decided, else the first that can't be judged.
    std::uint64_t unjudged = 0; ///< events that follow from what isn't shown, or don't show all: their type, order and step are as decided
    std::uint64_t stopped = 0;  ///< the event from which on nothing can be decided; 0: the whole record was gone through
    std::vector<std::string> unjudged_steps = {}; ///< keys of the steps that they are about, `/` for the workflow; at most 1,000
};
constexpr const char* to_string(ReplayCell::Outcome outcome) {
    constexpr const char* words[] = {"equal", "diverges", "impossible", "cancelled"};
    return words[static_cast<std::size_t>(outcome)];
}
constexpr const char* to_string(ReplayCell::Reason reason) {
    constexpr const char* words[] = {"", "redacted", "semantics", "damaged", "definition", "another workflow", "unavailable"};
    return words[static_cast<std::size_t>(reason)];
}

struct ReplayProgress {
    std::uint64_t runs = 0;
    std::uint64_t of_runs = 0; ///< 0: not known yet, they are being found
    std::uint64_t events = 0;  ///< read, by all definitions together
    std::uint64_t diverging = 0; ///< cells so far
    std::uint64_t impossible = 0;
};

/// Cells, by outcome.
struct ReplayTotals {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;   ///< read, by all definitions together
    std::uint64_t compared = 0; ///< decided again and found equal
    std::uint64_t equal = 0;
    std::uint64_t diverging = 0;
    std::uint64_t impossible = 0;
    std::uint64_t redacted = 0; ///< of the impossible ones, those that are equal as far as can be judged
    std::uint64_t unjudged = 0; ///< events of all
    std::uint64_t another_workflow = 0; ///< of the impossible ones, those that nobody asked for by id
};

class RunReplayer {
public:
    virtual ~RunReplayer() = default;

    /// `cell` for each run and definition, in the order of the request: by source, then run, then definition; as soon as all
    /// before it are there. `progress` about ten times a second. `done` exactly once, at the end. On threads of the
    /// replayer, one call at a time. Errors: not_found (a run), cancelled, unavailable (no evaluator), what the sources say.
    /// A definition that is wrong is no error: its cells say so.
    virtual void replay(ReplayRequest request, std::stop_token stop, std::function<void(const ReplayCell&)> cell,
                        std::function<void(const ReplayProgress&)> progress, std::function<void(Result<ReplayTotals>)> done) = 0;
};

} // namespace orkestr
