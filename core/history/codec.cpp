#include "core/history/codec.h"

#include <concepts>

namespace orkestr {

namespace {

// What each event holds besides its payload and error, said once for both directions.
template <class A> void members(A& a, events::RunStarted& e) {
    a.run("run", e.run);
    a("ns", e.ns);
    a("name", e.name);
    a("version", e.version);
    a("definition", e.definition);
    a("semantics", e.semantics);
    a("runtime_name", e.runtime_name);
    a("runtime_version", e.runtime_version);
    a("jq_version", e.jq_version);
    a("nonce", e.nonce);
    a("secrets", e.secrets);
    a("parent", e.parent);
    a("cause", e.cause);
    a("origin", e.origin);
    a("by", e.by);
    a("reason", e.reason);
}
template <class A> void members(A& a, events::RunEntered& e) {
    a("first", e.first);
    a("due", e.due);
}
template <class A> void members(A&, events::RunCompleted&) {}
template <class A> void members(A&, events::RunFaulted&) {}
template <class A> void members(A& a, events::RunCancelRequested& e) {
    a("by", e.by);
    a("reason", e.reason);
}
template <class A> void members(A& a, events::RunCancelled& e) { a("reason", e.reason); }
template <class A> void members(A& a, events::RunSuspended& e) {
    a("by", e.by);
    a("reason", e.reason);
}
template <class A> void members(A& a, events::RunResumed& e) {
    a("by", e.by);
    a("reason", e.reason);
}
template <class A> void members(A& a, events::RunForked& e) {
    a("step", e.step);
    a("shift_ms", e.shift_ms);
    a("run", e.run.text);
}
template <class A> void members(A& a, events::TaskSkipped& e) {
    a("step", e.step);
    a("parent", e.parent);
    a("task", e.task);
    a("key", e.key);
    a("flow", e.flow);
}
template <class A> void members(A& a, events::TaskStarted& e) {
    a("step", e.step);
    a("parent", e.parent);
    a("task", e.task);
    a("kind", e.kind);
    a("key", e.key);
    a("children", e.children);
    a("due", e.due);
}
template <class A> void members(A& a, events::TaskCompleted& e) {
    a("step", e.step);
    a("flow", e.flow);
    a("chosen", e.chosen);
    a("by_end", e.by_end);
}
template <class A> void members(A& a, events::TaskFaulted& e) {
    a("step", e.step);
    a.task("task", e.task);
    if (e.task == no_task) return;
    a("parent", e.parent);
    a("key", e.key);
}
template <class A> void members(A& a, events::TaskCancelled& e) {
    a("step", e.step);
    a("reason", e.reason);
}
template <class A> void members(A& a, events::ContextExported& e) { a("step", e.step); }
template <class A> void members(A& a, events::LoopEntered& e) { a("step", e.step); }
template <class A> void members(A& a, events::IterationStarted& e) {
    a("step", e.step);
    a("index", e.index);
    a("first", e.first);
}
template <class A> void members(A& a, events::IterationCompleted& e) { a("step", e.step); }
template <class A> void members(A& a, events::ListenStarted& e) { a("step", e.step); }
template <class A> void members(A& a, events::EventReceived& e) {
    a("step", e.step);
    a("filter", e.filter);
    a("bus", e.bus);
    a("by", e.by);
    a("reason", e.reason);
    a("correlations", e.correlations);
}
template <class A> void members(A& a, events::ListenContinued& e) { a("step", e.step); }
template <class A> void members(A& a, events::ListenCompleted& e) { a("step", e.step); }
template <class A> void members(A& a, events::ExtensionEntered& e) {
    a("step", e.step);
    a("first", e.first);
    a("applies", e.applies);
    a("itself", e.itself);
}
template <class A> void members(A& a, events::FunctionCalled& e) {
    a("step", e.step);
    a("function", e.function);
}
template <class A> void members(A& a, events::AttemptStarted& e) {
    a("step", e.step);
    a("attempt", e.attempt);
    a("first", e.first);
    a("due", e.due);
}
template <class A> void members(A& a, events::RetryScheduled& e) {
    a("step", e.step);
    a("attempt", e.attempt);
    a("delay_ms", e.delay_ms);
    a("jitter_ms", e.jitter_ms);
    a("due", e.due);
}
template <class A> void members(A& a, events::ErrorCaught& e) {
    a("step", e.step);
    a.task("handler", e.handler);
}
template <class A> void members(A& a, events::WaitStarted& e) {
    a("step", e.step);
    a("due", e.due);
}
template <class A> void members(A& a, events::TimerFired& e) { a("timer", e.timer); }
template <class A> void members(A& a, events::ActivityScheduled& e) {
    a("step", e.step);
    a("attempt", e.attempt);
    a("kind", e.kind);
    a("detached", e.detached);
}
template <class A> void members(A& a, events::ActivityCompleted& e) {
    a("scheduled", e.scheduled);
    a("step", e.step);
    a("log", e.log);
}
template <class A> void members(A& a, events::ActivityFailed& e) {
    a("scheduled", e.scheduled);
    a("step", e.step);
    a("log", e.log);
}
template <class A> void members(A& a, events::ResultIgnored& e) {
    a("scheduled", e.scheduled);
    a("step", e.step);
    a("reason", e.reason);
}
template <class A> void members(A& a, events::EventEmitted& e) { a("step", e.step); }
template <class A> void members(A& a, events::ChildScheduled& e) {
    a("step", e.step);
    a.run("run", e.run);
    a("ns", e.ns);
    a("name", e.name);
    a("version", e.version);
    a("detached", e.detached);
}
template <class A> void members(A& a, events::ChildCompleted& e) {
    a("scheduled", e.scheduled);
    a("step", e.step);
}
template <class A> void members(A& a, events::ChildFailed& e) {
    a("scheduled", e.scheduled);
    a("step", e.step);
}
template <class A> void members(A& a, events::EvaluationStopped& e) {
    a("step", e.step);
    a("slot", e.slot);
    a("detail", e.detail);
}

JsonValue flow_value(const Flow& flow) {
    if (flow.kind == Flow::Kind::next) return flow.next;
    return flow.kind == Flow::Kind::end ? "end" : flow.kind == Flow::Kind::exit ? "exit" : "done";
}

class EventWriter {
public:
    void operator()(const char* name, const std::string& text) {
        if (!text.empty()) add(name, text);
    }
    void operator()(const char* name, bool flag) {
        if (flag) add(name, true);
    }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    void operator()(const char* name, Number number) { add(name, JsonValue(static_cast<std::int64_t>(number))); }
    void operator()(const char* name, const std::optional<Instant>& time) {
        if (time) add(name, time->ms);
    }
    void operator()(const char* name, const Instant& time) { add(name, time.ms); }
    void operator()(const char* name, const Flow& flow) { add(name, flow_value(flow)); }
    void operator()(const char* name, const Json& json) {
        if (!json.is_null()) add(name, JsonValue::of(json));
    }
    void operator()(const char* name, const std::vector<TaskIndex>& tasks) {
        if (tasks.empty()) return;
        JsonArray items;
        for (const TaskIndex task : tasks) items.emplace_back(task);
        add(name, std::move(items));
    }
    void operator()(const char* name, const std::optional<ParentStep>& parent) {
        if (!parent) return;
        JsonValue member = JsonValue::object({{"run", parent->run.text}, {"scheduled", parent->scheduled}, {"depth", parent->depth}});
        if (parent->detached) member.set("detached", true);
        add(name, std::move(member));
    }
    void operator()(const char* name, const std::optional<RunOrigin>& origin) {
        if (!origin) return;
        JsonValue value = JsonValue::object({{"kind", origin->kind == RunOrigin::Kind::fork ? "fork" : "rerun"}, {"run", origin->run.text}});
        if (origin->seq != 0) value.set("seq", origin->seq);
        if (!origin->step.empty()) value.set("step", origin->step);
        if (!origin->first.text.empty()) value.set("first", origin->first.text);
        add(name, std::move(value));
    }
    void run(const char* name, const RunId& run) { add(name, run.text); }
    void task(const char* name, TaskIndex task) {
        if (task != no_task) add(name, JsonValue(task));
    }
    void add(const char* name, JsonValue value) { object_.emplace_back(name, std::move(value)); }
    Json take() { return JsonValue(std::move(object_)).json(); }

private:
    JsonObject object_;
};

/// Reads members; the first that is missing or of another kind is kept as the error.
class EventReader {
public:
    explicit EventReader(const JsonValue& data) : data_(data) {}

