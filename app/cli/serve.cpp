// orkestr serve
#include "app/cli/interrupt.h"
#include "app/cli/reading.h"
#include "app/cli/run_options.h"
#include "app/cli/text.h"
#include "app/workspace/engine_control.h"
#include "core/base/duration_text.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <unistd.h>
#include <utility>

namespace orkestr::cli {

namespace {

/// What it does, a line each: for people, or as JSON.
class ServeLog {
public:
    explicit ServeLog(bool json) : json_(json) {}

    void say(const std::string& event, const std::string& text, JsonValue members = JsonValue::object({})) {
        const std::string at = to_iso8601(SystemClock().now());
        if (json_) {
            members.set("at", at);
            members.set("event", event);
            return print_line(members.json());
        }
        std::printf("%s  %s\n", at.c_str(), text.c_str());
        std::fflush(stdout);
    }

    /// A run's beginning, its end, and what people did to it.
    void say(const RunId& run, const Event& event, const State& state) {
        const std::string type = type_of(event.body);
        JsonValue out = JsonValue::object({{"run", run.text}, {"definition", state.header.ns + "/" + state.header.name}, {"version", state.header.version}});
        std::string text = run.text + "  " + state.header.ns + "/" + state.header.name + ":" + state.header.version + "  ";
        if (const auto* started = std::get_if<events::RunStarted>(&event.body)) {
            // What starts by itself has no author but its cause.
            const std::string by = started->by == started->cause ? std::string() : started->by;
            text += "started (" + started->cause + ")" + why(out, by, started->reason);
            out.set("cause", started->cause);
        } else if (const auto* suspended = std::get_if<events::RunSuspended>(&event.body)) {
            text += "suspended" + why(out, suspended->by, suspended->reason);
        } else if (const auto* resumed = std::get_if<events::RunResumed>(&event.body)) {
            text += "resumed" + why(out, resumed->by, resumed->reason);
        } else if (const auto* cancel = std::get_if<events::RunCancelRequested>(&event.body)) {
            text += "to be cancelled" + why(out, cancel->by, cancel->reason);
        } else if (state.ended() && event.seq == state.seq) {
            text += to_string(state.status);
        } else {
            return;
        }
        say(type, text, std::move(out));
    }

    /// A schedule that can't do its work, for whoever looks for errors.
    void say(const ScheduleRow& schedule, const Error& error) {
        const std::string definition = schedule.ns + "/" + schedule.name;
        if (json_) say("schedule.failed", {}, JsonValue::object({{"definition", definition}, {"version", schedule.version}, {"message", error.message}}));
        std::fprintf(stderr, "orkestr: the schedule of %s:%s: %s\n", definition.c_str(), schedule.version.c_str(), error.message.c_str());
    }

    void say(const RunId& run, const Error& error) {
        if (json_) say("run.set-aside", {}, JsonValue::object({{"run", run.text}, {"message", error.message}}));
        std::fprintf(stderr, "orkestr: run %s is set aside, the others go on: %s\n", run.text.c_str(), error.message.c_str());
    }

private:
    static std::string why(JsonValue& out, const std::string& by, const std::string& reason) {
        if (!by.empty()) out.set("by", by);
        if (!reason.empty()) out.set("reason", reason);
        if (by.empty() && reason.empty()) return {};
        return (by.empty() ? "" : " by " + by) + (reason.empty() ? "" : ": " + reason);
    }

    bool json_;
};

/// Holds a workspace's engine until it is told to stop.
class Serving {
public:
    Serving(EngineOptions engine, Duration grace, bool json)
        : directory_(engine.directory), log_(json), control_(std::move(engine)), grace_(grace), interrupt_([this] { interrupted(); }) {
        QObject::connect(&drained_, &QTimer::timeout, &drained_, [this] { look_whether_drained(); });
        waiting_.setSingleShot(true);
        QObject::connect(&waiting_, &QTimer::timeout, &waiting_, [this] { take_engine(); });
        control_.committed = [this](const RunId& run, const std::vector<Event>& events, const State& state) {
            for (const Event& event : events) log_.say(run, event, state);
        };
        control_.failed = [this](const Error& error) { quit(report(error)); };
        control_.set_aside = [this](const RunId& run, const Error& error) { log_.say(run, error); };
        control_.schedule_failed = [this](const ScheduleRow& row, const Error& error) { log_.say(row, error); };
    }

    ~Serving() { control_.failed = nullptr; }

    int serve() {
        take_engine();
        return QCoreApplication::exec();
    }

private:
    /// Now, or when a command that has the workspace in use ends.
    void take_engine() {
        const auto held = control_.engine();
        if (!held) return held.error().code == ErrorCode::locked ? wait_for_holder(held.error()) : quit(report(held.error()));
        control_.recover([this](Result<std::size_t> unfinished) {
            if (!unfinished) return quit(report(unfinished.error()));
            count_schedules(*unfinished);
        });
    }

