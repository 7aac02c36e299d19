// One attempt of a process activity: starts it, feeds it, holds what it writes, ends it.
#pragma once

#include "core/adapters/process/process_call.h"
#include "core/adapters/process/process_output.h"
#include "core/adapters/process/process_session.h"
#include "core/ports/activity_runner.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

namespace orkestr {

/// Removes folders of scripts older than a day, left by a program that was killed.
void remove_stale_script_folders();

/// Lives on the engine's thread.
class ProcessAttempt : public QObject {
public:
    /// Called once, from the event loop, when the process is gone; without a result after cancel().
    using Ended = std::function<void(std::optional<ActivityResult>)>;

    /// `options` and `ender` outlive the attempt.
    ProcessAttempt(ProcessCall call, const ProcessOptions& options, SessionEnder& ender, Ended ended);
    /// A process that still runs is killed with its group.
    ~ProcessAttempt() override;

    void start();
    void cancel();

private:
    void configure();
    std::optional<Problem> write_script();
    void take_output();
    void take_error();
    void take_start_failure();
    void take_end(int code, QProcess::ExitStatus status);
    void end_early(Problem verdict, int signal);
    void end_session(int signal);
    void report(std::variant<Json, Problem> outcome);
    std::string log() const;

    ProcessCall call_;
    const ProcessOptions& options_;
    SessionEnder& ender_;
    Ended ended_;
    QProcess process_;
    pid_t session_ = 0;
    std::unique_ptr<QTemporaryDir> folder_;
    QTimer time_limit_;
    OutputHead output_;
    OutputHead error_;
    OutputTail log_;
    std::optional<Problem> verdict_; ///< why it was ended before its time
    bool cancelled_ = false;
};

} // namespace orkestr
