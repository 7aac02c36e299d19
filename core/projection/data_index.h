// Where the data of a run stood after each event: a list of changes for its input, $context, what flows, its output and
// error, for each task's input, output and error, and for each variable that a loop, a listener or a catch binds. Payloads
// are named by the event that holds them. A fold; one thread.
#pragma once

#include "core/projection/moment_index.h"
#include "core/projection/run_moment.h"

#include <map>
#include <unordered_map>

namespace orkestr {

/// From this event on the value is another, or at least it was given anew.
struct DataEntry {
    enum class Held : std::uint8_t { nothing, by_event, here };
    std::uint32_t seq = 0;
    std::uint32_t origin = 0; ///< the event that holds it
    Held held = Held::nothing;
    Json value; ///< held here: of a variable
};
using DataEntries = std::vector<DataEntry>;

class DataIndex {
public:
    /// In order, each event once: after it was folded into `after` and added to `index`, which knows its step.
    void add(const Event& event, const State& after, const MomentIndex& index, const Plan* plan);

    enum class RunData : std::uint8_t { input, context, data, output, error };
    enum class TaskData : std::uint8_t { input, output, error };
    const DataEntries& of_run(RunData what) const { return run_[static_cast<std::size_t>(what)]; }
    /// By the task's number in the MomentIndex.
    const DataEntries& of_task(std::uint32_t task, TaskData what) const;
    const std::map<std::string, DataEntries>& variables() const { return variables_; }

    std::size_t memory_bytes() const;

private:
    struct Folder;
    void bind(std::uint64_t seq, StepId step, std::vector<MomentVariable> now);
    void note_variable(std::uint64_t seq, const std::string& name);

    std::array<DataEntries, 5> run_;
    std::vector<std::array<DataEntries, 3>> tasks_;
    std::map<std::string, DataEntries> variables_;
    std::unordered_map<StepId, std::vector<MomentVariable>> bound_;               ///< by steps under way
    std::map<std::string, std::vector<std::pair<StepId, Json>>> bindings_;        ///< by name, the last bound last
};

/// The one that holds at an event; null when there is none, or it says that there is nothing.
const DataEntry* entry_at(const DataEntries& entries, std::uint64_t seq);

} // namespace orkestr
