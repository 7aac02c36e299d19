#include "core/history/snapshot.h"

#include "core/base/sha256.h"
#include "core/history/snapshot_fields.h"

#include <concepts>
#include <utility>

namespace orkestr {

namespace {

template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool>;

/// Writes members that differ from what a new object has.
class SnapshotWriter {
public:
    void operator()(const char* name, const std::string& text) {
        if (!text.empty()) add(name, text);
    }
    void operator()(const char* name, bool flag) {
        if (flag) add(name, true);
    }
    template <WholeNumber Number> void operator()(const char* name, Number number) {
        if (number != 0) add(name, JsonValue(number));
    }
    void operator()(const char* name, const std::optional<std::uint32_t>& number) {
        if (number) add(name, *number);
    }
    void operator()(const char* name, const Json& json) {
        if (!json.is_null()) add(name, JsonValue::of(json));
    }
    void operator()(const char* name, const Payload& payload) {
        if (payload != Payload{}) add(name, written(payload));
    }
    void operator()(const char* name, const Fault& fault) {
        if (fault.origin != 0) add(name, fault.origin);
        else if (fault != Fault{}) add(name, JsonValue::object({{"error", fault.problem.to_value()}}));
    }
    void operator()(const char* name, const Machine* machine) {
        if (machine) add(name, machine->kind);
    }
    void operator()(const char* name, const std::vector<Payload>& payloads) {
        JsonArray all;
        for (const Payload& one : payloads) all.push_back(written(one));
        if (!all.empty()) add(name, std::move(all));
    }
    void task(const char* name, TaskIndex task) {
        if (task != no_task) add(name, task);
    }
    template <class Choice> void choice(const char* name, Choice one, Choice) { (*this)(name, static_cast<std::uint32_t>(one)); }
    template <class One> void list(const char* name, std::vector<One>& all) {
        JsonArray items;
        for (One& one : all) items.push_back(object_of(one));
        if (!items.empty()) add(name, std::move(items));
    }
    template <class One> void map(const char* name, std::map<std::uint64_t, One>& all) {
        JsonArray items;
        for (auto& [seq, one] : all) {
            items.push_back(object_of(one));
            items.back().set("seq", seq);
        }
        if (!items.empty()) add(name, std::move(items));
    }
    template <class One> void part(const char* name, One& one) {
        JsonValue object = object_of(one);
        if (!object.as_object()->empty()) add(name, std::move(object));
    }
    template <class One> void part(const char* name, std::optional<One>& one) {
        if (one) add(name, object_of(*one));
    }
    template <class One> static JsonValue object_of(One& one) {
        SnapshotWriter writer;
        fields(writer, one);
        return JsonValue(std::move(writer.object_));
    }

private:
    static JsonValue written(const Payload& payload) {
        if (payload.origin != 0) return JsonValue(payload.origin);
        return JsonValue::object({{"value", JsonValue::of(payload.json)}});
    }
    void add(const char* name, JsonValue value) { object_.emplace_back(name, std::move(value)); }
    JsonObject object_;
};

/// What events hold, asked for once each; the first error stays.
class HeldValues {
public:
    explicit HeldValues(const std::function<Result<Json>(std::uint64_t)>& held_at) : held_at_(held_at) {}

    Json at(std::uint64_t seq) {
        if (const auto known = known_.find(seq); known != known_.end()) return known->second;
        auto held = held_at_(seq);
        if (!held) {
            if (!error) error = held.error();
            return {};
        }
        return known_.emplace(seq, std::move(*held)).first->second;
    }
    void fail(const std::string& what) {
        if (!error) error = Error{ErrorCode::corrupt, "the snapshot can't be: " + what, {}};
    }
    std::optional<Error> error;

private:
    const std::function<Result<Json>(std::uint64_t)>& held_at_;
    std::unordered_map<std::uint64_t, Json> known_;
};

class SnapshotReader {
public:
    SnapshotReader(const JsonValue& object, HeldValues& held, std::uint64_t last) : object_(object), held_(held), last_(last) {
        if (!object.is_object()) held_.fail("an object is expected");
    }

