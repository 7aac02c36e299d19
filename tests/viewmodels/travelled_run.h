// A run with a history of any length, written by hand: rounds of three tasks, of which the second exports a new
// `$context.order.total` every other round. In a source that has a reader of it.
#pragma once

#include "core/history/event_row.h"
#include "tests/viewmodels/fake_source.h"
#include "ui/viewmodels/travel_document.h"

#include <latch>

namespace orkestr::test {

/// Tasks `/do/0/pick`, `/do/1/charge`, `/do/2/again`, which goes back to the first.
const std::string& travelled_definition();

struct TravelledRun {
    RunId run;
    std::shared_ptr<const Plan> plan;
    std::vector<Event> events;
    std::vector<EventRow> rows;

    /// The run after its first events, folded from nothing.
    RunView view_at(std::uint64_t seq) const;
    /// Numbers of events of this type.
    std::vector<std::uint64_t> of_type(const std::string& type) const;
    /// Numbers of the events of this task.
    std::vector<std::uint64_t> of_task(const std::string& task) const;
};

/// 100 ms between two events. `faults`: the last task does, and the run with it. `ends` false: nothing more came after the
/// last round.
TravelledRun travelled_run(int rounds, bool faults = false, bool ends = true);

class TravelSource : public FakeSource {
public:
    Result<std::unique_ptr<HistoryReader>> open_reader() const override;

    /// Puts the run there with its first events (0: all); called again there are more.
    void put(const TravelledRun& run, std::size_t events = 0);
    /// Reads through core/projection, as core/runtime/run_travel.h does. With a latch it waits for that first.
    TravelDocument::Opener opener(std::shared_ptr<std::latch> held = nullptr) const;

    bool travels = true; ///< else it says that one can't travel in it
    std::optional<Error> opening_fails;
    std::map<std::uint64_t, std::string> redacted; ///< what was taken out of an event: a JSON pointer into its record

private:
    struct Rows {
        std::mutex mutex;
        std::vector<EventRow> rows;
    };
    std::shared_ptr<Rows> rows_ = std::make_shared<Rows>();
    std::shared_ptr<const Plan> plan_;
};

} // namespace orkestr::test
