// What a step's expressions came to, decided again from the history around the step. Pure: values are asked for and given,
// as with core/history/replay.h.
//
// A step's expressions are functions of the state in which they were asked for, and that is nearly always one in which the
// run has just taken facts from outside (a result, a timer, an event): nothing else was asked for then. So the history is
// folded, which evaluates nothing, up to the facts before each of the step's events, and replayed from there. What comes
// out is shown once the event that it led to is equal to the one that was recorded.
#pragma once

#include "core/history/history_fold.h"
#include "core/history/replay.h"
#include "core/projection/step_detail.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace orkestr {

/// States of a run that were passed on the way, so that the next step need not be folded from the beginning. One thread at a
/// time.
class FoldedStates {
public:
    /// `interval`: events between two of them at first.
    explicit FoldedStates(std::uint64_t interval = 5000) : interval_(interval) {}

    /// The latest that is not after this event; the empty one where there is none.
    State up_to(std::uint64_t seq) const;
    void offer(const State& state);

private:
    static constexpr std::size_t most_states = 16;
    static constexpr std::size_t most_steps = 2000; ///< of a state worth keeping
    std::uint64_t interval_;
    std::map<std::uint64_t, State> states_;
};

class StepExpressions {
public:
    using Rows = std::function<Result<std::vector<EventRow>>(std::uint64_t after, std::uint32_t limit)>;

    static constexpr std::size_t most_stretches = 200; ///< of the history, the latest
    static constexpr std::size_t most_computed = 100;  ///< of one expression, the latest
    static constexpr std::size_t most_bytes = 64 * 1024 * 1024;

    /// `events`: the step's own, ascending. A null plan, or no rows, is said to be missing.
    StepExpressions(std::shared_ptr<const Plan> plan, StepId step, std::vector<std::uint64_t> events, Rows rows,
                    std::shared_ptr<FoldedStates> states);

    /// Goes on for a short while with the values for requests(). Afterwards it is done(), wants requests(), or is to be called
    /// again.
    void go(Values values);
    bool done() const { return values_.complete; }
    const std::vector<ValueRequest>& requests() const { return requests_; }
    /// What there is so far.
    StepValues values() const;

private:
    /// From facts to the next facts.
    struct Stretch {
        std::uint64_t begin = 0; ///< the event before the facts
        std::uint64_t last = 0;  ///< the step's last event in it
    };
    struct Asked {
        std::string place;
        std::optional<ComputedValue> outcome;
    };
    void find_stretches();
    void fold_on();
    void begin_replay();
    void replay_on(Values values);
    void ask();
    void take(const RequestKey& key, const ValueOutcome& outcome);
    void publish(std::uint64_t passed);
    void end_stretch(const std::optional<Error>& error);
    void miss(StepValues::Missing why, std::string detail);
    void fail(const Error& error);
    std::uint64_t own_event_after(std::uint64_t seq) const;
    bool is_redacted_at(std::uint64_t seq) const;

    std::shared_ptr<const Plan> plan_;
    StepId step_;
    std::vector<std::uint64_t> events_;
    Rows rows_;
    std::shared_ptr<FoldedStates> states_;
    // Where the facts before the step's events are, from the last event back:
    std::size_t unplaced_;        ///< so many of the events, the first ones, have no stretch yet
    std::uint64_t looking_ = 0;   ///< the event to look at next; 0: none
    bool in_facts_ = false;
    std::vector<Stretch> stretches_; ///< the last first
    std::optional<HistoryFold> fold_;
    std::optional<Replay> replay_;
    bool saw_redacted_ = false;
    std::vector<ValueRequest> requests_;
    std::map<RequestKey, Asked> asked_;
    std::map<std::string, std::vector<ComputedValue>> computed_; ///< by place
    std::size_t bytes_ = 0;
    StepValues values_;
};

} // namespace orkestr
