#include "core/projection/run_moment.h"

#include "core/base/sha256.h"
#include "core/engine/consumption.h"
#include "core/history/snapshot.h"

namespace orkestr {

std::string state_hash(const State& state) { return to_hex(sha256({snapshot_of(state).text()})); }

std::vector<MomentVariable> bound_variables(const Step& step, const Plan* plan) {
    std::vector<MomentVariable> out;
    if (!plan || step.id == workflow_step || step.task >= plan->tasks.size()) return out;
    const auto bind = [&out](const std::string& name, Json value) {
        if (!name.empty()) out.push_back({name, std::move(value)});
    };
    const TaskSpec& spec = plan->task(step.task).spec;
    if (const auto* loop = std::get_if<ForSpec>(&spec); loop && !step.branches.empty() && step.item_list && step.index < step.item_list->size()) {
        bind(loop->each, (*step.item_list)[step.index]);
        bind(loop->at, Json::integer(step.index));
    }
    if (const auto* listen = std::get_if<ListenSpec>(&spec); listen && listen->each && !step.branches.empty()) {
        const std::size_t index = step.iterated.size();
        if (index < consumed_events(listen->to, step.heard)) bind(listen->each->item, read_event(listen->read, consumed_event(listen->to, step, index)));
        bind(listen->each->at, Json::integer(static_cast<std::int64_t>(index)));
    }
    if (const auto* attempt = std::get_if<TrySpec>(&spec); attempt && step.stage == Stage::handling) bind(attempt->as, step.fault.problem.to_json());
    return out;
}

} // namespace orkestr
