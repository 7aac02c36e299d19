// One run's history as a source shows it: its outline folded once, all else read again where somebody looks. In memory
// are the outline, and nine bytes an event; payloads stay where they are kept. One thread.
#pragma once

#include "core/history/codec.h"
#include "core/ports/run_source.h"
#include "core/runtime/step_expressions.h"

#include <functional>
#include <unordered_map>

namespace orkestr {

class HistoryView {
public:
    /// Rows after a sequence number, in order, at most `limit`; none after the last one.
    using Rows = std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)>;

    /// Without a plan (null) tasks have no names but those in their keys.
    HistoryView(RunId run, std::shared_ptr<const Plan> plan, Rows rows);

    const RunId& run() const { return run_; }

    /// Folds what is new, for about a tenth of a second; true when that is all. An event that can't be read ends the history
    /// there, and RunView::damage says so; an error when it is the first one. One of a type that is not known is passed over,
    /// and RunView::damage says that too. Errors: what `rows` says.
    Result<bool> catch_up();
    /// As far as it is folded; the same object until more is.
    std::shared_ptr<const RunView> outline();

    /// Of what is folded; of a type that is not known they are as they stand. Scans for about a tenth of a second.
    Result<EventPage> events(const EventQuery& query);
    /// Errors: not_found.
    Result<std::shared_ptr<const StepDetail>> step(StepId step);
    /// Sequence numbers of a step's own events, ascending, the latest 10,000. Errors: not_found.
    Result<std::vector<std::uint64_t>> events_of(StepId step) const;

    const std::shared_ptr<const Plan>& plan() const { return plan_; }
    /// Kept here for whoever folds the run's state; he says on which thread.
    const std::shared_ptr<FoldedStates>& states() const { return states_; }

private:
    Result<Event> decode(const EventRow& row);
    Result<EventView> view_of(const EventRow& row);
    const StepView* step_of_unknown(const EventRow& row) const;
    Result<const StepView*> find_step(StepId step) const;
    Result<void> fold(const EventRow& row);
    Result<bool> end_at(const Error& error);
    Result<std::vector<EventView>> views_at(const std::vector<std::uint64_t>& seqs);
    /// How much of an event a filter looks at.
    enum class Needs { memory, row, data };
    static Needs needs_of(const Filter& filter);
    void note(const EventRow& row, const StepView* step);
    EventView outline_of(std::uint64_t seq) const;
    Result<EventPage> scan_memory(const EventQuery& query);
    Result<EventPage> scan(const EventQuery& query);
    std::vector<std::uint64_t> events_of(const StepView& step) const;

    RunId run_;
    std::shared_ptr<const Plan> plan_;
    Rows rows_;
    std::shared_ptr<RunProjection> projection_;
    bool is_lent_ = false; ///< its view is the outline
    std::shared_ptr<const RunView> outline_;
    std::vector<std::uint32_t> previous_; ///< by sequence number - 1: the step's event before it; 0: none
    // By the same: what of an event most filters ask for.
    std::vector<std::uint8_t> types_; ///< in type_names_
    std::vector<std::uint32_t> steps_; ///< in the outline's steps, from 1; 0: none
    std::vector<std::string> type_names_;
    std::unordered_map<std::string, std::uint8_t> type_numbers_;
    std::vector<std::uint64_t> forks_; ///< the events run.forked, ascending
    std::uint64_t folded_ = 0;
    std::string damage_;            ///< why it ends there
    std::shared_ptr<FoldedStates> states_ = std::make_shared<FoldedStates>();
    Decoder decoder_;               ///< what was read last; it can be made to forget at any time
};

} // namespace orkestr
