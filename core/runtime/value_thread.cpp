#include "core/runtime/value_thread.h"

#include "core/runtime/history_view.h"
#include "core/runtime/value_outcome.h"

#include <QMetaObject>
#include <QObject>
#include <chrono>
#include <list>
#include <unordered_map>

namespace orkestr {

namespace {

constexpr std::chrono::milliseconds between_tellings{100};

Error values_gone() { return {ErrorCode::cancelled, "expressions are not computed any more", {}}; }

} // namespace

class ValueThread::Desk : public QObject {
public:
    explicit Desk(MakeEvaluator make) : make_(std::move(make)) {}
    ~Desk() override {
        for (const auto& reading : readings_) reading->request.told(values_gone());
    }

    void begin(StepValuesRequest request) {
        auto reading = std::make_shared<Progress>();
        reading->request = std::move(request);
        readings_.push_back(reading);
        auto reader = reading->request.open();
        if (!reader) return end(reading, reader.error());
        reading->reader = std::move(*reader);
        reading->expressions.emplace(
            reading->request.plan, reading->request.step, reading->request.events,
            [raw = reading.get()](std::uint64_t after, std::uint32_t limit) { return raw->reader->events(raw->request.run, after, limit); },
            reading->request.states);
        go_on(reading);
    }

private:
    struct Progress {
        StepValuesRequest request;
        std::unique_ptr<HistoryReader> reader;
        std::optional<StepExpressions> expressions;
        Values values;        ///< the answers so far
        std::size_t open = 0; ///< answers still to come
        std::chrono::steady_clock::time_point told_at = std::chrono::steady_clock::now();
    };
    using Reading = std::shared_ptr<Progress>;

    /// In short parts: other readings, and the evaluator's answers, have their turn in between.
    void go_on(const Reading& reading) {
        if (reading->request.stop.stop_requested()) return end(reading, Error{ErrorCode::cancelled, "the request was stopped", {}});
        StepExpressions& expressions = *reading->expressions;
        expressions.go(std::exchange(reading->values, {}));
        if (expressions.done()) return end(reading, expressions.values());
        tell(*reading);
        if (!expressions.requests().empty()) return evaluate(reading);
        QMetaObject::invokeMethod(this, [this, reading] { go_on(reading); }, Qt::QueuedConnection);
    }

    void evaluate(const Reading& reading) {
        if (!evaluator_) {
            auto made = make_();
            if (!made) {
                StepValues none = reading->expressions->values();
                none.complete = true;
                none.missing = StepValues::Missing::no_evaluator;
                none.detail = made.error().message;
                return end(reading, std::move(none));
            }
            evaluator_ = std::move(*made);
        }
        std::vector<EvaluationRequest> requests;
        for (const ValueRequest& request : reading->expressions->requests()) {
            const std::uint64_t ticket = next_ticket_++;
            tickets_.emplace(ticket, std::pair(reading, request.key));
            requests.push_back({ticket, reading->request.plan->program, request.is_schema, request.index, request.input, request.variables});
        }
        reading->open = requests.size();
        evaluator_->evaluate(std::move(requests), [this](std::vector<EvaluationAnswer> answers) { answered(std::move(answers)); });
    }

    void answered(std::vector<EvaluationAnswer> answers) {
        for (EvaluationAnswer& answer : answers) {
            const auto at = tickets_.find(answer.ticket);
            if (at == tickets_.end()) continue;
            const auto [reading, key] = at->second;
            tickets_.erase(at);
            reading->values[key] = value_outcome(std::move(answer.outcome));
            if (--reading->open == 0) go_on(reading);
        }
    }

    void tell(Progress& reading) {
        const auto now = std::chrono::steady_clock::now();
        if (now - reading.told_at < between_tellings) return;
        reading.told_at = now;
        reading.request.told(reading.expressions->values());
    }

    void end(const Reading& reading, Result<StepValues> answer) {
        readings_.remove(reading);
        reading->request.told(std::move(answer));
    }

    MakeEvaluator make_;
    std::list<Reading> readings_;
    std::uint64_t next_ticket_ = 1;
    std::unordered_map<std::uint64_t, std::pair<Reading, RequestKey>> tickets_;
    std::unique_ptr<ExpressionEvaluator> evaluator_; ///< ends first: nothing is called back after that
};

ValueThread::ValueThread(MakeEvaluator make) : desk_(new Desk(std::move(make))) {
    thread_.take(std::unique_ptr<QObject>(desk_));
}

ValueThread::~ValueThread() = default;

void ValueThread::read(StepValuesRequest request) {
    // Also when the thread ends before it has begun with it.
    const std::shared_ptr<StepValuesRequest> held(new StepValuesRequest(std::move(request)), [](StepValuesRequest* left) {
        if (left->told) left->told(values_gone());
        delete left;
    });
    QMetaObject::invokeMethod(
        desk_,
        [desk = desk_, held] {
            StepValuesRequest begun = *held;
            held->told = nullptr;
            desk->begin(std::move(begun));
        },
        Qt::QueuedConnection);
}

Result<std::shared_ptr<StepValuesRequest>> values_request(const HistoryView& history, StepId step,
                                                          std::function<Result<std::unique_ptr<HistoryReader>>()> open, std::stop_token stop,
                                                          std::function<void(Result<StepValues>)> told) {
    auto events = history.events_of(step);
    if (!events) return events.error();
    return std::make_shared<StepValuesRequest>(
        StepValuesRequest{std::move(open), history.run(), step, std::move(*events), history.plan(), history.states(), std::move(stop), std::move(told)});
}

StepValues no_evaluator_here() {
    StepValues none;
    none.complete = true;
    none.missing = StepValues::Missing::no_evaluator;
    return none;
}

} // namespace orkestr
