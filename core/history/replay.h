// Replay: run the definition again on the recorded outcomes and compare each event that would be written with the one
// recorded. Pure: values are asked for and given, as with advance(). Rerunning anything outside is not replay.
#pragma once

#include "core/engine/advance.h"
#include "core/history/codec.h"

#include <set>
#include <string>
#include <vector>

namespace orkestr {

/// A nondeterminism error: the first event that differs.
struct Divergence {
    std::uint64_t seq = 0;
    std::string expected; ///< the recorded event as one JSON object; empty when the record ends before it
    std::string actual;   ///< what replay decides; empty when it decides nothing
    std::string message;
};

class Replay {
public:
    /// Rows from sequence number 1. Errors: corrupt when it doesn't begin as a history does; nondeterminism when it
    /// belongs to another definition or semantics number.
    static Result<Replay> create(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows);

    /// Goes on as far as it can with the values so far. When it is not done() afterwards, it needs requests().
    /// Errors: what can't be read or applied (corrupt, newer_version), when all before it is as it was decided.
    Result<void> go(Values values);

    bool done() const { return done_; }
    const std::vector<ValueRequest>& requests() const { return requests_; }
    const std::optional<Divergence>& divergence() const { return divergence_; }
    std::uint64_t compared() const { return compared_; } ///< events decided again and found equal
    const State& state() const { return state_; }

private:
    Replay(std::shared_ptr<const Plan> plan, std::vector<EventRow> rows, std::vector<Event> recorded, std::optional<Error> broken);
    Result<bool> take_facts();
    bool compare(const std::vector<Event>& decided);
    bool at_cut() const { return next_ < recorded_.size() && cuts_.contains(next_); }
    Result<void> fold_again();
    void ask(std::vector<ValueRequest>& asked);
    const events::EvaluationStopped* recorded_stop(const RequestKey& key) const;
    bool at_end() const { return next_ == recorded_.size(); }
    Result<void> finish();

    std::shared_ptr<const Plan> plan_;
    std::vector<EventRow> rows_;
    std::vector<Event> recorded_;
    std::optional<Error> broken_; ///< why the rows after recorded_ can't be read
    /// Indices of facts that come wherever the deciding was: a fork takes another run's history up to any event.
    std::set<std::size_t> cuts_;
    State state_;
    Values values_;
    std::size_t next_ = 0;
    std::vector<ValueRequest> requests_;
    std::optional<Divergence> divergence_;
    std::uint64_t compared_ = 0;
    bool done_ = false;
    bool sliced_ = false;
    bool settled_ = true;       ///< nothing is asked for
    std::size_t gathered_ = 0; ///< events since facts could last come between
};

/// An event as one JSON object `{"seq","type","data","value"}`, for people who compare.
std::string describe(const EventRow& row);

} // namespace orkestr