    void operator()(const char* name, std::string& text) {
        const auto* member = object_.find(name);
        if (!member) return;
        if (const auto* found = member->as_string()) text = *found;
        else fail(name);
    }
    void operator()(const char* name, bool& flag) { flag = object_.bool_at(name); }
    template <WholeNumber Number> void operator()(const char* name, Number& number) {
        if (const auto* member = object_.find(name)) read(name, *member, number);
    }
    void operator()(const char* name, std::optional<std::uint32_t>& number) {
        if (const auto* member = object_.find(name)) read(name, *member, number.emplace());
    }
    void operator()(const char* name, Json& json) {
        if (const auto* member = object_.find(name)) json = member->json();
    }
    void operator()(const char* name, Payload& payload) {
        if (const auto* member = object_.find(name)) read(name, *member, payload);
    }
    void operator()(const char* name, Fault& fault) {
        const auto* member = object_.find(name);
        if (!member) return;
        if (const auto* error = member->find("error")) {
            fault.problem = Problem::from_value(*error);
        } else if (read_origin(name, *member, fault.origin)) {
            fault.problem = Problem::from_value(JsonValue::of(held_.at(fault.origin)));
        }
    }
    void operator()(const char* name, const Machine*& machine) {
        const auto* member = object_.find(name);
        if (!member) return;
        machine = member->as_string() ? find_machine(*member->as_string()) : nullptr;
        if (!machine) fail(name);
    }
    void operator()(const char* name, std::vector<Payload>& payloads) {
        for (const auto& item : items(name)) read(name, item, payloads.emplace_back());
    }
    void task(const char* name, TaskIndex& task) { (*this)(name, task); }
    template <class Choice> void choice(const char* name, Choice& one, Choice last) {
        auto number = static_cast<std::uint32_t>(one);
        if (object_.find(name)) (*this)(name, number);
        else number = 0;
        if (number > static_cast<std::uint32_t>(last)) return fail(name);
        one = static_cast<Choice>(number);
    }
    template <class One> void list(const char* name, std::vector<One>& all) {
        for (const auto& item : items(name)) inside(item, all.emplace_back());
    }
    template <class One> void map(const char* name, std::map<std::uint64_t, One>& all) {
        for (const auto& item : items(name)) {
            const auto seq = static_cast<std::uint64_t>(item.integer_at("seq"));
            if (seq == 0 || seq > last_ || all.contains(seq)) return fail(name);
            inside(item, all[seq]);
        }
    }
    template <class One> void part(const char* name, One& one) {
        if (const auto* member = object_.find(name)) inside(*member, one);
    }
    template <class One> void part(const char* name, std::optional<One>& one) {
        if (const auto* member = object_.find(name)) inside(*member, one.emplace());
    }

private:
    void fail(const char* name) { held_.fail("member '" + std::string(name) + "'"); }
    template <class One> void inside(const JsonValue& object, One& one) {
        SnapshotReader reader(object, held_, last_);
        fields(reader, one);
    }
    const JsonArray& items(const char* name) {
        static const JsonArray none;
        const auto* member = object_.find(name);
        if (!member) return none;
        if (!member->is_array()) fail(name);
        return member->is_array() ? *member->as_array() : none;
    }
    template <WholeNumber Number> void read(const char* name, const JsonValue& value, Number& number) {
        const auto* found = value.as_integer();
        if (!found || !std::in_range<Number>(*found)) return fail(name);
        number = static_cast<Number>(*found);
    }
    bool read_origin(const char* name, const JsonValue& value, std::uint64_t& origin) {
        read(name, value, origin);
        if (origin == 0 || origin > last_) fail(name);
        return !held_.error;
    }
    void read(const char* name, const JsonValue& value, Payload& payload) {
        if (const auto* held = value.find("value")) payload.json = held->json();
        else if (read_origin(name, value, payload.origin)) payload.json = held_.at(payload.origin);
    }

