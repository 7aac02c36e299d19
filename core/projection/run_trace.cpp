#include "core/projection/run_trace.h"

#include "core/engine/state.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace orkestr {

const char* to_string(StepAspect aspect) {
    static constexpr const char* names[step_aspects] = {"attempts", "input", "request", "items",  "received", "result", "context",
                                                        "chosen",   "output", "error",  "status", "began",    "ended"};
    return names[static_cast<std::size_t>(aspect)];
}

std::string path_of(StepAspect aspect) {
    const bool order = aspect == StepAspect::began || aspect == StepAspect::ended;
    return (order ? "$.order." : "$.") + std::string(to_string(aspect));
}

namespace {

/// Room is made for so many events at once, some 200 MB that are taken only as they come: the number may be wrong.
constexpr std::uint64_t most_expected = 1'000'000;

TraceItem::Content content_of(std::string_view bytes) {
    const Digest digest = sha256(bytes);
    TraceItem::Content content;
    std::memcpy(content.data(), digest.data(), content.size());
    return content;
}

TraceItem& append_item(RunTrace& trace, std::uint32_t step, StepAspect aspect) {
    const auto index = static_cast<std::uint32_t>(trace.items.size());
    TraceStep& owner = trace.steps[step];
    TraceItem item;
    item.step = step;
    item.aspect = aspect;
    item.place = index;
    trace.items.push_back(item);
    if (owner.last_item == 0) owner.first_item = index;
    else trace.items[owner.last_item].next = index;
    owner.last_item = index;
    return trace.items.back();
}

void sort_times(std::vector<std::int64_t>& times) {
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : std::string_view("0123456789abcdefABCDEF").find(text[i]) == std::string_view::npos) return false;
    }
    return true;
}

std::string task_in(std::string_view key) {
    std::string_view task = key.substr(0, key.find('#'));
    return std::string(task.substr(task.rfind('>') + 1));
}

} // namespace

struct RunTraceFold::Folder {
    RunTraceFold& all;
    const Event& event;
    const EventRow& row; ///< as it is recorded

    RunTrace& trace = all.trace_;

    void value(StepId step, StepAspect aspect, const Payload& payload) { all.value(all.find(step), aspect, event, payload); }

