#include "core/projection/moment_data.h"

#include <algorithm>
#include <iterator>

namespace orkestr {

namespace {

using PlaceSegment = RedactionPath::Segment;

constexpr std::string_view run_members[] = {"by", "ended", "reason", "started", "status"};
constexpr std::string_view run_data_members[] = {"input", "context", "data", "output", "error"};
constexpr std::string_view task_members[] = {"attempts", "ended", "faulted", "iterations", "kind", "name", "started", "status", "steps", "task"};
constexpr std::string_view task_data_members[] = {"input", "output", "error"};

template <std::size_t count>
std::optional<std::uint8_t> number_of(const std::string_view (&names)[count], const std::string& name) {
    const auto at = std::find(std::begin(names), std::end(names), name);
    if (at == std::end(names)) return std::nullopt;
    return static_cast<std::uint8_t>(at - std::begin(names));
}

Json time_json(Instant at) { return Json::string(to_iso8601(at)); }

std::string object_text(const std::map<std::string, std::string>& members) {
    std::string out = "{";
    for (const auto& [name, value] : members) {
        if (out.size() > 1) out += ',';
        append_json_string(out, name);
        out += ':';
        out += value;
    }
    return out + "}";
}

Error not_watched(const DataPath& path, const std::string& why) {
    return {ErrorCode::unsupported, "'" + path.text() + "' can't be followed through the history: " + why, {}};
}

} // namespace

MomentData::MomentData(const MomentIndex& index, const DataIndex& data, PayloadShelf& shelf, std::shared_ptr<const Plan> plan)
    : index_(index), data_(data), shelf_(shelf), plan_(std::move(plan)) {
    if (!plan_) return;
    for (const PlannedTask& task : plan_->tasks) {
        auto& pointers = named_[task.name];
        if (std::find(pointers.begin(), pointers.end(), task.pointer) == pointers.end()) pointers.push_back(task.pointer);
    }
}

/// Its name in the document.
const std::string& MomentData::key_of(std::uint32_t task) const {
    const auto& one = index_.task(task);
    if (const auto named = named_.find(one.name); named != named_.end()) return named->second.size() == 1 ? one.name : one.pointer;
    return one.pointer;
}

Result<DataPlace> MomentData::place(const DataPath& path) const {
    DataPlace place;
    const auto& segments = path.segments();
    if (segments.empty()) return not_watched(path, "it is all there is, which changes with each event");
    const auto run_data = [](DataIndex::RunData what, std::size_t taken) {
        return DataSlot{DataSlot::Kind::run_data, static_cast<std::uint8_t>(what), MomentIndex::none, {}, taken};
    };
    place.tasks = index_.tasks();
    place.variables = data_.variables().size();
    if (path.is_plain()) {
        place.form = DataPlace::Form::first_of;
        place.slots = {run_data(DataIndex::RunData::context, 0), run_data(DataIndex::RunData::data, 0)};
        return place;
    }
    const std::string& root = segments[0].name;
    if (const auto member = number_of(run_members, root)) {
        place.slots.push_back({DataSlot::Kind::run_member, *member, MomentIndex::none, {}, 1});
    } else if (const auto data = number_of(run_data_members, root)) {
        place.slots.push_back({DataSlot::Kind::run_data, *data, MomentIndex::none, {}, 1});
    } else if (root == "variables") {
        if (segments.size() > 1 && segments[1].descends) return not_watched(path, "name a variable first, or write $.variables.*");
        if (segments.size() == 1) place.form = DataPlace::Form::all_of;
        for (const auto& [name, entries] : data_.variables()) {
            const bool meant = segments.size() == 1 || segments[1].kind == PlaceSegment::Kind::all || (segments[1].kind == PlaceSegment::Kind::name && segments[1].name == name);
            if (meant) place.slots.push_back({DataSlot::Kind::variable, 0, MomentIndex::none, name, std::min<std::size_t>(segments.size(), 2)});
        }
    } else if (root == "tasks") {
        return place_in_tasks(path);
    } else {
        return not_watched(path, "only context, data, input, output, error, tasks, variables, status, started, ended, by and reason are, and what is in them");
    }
    return place;
}

Result<std::vector<std::uint32_t>> MomentData::named_tasks(const PlaceSegment& segment) const {
    std::vector<std::uint32_t> found;
    if (segment.kind == PlaceSegment::Kind::all)
        for (std::uint32_t task = 0; task < index_.tasks(); ++task) found.push_back(task);
    if (segment.kind != PlaceSegment::Kind::name) return found;
    for (std::uint32_t task = 0; task < index_.tasks(); ++task)
        if (key_of(task) == segment.name || index_.task(task).pointer == segment.name) found.push_back(task);
    if (!found.empty()) return found;
    const auto named = named_.find(segment.name);
    const bool pointed = plan_ && plan_->find(segment.name) != no_task;
    if (pointed || (named != named_.end() && named->second.size() == 1)) return found; // the run has not come to it
    std::string message = "there is no task '" + segment.name + "' in this run";
    if (named != named_.end()) {
        message = "several tasks are called '" + segment.name + "'; name one by its JSON pointer:";
        for (const auto& pointer : named->second) message += " $.tasks['" + pointer + "']";
        return Error{ErrorCode::invalid_argument, message, {}};
    }
    constexpr std::size_t most_named = 20;
    std::size_t count = 0;
    for (const auto& [name, pointers] : named_) {
        if (name.empty() || count == most_named) continue;
        message += (count++ == 0 ? "; there are: " : ", ") + name;
    }
    if (count == most_named) message += ", ...";
    return Error{ErrorCode::invalid_argument, message, {}};
}

Result<DataPlace> MomentData::place_in_tasks(const DataPath& path) const {
    const auto& segments = path.segments();
    DataPlace place;
    place.tasks = index_.tasks();
    place.variables = data_.variables().size();
    for (std::size_t i = 1; i < segments.size() && i < 3; ++i)
        if (segments[i].descends) return not_watched(path, "name the task and its input, output or error first, as in $.tasks.NAME.output..id");
    std::vector<std::uint32_t> tasks;
    if (segments.size() > 1) {
        auto named = named_tasks(segments[1]);
        if (!named) return named.error();
        tasks = std::move(*named);
    } else {
        for (std::uint32_t task = 0; task < index_.tasks(); ++task) tasks.push_back(task);
    }
    if (segments.size() < 3) place.form = DataPlace::Form::all_of;
    const std::size_t taken = std::min<std::size_t>(segments.size(), 3);
    const auto meant = [&](std::string_view member) {
        return taken < 3 || segments[2].kind == PlaceSegment::Kind::all || (segments[2].kind == PlaceSegment::Kind::name && segments[2].name == member);
    };
    for (const auto task : tasks) {
        for (std::uint8_t i = 0; i < std::size(task_members); ++i)
            if (meant(task_members[i])) place.slots.push_back({DataSlot::Kind::task_member, i, task, {}, taken});
        for (std::uint8_t i = 0; i < std::size(task_data_members); ++i)
            if (meant(task_data_members[i])) place.slots.push_back({DataSlot::Kind::task_data, i, task, {}, taken});
    }
    return place;
}

const DataEntries* MomentData::entries_of(const DataSlot& slot) const {
    if (slot.kind == DataSlot::Kind::run_data) return &data_.of_run(static_cast<DataIndex::RunData>(slot.what));
    if (slot.kind == DataSlot::Kind::task_data) return &data_.of_task(slot.task, static_cast<DataIndex::TaskData>(slot.what));
    if (slot.kind != DataSlot::Kind::variable) return nullptr;
    const auto at = data_.variables().find(slot.variable);
    return at == data_.variables().end() ? nullptr : &at->second;
}

std::size_t MomentData::entries(const DataSlot& slot) const {
    if (slot.kind == DataSlot::Kind::run_member) return index_.run_changes().size();
    if (slot.kind == DataSlot::Kind::task_member) return index_.task_events(slot.task);
    const auto* entries = entries_of(slot);
    return entries ? entries->size() : 0;
}

std::uint64_t MomentData::entry_seq(const DataSlot& slot, std::size_t at) const {
    if (slot.kind == DataSlot::Kind::run_member) return index_.run_changes()[at];
    if (slot.kind == DataSlot::Kind::task_member) return index_.task_event(slot.task, at);
    return (*entries_of(slot))[at].seq;
}

std::uint64_t MomentData::entry_origin(const DataSlot& slot, std::size_t at) const {
    const auto* entries = entries_of(slot);
    return entries ? (*entries)[at].origin : 0;
}

Result<std::optional<Json>> MomentData::entry_value(const DataSlot& slot, std::size_t at) {
    if (slot.kind == DataSlot::Kind::run_member) return run_member(slot.what, at);
    if (slot.kind == DataSlot::Kind::task_member) return task_member(slot.task, slot.what, at);
    return held((*entries_of(slot))[at]);
}

Result<std::optional<Json>> MomentData::held(const DataEntry& entry) {
    if (entry.held == DataEntry::Held::nothing) return std::optional<Json>{};
    if (entry.held == DataEntry::Held::here) return std::optional(entry.value);
    auto found = shelf_.get(entry.origin);
    if (!found) return found.error();
    return std::optional(std::move(*found));
}

std::optional<Json> MomentData::run_member(std::uint8_t what, std::size_t at) const {
    const auto brief = index_.run_brief(at);
    const std::string_view name = run_members[what];
    const auto text = [](const std::string& one) { return one.empty() ? std::nullopt : std::optional(Json::string(one)); };
    if (name == "status") return text(brief.status);
    if (name == "started") return time_json(brief.started);
    if (name == "ended") return brief.ended ? std::optional(time_json(*brief.ended)) : std::nullopt;
    return text(name == "by" ? brief.by : brief.reason);
}

std::optional<Json> MomentData::task_member(std::uint32_t task, std::uint8_t what, std::size_t at) const {
    const std::string_view name = task_members[what];
    const auto& known = index_.task(task);
    if (name == "task") return Json::string(known.pointer);
    if (name == "name") return Json::string(known.name);
    if (name == "kind") return Json::string(known.kind);
    const NodeView node = index_.node(task, at);
    if (name == "status") return Json::string(node.status);
    if (name == "started") return node.started ? std::optional(time_json(*node.started)) : std::nullopt;
    if (name == "ended") return node.ended ? std::optional(time_json(*node.ended)) : std::nullopt;
    const std::uint32_t number = name == "steps" ? node.steps : name == "attempts" ? node.attempts : name == "iterations" ? node.iterations : node.faulted;
    return Json::integer(number);
}

Result<std::optional<Json>> MomentData::run_data(DataIndex::RunData what, std::uint64_t seq) {
    const DataEntry* entry = entry_at(data_.of_run(what), seq);
    if (!entry) return what == DataIndex::RunData::context ? std::optional(Json()) : std::nullopt;
    return held(*entry);
}

std::vector<MomentVariable> MomentData::variables(std::uint64_t seq) const {
    std::vector<MomentVariable> found;
    for (const auto& [name, entries] : data_.variables())
        if (const DataEntry* entry = entry_at(entries, seq)) found.push_back({name, entry->value});
    return found;
}

Result<std::string> MomentData::task_object(std::uint32_t task, std::uint64_t seq) {
    std::map<std::string, std::string> members;
    std::size_t before = index_.task_events_until(task, seq);
    if (before == 0) return std::string();
    for (std::uint8_t i = 0; i < std::size(task_members); ++i)
        if (const auto value = task_member(task, i, before - 1)) members.emplace(task_members[i], value->text());
    for (std::uint8_t i = 0; i < std::size(task_data_members); ++i) {
        const DataEntry* entry = entry_at(data_.of_task(task, static_cast<DataIndex::TaskData>(i)), seq);
        if (!entry) continue;
        const auto value = held(*entry);
        if (!value) return value.error();
        members.emplace(task_data_members[i], (*value)->text());
    }
    return object_text(members);
}

Result<Json> MomentData::tasks(std::uint64_t seq) {
    std::map<std::string, std::string> members;
    for (std::uint32_t task = 0; task < index_.tasks(); ++task) {
        auto object = task_object(task, seq);
        if (!object) return object.error();
        if (!object->empty()) members.emplace(key_of(task), std::move(*object));
    }
    return Json::trusted(object_text(members));
}

Result<std::optional<Json>> MomentData::object_of(const DataPath& path, std::uint64_t seq) {
    const auto& segments = path.segments();
    if (segments[0].name == "variables") {
        std::map<std::string, std::string> members;
        for (const auto& one : variables(seq)) members.emplace(one.name, one.value.text());
        return std::optional(Json::trusted(object_text(members)));
    }
    if (segments.size() == 1) {
        auto all = tasks(seq);
        if (!all) return all.error();
        return std::optional(std::move(*all));
    }
    const auto named = named_tasks(segments[1]);
    if (!named) return named.error();
    std::vector<Json> found;
    for (const auto task : *named) {
        auto object = task_object(task, seq);
        if (!object) return object.error();
        if (!object->empty()) found.push_back(Json::trusted(std::move(*object)));
    }
    return path.value_of(std::move(found));
}

Result<std::optional<Json>> MomentData::value(const DataPath& path, const DataPlace& place, std::uint64_t seq) {
    if (place.form == DataPlace::Form::all_of) return object_of(path, seq);
    std::vector<Json> found;
    for (const DataSlot& slot : place.slots) {
        std::size_t first = 0;
        for (std::size_t count = entries(slot); count > 0;) { // the last entry up to seq
            const std::size_t half = count / 2;
            if (entry_seq(slot, first + half) <= seq) first += half + 1, count -= half + 1;
            else count = half;
        }
        // $context is null before anything was exported.
        const bool unset_context = first == 0 && slot.kind == DataSlot::Kind::run_data && slot.what == static_cast<std::uint8_t>(DataIndex::RunData::context);
        if (first == 0 && !unset_context) continue;
        auto value = unset_context ? Result(std::optional(Json())) : entry_value(slot, first - 1);
        if (!value) return value.error();
        if (!*value) continue;
        for (Json& one : path.select(**value, slot.segments)) found.push_back(std::move(one));
        if (place.form == DataPlace::Form::first_of && !found.empty()) break;
    }
    return path.value_of(std::move(found));
}

} // namespace orkestr
