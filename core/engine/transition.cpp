#include "core/engine/transition.h"

#include "core/engine/machines/tables.h"

#include <array>

namespace orkestr {

std::span<const Machine> all_machines() {
    static const std::array<Machine, 14> all = {{
        {"workflow", tables::workflow},
        {"do", tables::do_},
        {"set", tables::set},
        {"switch", tables::switch_},
        {"for", tables::for_},
        {"fork", tables::fork},
        {"try", tables::try_},
        {"raise", tables::raise},
        {"wait", tables::wait},
        {"emit", tables::emit},
        {"call", tables::call},
        {"run", tables::run},
        {"listen", tables::listen},
        {"extension", tables::extension},
    }};
    return all;
}

const Machine* find_machine(std::string_view kind) {
    for (const auto& machine : all_machines())
        if (machine.kind == kind) return &machine;
    return nullptr;
}

std::optional<Stage> next_stage(const Machine& machine, Stage from, Trigger trigger) {
    for (const auto& row : machine.table)
        if (row.from == from && row.trigger == trigger) return row.to;
    return std::nullopt;
}

const char* to_string(Stage stage) {
    static constexpr std::array<const char*, stage_count> names = {
        "pending", "running", "waiting", "active", "delegating", "listening", "body", "backing_off", "handling", "leaving", "ended"};
    return names[static_cast<std::size_t>(stage)];
}

const char* to_string(Trigger trigger) {
    static constexpr std::array<const char*, trigger_count> names = {
        "skip", "start", "complete", "fault", "cancel", "wait", "timer", "expire", "schedule_activity", "schedule_detached",
        "activity_complete", "activity_fail", "schedule_child", "child_complete", "child_fail", "enter", "iterate", "call",
        "attempt", "attempt_expire", "retry", "handle_error", "pass_error", "emit", "listen", "receive", "iterated", "hear_out", "apply", "branch_done", "last_branch_done",
        "export_context", "stop"};
    return names[static_cast<std::size_t>(trigger)];
}

} // namespace orkestr