    void operator()(const char* name, std::string& text) {
        const auto* member = data_.find(name);
        if (!member) return;
        if (const auto* found = member->as_string()) text = *found;
        else fail(name, "a text");
    }
    void operator()(const char* name, bool& flag) { flag = data_.bool_at(name); }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    void operator()(const char* name, Number& number) {
        const auto* member = data_.find(name);
        const auto* found = member ? member->as_integer() : nullptr;
        if (!found || !std::in_range<Number>(*found)) return fail(name, "an integer in range");
        number = static_cast<Number>(*found);
    }
    void operator()(const char* name, std::optional<Instant>& time) {
        if (!data_.find(name)) return;
        time.emplace();
        (*this)(name, time->ms);
    }
    void operator()(const char* name, Instant& time) { (*this)(name, time.ms); }
    void operator()(const char* name, Flow& flow) {
        const auto* member = data_.find(name);
        if (member && member->as_integer()) {
            flow.kind = Flow::Kind::next;
            return (*this)(name, flow.next);
        }
        const std::string word = data_.string_at(name);
        if (word != "end" && word != "done" && word != "exit") return fail(name, "a task, `done`, `end` or `exit`");
        flow.kind = word == "end" ? Flow::Kind::end : word == "exit" ? Flow::Kind::exit : Flow::Kind::done;
    }
    void operator()(const char* name, Json& json) {
        if (const auto* member = data_.find(name)) json = member->json();
    }
    void operator()(const char* name, std::vector<TaskIndex>& tasks) {
        const auto* member = data_.find(name);
        if (!member) return;
        if (!member->is_array()) return fail(name, "an array");
        for (const auto& item : *member->as_array()) {
            const auto* index = item.as_integer();
            if (!index || !std::in_range<TaskIndex>(*index)) return fail(name, "task indices");
            tasks.push_back(static_cast<TaskIndex>(*index));
        }
    }
    void operator()(const char* name, std::optional<ParentStep>& parent) {
        const auto* member = data_.find(name);
        if (!member) return;
        parent = ParentStep{RunId{member->string_at("run")}, static_cast<std::uint64_t>(member->integer_at("scheduled")),
                            static_cast<std::uint32_t>(member->integer_at("depth", 1)), member->bool_at("detached")};
    }
    void operator()(const char* name, std::optional<RunOrigin>& origin) {
        const auto* member = data_.find(name);
        if (!member) return;
        const bool fork = member->string_at("kind") == "fork";
        origin = RunOrigin{fork ? RunOrigin::Kind::fork : RunOrigin::Kind::rerun, RunId{member->string_at("run")},
                           static_cast<std::uint64_t>(member->integer_at("seq")), member->string_at("step"), RunId{member->string_at("first")}};
        if (!is_run_id(origin->run.text)) fail(name, "a run and what was made of it");
    }
    void run(const char* name, RunId& run) {
        (*this)(name, run.text);
        if (!is_run_id(run.text)) fail(name, "a run id");
    }
    void task(const char* name, TaskIndex& task) {
        if (data_.find(name)) (*this)(name, task);
    }
    const std::string& error() const { return error_; }

private:
    void fail(const char* name, const char* expected) {
        if (error_.empty()) error_ = std::string("member '") + name + "' should be " + expected;
    }
    const JsonValue& data_;
    std::string error_;
};

using MakeBody = EventBody (*)();

template <std::size_t... I>
std::unordered_map<std::string_view, MakeBody> bodies_by_type(std::index_sequence<I...>) {
    return {{std::string_view(std::variant_alternative_t<I, EventBody>::type), [] { return EventBody(std::in_place_index<I>); }}...};
}

/// A body of the given type with nothing in it; nothing for an unknown type.
std::optional<EventBody> empty_body(std::string_view type) {
    static const auto by_type = bodies_by_type(std::make_index_sequence<std::variant_size_v<EventBody>>());
    const auto at = by_type.find(type);
    return at == by_type.end() ? std::nullopt : std::optional<EventBody>(at->second());
}

Error undecodable(const EventRow& row, ErrorCode code, const std::string& what) {
    return Error{code, "event " + std::to_string(row.seq) + " (" + row.type + "): " + what, {}};
}

} // namespace

EventRow encode(const Event& event) {
    EventWriter writer;
    EventBody& body = const_cast<EventBody&>(event.body); // members() serves both directions
    std::visit([&](auto& one) { members(writer, one); }, body);
    EventRow row{event.seq, type_of(body), event.at, {}, {}, {}};
    if (event.seq == 1) writer.add("format", history_format);
    if (const Payload* payload = value_of(event.body)) {
        if (payload->by_reference()) writer.add("value_of", payload->origin);
        else row.value = payload->json;
    }
    if (const Fault* fault = fault_of(event.body)) {
        if (fault->origin != 0) writer.add("error_of", fault->origin);
        else writer.add("error", fault->problem.to_value());
    }
    row.data = writer.take();
    return row;
}

Result<Event> Decoder::decode(const EventRow& row) {
    auto body = empty_body(row.type);
    if (!body) return undecodable(row, ErrorCode::newer_version, "an unknown type of event; was it written by a newer Orkestr?");
    const JsonValue data = JsonValue::of(row.data);
    if (row.seq == 1 && data.integer_at("format") != history_format)
        return undecodable(row, ErrorCode::newer_version, "history format " + std::to_string(data.integer_at("format")) + " is not known");
    EventReader reader(data);
    std::visit([&](auto& one) { members(reader, one); }, *body);
    if (!reader.error().empty()) return undecodable(row, ErrorCode::corrupt, reader.error());
    if (Payload* payload = value_of(*body)) {
        const auto origin = static_cast<std::uint64_t>(data.integer_at("value_of"));
        if (row.value) *payload = {*row.value, 0};
        else if (const auto at = values_.find(origin); at != values_.end()) *payload = {at->second, origin};
        else return undecodable(row, ErrorCode::corrupt, "its payload is missing, or refers to an event without one");
        if (row.value) values_.emplace(row.seq, *row.value);
    }
    if (Fault* fault = fault_of(*body)) {
        const auto origin = static_cast<std::uint64_t>(data.integer_at("error_of"));
        if (const auto* error = data.find("error")) *fault = {Problem::from_value(*error), 0};
        else if (const auto at = faults_.find(origin); at != faults_.end()) *fault = {at->second, origin};
        else return undecodable(row, ErrorCode::corrupt, "its error is missing, or refers to an event without one");
        if (fault->origin == 0) faults_.emplace(row.seq, fault->problem);
    }
    return Event{row.seq, row.at, std::move(*body)};
}

void Decoder::know(const Payload& payload) {
    if (payload.origin != 0) values_.emplace(payload.origin, payload.json);
}

void Decoder::know(const Fault& fault) {
    if (fault.origin != 0) faults_.emplace(fault.origin, fault.problem);
}

void Decoder::keep(std::uint64_t after, const Decoder& needed) {
    std::erase_if(values_, [&](const auto& entry) { return entry.first <= after && !needed.values_.contains(entry.first); });
    std::erase_if(faults_, [&](const auto& entry) { return entry.first <= after && !needed.faults_.contains(entry.first); });
    large_ = std::max(least_large, 2 * (values_.size() + faults_.size()));
}

Result<std::vector<Event>> decode_all(const std::vector<EventRow>& rows) {
    Decoder decoder;
    std::vector<Event> events;
    events.reserve(rows.size());
    for (const auto& row : rows) {
        auto event = decoder.decode(row);
        if (!event) return event.error();
        events.push_back(std::move(*event));
    }
    return events;
}

} // namespace orkestr
