// The histories that a source was asked for last, each folded once as far as it goes, and the answers that are made of them.
// What takes long is done in parts, and the source's other requests have their turn in between.
#pragma once

#include "core/ports/run_source.h"
#include "core/runtime/history_view.h"
#include "core/runtime/value_thread.h"

#include <functional>
#include <list>
#include <memory>
#include <stop_token>

namespace orkestr {

/// What a source answers that goes away, and to a request that was stopped.
Error source_closed();
Error request_stopped();

class KeptHistories {
public:
    struct Ways {
        /// To the source's thread; the work is told false when the source goes away.
        std::function<void(std::function<void(bool open)> work)> post;
        /// On the source's thread: of a run that is not kept. Errors: not_found; what the source says.
        std::function<Result<std::unique_ptr<HistoryView>>(const RunId& run)> make;
        /// On the source's thread: false when the run can't be read yet. May be null: it always can.
        std::function<bool(const RunId& run)> is_ready;
        /// Any thread, also when the source is gone.
        std::function<Result<std::unique_ptr<HistoryReader>>()> open_reader;
    };
    /// Of so many runs. Without a value thread nothing is computed again.
    KeptHistories(std::size_t most, Ways ways, std::shared_ptr<ValueThread> values);

    // As RunSource's; any thread.
    void run(RunId run, std::stop_token stop, std::function<void(Result<std::shared_ptr<const RunView>>)> done);
    void step(RunId run, StepId step, std::stop_token stop, std::function<void(Result<std::shared_ptr<const StepDetail>>)> done);
    void values(RunId run, StepId step, std::stop_token stop, std::function<void(Result<StepValues>)> done);
    void events(EventQuery query, std::stop_token stop, std::function<void(Result<EventPage>)> done);

    /// On the source's thread.
    void clear() { kept_.clear(); }

private:
    template <class Answer>
    void ask(RunId run, std::stop_token stop, std::function<Result<Answer>(HistoryView&)> use, std::function<void(Result<Answer>)> done);
    Result<HistoryView*> find(const RunId& run);

    const std::size_t most_;
    const Ways ways_;
    const std::shared_ptr<ValueThread> values_;
    std::list<std::unique_ptr<HistoryView>> kept_; ///< the latest first; the source's thread only
};

} // namespace orkestr
