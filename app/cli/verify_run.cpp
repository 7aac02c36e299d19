#include "app/cli/verify_run.h"

#include "core/history/chain.h"
#include "core/history/chain_fault.h"
#include "core/history/history_fold.h"
#include "core/runtime/run_slot.h"

namespace orkestr::cli {

namespace {

/// Reads a run's history from its beginning: the chain, and the state that its events fold to.
class HistoryCheck {
public:
    /// `rows`: of the run, to be read again where something is wrong.
    HistoryCheck(const RunRow& run, std::string workspace_key, ChainRows rows)
        : workspace_key_(std::move(workspace_key)), rows_(std::move(rows)), counted_(run.events), head_(chain_start(run.run)) {
        slot_.id = run.run;
    }

    Result<void> take(const std::vector<EventRow>& page) {
        if (last_ == 0) {
            slot_.started = page.front().at;
            key_ = run_key_of(workspace_key_, slot_.id, page.front());
        }
        const auto broken = verify_chain(page, key_, last_, head_);
        for (const auto& row : page) {
            if (broken && row.seq >= broken->seq) break;
            // The chain holds: what it holds must also fold.
            if (const auto applied = fold_.add(row); !applied) {
                break_at(row.seq, applied.error().message);
                return stop();
            }
            last_ = row.seq;
        }
        if (!broken) return {};
        const ChainPlace place{slot_.id, workspace_key_, broken->seq, head_, key_, counted_, last_ > 0 && fold_.state().ended()};
        break_at(broken->seq, broken->message, chain_fault(place, rows_));
        return stop();
    }

    /// Against what the workspace says of the run beside its history.
    void compare(const RunRow& row) {
        if (broken_) return;
        if (last_ == 0) return break_at(1, "the run has no events", AuditFault::deleted);
        if (row.events != last_)
            return break_at(last_ + 1, "the run's row counts " + std::to_string(row.events) + " events; the history ends with number " + std::to_string(last_),
                            row.events > last_ ? AuditFault::deleted : AuditFault::inserted);
        slot_.state = fold_.take();
        const RunRow folded = run_row(slot_);
        if (row.ended && !folded.ended)
            return break_at(last_ + 1, "the history ends with number " + std::to_string(last_) + "; the run's row says that it went on and is " + row.status, AuditFault::truncated);
        const auto differs = [&](const char* what, const auto& said, const auto& is) {
            if (!broken_ && said != is) break_at(last_, std::string("the run's row has another ") + what + " than its history");
        };
        differs("status", row.status, folded.status);
        differs("definition", row.definition, folded.definition);
        differs("namespace", row.ns, folded.ns);
        differs("name", row.name, folded.name);
        differs("version", row.version, folded.version);
        differs("start", row.started, folded.started);
        differs("end", row.ended, folded.ended);
        differs("error", row.error, folded.error);
        differs("parent", row.parent, folded.parent);
    }

    void break_at(std::uint64_t seq, std::string message, AuditFault kind = AuditFault::edited) { broken_ = Broken{kind, seq, std::move(message)}; }
    Verified result() const { return {broken_, last_, head_}; }
    bool broken() const { return broken_.has_value(); }

private:
    Result<void> stop() const { return Error{ErrorCode::corrupt, broken_->message, {}}; }

    std::string workspace_key_;
    ChainRows rows_;
    std::uint64_t counted_; ///< by the run's row, at first
    Digest key_{};
    Digest head_;
    std::uint64_t last_ = 0;
    HistoryFold fold_;
    RunSlot slot_;
    std::optional<Broken> broken_;
};

} // namespace

Result<Verified> verify_run(const SqliteStore& store, RunRow row) {
    const auto workspace_key = store.workspace_key();
    if (!workspace_key) return workspace_key.error();
    HistoryCheck history(row, *workspace_key, [&store, &row](std::uint64_t after, std::uint32_t limit) { return store.events(row.run, after, limit); });
    const auto take = [&history](const std::vector<EventRow>& page) { return history.take(page); };
    // A run that goes on meanwhile: until its row stays as it was while its events were read.
    for (bool changed = true; changed && !history.broken();) {
        const auto read = read_events(store, row.run, history.result().events, take);
        if (!read && !history.broken()) {
            if (read.error().code != ErrorCode::corrupt) return read.error();
            // The store misses an event, or can't read it.
            const bool lacks = read.error().message.find("lacks") != std::string::npos;
            history.break_at(history.result().events + 1, read.error().message, lacks ? AuditFault::deleted : AuditFault::edited);
        }
        const auto again = find_run(store, row.run.text);
        if (!again) return again.error();
        changed = again->events != row.events;
        row = *again;
    }
    history.compare(row);
    PlanCache plans;
    if (const auto plan = plans.get(row.definition, store); !plan && !history.broken()) history.break_at(1, plan.error().message);
    return history.result();
}

} // namespace orkestr::cli
