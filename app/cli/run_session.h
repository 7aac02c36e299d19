// One run from its start to its end, for `orkestr run` and what makes runs from others: check, start, follow, print, exit.
#pragma once

#include "app/cli/interrupt.h"
#include "app/workspace/engine_control.h"
#include "core/adapters/sqlite/sqlite_store.h"
#include "core/history/codec.h"
#include "core/projection/run_view.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <string>

namespace orkestr::cli {

/// Nothing: what was asked made no run.
using StartedOne = std::function<void(Result<std::optional<RunId>>)>;

struct RunSettings {
    std::string file;
    std::string text; ///< of a definition that is checked first
    std::string format;
    EngineOptions engine; ///< only_record: the run is left to the next engine
    Json input;
    std::optional<Duration> timeout;
    /// How the run begins; absent: as a new one of the definition.
    std::function<void(EngineControl& control, StartedOne done)> start;
    std::shared_ptr<const Plan> plan; ///< what it runs, where there is no text
    bool leave_to_others = false;     ///< isn't followed when another process drives it
};

class RunSession : public QObject {
    Q_OBJECT
public:
    explicit RunSession(RunSettings settings);
    ~RunSession() override;

    /// The application's event loop ends with the exit code when all is done.
    void begin();

private:
    void checked(const CheckedDefinition& checked);
    bool secrets_reach();
    void made(Result<std::optional<RunId>> run);
    void wait_until_taken();
    void left_to_engine();
    void started(const RunId& run);
    void follow(const std::vector<Event>& events);
    void poll();
    void catch_up();
    void look_for_letter();
    void watch_time();
    void close();
    void fail(const Error& error);
    void interrupted();
    void cancel(const std::string& reason);
    void progress();
    void finish();
    void warn_missing_workflows(const CheckedDefinition& checked);
    void quit(int exit_code);

    RunSettings settings_;
    EngineControl control_;
    Interrupt interrupt_;
    QTimer timeout_;
    QDeadlineTimer deadline_;
    QTimer poll_;
    QTimer close_;
    QElapsedTimer closing_; ///< since the run's end; since it was asked for, when it is left to others
    int exit_code_ = 0;     ///< as the run ended
    RunId run_;
    std::map<RunId, std::vector<Event>> early_; ///< committed before the run's id was known
    std::unique_ptr<RunProjection> projection_;
    std::shared_ptr<const Plan> plan_;
    std::unique_ptr<SqliteStore> store_; ///< when another process drives the run
    Decoder decoder_;                    ///< of what is read from there
    std::uint64_t polled_ = 0;           ///< events read from there
    QElapsedTimer shown_;                ///< since progress was shown
    int polls_ = 0;
    bool leaving_ = false; ///< it is somebody else's to drive, and nobody waits here
    bool cancelling_ = false;
    bool finished_ = false;
    bool said_waiting_ = false;
    bool terminal_ = false;
};

} // namespace orkestr::cli
