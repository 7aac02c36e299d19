#include "core/history/recorded_answer.h"

#include "core/history/redaction.h"

namespace orkestr {

namespace {

using Answer = std::optional<ValueOutcome>;

Json mark() { return redaction_mark().json(); }
Answer truth(bool holds) { return ValueOutcome(Json::boolean(holds)); }
Answer milliseconds(std::int64_t ms) {
    if (ms < 0) return std::nullopt;
    return ValueOutcome(JsonValue::object({{"milliseconds", ms}}).json());
}
Answer until(const std::optional<Instant>& due, Instant at) { return due ? milliseconds(due->ms - at.ms) : std::nullopt; }
/// Longer than any limit of a retry.
Answer very_long() { return ValueOutcome(JsonValue::object({{"days", 300'000}}).json()); }

class RecordedAnswer {
public:
    RecordedAnswer(const Plan& plan, const State& state, const RequestKey& key, const std::vector<const Event*>& next)
        : plan_(plan), step_(state.find(key.step)), slot_(key.slot), next_(next) {}

    Answer answer() const {
        if (next_.empty() || !step_ || (step_->id != workflow_step && step_->task >= plan_.tasks.size())) return std::nullopt;
        if (first<events::TaskFaulted>() || first<events::RunFaulted>()) return before_fault(fault_of(next_.front()->body)->problem);
        // Nothing came of it.
        if (first<events::TaskCancelled>() || first<events::EvaluationStopped>()) return is_judgement() ? truth(true) : ValueOutcome(mark());
        return before_event();
    }

private:
    template <class Body> const Body* first() const { return std::get_if<Body>(&next_.front()->body); }
    Instant at() const { return next_.front()->at; }
    template <class Body> Answer value_of_first() const {
        const Body* body = first<Body>();
        return body ? Answer(body->value.json) : std::nullopt;
    }

    bool is_schema() const { return slot_ == Slot::input_schema || slot_ == Slot::output_schema || slot_ == Slot::export_schema; }
    bool is_filter() const { return slot_ == Slot::catch_when || slot_ == Slot::catch_except || slot_ == Slot::retry_when || slot_ == Slot::retry_except; }
    bool is_exception() const { return slot_ == Slot::catch_except || slot_ == Slot::retry_except; }
    bool is_judgement() const {
        return is_schema() || is_filter() || slot_ == Slot::if_true || slot_ == Slot::loop_while || slot_ == Slot::listen_until || slot_ == Slot::extension_when;
    }

    /// The first that can fail in this way is taken for the one that did: what comes of it is the same.
    Answer before_fault(const Problem& problem) const {
        const bool caught = is_filter() && !step_->branches.empty() && step_->branches[0].fault.problem == problem;
        if (caught) return truth(is_exception());
        if (slot_ == Slot::main && step_->id != workflow_step && std::holds_alternative<RaiseSpec>(plan_.task(step_->task).spec)) return ValueOutcome(problem.to_json());
        const std::string type = standard_error_type(is_schema() ? StandardError::validation : StandardError::expression);
        if (problem.type.empty() || same_error_type(problem.type, type)) return ValueOutcome(ValueFailure{false, problem.detail});
        return is_judgement() ? truth(!is_exception()) : ValueOutcome(mark());
    }

    Answer before_event() const {
        switch (slot_) {
        case Slot::if_true: return truth(!first<events::TaskSkipped>());
        case Slot::input_schema:
        case Slot::output_schema:
        case Slot::export_schema: return truth(true);
        case Slot::input_from: return first<events::RunEntered>() ? value_of_first<events::RunEntered>() : value_of_first<events::TaskStarted>();
        case Slot::timeout: return timeout();
        case Slot::main: return main();
        case Slot::authentication: return ValueOutcome(mark());
        case Slot::loop_while: return truth(first<events::IterationStarted>() != nullptr);
        case Slot::output_as: return output();
        case Slot::export_as: return value_of_first<events::ContextExported>();
        case Slot::listen_until: return truth(first<events::ListenCompleted>() != nullptr);
        case Slot::extension_when: return extension();
        case Slot::attempt_duration: return first<events::AttemptStarted>() ? until(first<events::AttemptStarted>()->due, at()) : std::nullopt;
        default: return of_try();
        }
    }

    Answer timeout() const {
        if (const auto* entered = first<events::RunEntered>()) return until(entered->due, at());
        if (const auto* started = first<events::TaskStarted>()) return until(started->due, at());
        return std::nullopt;
    }

    Answer extension() const {
        const auto* entered = first<events::ExtensionEntered>();
        return entered ? truth(entered->applies) : std::nullopt;
    }

    /// `$context` is exported before the output stands.
    Answer output() const {
        for (const Event* event : next_) {
            if (std::holds_alternative<events::ContextExported>(event->body)) continue;
            if (const auto* done = std::get_if<events::TaskCompleted>(&event->body)) return ValueOutcome(done->value.json);
            if (const auto* done = std::get_if<events::IterationCompleted>(&event->body)) return ValueOutcome(done->value.json);
            if (const auto* done = std::get_if<events::RunCompleted>(&event->body)) return ValueOutcome(done->value.json);
            return std::nullopt;
        }
        return std::nullopt;
    }

    Answer main() const {
        if (step_->id == workflow_step) return std::nullopt;
        return std::visit([this](const auto& spec) { return main_of(spec); }, plan_.task(step_->task).spec);
    }
    Answer main_of(const SetSpec&) const {
        const ValueSource& output_as = plan_.task(step_->task).output_as;
        const bool passes = std::holds_alternative<Absent>(output_as) || std::holds_alternative<Identity>(output_as);
        return passes ? output() : ValueOutcome(mark());
    }
    Answer main_of(const SwitchSpec& spec) const {
        for (const Event* event : next_) {
            const auto* done = std::get_if<events::TaskCompleted>(&event->body);
            if (!done) continue;
            if (done->chosen.empty()) return ValueOutcome(Json::integer(-1));
            for (std::size_t i = 0; i < spec.cases.size(); ++i)
                if (spec.cases[i].name == done->chosen) return ValueOutcome(Json::integer(static_cast<std::int64_t>(i)));
        }
        return std::nullopt;
    }
    Answer main_of(const WaitSpec&) const { return first<events::WaitStarted>() ? until(first<events::WaitStarted>()->due, at()) : std::nullopt; }
    Answer main_of(const ForSpec&) const { return value_of_first<events::LoopEntered>(); }
    Answer main_of(const EmitSpec&) const { return value_of_first<events::EventEmitted>(); }
    Answer main_of(const ActivitySpec&) const { return value_of_first<events::ActivityScheduled>(); }
    Answer main_of(const FunctionSpec&) const { return value_of_first<events::FunctionCalled>(); }
    Answer main_of(const WorkflowSpec&) const { return value_of_first<events::ChildScheduled>(); }
    template <class Spec> Answer main_of(const Spec&) const { return std::nullopt; }

    /// Retried, caught, or neither: then its fault says so.
    Answer of_try() const {
        const auto* retried = first<events::RetryScheduled>();
        if (!retried && !first<events::ErrorCaught>()) return std::nullopt;
        switch (slot_) {
        case Slot::catch_when: return truth(true);
        case Slot::catch_except: return truth(false);
        case Slot::retry_when: return truth(retried != nullptr);
        case Slot::retry_except: return truth(retried == nullptr);
        case Slot::retry_delay: return retried ? delay(*retried) : very_long();
        case Slot::retry_duration: return retried ? very_long() : milliseconds(0);
        case Slot::jitter_from:
        case Slot::jitter_to: return milliseconds(retried ? retried->jitter_ms : 0);
        default: return std::nullopt;
        }
    }

    /// What it was before it was backed off.
    Answer delay(const events::RetryScheduled& retried) const {
        const auto* spec = std::get_if<TrySpec>(&plan_.task(step_->task).spec);
        if (!spec || !spec->retry || retried.attempt < 2) return std::nullopt;
        const std::uint32_t retry = retried.attempt - 1;
        const std::int64_t whole = retried.delay_ms - retried.jitter_ms;
        if (spec->retry->backoff == RetryPolicy::Backoff::linear) return milliseconds(whole / retry);
        if (spec->retry->backoff == RetryPolicy::Backoff::exponential) return retry < 60 ? milliseconds(whole >> (retry - 1)) : milliseconds(0);
        return milliseconds(whole);
    }

    const Plan& plan_;
    const Step* step_;
    Slot slot_;
    const std::vector<const Event*>& next_;
};

} // namespace

std::optional<ValueOutcome> recorded_answer(const Plan& plan, const State& state, const RequestKey& key, const std::vector<const Event*>& next) {
    return RecordedAnswer(plan, state, key, next).answer();
}

} // namespace orkestr
