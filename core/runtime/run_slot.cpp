#include "core/runtime/run_slot.h"

#include "core/base/shortened.h"
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
    row.started = slot.started;
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

Result<RunSlot> load_run(const RunId& run, const Store& store, PlanCache& plans, const std::string& workspace_key) {
    constexpr std::uint32_t page = 1000;
    RunSlot slot;
    slot.id = run;
    slot.head = chain_start(run);
    Decoder decoder;
    for (std::uint64_t after = 0;;) {
        auto rows = store.events(run, after, page);
        if (!rows) return rows.error();
        for (const auto& row : *rows) {
            auto event = decoder.decode(row);
            if (!event) return event.error();
            if (auto applied = apply(slot.state, *event); !applied) return applied.error();
            if (row.seq == 1) slot.started = row.at;
        }
        if (!rows->empty()) {
            if (after == 0) slot.key = run_key(workspace_key, slot.state.header.nonce);
            if (const auto broken = verify_chain(*rows, slot.key, after, slot.head))
                return Error{ErrorCode::corrupt, "the history of run " + run.text + " is damaged: " + broken->message, {}};
            after = rows->back().seq;
        }
        if (rows->size() < page) break;
    }
    slot.committed = slot.state.seq;
    auto plan = plans.get(slot.state.header.definition, store);
    if (!plan) return plan.error();
    slot.plan = std::move(*plan);
    slot.phase = RunSlot::Phase::idle;
    return slot;
}

} // namespace orkestr
