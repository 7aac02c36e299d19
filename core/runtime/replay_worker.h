// Replays runs one after the other on its thread, several short ones at a time so that the evaluator has always something
// to do.
#pragma once

#include "core/ports/expression_evaluator.h"
#include "core/runtime/redacted_rows.h"
#include "core/runtime/replay_feed.h"
#include "core/runtime/replay_order.h"
#include "core/runtime/replay_plans.h"
#include "core/runtime/replay_run.h"

#include <QEventLoop>
#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

namespace orkestr {

/// What the workers of one replay share.
struct ReplayShared {
    const ReplayRequest& request;
    ReplayFeed feed;
    ReplayOrder order;
    ReplayPlans plans;
    std::vector<Json> pinned;  ///< what the runs' own definitions refer to elsewhere
    std::stop_source stop;     ///< by who asked, or by the first worker that can't go on
    std::mutex mutex;          ///< of what follows
    std::optional<Error> error;

    void note(const Error& why);
    /// The same, and nobody goes on.
    void fail(const Error& why);
};

class ReplayWorker {
public:
    ReplayWorker(ReplayShared& shared, ExpressionEvaluator& evaluator) : shared_(shared), evaluator_(evaluator) {}

    /// Until there are no more runs, or it is stopped. On a thread that may run a Qt event loop.
    void work();

private:
    struct Job {
        ReplayFeed::Item item;
        std::size_t definition = 0;
        std::vector<ReplayCell> cells;
        std::optional<RedactedRow> redacted; ///< the first one
        std::map<std::uint64_t, std::vector<std::string>> taken_out; ///< of the rows that were read last
    };
    using Held = std::shared_ptr<Job>;
    void fill();
    void later(std::function<void()> what);
    void next_cell(const Held& job);
    Result<void> begin(const Held& job, ReplayCell& cell);
    void finish(const Held& job, const Result<ReplayReport>& report);
    void close(const Held& job, ReplayCell cell);
    void cancel();
    Result<HistoryReader*> reader_of(std::size_t source);
    Result<std::vector<EventRow>> read(Job& job, HistoryReader& reader, std::uint64_t after);

    ReplayShared& shared_;
    ExpressionEvaluator& evaluator_;
    QObject context_;
    QEventLoop loop_;
    std::vector<std::unique_ptr<HistoryReader>> readers_; ///< by source
    std::set<Held> held_;
    std::uint64_t held_events_ = 0;
    bool no_more_ = false;
    bool over_ = false;
};

} // namespace orkestr
