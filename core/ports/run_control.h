// What can be done to runs; a source that can't be controlled has none. Callbacks as in run_source.h: exactly once, on
// the control's own thread.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/result.h"

#include <functional>
#include <string>

namespace orkestr {

struct StartRequest {
    std::string definition_text; ///< as the author wrote it; recorded with the run
    std::string file_name;       ///< for messages
    Json input;
};

class RunControl {
public:
    virtual ~RunControl() = default;

    /// Starts a run and gives its id once it is durable. Errors: invalid_definition (the message holds the diagnostics),
    /// locked, read_only, io.
    virtual void start(StartRequest request, std::function<void(Result<RunId>)> done) = 0;
    virtual void cancel(RunId run, std::string by, std::string reason, std::function<void(Result<void>)> done) = 0;
    /// Goes on with the runs that were left unfinished; gives their number. Opening a workspace to look never does.
    virtual void resume(std::function<void(Result<std::size_t>)> done) = 0;
    /// Puts definitions into the workspace. Errors: already_exists, invalid_definition.
    virtual void publish(std::string definition_text, std::string file_name, std::function<void(Result<std::string>)> done) = 0;
};

} // namespace orkestr
