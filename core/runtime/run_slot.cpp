#include "core/runtime/run_slot.h"

#include "core/base/shortened.h"
#include "core/history/history_fold.h"
#include "core/history/snapshot.h"
#include "core/runtime/plan_cache.h"
#include "core/runtime/run_loader.h"

namespace orkestr {

RunRow run_row(const RunSlot& slot) {
    const State& state = slot.state;
    RunRow row;
    row.run = slot.id;
    row.ns = state.header.ns;
    row.name = state.header.name;
    row.version = state.header.version;
    row.definition = state.header.definition;
    row.status = to_string(state.status);
    const Step* workflow = state.find(workflow_step); // of a fork it began when it was forked
    row.started = workflow ? workflow->started_at : slot.started;
    if (state.ended()) row.ended = state.at;
    if (state.status == RunStatus::faulted) {
        const Problem& problem = state.fault.problem;
        row.error = problem.title.empty() ? problem.type : problem.title;
        if (!problem.detail.empty()) row.error += ": " + shortened(problem.detail, 200);
    }
    if (state.header.parent) row.parent = state.header.parent->run;
    row.events = state.seq;
    return row;
}

namespace {

/// Folds what the store has after the slot's state onto it, checking the chain from the slot's head on.
Result<void> fold_rest(RunSlot& slot, const Store& store, const std::string& workspace_key) {
    constexpr std::uint32_t page = 1000;
    HistoryFold fold(std::move(slot.state));
    for (;;) {
        const std::uint64_t after = fold.state().seq;
        const auto rows = store.events(slot.id, after, page);
        if (!rows) return rows.error();
        for (const auto& row : *rows) {
            if (auto added = fold.add(row); !added) return added;
            if (row.seq == 1) slot.started = row.at;
        }
        if (after == 0) slot.key = run_key(workspace_key, slot.id, fold.state().header.nonce);
        if (const auto broken = verify_chain(*rows, slot.key, after, slot.head))
            return Error{ErrorCode::corrupt, "the history of run " + slot.id.text + " is damaged: " + broken->message, {}};
        if (rows->size() < page) break;
    }
    slot.state = fold.take();
    slot.committed = slot.state.seq;
    return {};
}

/// The slot at a snapshot that is of this history. Errors: anything that is wrong with it.
Result<RunSlot> at_snapshot(const RunId& run, const SnapshotRow& snapshot, const Store& store, const std::string& workspace_key) {
    const auto row_at = [&](std::uint64_t seq) -> Result<EventRow> {
        auto rows = store.events(run, seq - 1, 1);
        if (!rows) return rows.error();
        if (rows->empty() || rows->front().seq != seq) return Error{ErrorCode::corrupt, "there is no event " + std::to_string(seq), {}};
        return std::move(rows->front());
    };
    const auto last = row_at(snapshot.seq);
    if (!last) return last.error();
    if (last->hash != snapshot.head) return Error{ErrorCode::corrupt, "the snapshot is of another history", {}};
    auto state = restore(snapshot.state, [&](std::uint64_t seq) -> Result<Json> {
        const auto row = row_at(seq);
        return row ? held_by(*row) : row.error();
    });
    if (!state) return state.error();
    if (state->run != run || state->seq != snapshot.seq) return Error{ErrorCode::corrupt, "the snapshot is of another state", {}};
    RunSlot slot;
    slot.id = run;
    slot.started = state->find(workflow_step)->started_at;
    slot.key = run_key(workspace_key, run, state->header.nonce);
    slot.head = snapshot.head;
    slot.snapshot = snapshot.seq;
    slot.state = std::move(*state);
    return slot;
}

/// From the snapshot where there is one that is of use, else from the beginning.
Result<RunSlot> fold_history(const RunId& run, const Store& store, const std::string& workspace_key) {
    const auto snapshot = store.snapshot(run);
    if (snapshot && *snapshot && (*snapshot)->seq > 0) {
        auto slot = at_snapshot(run, **snapshot, store, workspace_key);
        if (slot && fold_rest(*slot, store, workspace_key)) return slot;
    }
    RunSlot slot;
    slot.id = run;
    slot.head = chain_start(run);
    if (auto folded = fold_rest(slot, store, workspace_key); !folded) return folded.error();
    return slot;
}

} // namespace

Result<RunSlot> load_run(const RunId& run, const Store& store, PlanCache& plans, const std::string& workspace_key) {
    auto slot = fold_history(run, store, workspace_key);
    if (!slot) return slot.error();
    auto plan = plans.get(slot->state.header.definition, store);
    if (!plan) return plan.error();
    slot->plan = std::move(*plan);
    slot->phase = RunSlot::Phase::idle;
    return slot;
}

} // namespace orkestr
