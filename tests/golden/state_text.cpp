#include "tests/golden/state_text.h"

namespace orkestr::test {

namespace {

std::string text(std::uint64_t number) { return std::to_string(number); }
std::string text(const Payload& payload) { return payload.json.text() + "@" + text(payload.origin); }
std::string text(const Fault& fault) { return fault.problem.to_json().text() + "@" + text(fault.origin); }
std::string text(const std::optional<std::uint32_t>& number) { return number ? text(*number) : "none"; }

std::string text(const Branch& branch) {
    return "    branch live " + text(branch.live) + " outcome " + text(static_cast<std::uint64_t>(branch.outcome)) + " epoch " +
           text(branch.epoch) + (branch.exited ? " exited" : "") + " output " + text(branch.output) + " fault " + text(branch.fault) + "\n";
}

std::string text(const Step& step) {
    std::string out = "  step " + text(step.id) + " in " + text(step.parent) + " branch " + text(step.branch) + " epoch " + text(step.epoch) +
                      " task " + text(step.task) + " " + (step.machine ? std::string(step.machine->kind) : "none") + " " + to_string(step.stage) +
                      " touched " + text(step.touched) + " started " + std::to_string(step.started_at.ms) + "\n";
    out += "    raw " + text(step.raw_input) + " input " + text(step.input) + " items " + text(step.items) + " request " + text(step.request) +
           " result " + text(step.result) + " fault " + text(step.fault) + "\n";
    out += "    open " + text(step.open_branches) + " winner " + text(step.winner) + " first fault " + text(step.first_fault) + " index " +
           text(step.index) + " attempt " + text(step.attempt) + " scheduled " + text(step.scheduled) + " timers " + text(step.timer) + " " +
           text(step.timeout_timer) + " " + text(step.attempt_timer) + (step.expired ? " expired" : "") +
           (step.attempt_expired ? " attempt expired" : "") + (step.failed ? " failed" : "") + "\n";
    if (step.item_list) {
        out += "    list";
        for (const auto& item : *step.item_list) out += " " + item.text();
        out += "\n";
    }
    for (const auto& heard : step.heard) out += "    heard " + text(heard.filter) + " " + text(heard.envelope) + "\n";
    for (const auto& one : step.iterated) out += "    iterated " + text(one) + "\n";
    out += "    correlations " + step.correlations.text() + " entered " + text(step.entered) + (step.applies ? " applies" : "") + (step.itself ? " itself" : "") +
           " onward " + text(static_cast<std::uint64_t>(step.onward.kind)) + " " + text(step.onward.next) + "\n";
    for (const auto& branch : step.branches) out += text(branch);
    return out;
}

std::string origin_text(const std::optional<RunOrigin>& origin) {
    if (!origin) return {};
    return std::string(origin->kind == RunOrigin::Kind::fork ? " fork of " : " rerun of ") + origin->run.text + " " + text(origin->seq) + " " +
           origin->step + " " + origin->first.text;
}

std::string header_text(const events::RunStarted& header) {
    return header.run.text + " " + header.ns + " " + header.name + " " + header.version + " " + header.definition + " " +
           std::to_string(header.semantics) + " " + header.runtime_name + " " + header.runtime_version + " " + header.jq_version + " " +
           header.nonce + " " + header.secrets.text() + " " + (header.parent ? header.parent->run.text + text(header.parent->scheduled) + "/" + text(header.parent->depth) : "") +
           " " + header.cause + " " + header.by + " " + header.reason + origin_text(header.origin) + " " + text(header.value) + "\n";
}

} // namespace

std::string state_text(const State& state) {
    std::string out = "run " + state.run.text + " seq " + text(state.seq) + " at " + std::to_string(state.at.ms) + " " + to_string(state.status) + "\n";
    out += header_text(state.header);
    out += "context " + text(state.context) + " output " + text(state.output) + " fault " + text(state.fault) + "\n";
    if (state.cancel) out += "cancel " + state.cancel->by + " " + state.cancel->reason + "\n";
    if (state.suspended) out += "suspended " + state.suspended->by + " " + state.suspended->reason + "\n";
    if (state.ending) out += "ending " + text(state.ending->parent) + " " + text(state.ending->output) + "\n";
    for (const auto& [id, step] : state.steps) out += text(step);
    out += "ready";
    for (const StepId id : state.ready) out += " " + text(id);
    for (const auto& [seq, timer] : state.timers)
        out += "\ntimer " + text(seq) + " step " + text(timer.step) + " kind " + text(static_cast<std::uint64_t>(timer.kind)) + " due " +
               std::to_string(timer.due.ms);
    for (const auto& [seq, pending] : state.pending)
        out += "\npending " + text(seq) + " step " + text(pending.step) + " task " + text(pending.task) + " attempt " + text(pending.attempt) +
               " " + pending.kind + " " + pending.child.text + (pending.detached ? " detached " : " ") + text(pending.request);
    out += "\nnext " + text(state.next_step) + " started " + text(state.steps_started) + " waiting " + text(state.steps_waiting) + " active " +
           text(state.steps_active) + " acting " + text(state.steps_acting) + "\n";
    return out;
}

} // namespace orkestr::test
