#include "app/cli/run_session.h"

#include "app/cli/author.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "app/workspace/location.h"
#include "core/base/duration_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace orkestr::cli {

RunSession::RunSession(RunSettings settings)
    : settings_(std::move(settings)), control_(settings_.engine), interrupt_([this] { interrupted(); }), terminal_(::isatty(STDERR_FILENO) == 1) {
    timeout_.setSingleShot(true);
    connect(&timeout_, &QTimer::timeout, this, &RunSession::watch_time);
    connect(&close_, &QTimer::timeout, this, &RunSession::close);
    connect(&poll_, &QTimer::timeout, this, &RunSession::poll);
    control_.committed = [this](const RunId& run, const std::vector<Event>& events, const State&) {
        if (run_.empty()) {
            auto& all = early_[run];
            all.insert(all.end(), events.begin(), events.end());
        } else if (run == run_) {
            follow(events);
        }
    };
    control_.failed = [this](const Error& error) { fail(error); };
    control_.set_aside = [this](const RunId& run, const Error& error) {
        if (run == run_) fail(error);
        else std::fprintf(stderr, "orkestr: run %s is set aside: %s\n", run.text.c_str(), error.message.c_str());
    };
}

RunSession::~RunSession() {
    // The engine finishes its commits as it goes, when there is nobody to follow them any more.
    control_.committed = nullptr;
    control_.failed = nullptr;
    control_.set_aside = nullptr;
}

void RunSession::begin() {
    if (settings_.text.empty() && settings_.start) {
        plan_ = settings_.plan;
        if (secrets_reach()) settings_.start(control_, [this](Result<std::optional<RunId>> run) { made(std::move(run)); });
        return;
    }
    control_.check(settings_.text, settings_.file, [this](Result<CheckedDefinition> result) {
        if (!result) return quit(report(result.error()));
        checked(*result);
    });
}

void RunSession::checked(const CheckedDefinition& checked) {
    for (const auto& diagnostic : checked.diagnostics) std::fprintf(stderr, "%s\n", to_text(diagnostic, settings_.file).c_str());
    if (!checked.ok()) return quit(ExitCode::invalid);
    plan_ = checked.plan;
    warn_missing_workflows(checked);
    if (!secrets_reach()) return;
    if (settings_.start) return settings_.start(control_, [this](Result<std::optional<RunId>> run) { made(std::move(run)); });
    control_.start_checked(checked, settings_.input, [this](Result<RunId> run) {
        if (!run) return quit(report(run.error()));
        started(*run);
    });
}

/// Secrets given here don't reach a run that another process drives.
bool RunSession::secrets_reach() {
    if (settings_.engine.secret_variables.empty()) return true;
    const auto holder = control_.engine();
    if (holder || holder.error().code != ErrorCode::locked) return true;
    std::fprintf(stderr, "orkestr: another process drives this workspace, and --secret can't reach it; give it the secrets, or use another workspace\n");
    quit(ExitCode::invalid);
    return false;
}

void RunSession::made(Result<std::optional<RunId>> run) {
    if (!run) return quit(refused(run.error()));
    if (*run) started(**run);
    else quit(ExitCode::completed);
}

/// Whoever has the workspace open goes on with the run; with nobody there, who opens it next.
void RunSession::left_to_engine() {
    const bool engine = !control_.holds_engine();
    poll_.stop();
    control_.committed = nullptr;
    if (settings_.format != "text") {
        print_line(JsonValue::object({{"run", run_.text}, {"engine", engine}}).json());
    } else {
        std::printf("%s  %s/%s:%s  %s\n", run_.text.c_str(), plan_->ns.c_str(), plan_->name.c_str(), plan_->version.c_str(),
                    engine ? "is driven by the process that has the workspace open" : "goes on when 'orkestr serve' or Studio has the workspace open");
        std::fflush(stdout);
    }
    quit(ExitCode::completed);
}

void RunSession::warn_missing_workflows(const CheckedDefinition& checked) {
    if (checked.definition->sub_workflows.empty()) return;
    const auto store = SqliteStore::open(workspace_file(settings_.engine.directory), SqliteStore::Mode::read_only);
    for (const auto& wanted : checked.definition->sub_workflows) {
        DefinitionQuery query;
        query.ns = wanted.ns;
        query.name = wanted.name;
        if (wanted.version != "latest") query.version = wanted.version;
        query.listed_only = true;
        const bool there = !settings_.engine.ephemeral && store.ok() && (*store)->definitions(query).ok() && !(*store)->definitions(query)->empty();
        if (there) continue;
        Diagnostic diagnostic;
        diagnostic.severity = Severity::warning;
        diagnostic.code = "missing-workflow";
        diagnostic.message = "the workspace has no workflow " + wanted.ns + "/" + wanted.name + ":" + wanted.version + "; running it will be a configuration error";
        diagnostic.suggestion = "publish it with `orkestr publish FILE`";
        diagnostic.span = wanted.span;
        std::fprintf(stderr, "%s\n", to_text(diagnostic, settings_.file).c_str());
    }
}

