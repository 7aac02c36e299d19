#include "tests/golden/history_text.h"

#include "core/engine/state.h"

#include <map>

namespace orkestr::test {

namespace {

class Writer {
public:
    explicit Writer(const Plan& plan) : plan_(plan) {}

    void add(const Event& event) {
        if (event.seq == 1) start_ = at_ = event.at;
        if (event.at != at_) text_ += "@ " + std::to_string((event.at - start_).ms) + "\n";
        at_ = event.at;
        event_ = &event;
        line_ = type_of(event.body);
        learn(event.body);
        std::visit([this](const auto& body) { (*this)(body); }, event.body);
        if (const Fault* fault = fault_of(event.body)) word(problem_text(fault->problem));
        if (const Payload* value = value_of(event.body)) word(value->json.text());
        text_ += line_ + "\n";
        // A step that was about to start has a key as well, known by the fold only.
        if (!apply(fold_, event)) text_ += "! the event can't be applied\n";
    }
    std::string take() { return std::move(text_); }

private:
    void word(const std::string& word) { line_ += " " + word; }

    void learn(const EventBody& body) {
        if (const auto* started = std::get_if<events::TaskStarted>(&body)) keys_[started->step] = started->key;
        if (const auto* skipped = std::get_if<events::TaskSkipped>(&body)) keys_[skipped->step] = skipped->key;
        if (const auto* activity = std::get_if<events::ActivityScheduled>(&body)) orders_[event_->seq] = activity->step;
        if (const auto* child = std::get_if<events::ChildScheduled>(&body)) orders_[event_->seq] = child->step;
    }

    std::string key_of(StepId id) {
        if (id == workflow_step) return "workflow";
        if (const auto known = keys_.find(id); known != keys_.end()) return known->second;
        const Step* step = fold_.find(id);
        return step ? "(" + step_key(plan_, fold_, *step) + ")" : "?";
    }
    void step(StepId id) { word(key_of(id)); }
    void due(const std::optional<Instant>& time) {
        if (time) word("due +" + std::to_string((*time - event_->at).ms));
    }
    void asked(const std::string& by, const std::string& reason) {
        if (!by.empty()) word("by " + by);
        if (!reason.empty()) word("\"" + reason + "\"");
    }
    void flow(const Flow& flow) {
        if (flow.kind == Flow::Kind::next) word("-> " + plan_.task(extended_task(plan_, flow.next)).name);
        if (flow.kind == Flow::Kind::end) word("-> end");
        if (flow.kind == Flow::Kind::exit) word("-> exit");
    }

