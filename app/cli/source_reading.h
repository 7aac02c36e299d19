// Reading what the arguments of `runs`, `show` and `events` name: workspaces, audit logs, other systems' records; each of
// them all, or one run in it. Calls block.
#pragma once

#include "app/cli/options.h"
#include "core/ports/run_source.h"

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace orkestr::cli {

struct NamedSource {
    std::string name; ///< for messages
    std::unique_ptr<RunSource> source;
    std::optional<RunId> run; ///< just this one
};

/// Errors: what opening it says; not_found for what is neither a path nor a run's id.
Result<NamedSource> open_argument(const std::string& argument, const std::string& workspace);

/// Does it for each of what the positional arguments name, also when one of them is not there, and says what went wrong.
/// Gives the exit code: of the first that did.
int with_each_argument(const Options& options, const std::function<Result<void>(const std::string&)>& work);

/// Asks and waits for the answer.
template <class Answer>
Result<Answer> wait_for(const std::function<void(std::function<void(Result<Answer>)>)>& ask) {
    std::promise<Result<Answer>> promise;
    auto future = promise.get_future();
    ask([&promise](Result<Answer> answer) { promise.set_value(std::move(answer)); });
    return future.get();
}

Result<std::shared_ptr<const RunView>> run_of(const NamedSource& source, const RunId& run);
Result<std::shared_ptr<const StepDetail>> step_of(const NamedSource& source, const RunId& run, StepId step);

/// The rows that the query means, newest first, also while the search goes on; `take` says whether it wants more.
/// Errors: what the source says; not_found for a run that is not there.
Result<void> each_row(const NamedSource& source, RunQuery query, const std::function<bool(const RunRow&)>& take);

/// The run that the argument means: of a source that holds just one it needs no name. Errors: what the source says; not_found
/// where there is none, invalid_argument where there are several.
Result<RunId> meant_run(const NamedSource& source);

/// A run's events, or those that the filter holds for.
Result<void> each_event(const NamedSource& source, EventQuery query, const std::function<void(const EventView&)>& take);
Result<std::uint64_t> count_events(const NamedSource& source, EventQuery query);

} // namespace orkestr::cli
