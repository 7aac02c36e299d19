#include "core/runtime/kept_histories.h"

#include <algorithm>

namespace orkestr {

Error source_closed() { return {ErrorCode::cancelled, "the source was closed", {}}; }
Error request_stopped() { return {ErrorCode::cancelled, "the request was stopped", {}}; }

KeptHistories::KeptHistories(std::size_t most, Ways ways, std::shared_ptr<ValueThread> values)
    : most_(most), ways_(std::move(ways)), values_(std::move(values)) {}

Result<HistoryView*> KeptHistories::find(const RunId& run) {
    const auto at = std::find_if(kept_.begin(), kept_.end(), [&](const auto& one) { return one->run() == run; });
    if (at != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, at);
        return kept_.front().get();
    }
    auto made = ways_.make(run);
    if (!made) return made.error();
    kept_.push_front(std::move(*made));
    if (kept_.size() > most_) kept_.pop_back();
    return kept_.front().get();
}

template <class Answer>
void KeptHistories::ask(RunId run, std::stop_token stop, std::function<Result<Answer>(HistoryView&)> use, std::function<void(Result<Answer>)> done) {
    ways_.post([this, run, stop, use = std::move(use), done = std::move(done)](bool open) {
        if (!open) return done(source_closed());
        if (stop.stop_requested()) return done(request_stopped());
        if (ways_.is_ready && !ways_.is_ready(run)) return ask<Answer>(run, stop, use, done);
        const auto found = find(run);
        if (!found) return done(found.error());
        const auto caught_up = (*found)->catch_up();
        if (!caught_up) {
            kept_.pop_front();
            return done(caught_up.error());
        }
        if (!*caught_up) return ask<Answer>(run, stop, use, done);
        done(use(**found));
    });
}

void KeptHistories::run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done) {
    using View = std::shared_ptr<const RunView>;
    ask<View>(std::move(run), std::move(stop), [](HistoryView& history) { return Result<View>(history.outline()); }, std::move(done));
}

void KeptHistories::step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done) {
    using Detail = std::shared_ptr<const StepDetail>;
    ask<Detail>(std::move(run), std::move(stop), [step](HistoryView& history) { return history.step(step); }, std::move(done));
}

void KeptHistories::values(RunId run, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> done) {
    using Request = std::shared_ptr<StepValuesRequest>;
    // From here on without the source.
    const auto prepare = [open = ways_.open_reader, step, stop, done](HistoryView& history) { return values_request(history, step, open, stop, done); };
    ask<Request>(std::move(run), stop, prepare, [values = values_, done](Result<Request> request) {
        if (!request) return done(request.error());
        if (!values) return done(no_evaluator_here());
        values->read(std::move(**request));
    });
}

void KeptHistories::events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done) {
    RunId run = query.run;
    ask<EventPage>(std::move(run), std::move(stop), [query = std::move(query)](HistoryView& history) { return history.events(query); }, std::move(done));
}

} // namespace orkestr