    void operator()(const events::RunStarted&) {}
    void operator()(const events::RunEntered& e) { due(e.due); }
    void operator()(const events::RunCancelRequested& e) { word("\"" + e.reason + "\""); }
    void operator()(const events::RunCancelled& e) { word("\"" + e.reason + "\""); }
    void operator()(const events::RunSuspended& e) { asked(e.by, e.reason); }
    void operator()(const events::RunResumed& e) { asked(e.by, e.reason); }
    void operator()(const events::RunForked& e) {
        step(e.step);
        if (e.shift_ms != 0) word("put off by " + std::to_string(e.shift_ms));
    }
    void operator()(const events::EventReceived& e) {
        step(e.step);
        word("filter " + std::to_string(e.filter));
        asked(e.by, e.reason);
        if (!e.correlations.is_null() && e.correlations.text() != "{}") word("correlated " + e.correlations.text());
    }
    void operator()(const events::ExtensionEntered& e) {
        step(e.step);
        word("-> " + plan_.task(e.first).name);
        if (!e.applies) word("without it");
    }
    void operator()(const events::TaskSkipped& e) {
        step(e.step);
        flow(e.flow);
    }
    void operator()(const events::TaskStarted& e) {
        step(e.step);
        due(e.due);
    }
    void operator()(const events::TaskCompleted& e) {
        step(e.step);
        if (!e.chosen.empty()) word("case " + e.chosen);
        if (e.by_end) word("by end");
        flow(e.flow);
    }
    void operator()(const events::TaskFaulted& e) { step(e.step); }
    void operator()(const events::TaskCancelled& e) {
        step(e.step);
        word("\"" + e.reason + "\"");
    }
    void operator()(const events::IterationStarted& e) {
        step(e.step);
        word(std::to_string(e.index));
    }
    void operator()(const events::AttemptStarted& e) {
        step(e.step);
        word(std::to_string(e.attempt));
        due(e.due);
    }
    void operator()(const events::RetryScheduled& e) {
        step(e.step);
        word("attempt " + std::to_string(e.attempt));
        word("in " + std::to_string(e.delay_ms));
        if (e.jitter_ms != 0) word("jitter " + std::to_string(e.jitter_ms));
    }
    void operator()(const events::ErrorCaught& e) {
        step(e.step);
        if (e.handler != no_task) word("-> " + plan_.task(e.handler).name);
    }
    void operator()(const events::WaitStarted& e) {
        step(e.step);
        due(e.due);
    }
    void operator()(const events::TimerFired& e) {
        static constexpr const char* kinds[] = {"wait", "retry", "timeout", "attempt timeout"};
        const auto timer = fold_.timers.find(e.timer);
        if (timer == fold_.timers.end()) return word("?");
        word(kinds[static_cast<int>(timer->second.kind)]);
        step(timer->second.step);
    }
    void operator()(const events::ActivityScheduled& e) {
        step(e.step);
        word(e.kind);
        if (e.attempt != 1) word("attempt " + std::to_string(e.attempt));
        if (e.detached) word("detached");
    }
    void operator()(const events::ActivityCompleted& e) {
        step(orders_[e.scheduled]);
        if (!e.log.empty()) word("log \"" + e.log + "\"");
    }
    void operator()(const events::ActivityFailed& e) {
        step(orders_[e.scheduled]);
        if (!e.log.empty()) word("log \"" + e.log + "\"");
    }
    void operator()(const events::ResultIgnored& e) { step(orders_[e.scheduled]); }
    void operator()(const events::ChildScheduled& e) {
        step(e.step);
        word(e.ns + "/" + e.name + ":" + e.version);
        if (e.detached) word("detached");
    }
    void operator()(const events::ChildCompleted& e) { step(orders_[e.scheduled]); }
    void operator()(const events::ChildFailed& e) { step(orders_[e.scheduled]); }
    void operator()(const events::EvaluationStopped& e) {
        step(e.step);
        word(e.slot);
    }
    template <class Other>
    void operator()(const Other& e) {
        if constexpr (requires { e.step; }) step(e.step);
    }

    const Plan& plan_;
    State fold_;
    Instant start_;
    Instant at_;
    const Event* event_ = nullptr;
    std::string line_;
    std::string text_;
    std::map<StepId, std::string> keys_;
    std::map<std::uint64_t, StepId> orders_;
};

} // namespace

std::string problem_text(const Problem& problem) {
    static constexpr StandardError all[] = {StandardError::configuration,  StandardError::validation,    StandardError::expression,
                                            StandardError::authentication, StandardError::authorization, StandardError::timeout,
                                            StandardError::communication,  StandardError::runtime};
    std::string name = problem.type;
    std::string title = problem.title.empty() ? "" : " \"" + problem.title + "\"";
    for (const auto kind : all) {
        if (problem.type != standard_error_type(kind)) continue;
        name = problem.type.substr(problem.type.rfind('/') + 1);
        if (problem.title == Problem::standard(kind, {}).title) title.clear();
    }
    std::string text = name + "/" + std::to_string(problem.status) + title;
    if (!problem.instance.empty()) text += " at " + problem.instance;
    return problem.detail.empty() ? text : text + ": " + problem.detail;
}

std::string history_text(const Plan& plan, const std::vector<Event>& events) {
    Writer writer(plan);
    for (const auto& event : events) writer.add(event);
    return writer.take();
}

} // namespace orkestr::test
