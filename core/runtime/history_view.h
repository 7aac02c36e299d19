// One run's history as a source shows it: its outline folded once, all else read again where somebody looks. In memory
// are the outline, and four bytes an event; payloads stay where they are kept. One thread.
#pragma once

#include "core/history/codec.h"
#include "core/ports/run_source.h"

#include <functional>

namespace orkestr {

class HistoryView {
public:
    /// Rows after a sequence number, in order, at most `limit`; none after the last one.
    using Rows = std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)>;

    /// Without a plan (null) tasks have no names but those in their keys.
    HistoryView(RunId run, std::shared_ptr<const Plan> plan, Rows rows);

    const RunId& run() const { return run_; }

    /// Folds what is new, for about a tenth of a second; true when that is all. An event that can't be read ends the history
    /// there, and RunView::damage says so; an error when it is the first one. Errors: what `rows` says.
    Result<bool> catch_up();
    /// As far as it is folded; the same object until more is.
    std::shared_ptr<const RunView> outline();

    /// Of what is folded. Scans for about a tenth of a second.
    Result<EventPage> events(const EventQuery& query);
    /// Errors: not_found.
    Result<std::shared_ptr<const StepDetail>> step(StepId step);

private:
    Result<Event> decode(const EventRow& row);
    Result<void> fold(const EventRow& row);
    Result<bool> end_at(const Error& error);
    Result<std::vector<EventView>> views_at(const std::vector<std::uint64_t>& seqs);
    Result<EventPage> scan(const EventQuery& query);
    std::vector<std::uint64_t> events_of(const StepView& step) const;

    RunId run_;
    std::shared_ptr<const Plan> plan_;
    Rows rows_;
    RunProjection projection_;
    std::shared_ptr<const RunView> outline_;
    std::vector<std::uint32_t> previous_; ///< by sequence number - 1: the step's event before it; 0: none
    std::uint64_t folded_ = 0;
    std::string damage_;            ///< why it ends there
    Decoder decoder_;               ///< what was read last; it can be made to forget at any time
};

} // namespace orkestr
