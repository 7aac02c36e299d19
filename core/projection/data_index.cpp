#include "core/projection/data_index.h"

#include <algorithm>

namespace orkestr {

namespace {

/// Null where nothing is known of it: it is over, or it is the run itself.
const TaskSpec* spec_of(const Plan& plan, const Step* step) {
    const bool task = step && step->id != workflow_step && step->task < plan.tasks.size();
    return task ? &plan.task(step->task).spec : nullptr;
}

} // namespace

/// One event's change to the data.
struct DataIndex::Folder {
    DataIndex& all;
    const Event& event;
    std::uint32_t task = MomentIndex::none;

    void put(DataEntries& entries, std::uint64_t origin) {
        entries.push_back({static_cast<std::uint32_t>(event.seq), static_cast<std::uint32_t>(origin != 0 ? origin : event.seq), DataEntry::Held::by_event, {}});
    }
    void run(RunData what, const Payload& value) { put(all.run_[static_cast<std::size_t>(what)], value.origin); }
    DataEntries* of_task(TaskData what) {
        if (task == MomentIndex::none) return nullptr;
        if (task >= all.tasks_.size()) all.tasks_.resize(task + 1);
        return &all.tasks_[task][static_cast<std::size_t>(what)];
    }
    void step(TaskData what, std::uint64_t origin) {
        if (auto* entries = of_task(what)) put(*entries, origin);
    }

    void operator()(const events::RunStarted& e) {
        run(RunData::input, e.value);
        run(RunData::data, e.value);
    }
    void operator()(const events::RunEntered& e) {
        run(RunData::input, e.value);
        run(RunData::data, e.value);
    }
    void operator()(const events::RunCompleted& e) {
        run(RunData::output, e.value);
        run(RunData::data, e.value);
    }
    void operator()(const events::RunFaulted& e) { put(all.run_[static_cast<std::size_t>(RunData::error)], e.fault.origin); }
    void operator()(const events::RunForked& e) { run(e.step == workflow_step ? RunData::context : RunData::data, e.value); }
    void operator()(const events::ContextExported& e) { run(RunData::context, e.value); }
    void operator()(const events::TaskStarted& e) { step(TaskData::input, e.value.origin); }
    void operator()(const events::TaskSkipped& e) {
        step(TaskData::input, e.value.origin);
        step(TaskData::output, e.value.origin);
        run(RunData::data, e.value);
    }
    void operator()(const events::TaskCompleted& e) {
        // What it failed with before it was tried again is over.
        if (auto* errors = of_task(TaskData::error); errors && !errors->empty() && errors->back().held != DataEntry::Held::nothing)
            errors->push_back({static_cast<std::uint32_t>(event.seq), 0, DataEntry::Held::nothing, {}});
        step(TaskData::output, e.value.origin);
        run(RunData::data, e.value);
    }
    void operator()(const events::TaskFaulted& e) { step(TaskData::error, e.fault.origin); }
    void operator()(const events::ErrorCaught& e) { step(TaskData::error, e.fault.origin); }
    template <class Other>
    void operator()(const Other&) {}
};

void DataIndex::add(const Event& event, const State& after, const MomentIndex& index, const Plan* plan) {
    const std::uint32_t step = index.step_of_event(event.seq);
    std::visit(Folder{*this, event, step == MomentIndex::none ? MomentIndex::none : index.task_of_step(step)}, event.body);
    if (!plan || step == MomentIndex::none) return;
    // A step that is over binds nothing any more; what a step in a catch does may end the catch.
    const StepView& view = index.latest_step(step);
    for (const StepId id : {view.id, view.parent}) {
        const Step* live = after.find(id);
        const TaskSpec* spec = spec_of(*plan, live);
        const bool tries = spec && std::holds_alternative<TrySpec>(*spec);
        const bool loops = spec && id == view.id && (std::holds_alternative<ForSpec>(*spec) || std::holds_alternative<ListenSpec>(*spec));
        if (tries || loops) bind(event.seq, id, bound_variables(*live, plan));
        else if (!live && bound_.contains(id)) bind(event.seq, id, {});
    }
}

void DataIndex::bind(std::uint64_t seq, StepId step, std::vector<MomentVariable> now) {
    const auto known = bound_.find(step);
    const std::vector<MomentVariable> before = known == bound_.end() ? std::vector<MomentVariable>{} : known->second;
    if (before == now) return;
    for (const auto& one : before) {
        auto& of_name = bindings_[one.name];
        std::erase_if(of_name, [step](const auto& binding) { return binding.first == step; });
        if (std::none_of(now.begin(), now.end(), [&](const auto& other) { return other.name == one.name; })) note_variable(seq, one.name);
    }
    for (const auto& one : now) {
        bindings_[one.name].emplace_back(step, one.value);
        note_variable(seq, one.name);
    }
    if (now.empty()) bound_.erase(step);
    else bound_[step] = std::move(now);
}

void DataIndex::note_variable(std::uint64_t seq, const std::string& name) {
    const auto& of_name = bindings_[name];
    DataEntry entry{static_cast<std::uint32_t>(seq), 0, DataEntry::Held::nothing, {}};
    if (!of_name.empty()) {
        entry.held = DataEntry::Held::here;
        entry.value = of_name.back().second;
    }
    variables_[name].push_back(std::move(entry));
}

const DataEntries& DataIndex::of_task(std::uint32_t task, TaskData what) const {
    static const DataEntries nothing;
    return task < tasks_.size() ? tasks_[task][static_cast<std::size_t>(what)] : nothing;
}

std::size_t DataIndex::memory_bytes() const {
    std::size_t bytes = 0;
    for (const auto& entries : run_) bytes += entries.capacity() * sizeof(DataEntry);
    for (const auto& task : tasks_)
        for (const auto& entries : task) bytes += entries.capacity() * sizeof(DataEntry);
    for (const auto& [name, entries] : variables_) bytes += entries.capacity() * sizeof(DataEntry);
    return bytes;
}

const DataEntry* entry_at(const DataEntries& entries, std::uint64_t seq) {
    const auto after = std::upper_bound(entries.begin(), entries.end(), seq, [](std::uint64_t wanted, const DataEntry& one) { return wanted < one.seq; });
    if (after == entries.begin() || (after - 1)->held == DataEntry::Held::nothing) return nullptr;
    return &*(after - 1);
}

} // namespace orkestr