void RunSession::started(const RunId& run) {
    run_ = run;
    leaving_ = settings_.engine.only_record || (settings_.leave_to_others && !control_.holds_engine());
    if (leaving_ && control_.holds_engine()) return left_to_engine();
    projection_ = std::make_unique<RunProjection>(plan_);
    if (settings_.timeout) {
        deadline_.setRemainingTime(settings_.timeout->ms);
        watch_time();
    }
    if (control_.holds_engine()) {
        const auto early = std::exchange(early_, {});
        if (const auto at = early.find(run); at != early.end()) follow(at->second);
        // Whoever drives the engine drives what was left unfinished too.
        control_.recover([](Result<std::size_t>) {});
        return;
    }
    auto store = SqliteStore::open(workspace_file(settings_.engine.directory), SqliteStore::Mode::read_only);
    if (!store) return fail(store.error());
    store_ = std::move(*store);
    closing_.start();
    poll_.start(leaving_ ? 10 : 50);
}

void RunSession::follow(const std::vector<Event>& events) {
    for (const auto& event : events) {
        const EventView view = projection_->add(event);
        if (settings_.format == "events") print_line(view.json());
    }
    progress();
    if (!projection_->view().ended || finished_) return;
    finish();
    const std::string& status = projection_->view().status;
    exit_code_ = status == "completed" ? ExitCode::completed : status == "faulted" ? ExitCode::failed : ExitCode::cancelled;
    if (!control_.holds_engine()) return quit(exit_code_);
    // In memory there is nobody to go on with what this run has left behind.
    if (!settings_.engine.ephemeral) (*control_.engine())->orchestrator().drain();
    closing_.start();
    close_.start(5);
}

/// After the run's end: its cancellations reach the runs that it ordered, what it started and did not wait for comes to its
/// end, and what others have under way is not torn off when it ends soon.
void RunSession::close() {
    constexpr int most_for_others_ms = 2000;
    constexpr int before_it_is_said_ms = 1000;
    const Orchestrator& engine = (*control_.engine())->orchestrator();
    const bool own = exit_code_ != ExitCode::cancelled && (settings_.engine.ephemeral ? engine.runs_in_memory() > 0 : engine.works_for(run_));
    if (own && closing_.elapsed() > before_it_is_said_ms && !std::exchange(said_waiting_, true))
        std::fprintf(stderr, "orkestr: waiting for what the run started without waiting for it; press Ctrl+C to leave it\n");
    if (!own && (engine.quiet() || closing_.elapsed() > most_for_others_ms)) quit(exit_code_);
}

/// Follows a run that another process drives.
void RunSession::poll() {
    if (leaving_) return wait_until_taken();
    // The holder may be gone by now: whoever waits takes its place.
    const bool took_over = ++polls_ % 10 == 0 && control_.engine().ok();
    if (took_over) poll_.stop();
    catch_up();
    if (took_over && !finished_) control_.recover([](Result<std::size_t>) {});
}

/// Until the run is there, for whoever is told its id; a holder that is busy begins it later.
void RunSession::wait_until_taken() {
    constexpr int most_ms = 5000;
    // The holder may be gone by now: then it is recorded here.
    if (settings_.engine.only_record && ++polls_ % 10 == 0) (void)control_.engine();
    const auto rows = store_->events(run_, 0, 1);
    if (rows || closing_.elapsed() > most_ms) return left_to_engine();
    if (rows.error().code != ErrorCode::not_found) return fail(rows.error());
    look_for_letter();
}

/// Reads what has been committed since the last time.
void RunSession::catch_up() {
    constexpr std::uint32_t page = 5000;
    for (bool last = false; !last && !finished_;) {
        const auto rows = store_->events(run_, polled_, page);
        if (!rows && rows.error().code == ErrorCode::not_found) return look_for_letter();
        if (!rows) return fail(rows.error());
        last = rows->size() < page;
        std::vector<Event> events;
        for (const auto& row : *rows) {
            auto event = decoder_.decode(row);
            if (!event) return fail(event.error());
            events.push_back(std::move(*event));
        }
        polled_ += events.size();
        follow(events);
    }
}

