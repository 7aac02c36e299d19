// What can be done to runs; a source that can't be controlled has none. Callbacks as in run_source.h: exactly once, on
// the control's own thread.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace orkestr {

class HistoryReader;

/// Who wants it, and why: recorded in the run's history.
struct Author {
    std::string by;
    std::string reason;
};

struct StartRequest {
    std::string definition_text; ///< as the author wrote it; recorded with the run
    std::string file_name;       ///< for messages
    Json input;
};

enum class Steering : std::uint8_t { suspend, resume, cancel };
/// Also the name of the letter in the inbox.
constexpr const char* to_string(Steering steering) {
    return steering == Steering::suspend ? "suspend" : steering == Steering::resume ? "resume" : "cancel";
}

/// A CloudEvent from outside: for everybody who listens, or, as a signal, for one run.
struct EmitRequest {
    std::string type;
    std::string source; ///< empty: /orkestr/BY
    Json data;          ///< null: none
    RunId to;           ///< empty: everybody
    Author author;
};
struct Emitted {
    std::string id;        ///< of the CloudEvent
    std::int64_t bus = 0;  ///< its number on the workspace's bus
    bool engine = false;   ///< somebody is there to deliver it now; else it waits for the next engine
};

/// A new run made from an old one: from its beginning, or from one of its steps on.
struct AgainRequest {
    RunId run;
    std::string step;                  ///< of a fork: the step's key, or what makes it out; empty: from the beginning
    std::optional<Json> input;         ///< of the run or the step; nothing: as it was
    std::optional<Json> context = {};  ///< of a fork: `$context` when the step begins; nothing: as it was
    std::string definition_text;       ///< from the beginning only; empty: the run's own
    std::string file_name;
    Author author;
    /// Of a fork: where the run's history is, such as an open audit log (RunSource::open_reader); what it needs is taken into
    /// the workspace. Nothing: the workspace itself. It goes to the control's thread.
    std::shared_ptr<HistoryReader> from = {};
};

struct DeadLetterDecision {
    std::int64_t id = 0;
    bool retry = false; ///< else it is discarded
    Author author;
};

class RunControl {
public:
    virtual ~RunControl() = default;

    /// Starts a run and gives its id once it is durable. Errors: invalid_definition (the message holds the diagnostics),
    /// locked, read_only, io.
    virtual void start(StartRequest request, std::function<void(Result<RunId>)> done) = 0;
    /// Suspends, resumes or cancels. Errors: not_found; conflict when it has ended, or is as wanted already.
    virtual void steer(RunId run, Steering steering, Author author, std::function<void(Result<void>)> done) = 0;
    /// Errors: not_found and conflict for a run that is not there or has ended; invalid_argument.
    virtual void emit(EmitRequest request, std::function<void(Result<Emitted>)> done) = 0;
    /// Rerun or fork; gives the new run. Errors: not_found (the run, the step), invalid_definition, conflict (a fork that
    /// waits for work which only the old run can have done), unsupported (what a fork would need of another's history was
    /// redacted), limit (another process holds the engine, and the history is too long to be handed over).
    virtual void again(AgainRequest request, std::function<void(Result<RunId>)> done) = 0;
    /// Tries again what a dead letter is about (gives the new run, where there is one), or lays it aside. Errors:
    /// not_found, conflict when it was decided before.
    virtual void decide(DeadLetterDecision decision, std::function<void(Result<std::optional<RunId>>)> done) = 0;
    /// Goes on with the runs that were left unfinished; gives their number. Opening a workspace to look never does.
    virtual void recover(std::function<void(Result<std::size_t>)> done) = 0;
    /// Puts definitions into the workspace; a schedule begins to hold. Errors: already_exists, invalid_definition.
    virtual void publish(std::string definition_text, std::string file_name, std::function<void(Result<std::string>)> done) = 0;
    /// No run of this workflow starts by itself any more. Errors: not_found when it has no schedule.
    virtual void unschedule(std::string ns, std::string name, Author author, std::function<void(Result<void>)> done) = 0;
};

} // namespace orkestr
