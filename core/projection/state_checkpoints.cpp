#include "core/projection/state_checkpoints.h"

#include <algorithm>

namespace orkestr {

namespace {

constexpr std::size_t most_checkpoints = 4096;
constexpr std::size_t least_checkpoints = 4; ///< whatever they take: else a huge state could not be come back to
constexpr std::size_t map_node_bytes = 48;

std::size_t bytes_of_step(const Step& step) {
    return sizeof(Step) + 32 + step.branches.capacity() * sizeof(Branch) + step.heard.capacity() * sizeof(Heard) + step.iterated.capacity() * sizeof(Payload);
}

/// What the step came to hold after an event.
std::size_t newer_payload_bytes(const Step& step, std::uint64_t seq) {
    std::size_t bytes = 0;
    const auto add = [&](const Payload& payload) {
        if (payload.origin > seq) bytes += payload.json.size_bytes();
    };
    for (const Payload* one : {&step.raw_input, &step.input, &step.items, &step.request, &step.result}) add(*one);
    for (const Branch& branch : step.branches) add(branch.output);
    for (const Heard& heard : step.heard) add(heard.envelope);
    for (const Payload& one : step.iterated) add(one);
    return bytes;
}

/// The number of the event whose work or timer this one ends.
std::uint64_t ended_by(const EventBody& body) {
    std::uint64_t seq = 0;
    std::visit(
        [&seq](const auto& e) {
            if constexpr (requires { e.timer; }) seq = e.timer;
            if constexpr (requires { e.scheduled; }) seq = e.scheduled;
        },
        body);
    return seq;
}

} // namespace

void StateCheckpoints::note(const State& before, const Event& event) {
    const auto note_step = [&](StepId id) {
        changed_.insert(id);
        // What ends goes on in what holds it.
        if (const Step* step = before.find(id)) changed_.insert(step->parent);
    };
    note_step(step_of(event.body));
    if (std::holds_alternative<events::RunForked>(event.body)) changed_.insert(workflow_step);
    const std::uint64_t ended = ended_by(event.body);
    if (ended == 0) return;
    if (const auto timer = before.timers.find(ended); timer != before.timers.end()) note_step(timer->second.step);
    if (const auto pending = before.pending.find(ended); pending != before.pending.end()) note_step(pending->second.step);
}

void StateCheckpoints::add(State& after, bool payloads_kept) {
    if (after.seq < (kept_.empty() ? 0 : kept_.back().head.seq) + spacing_) return;
    Kept kept;
    std::map<StepId, Step> steps;
    steps.swap(after.steps);
    kept.head = after;
    after.steps.swap(steps);
    const Kept* last = kept_.empty() ? nullptr : &kept_.back();
    std::size_t at = 0;
    kept.steps.reserve(after.steps.size());
    for (const auto& [id, step] : after.steps) {
        while (last && at < last->steps.size() && last->steps[at]->id < id) ++at;
        const bool same = last && at < last->steps.size() && last->steps[at]->id == id && !changed_.contains(id);
        if (same) {
            kept.steps.push_back(last->steps[at]);
            continue;
        }
        kept.steps.push_back(std::make_shared<const Step>(step));
        bytes_ += bytes_of_step(*kept.steps.back());
        if (!payloads_kept) kept.payload_bytes += newer_payload_bytes(step, last ? last->head.seq : 0);
    }
    changed_.clear();
    std::unordered_set<const Step*> counted;
    for (const auto& step : kept.steps) counted.insert(step.get());
    bytes_ += bytes_of(kept, counted);
    kept_.push_back(std::move(kept));
    if (bytes_ > most_bytes_ && kept_.size() > least_checkpoints) thin_out();
    if (kept_.size() > most_checkpoints) thin_out();
}

/// Steps that were counted are not counted again.
std::size_t StateCheckpoints::bytes_of(const Kept& kept, std::unordered_set<const Step*>& counted) const {
    const State& head = kept.head;
    std::size_t bytes = sizeof(Kept) + 512 + kept.payload_bytes + kept.steps.capacity() * sizeof(kept.steps.front()) + head.ready.size() * map_node_bytes +
                        head.timers.size() * (map_node_bytes + sizeof(Timer)) + head.pending.size() * (map_node_bytes + sizeof(Pending) + 32);
    for (const auto& step : kept.steps)
        if (counted.insert(step.get()).second) bytes += bytes_of_step(*step);
    return bytes;
}

void StateCheckpoints::thin_out() {
    std::vector<Kept> left;
    left.reserve(kept_.size() / 2);
    for (std::size_t i = 1; i < kept_.size(); i += 2) left.push_back(std::move(kept_[i]));
    // The last one stays, whatever its number: what changed since is known from there on only.
    if (kept_.size() % 2 == 1) left.push_back(std::move(kept_.back()));
    kept_ = std::move(left);
    spacing_ *= 2;
    bytes_ = 0;
    std::unordered_set<const Step*> counted;
    for (const Kept& kept : kept_) bytes_ += bytes_of(kept, counted);
}

std::uint64_t StateCheckpoints::nearest(std::uint64_t seq) const {
    const auto after = std::upper_bound(kept_.begin(), kept_.end(), seq, [](std::uint64_t wanted, const Kept& one) { return wanted < one.head.seq; });
    return after == kept_.begin() ? 0 : (after - 1)->head.seq;
}

State StateCheckpoints::restore(std::uint64_t at) const {
    const auto kept = std::lower_bound(kept_.begin(), kept_.end(), at, [](const Kept& one, std::uint64_t wanted) { return one.head.seq < wanted; });
    if (at == 0 || kept == kept_.end() || kept->head.seq != at) return {};
    State state = kept->head;
    for (const auto& step : kept->steps) state.steps.emplace_hint(state.steps.end(), step->id, *step);
    return state;
}

} // namespace orkestr