    void operator()(const events::RunStarted& e) {
        trace.run = e.run;
        trace.definition = e.definition;
        trace.label = e.ns + "/" + e.name + ":" + e.version;
        trace.steps[0].key = "/";
        trace.steps[0].started = event.at;
        auto& ids = trace.own.ids;
        ids.emplace(e.run.text, "run");
        ids.emplace(e.nonce, "nonce");
        if (e.parent) ids.emplace(e.parent->run.text, "parent");
        if (e.origin) ids.emplace(e.origin->run.text, "run");
        if (e.origin) ids.emplace(e.origin->first.text, "run");
        all.value(0, StepAspect::input, event, e.value);
    }
    void operator()(const events::RunCompleted& e) {
        all.value(0, StepAspect::output, event, e.value);
        all.end(0, event, "completed");
    }
    void operator()(const events::RunFaulted& e) {
        all.error(0, event, e.fault);
        all.end(0, event, "faulted");
    }
    void operator()(const events::RunCancelled&) { all.end(0, event, "cancelled"); }
    void operator()(const events::RunForked& e) {
        if (e.step == workflow_step) return;
        for (TraceStep& step : trace.steps)
            if (step.started && !step.ended) *step.started = *step.started + Duration{e.shift_ms};
        trace.steps[0].started = event.at;
        trace.own.ids.emplace(e.run.text, "run");
    }
    void operator()(const events::TaskSkipped& e) {
        const auto step = all.open(e.step, e.parent, e.task, e.key, {}, event);
        all.value(step, StepAspect::input, event, e.value);
        all.end(step, event, "skipped");
    }
    void operator()(const events::TaskStarted& e) {
        const auto step = all.open(e.step, e.parent, e.task, e.key, e.kind, event);
        all.value(step, StepAspect::input, event, e.value);
    }
    void operator()(const events::TaskCompleted& e) {
        const auto step = all.find(e.step);
        if (step == 0) return;
        if (trace.texts[trace.steps[step].kind] == "switch") {
            const auto chosen = all.text(e.chosen);
            all.item(step, StepAspect::chosen, event).text = chosen;
        }
        all.complete(step, event, e.value);
    }
    void operator()(const events::TaskFaulted& e) {
        if (e.task != no_task) all.open(e.step, e.parent, e.task, e.key, {}, event);
        const auto step = all.find(e.step);
        if (step == 0) return;
        all.error(step, event, e.fault);
        all.end(step, event, "faulted");
    }
    void operator()(const events::TaskCancelled& e) {
        if (const auto step = all.find(e.step); step != 0) all.end(step, event, "cancelled");
    }
    void operator()(const events::ContextExported& e) { value(e.step, StepAspect::context, e.value); }
    void operator()(const events::LoopEntered& e) { value(e.step, StepAspect::items, e.value); }
    void operator()(const events::FunctionCalled& e) { value(e.step, StepAspect::request, e.value); }
    void operator()(const events::ActivityScheduled& e) { value(e.step, StepAspect::request, e.value); }
    void operator()(const events::ActivityCompleted& e) { value(e.step, StepAspect::result, e.value); }
    void operator()(const events::ChildScheduled& e) {
        trace.own.ids.emplace(e.run.text, "child");
        value(e.step, StepAspect::request, e.value);
    }
    void operator()(const events::ChildCompleted& e) { value(e.step, StepAspect::result, e.value); }
    void operator()(const events::EventEmitted& e) {
        all.name_event(row, "event");
        value(e.step, StepAspect::result, e.value);
    }
    void operator()(const events::EventReceived& e) {
        all.name_event(row, "received");
        value(e.step, StepAspect::received, e.value);
    }
    void operator()(const events::ListenCompleted& e) { value(e.step, StepAspect::result, e.value); }
    void operator()(const events::RetryScheduled& e) {
        const auto step = all.find(e.step);
        if (step == 0) return;
        TraceItem& attempts = all.item(step, StepAspect::attempts, event);
        attempts.text = e.attempt;
        // One more attempt is there because something failed: that is where it begins.
        const std::uint64_t failed = e.fault.origin == 0 ? event.seq : e.fault.origin;
        const auto at = std::lower_bound(trace.items.begin() + 1, trace.items.end(), failed, [](const TraceItem& item, std::uint64_t seq) { return item.seq < seq; });
        attempts.place = static_cast<std::uint32_t>(at - trace.items.begin());
    }
    void operator()(const events::ErrorCaught& e) {
        if (const auto step = all.find(e.step); step != 0) all.error(step, event, e.fault);
    }
    // Facts of operators and clocks, and what the rest says already.
    void operator()(const auto&) {}
};

RunTraceFold::RunTraceFold(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) { contents_.emplace_back(); }

void RunTraceFold::expect(std::uint64_t events) {
    const auto count = static_cast<std::size_t>(std::min(events, most_expected));
    contents_.reserve(count + 1);
    trace_.items.reserve(count + 1);
    trace_.steps.reserve(count / 2 + 1);
    trace_.own.times.reserve(count);
}

Result<void> RunTraceFold::add(EventRow row) {
    if (trace_.items.size() > std::numeric_limits<std::uint32_t>::max() - 100 || row.seq > std::numeric_limits<std::uint32_t>::max())
        return Error{ErrorCode::limit, "a run of more than 4,000,000,000 events can't be compared", {}};
    if (row.seq != trace_.events + 1)
        return Error{ErrorCode::corrupt, "event " + std::to_string(trace_.events + 1) + " is missing: the next one has number " + std::to_string(row.seq), {}};
    // The decoder needs to know that a payload is there, and where; not what it is.
    static const Json anything;
    const std::optional<Json> payload = row.value;
    if (row.value) row.value = anything;
    const auto event = decoder_.decode(row);
    if (!event) return event.error();
    row.value = payload;
    contents_.resize(row.seq + 1);
    if (row.value) contents_[row.seq] = content_of(row.value->text());
    const Fault* fault = fault_of(event->body);
    if (fault && fault->origin == 0) contents_[row.seq] = content_of(fault->problem.to_json().text());
    if (trace_.own.times.empty() || trace_.own.times.back() != row.at.ms) trace_.own.times.push_back(row.at.ms);
    std::visit(Folder{*this, *event, row}, event->body);
    trace_.events = row.seq;
    return {};
}

