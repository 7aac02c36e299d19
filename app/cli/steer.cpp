// orkestr suspend RUN, orkestr resume RUN, orkestr cancel RUN
#include "app/cli/author.h"
#include "app/cli/reading.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <algorithm>
#include <cstdio>

namespace orkestr::cli {

namespace {

const char* event_of(Steering steering) {
    return steering == Steering::suspend ? events::RunSuspended::type : steering == Steering::resume ? events::RunResumed::type : events::RunCancelRequested::type;
}

const char* past_tense(Steering steering) {
    return steering == Steering::suspend ? "suspended" : steering == Steering::resume ? "resumed" : "cancelled";
}

/// Gives one order and waits until it is in the run's history, or is refused.
class Order {
public:
    Order(std::string workspace, Steering steering, RunRow row, Author author)
        : steering_(steering), row_(std::move(row)), author_(std::move(author)), control_({.directory = workspace, .only_record = true}) {}

    /// Errors: as RunControl::steer's; timeout when the holder of the engine has not taken it yet.
    Result<void> give(const SqliteStore& store) {
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, [&] {
            if (control_.holds_engine() ? settled() : taken(store)) loop_.quit();
        });
        control_.steer(row_.run, steering_, author_, [&](Result<void> result) {
            result_ = std::move(result);
            clock_.start();
            if (result_) look.start(10);
            else QMetaObject::invokeMethod(&loop_, &QEventLoop::quit, Qt::QueuedConnection);
        });
        loop_.exec();
        return result_;
    }

    bool engine_elsewhere() const { return !control_.holds_engine(); }

private:
    /// What the order means for the runs that this one has begun is recorded too.
    bool settled() {
        constexpr int most_ms = 2000;
        return (*control_.engine())->orchestrator().quiet() || clock_.elapsed() > most_ms;
    }

    /// The order lay in the inbox of another process: either it is in the history now, or it was refused.
    bool taken(const SqliteStore& store) {
        constexpr int most_ms = 5000;
        const auto letters = store.pending(10'000);
        if (!letters) return answer(letters.error());
        const bool lies = std::any_of(letters->begin(), letters->end(),
                                      [&](const InboxRow& letter) { return letter.run == row_.run && letter.kind == to_string(steering_); });
        if (lies && clock_.elapsed() <= most_ms) {
            // The other process may be gone by now: then this one takes its place, and finds the order in the inbox.
            if (++looks_ % 50 == 0) (void)control_.engine();
            return false;
        }
        if (lies) return answer(Error{ErrorCode::timeout, "the process that has the workspace open has not taken it yet; it is recorded and will be, as soon as it can", {}});
        bool found = false;
        const auto read = read_events(store, row_.run, row_.events, [&](const std::vector<EventRow>& page) {
            found = found || std::any_of(page.begin(), page.end(), [&](const EventRow& event) { return event.type == event_of(steering_); });
            return Result<void>();
        });
        if (!read) return answer(read.error());
        if (found) return true;
        const auto now = find_run(store, row_.run.text);
        return answer(Error{ErrorCode::conflict, "run " + row_.run.text + " can't be " + past_tense(steering_) + ": it is " + (now ? now->status : "gone"), {}});
    }

    bool answer(Error error) {
        result_ = std::move(error);
        return true;
    }

    Steering steering_;
    RunRow row_;
    Author author_;
    EngineControl control_;
    QEventLoop loop_;
    QElapsedTimer clock_;
    Result<void> result_;
    int looks_ = 0;
};

int give_order(Options& options, const QStringList& arguments, Steering steering) {
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("reason", "TEXT", "Why: recorded in the run's history, with your login name");
    if (const auto done = options.parse(arguments, 1, 1)) return *done;
    const std::string reason = options.value("reason");
    if (reason.empty()) return options.refuse("--reason TEXT is missing: it is recorded in the run's history");
    auto store = open_for_reading(options.workspace());
    if (!store) return report(store.error());
    const auto row = find_run(**store, options.positional().front());
    if (!row) return refused(row.error());
    const Author author = author_of(reason);
    Order order(options.workspace(), steering, *row, author);
    if (const auto given = order.give(**store); !given) return refused(given.error());
    const auto now = find_run(**store, row->run.text);
    if (!now) return report(now.error());
    if (options.format() == "json") {
        print_line(JsonValue::object({{"run", now->run.text}, {"order", to_string(steering)}, {"status", now->status}, {"by", author.by},
                                      {"reason", author.reason}, {"engine", order.engine_elsewhere()}}).json());
        return ExitCode::completed;
    }
    std::printf("%s  %s, now %s\n", now->run.text.c_str(), past_tense(steering), now->status.c_str());
    if (!order.engine_elsewhere() && now->open() && steering != Steering::suspend)
        std::printf("It goes on when 'orkestr serve' or Studio has the workspace open.\n");
    return ExitCode::completed;
}

} // namespace

int suspend(const QStringList& arguments) {
    Options options("suspend", "RUN --reason TEXT [--workspace DIR] [--format text|json]",
                    "Suspends a run: what is under way comes to its end, nothing new begins, timers and events wait until it is resumed.\n"
                    "Exits with 0 when it is recorded, with 1 when the run has ended or is suspended already, with 4 when it is not there.",
                    {"orkestr suspend 01JD2X3M4N5P6Q7R8S9T0V1W2X --reason 'the shop is closed'", "orkestr suspend RUN --reason maintenance --format json"});
    return give_order(options, arguments, Steering::suspend);
}

int resume(const QStringList& arguments) {
    Options options("resume", "RUN --reason TEXT [--workspace DIR] [--format text|json]",
                    "Resumes a run that was suspended. With nobody there to drive it, it goes on as soon as somebody is.\n"
                    "Exits with 0 when it is recorded, with 1 when the run is not suspended, with 4 when it is not there.",
                    {"orkestr resume 01JD2X3M4N5P6Q7R8S9T0V1W2X --reason 'open again'", "orkestr resume RUN --reason 'done' --format json"});
    return give_order(options, arguments, Steering::resume);
}

int cancel(const QStringList& arguments) {
    Options options("cancel", "RUN --reason TEXT [--workspace DIR] [--format text|json]",
                    "Cancels a run, what it has under way, and the runs that it waits for.\n"
                    "Exits with 0 when it is recorded, with 1 when the run has ended, with 4 when it is not there.",
                    {"orkestr cancel 01JD2X3M4N5P6Q7R8S9T0V1W2X --reason 'ordered twice'", "orkestr cancel RUN --reason obsolete --format json"});
    return give_order(options, arguments, Steering::cancel);
}

} // namespace orkestr::cli