    /// One that stays is seen twice, since it may just have been followed by another that is about to say what it is.
    void wait_for_holder(const Error& error) {
        const auto holder = WorkspaceLock::holder(directory_);
        const bool stays = holder && holder->what == lasting_holder;
        if (stays && holder == seen_) return quit(report(error));
        seen_ = stays ? holder : std::nullopt;
        if (!stays && !std::exchange(said_waiting_, true))
            std::fprintf(stderr, "orkestr: %s; waiting until that ends\n", error.message.c_str());
        waiting_.start(stays ? look_again_ms : wait_ms);
    }

    static constexpr int look_again_ms = 100;
    static constexpr int wait_ms = 250;

    Engine& engine() { return **control_.engine(); }

    void count_schedules(std::size_t unfinished) {
        auto active = std::make_shared<Result<std::size_t>>(0);
        const auto count = [active](Stores& store) {
            const auto rows = store.schedules();
            if (rows) *active = static_cast<std::size_t>(std::count_if(rows->begin(), rows->end(), [](const ScheduleRow& row) { return row.active; }));
            else *active = rows.error();
        };
        engine().store().run(count, [this, active, unfinished] {
            if (!*active) return quit(report(active->error()));
            log_.say("serving", "serving " + directory_ + " (process " + std::to_string(::getpid()) + "): " + std::to_string(unfinished) + " unfinished runs, " +
                                    std::to_string(**active) + " schedules",
                     JsonValue::object({{"workspace", directory_}, {"process", static_cast<std::int64_t>(::getpid())},
                                        {"unfinished", static_cast<std::int64_t>(unfinished)}, {"schedules", static_cast<std::int64_t>(**active)}}));
        });
    }

    void interrupted() {
        if (!control_.holds_engine()) {
            waiting_.stop();
            return quit(ExitCode::completed);
        }
        if (stopping_.isValid()) return quit(ExitCode::cancelled);
        stopping_.start();
        engine().orchestrator().drain();
        log_.say("stopping", "stopping: nothing new begins; what is under way has " + to_human(grace_), JsonValue::object({{"grace_ms", grace_.ms}}));
        drained_.start(10);
    }

    void look_whether_drained() {
        const bool quiet = engine().orchestrator().quiet();
        if (!quiet && stopping_.elapsed() < grace_.ms) return;
        log_.say("stopped", quiet ? "stopped" : "stopped; what was still under way is begun again by the next engine", JsonValue::object({{"quiet", quiet}}));
        quit(ExitCode::completed);
    }

    void quit(int exit_code) {
        drained_.stop();
        // Also before the event loop has begun.
        QMetaObject::invokeMethod(qApp, [exit_code] { QCoreApplication::exit(exit_code); }, Qt::QueuedConnection);
    }

    std::string directory_;
    ServeLog log_; ///< outlives the engine, which finishes its commits as it goes
    EngineControl control_;
    Duration grace_;
    Interrupt interrupt_;
    QTimer drained_;
    QTimer waiting_;
    std::optional<LockHolder> seen_; ///< while it waits, one that stays
    bool said_waiting_ = false;
    QElapsedTimer stopping_;
};

} // namespace

int serve(const QStringList& arguments) {
    Options options("serve",
                    "[--grace DURATION] [--keep-events DURATION] [--secret NAME=ENVVAR]... [--workspace DIR]\n"
                    "                     [--format text|json]",
                    "Drives a workspace until it is stopped: goes on with unfinished runs, fires timers, delivers events, starts runs by\n"
                    "the schedules of what is published, and does what the other commands ask. A line tells of each run that starts or ends.\n"
                    "While a command such as 'orkestr run' has the workspace in use it waits; beside another serve or Studio it ends with 4.\n"
                    "SIGTERM or Ctrl+C stops it: no activity begins any more, and what is under way has --grace to end; what doesn't is\n"
                    "begun again by the next engine. A second one ends it at once, with exit code 3. Store trouble: 4.",
                    {"orkestr serve", "orkestr serve --workspace /var/lib/orkestr --secret token=DEPLOY_TOKEN --format json", "orkestr serve --grace 1m --keep-events P7D"});
    options.add_workspace();
    options.add_format({"text", "json"});
    options.add("grace", "DURATION", "How long what is under way may take after a stop: 250ms, 20s, 1h30m or ISO 8601", "10s");
    options.add("keep-events", "DURATION", "How long an event that nobody has received is kept for those who listen later", "P1D");
    options.add("secret", "NAME=ENVVAR", "A secret's value from an environment variable");
    if (const auto done = options.parse(arguments, 0, 0)) return *done;
    const auto grace = parse_duration(options.value("grace"));
    if (!grace) return options.refuse("--grace: " + grace.error().message);
    const auto keep = parse_duration(options.value("keep-events"));
    if (!keep || keep->ms <= 0) return options.refuse("--keep-events: " + (keep ? "more than nothing is expected" : keep.error().message));
    auto secrets = read_secrets(options);
    if (!secrets) return options.refuse(secrets.error().message);
    EngineOptions engine{.directory = options.workspace(), .secret_variables = std::move(*secrets), .keep_events = *keep, .follow_schedules = true};
    return Serving(std::move(engine), *grace, options.format() == "json").serve();
}

} // namespace orkestr::cli