/// The holder of the engine has not taken the start from its inbox yet, or it has refused it.
void RunSession::look_for_letter() {
    const auto letters = store_->pending(10'000);
    if (!letters) return fail(letters.error());
    if (std::any_of(letters->begin(), letters->end(), [this](const InboxRow& letter) { return letter.run == run_; })) return;
    // Taken between the two looks, or gone.
    const auto rows = store_->events(run_, polled_, 1);
    if (!rows && rows.error().code == ErrorCode::not_found)
        fail({ErrorCode::unavailable, "the process that drives this workspace could not start the run", {}});
}

void RunSession::progress() {
    if (!terminal_ || settings_.format == "events") return;
    constexpr int least_between_ms = 100;
    if (shown_.isValid() && shown_.elapsed() < least_between_ms) return;
    shown_.start();
    const RunView& view = projection_->view();
    std::size_t done = 0;
    std::string current;
    for (const auto& step : view.steps) {
        if (step.ended) ++done;
        else current = step.name;
    }
    std::fprintf(stderr, "\r\033[K%s  %s done%s%s", view.status.c_str(), counted(done, "step").c_str(), current.empty() ? "" : "  ", current.c_str());
    std::fflush(stderr);
}

void RunSession::interrupted() {
    if (run_.empty()) return quit(ExitCode::cancelled);
    if (finished_) return quit(exit_code_);
    if (cancelling_) {
        finish();
        return quit(ExitCode::cancelled);
    }
    std::fprintf(stderr, "%scancelling; press Ctrl+C again to stop at once\n", terminal_ ? "\r\033[K" : "orkestr: ");
    cancel("interrupted from the terminal");
}

void RunSession::watch_time() {
    constexpr std::int64_t a_day_ms = 86'400'000; // a QTimer counts 24 days at most
    if (deadline_.hasExpired()) return cancel("it took longer than --timeout allows");
    timeout_.start(static_cast<int>(std::min<std::int64_t>(deadline_.remainingTime() + 1, a_day_ms)));
}

void RunSession::cancel(const std::string& reason) {
    if (cancelling_ || run_.empty()) return;
    cancelling_ = true;
    control_.steer(run_, Steering::cancel, author_of(reason), [this](Result<void> result) {
        // A run that ended in the meantime says so itself.
        if (!result && result.error().code != ErrorCode::conflict) fail(result.error());
    });
}

void RunSession::finish() {
    if (finished_) return;
    finished_ = true;
    timeout_.stop();
    RunView view = projection_->view();
    if (view.events == 0) view.status = "pending"; // nobody has begun it yet
    if (terminal_ && settings_.format != "events") std::fputs("\r\033[K", stderr);
    if (!view.reason.empty()) std::fprintf(stderr, "orkestr: cancelled: %s\n", view.reason.c_str());
    const std::int64_t duration = view.ended ? (*view.ended - view.started).ms : 0;
    if (settings_.format == "json") {
        print_line(JsonValue::object({{"run", run_.text}, {"status", view.status},
                                      {"output", view.output ? JsonValue::of(*view.output) : JsonValue()},
                                      {"error", view.error ? view.error->to_value() : JsonValue()},
                                      {"steps", static_cast<std::int64_t>(view.steps.size())}, {"events", view.events}, {"duration_ms", duration}}).json());
    } else if (settings_.format == "text") {
        std::printf("%s  %s/%s:%s  %s in %s\n%s", run_.text.c_str(), plan_->ns.c_str(), plan_->name.c_str(), plan_->version.c_str(),
                    view.status.c_str(), to_human({duration}).c_str(), steps_table(view).c_str());
        if (view.output) std::printf("output %s\n", view.output->text().c_str());
        if (view.error) std::printf("error  %s\n", view.error->to_json().text().c_str());
        std::fflush(stdout);
    }
}

/// Something is wrong that is not the run's: it is said, and so is what is known of the run.
void RunSession::fail(const Error& error) {
    const int exit_code = report(error);
    if (projection_) finish();
    quit(exit_code);
}

void RunSession::quit(int exit_code) {
    poll_.stop();
    close_.stop();
    // Also before the event loop has begun.
    QMetaObject::invokeMethod(qApp, [exit_code] { QCoreApplication::exit(exit_code); }, Qt::QueuedConnection);
}

} // namespace orkestr::cli
