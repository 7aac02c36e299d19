// What the adapter of a foreign format makes of a file: runs as others recorded them, to be looked at only. Plain values;
// once made they don't change, and any thread may read them.
//
// A run of another system is named by no ULID. It is given one that its start and its own id determine
// (foreign_run_id), so that the same run has the same id in every file; its own id stays visible as `foreign_id` and in
// RunView::started_by, and names it as well wherever a run is asked for.
#pragma once

#include "core/ports/run_source.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace orkestr {

/// An event as it was recorded. Its number is its place: 1, 2, ... An EventView is made of it when somebody looks.
struct RecordedEvent {
    std::string type; ///< in the words of its system; one that is not known as it stands in the file
    Instant at;
    StepId step = 0;  ///< 0: the run's own
    std::uint32_t attempt = 0;
    Json data;        ///< all that the file says of it
};

struct RecordedRun {
    RunRow row;
    std::string foreign_id;              ///< what its own system calls it
    std::shared_ptr<const RunView> view; ///< in outline, with a graph; steps are numbered 1, 2, ... in their order
    std::vector<RecordedEvent> events;
};

struct Records {
    SourceState::Kind kind = SourceState::Kind::temporal;
    std::vector<RecordedRun> runs;
    std::string damage; ///< as in SourceState
    std::string note;   ///< what one has to know to read it rightly: times that were worked out; SourceState::finding
    /// One step whole, from the run's events; `step` is one of run.view->steps.
    StepDetail (*detail)(const RecordedRun& run, const StepView& step) = nullptr;
};

/// How an adapter tells how far it is, and hears that nobody wants it any more.
struct RecordReading {
    std::stop_token stop = {};
    std::function<void(std::uint64_t bytes)> progress = {}; ///< called now and then; may be empty
};

/// The numbers of a step's own events, at most 10,000, ascending.
inline std::vector<std::uint64_t> events_of_step(const RecordedRun& run, const StepView& step) {
    constexpr std::size_t most = 10'000;
    std::vector<std::uint64_t> found;
    for (std::uint64_t seq = std::max<std::uint64_t>(step.first, 1); seq <= step.last && seq <= run.events.size(); ++seq) {
        if (run.events[seq - 1].step == step.id) found.push_back(seq);
        if (found.size() == most) break;
    }
    return found;
}

} // namespace orkestr
