// Replay: run the definition, or a changed one, again on the recorded outcomes and compare each event that would be written
// with the one recorded. Pure: values are asked for and given, as with advance(). Rerunning anything outside is not replay.
#pragma once

#include "core/engine/advance.h"
#include "core/engine/plan_alignment.h"
#include "core/history/codec.h"
#include "core/history/event_difference.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace orkestr {

/// A record's rows after a sequence number, in order, some of them at a time; none after its last one. What is read twice is
/// the same twice.
using RecordedRows = std::function<Result<std::vector<EventRow>>(std::uint64_t after)>;
/// Of rows in memory, `page` at a time.
RecordedRows rows_of(std::vector<EventRow> rows, std::size_t page = 1000);

/// What was taken out of an event that was read (history/redaction.h): JSON pointers into its record; none, it is whole.
using RedactedPlaces = std::function<std::vector<std::string>(std::uint64_t seq)>;

/// What replay could not judge, because something was taken out of the record.
struct Unjudged {
    static constexpr std::size_t most_steps = 1000;
    std::uint64_t events = 0;  ///< decided again with an answer that is the record's own, or equal but for what isn't shown
    std::uint64_t first = 0;   ///< the first of them
    std::set<StepId> steps;    ///< that they are about; the first most_steps
    std::uint64_t stopped = 0; ///< the event from which on nothing can be decided; 0: the whole record was gone through
};

/// A nondeterminism error: the first event that differs.
struct Divergence {
    std::uint64_t seq = 0;
    StepId step = 0; ///< that the event is about: the recorded one, or where there is none, the decided one
    /// The recorded event as one JSON object; empty when the record ends before it. By a changed definition its tasks are
    /// told by their pointers, in the definition that it was recorded by.
    std::string expected;
    std::string actual;   ///< what replay decides, tasks by pointers in the changed definition; empty when it decides nothing
    std::string message;
};

class Replay {
public:
    /// Reads as it goes on: a record of any length takes the memory of its state. Errors: corrupt when it doesn't begin as a
    /// history does; nondeterminism when it belongs to another definition or semantics number; what `rows` says.
    /// By a changed definition: `alignment` is from the plan that the record was made by to this one; without it that is the
    /// same plan.
    /// Where something was taken out of the record, what follows from it is not asked for: it is taken over from what its step
    /// did next, and told as unjudged(). Steps, their order and all that follows from what is shown are judged.
    static Result<Replay> create(std::shared_ptr<const Plan> plan, RecordedRows rows, std::shared_ptr<const PlanAlignment> alignment = {},
                                 RedactedPlaces taken_out = {});
    /// From an event on, after which facts come that were not under way when others were: `from` is the fold of the record up
    /// to the event before them, and nothing was decided that they have cut off. Errors: as create().
    static Result<Replay> create_at(std::shared_ptr<const Plan> plan, State from, RecordedRows rows);

    /// Goes on as far as it can with the values so far. When it is not done() afterwards, it needs requests().
    /// Errors: what can't be read or applied (corrupt, newer_version), when all before it is as it was decided.
    Result<void> go(Values values);

    bool done() const { return done_; }
    const std::vector<ValueRequest>& requests() const { return requests_; }
    const std::optional<Divergence>& divergence() const { return divergence_; }
    std::uint64_t compared() const { return compared_; } ///< events decided again and found equal
    const Unjudged& unjudged() const { return unjudged_; }
    std::uint64_t read() const { return read_; }         ///< events of the record so far
    std::uint64_t passed() const { return next_; }       ///< those of them that are behind it
    const State& state() const { return state_; }

private:
    struct Recorded {
        EventRow row;
        Event event;             ///< as it would be under this plan
        std::optional<EventRow> aligned; ///< the same as a row without a key, where that is another plan than the record's
        bool shows_all = true;   ///< nothing was taken out of it
    };
    enum class Judged : std::uint8_t { equal, unjudged, differs };
    Replay(std::shared_ptr<const Plan> plan, RecordedRows rows) : plan_(std::move(plan)), rows_(std::move(rows)) {}
    Result<void> belongs(const events::RunStarted& header) const;
    Result<void> read_ahead();
    void add(EventRow row);
    Result<Event> decode(Decoder& decoder, const EventRow& row) const;
    bool note_taken_out(const EventRow& row);
    const Recorded& next() const { return ahead_.front(); }
    Result<void> pass();
    Result<bool> take_facts();
    Result<bool> compare(const std::vector<Event>& decided);
    Judged judge(const Event& decided);
    void note(Judged judged, const EventBody& decided);
    bool in_doubt(std::uint64_t seq) const { return !guessed_.empty() || (lossy_from_ != 0 && seq > lossy_from_); }
    bool follows_from_hidden(const ValueRequest& request) const;
    bool guess(const ValueRequest& request);
    TaskPointer recorded_pointers() const;
    std::string describe_recorded(const EventRow& row) const;
    std::string describe_decided(const EventRow& row) const;
    bool at_cut() const { return !at_end() && cuts_.contains(next_ + 1); }
    Result<void> fold_again();
    void ask(std::vector<ValueRequest>& asked);
    const events::EvaluationStopped* recorded_stop(const RequestKey& key) const;
    bool at_end() const { return ahead_.empty(); }
    Result<void> finish();

    std::shared_ptr<const Plan> plan_;
    std::shared_ptr<const PlanAlignment> alignment_; ///< null: the record was made by this plan
    RecordedRows rows_;
    Decoder decoder_;
    std::deque<Recorded> ahead_;  ///< the next of the record; far enough to tell what facts come and where a step got its value
    std::uint64_t read_ = 0;      ///< the last of them
    bool all_read_ = false;
    std::optional<Error> broken_; ///< why what comes then can't be read
    /// Facts that come wherever the deciding was: a fork takes another run's history up to any event. The first ones'
    /// sequence numbers.
    std::set<std::uint64_t> cuts_;
    std::uint64_t first_fact_ = 0; ///< of those at the end of what was read; 0 for none
    State begin_; ///< where it began
    State state_;
    Values values_;
    std::uint64_t next_ = 0; ///< events of the record that were passed
    std::vector<ValueRequest> requests_;
    std::optional<Divergence> divergence_;
    std::uint64_t compared_ = 0;
    RedactedPlaces taken_out_;
    bool hides_ = false; ///< something was taken out of what was read so far
    /// Events whose errors are not shown as they were.
    std::set<std::uint64_t> hidden_faults_;
    /// The first event of which something was taken out that steps decide by without asking for a value: a difference
    /// behind it may come from that.
    std::uint64_t lossy_from_ = 0;
    /// Steps whose answers are the record's, until they decide: as long as there are any, a difference may come from
    /// the answer. True where the answer is none that the record shows.
    std::map<StepId, bool> guessed_;
    Unjudged unjudged_;
    bool done_ = false;
    bool sliced_ = false;
    bool settled_ = true;       ///< nothing is asked for
    std::size_t gathered_ = 0; ///< events since facts could last come between
};

/// An event as one JSON object `{"seq","type","data","value"}`, for people who compare.
std::string describe(const EventRow& row);

} // namespace orkestr