RunTrace RunTraceFold::take() {
    sort_times(trace_.own.times);
    trace_.own.ids.erase(std::string());
    return std::move(trace_);
}

std::uint32_t RunTraceFold::text(std::string_view text) {
    if (text.empty()) return 0;
    const auto [at, fresh] = text_numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(trace_.texts.size()));
    if (fresh) trace_.texts.emplace_back(text);
    return at->second;
}

std::uint32_t RunTraceFold::open(StepId id, StepId parent, TaskIndex task, const std::string& key, std::string_view kind, const Event& event) {
    const auto index = static_cast<std::uint32_t>(trace_.steps.size());
    if (const auto known = index_.find(id); known != StepNumbers::none) return known;
    index_.set(id, index);
    TraceStep step;
    step.id = id;
    step.parent = find(parent);
    step.key = key;
    step.started = event.at;
    step.first_seq = event.seq;
    if (plan_ && task < plan_->tasks.size()) {
        // What is skipped, or fails before it starts, is the task and not what was to be put in front of it.
        if (kind.empty()) task = extended_task(*plan_, task);
        step.task = text(plan_->task(task).pointer);
        step.kind = text(kind.empty() ? std::string_view(plan_->task(task).kind) : kind);
    } else {
        step.task = text(task_in(key));
        step.kind = text(kind);
    }
    trace_.steps.push_back(std::move(step));
    item(index, StepAspect::began, event);
    return index;
}

std::uint32_t RunTraceFold::find(StepId step) const {
    const auto at = index_.find(step);
    return at == StepNumbers::none ? 0 : at;
}

TraceItem& RunTraceFold::item(std::uint32_t step, StepAspect aspect, const Event& event) {
    TraceItem& item = append_item(trace_, step, aspect);
    item.seq = event.seq;
    return item;
}

void RunTraceFold::value(std::uint32_t step, StepAspect aspect, const Event& event, const Payload& payload) {
    // What is about a step that is not there is not compared.
    if (step == 0 && step_of(event.body) != workflow_step) return;
    TraceItem& one = item(step, aspect, event);
    one.holder = payload.origin == 0 ? event.seq : payload.origin;
    if (one.holder < contents_.size()) one.content = contents_[one.holder];
    std::uint32_t& result = trace_.steps[step].result;
    if (aspect == StepAspect::result && result == 0) result = static_cast<std::uint32_t>(trace_.items.size() - 1);
}

void RunTraceFold::error(std::uint32_t step, const Event& event, const Fault& fault) {
    TraceItem& one = item(step, StepAspect::error, event);
    one.holder = fault.origin == 0 ? event.seq : fault.origin;
    if (one.holder < contents_.size()) one.content = contents_[one.holder];
}

void RunTraceFold::end(std::uint32_t step, const Event& event, const char* status) {
    const auto number = text(status);
    item(step, StepAspect::status, event).text = number;
    trace_.steps[step].ended = event.at;
}

void RunTraceFold::complete(std::uint32_t step, const Event& event, const Payload& output) {
    const std::uint32_t result = trace_.steps[step].result;
    value(step, StepAspect::output, event, output);
    TraceItem& last = trace_.items.back();
    if (result != 0 && trace_.items[result].content == last.content) {
        // It was known by then.
        trace_.steps[step].result_is_output = true;
        last.place = result;
    }
    end(step, event, "completed");
}

void RunTraceFold::name_event(const EventRow& row, const char* name) {
    const auto envelope = row.value ? JsonValue::parse(row.value->text()) : Error{ErrorCode::not_found, {}, {}};
    if (!envelope) return;
    // Ids that mean something to those who sent them are theirs.
    if (const std::string id = envelope->string_at("id"); is_uuid(id) || is_run_id(id)) trace_.own.ids.emplace(id, name);
    if (const auto time = parse_instant(envelope->string_at("time"))) trace_.own.times.push_back(time->ms);
}

namespace {

/// A run of another system: what began and what ended, in the order of time.
class ViewTrace {
public:
    ViewTrace(const RunView& view, std::vector<Json>& payloads) : view_(view), payloads_(payloads) {}

