// One `orkestr run`: check, start, follow, print, exit.
#pragma once

#include "app/cli/interrupt.h"
#include "app/workspace/engine_control.h"
#include "core/ports/run_source.h"
#include "core/projection/run_view.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <string>

namespace orkestr::cli {

struct RunSettings {
    std::string file;
    std::string text;
    std::string format;
    EngineOptions engine;
    Json input;
    std::optional<Duration> timeout;
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
    void started(const RunId& run);
    void follow(const RunId& run, const std::vector<Event>& events);
    void poll();
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
    QTimer poll_;
    RunId run_;
    std::map<RunId, std::vector<Event>> early_; ///< committed before the run's id was known
    std::unique_ptr<RunProjection> projection_;
    std::shared_ptr<const Plan> plan_;
    std::unique_ptr<RunSource> source_; ///< when another process drives the run
    int polls_ = 0;
    bool polling_ = false;
    bool cancelling_ = false;
    bool finished_ = false;
    bool terminal_ = false;
};

} // namespace orkestr::cli
