// Activities of the kinds "shell" and "script", as processes of this machine. A shell command is `/bin/sh -c COMMAND sh
// ARGUMENTS`; a script is a file in a folder of its own (0700, removed with the attempt) for node or python3. Nothing is
// put together into a command line but what the author wrote.
//
// Each process leads a session of its own; the session is ended with it, on cancel and on reaching a limit (SIGTERM,
// then SIGKILL). What background processes write after their leader has gone is not waited for. The environment is PATH,
// HOME, LANG, TMPDIR and what the author gives.
#pragma once

#include "core/adapters/process/process_options.h"
#include "core/ports/activity_runner.h"
#include "core/ports/secrets.h"

#include <memory>

namespace orkestr {

class ProcessActivityRunner : public ActivityRunner {
public:
    /// `secrets` outlives the runner. The runner's thread must live as long as its processes are to: they are killed
    /// with it.
    explicit ProcessActivityRunner(const SecretSource& secrets, ProcessOptions options = {});
    ~ProcessActivityRunner() override;

    void start(ActivityRequest request, std::function<void(ActivityResult)> done) override;
    void cancel(const ActivityKey& key) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace orkestr