    const JsonValue& object_;
    HeldValues& held_;
    std::uint64_t last_;
};

/// A loop's array is kept once more, item by item.
bool list_items(Step& step) {
    if (step.items.origin == 0) return true;
    const JsonValue array = JsonValue::of(step.items.json);
    if (!array.is_array()) return false;
    auto list = std::make_shared<std::vector<Json>>();
    for (const auto& item : *array.as_array()) list->push_back(item.json());
    step.item_list = std::move(list);
    return true;
}

/// Whether a step and what it holds belong together, so that nothing that goes on from them looks beside them.
bool stands_right(const State& state, const Step& step) {
    const bool run = step.id == workflow_step;
    if (run != (step.machine && step.machine->kind == "workflow")) return false;
    if (!run && (step.machine == nullptr) != (step.stage == Stage::pending)) return false;
    if ((step.stage == Stage::ended) != (run && state.ended())) return false;
    if (step.id >= state.next_step) return false;
    if (!run) {
        const Step* parent = step.parent < step.id ? state.find(step.parent) : nullptr;
        if (!parent || step.branch >= parent->branches.size() || parent->branches[step.branch].live != step.id) return false;
    }
    std::uint32_t open = 0;
    for (const Branch& branch : step.branches) {
        if (branch.live == 0) continue;
        const Step* inner = state.find(branch.live);
        if (!inner || inner->parent != step.id || branch.live <= step.id) return false;
        ++open;
    }
    if (open != step.open_branches) return false;
    const auto is = [&](const char* kind) { return step.machine && step.machine->kind == kind; };
    const bool holds = step.stage == Stage::body || ((is("do") || run) && step.stage == Stage::leaving);
    if (holds && step.branches.empty()) return false;
    const auto beside = [&](const std::optional<std::uint32_t>& branch) { return branch && *branch >= step.branches.size(); };
    return !is("fork") || (!beside(step.winner) && !beside(step.first_fault));
}

std::string wrong_in(const State& state) {
    if (state.run.text != state.header.run.text || state.seq == 0) return "the header is another run's";
    if (!state.find(workflow_step)) return "the workflow is missing";
    for (const auto& [id, step] : state.steps)
        if (!stands_right(state, step)) return "step " + std::to_string(id);
    for (const auto& [seq, timer] : state.timers)
        if (!state.find(timer.step)) return "timer " + std::to_string(seq);
    for (const auto& [seq, pending] : state.pending)
        if (!pending.detached && !state.find(pending.step)) return "what event " + std::to_string(seq) + " ordered";
    if (state.ending && !state.find(state.ending->parent)) return "the ending";
    return {};
}

Result<events::RunStarted> read_header(const JsonValue& data, Instant at, HeldValues& held) {
    EventRow row{1, events::RunStarted::type, at, data.json(), held.at(1), {}};
    auto event = Decoder().decode(row);
    if (!event) return event.error();
    auto header = std::move(std::get<events::RunStarted>(event->body));
    header.value.origin = 1;
    return header;
}

template <class F> void each_payload(const State& state, F&& f) {
    f(state.header.value);
    f(state.context);
    f(state.output);
    if (state.ending) f(state.ending->output);
    for (const auto& [seq, pending] : state.pending) f(pending.request);
    for (const auto& [id, step] : state.steps) {
        for (const Payload* one : {&step.raw_input, &step.input, &step.items, &step.request, &step.result}) f(*one);
        for (const Branch& branch : step.branches) f(branch.output);
        for (const Heard& heard : step.heard) f(heard.envelope);
        for (const Payload& one : step.iterated) f(one);
    }
}

template <class F> void each_fault(const State& state, F&& f) {
    f(state.fault);
    for (const auto& [id, step] : state.steps) {
        f(step.fault);
        for (const Branch& branch : step.branches) f(branch.fault);
    }
}

} // namespace

Json snapshot_of(const State& state) {
    State& same = const_cast<State&>(state); // fields() serves both directions
    JsonValue out = SnapshotWriter::object_of(same);
    JsonArray steps;
    for (auto& [id, step] : same.steps) steps.push_back(SnapshotWriter::object_of(step));
    out.set("steps", std::move(steps));
    events::RunStarted header = state.header;
    header.value = {};
    out.set("header", JsonValue::of(encode({1, {}, std::move(header)}).data));
    const Json content = out.json();
    return JsonValue::object({{"format", snapshot_format}, {"state", std::move(out)}, {"sum", to_hex(sha256({content.text()}))}}).json();
}

Result<State> restore(const Json& snapshot, const std::function<Result<Json>(std::uint64_t)>& held_at) {
    const Error damaged{ErrorCode::corrupt, "the snapshot is damaged", {}};
    const auto parsed = JsonValue::parse(snapshot.text()); // bytes of a file that somebody else may have written to
    if (!parsed) return damaged;
    const JsonValue& whole = *parsed;
    if (const auto format = whole.integer_at("format"); format != snapshot_format)
        return Error{ErrorCode::newer_version, "snapshot format " + std::to_string(format) + " is not known", {}};
    const JsonValue* content = whole.find("state");
    if (!content || whole.string_at("sum") != to_hex(sha256({content->json().text()})))
        return damaged;

    HeldValues held(held_at);
    State state;
    const auto last = static_cast<std::uint64_t>(content->integer_at("seq"));
    SnapshotReader reader(*content, held, last);
    fields(reader, state);
    const JsonValue* steps = content->find("steps");
    if (!steps || !steps->is_array()) held.fail("member 'steps'");
    else
        for (const auto& item : *steps->as_array()) {
            Step step;
            SnapshotReader inner(item, held, last);
            fields(inner, step);
            if (!list_items(step)) held.fail("a loop goes over an array");
            const StepId id = step.id;
            if (!state.steps.emplace(id, std::move(step)).second) held.fail("step " + std::to_string(id) + " stands twice");
        }
    const JsonValue* header = content->find("header");
    if (!header) held.fail("member 'header'");
    if (held.error) return *held.error;
    auto started = read_header(*header, {}, held);
    if (held.error) return *held.error;
    if (!started) return started.error();
    state.header = std::move(*started);
    if (const auto wrong = wrong_in(state); !wrong.empty()) return Error{ErrorCode::corrupt, "the snapshot can't be: " + wrong, {}};
    count_steps(state);
    return state;
}

Result<Json> held_by(const EventRow& row) {
    if (row.value) return *row.value;
    const JsonValue data = JsonValue::of(row.data);
    if (const auto* error = data.find("error")) return error->json();
    return Error{ErrorCode::corrupt, "event " + std::to_string(row.seq) + " (" + row.type + ") holds no payload", {}};
}

Decoder decoder_after(const State& state) {
    Decoder decoder;
    each_payload(state, [&](const Payload& payload) { decoder.know(payload); });
    each_fault(state, [&](const Fault& fault) { decoder.know(fault); });
    return decoder;
}

} // namespace orkestr