    RunTrace take() {
        trace_.run = view_.run;
        trace_.definition = view_.definition;
        trace_.label = view_.ns + "/" + view_.name + (view_.version.empty() ? "" : ":" + view_.version);
        trace_.events = view_.events;
        trace_.own.ids.emplace(view_.run.text, "run");
        trace_.steps[0].key = "/";
        trace_.steps[0].started = view_.started;
        trace_.steps[0].ended = view_.ended;
        put(0, StepAspect::input, view_.input, 1);
        std::vector<Moment> moments;
        for (std::uint32_t i = 0; i < view_.steps.size(); ++i) {
            open(view_.steps[i]);
            moments.push_back({view_.steps[i].started.value_or(view_.started), i + 1, false});
        }
        for (std::uint32_t i = 0; i < view_.steps.size(); ++i)
            if (view_.steps[i].ended) moments.push_back({*view_.steps[i].ended, i + 1, true});
        std::stable_sort(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) { return a.at < b.at; });
        for (const Moment& moment : moments) moment.end ? end(moment.step) : begin(moment.step);
        if (view_.output) put(0, StepAspect::output, *view_.output, view_.events);
        if (view_.error) put(0, StepAspect::error, view_.error->to_json(), view_.events);
        say(0, StepAspect::status, view_.status, view_.events);
        sort_times(trace_.own.times);
        return std::move(trace_);
    }

private:
    struct Moment {
        Instant at;
        std::uint32_t step = 0;
        bool end = false;
    };
    void open(const StepView& view) {
        TraceStep step;
        step.id = view.id;
        step.key = view.key.empty() ? view.task.str() : view.key;
        step.task = text(view.task);
        step.kind = text(view.kind);
        step.started = view.started;
        step.ended = view.ended;
        step.first_seq = view.first;
        for (const auto& time : {view.started, view.ended})
            if (time) trace_.own.times.push_back(time->ms);
        if (view.child) trace_.own.ids.emplace(view.child->text, "child");
        const auto index = static_cast<std::uint32_t>(trace_.steps.size());
        if (!index_.contains(view.id)) index_.set(view.id, index);
        if (const auto above = index_.find(view.parent); above != StepNumbers::none && above != index) step.parent = above;
        trace_.steps.push_back(std::move(step));
    }
    void begin(std::uint32_t index) {
        const StepView& step = view_.steps[index - 1];
        append_item(trace_, index, StepAspect::began).seq = step.first;
        if (step.input) put(index, StepAspect::input, *step.input, step.first);
        if (step.request) put(index, StepAspect::request, *step.request, step.first);
    }
    void end(std::uint32_t index) {
        const StepView& step = view_.steps[index - 1];
        if (step.kind == "switch" || !step.chosen.empty()) say(index, StepAspect::chosen, step.chosen, step.last);
        if (step.output) put(index, StepAspect::output, *step.output, step.last);
        if (step.error) put(index, StepAspect::error, step.error->to_json(), step.last);
        say(index, StepAspect::status, step.status, step.last);
    }
    void put(std::uint32_t step, StepAspect aspect, const Json& json, std::uint64_t seq) {
        payloads_.push_back(json);
        TraceItem& item = append_item(trace_, step, aspect);
        item.seq = seq;
        item.holder = payloads_.size();
        item.content = content_of(json.text());
    }
    void say(std::uint32_t step, StepAspect aspect, const std::string& word, std::uint64_t seq) {
        const auto number = text(word);
        TraceItem& item = append_item(trace_, step, aspect);
        item.seq = seq;
        item.text = number;
    }
    std::uint32_t text(const std::string& text) {
        if (text.empty()) return 0;
        const auto [at, fresh] = text_numbers_.try_emplace(text, static_cast<std::uint32_t>(trace_.texts.size()));
        if (fresh) trace_.texts.push_back(text);
        return at->second;
    }

    const RunView& view_;
    std::vector<Json>& payloads_;
    RunTrace trace_;
    StepNumbers index_; ///< in trace_.steps
    std::unordered_map<std::string, std::uint32_t> text_numbers_;
};

} // namespace

RunTrace trace_of(const RunView& view, std::vector<Json>& payloads) { return ViewTrace(view, payloads).take(); }

} // namespace orkestr
