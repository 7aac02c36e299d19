// A workspace on this machine, for a program with windows: reading and control, each on a thread of its own.
#pragma once

#include "app/workspace/engine_control.h"
#include "core/ports/run_source.h"
#include "core/runtime/loop_thread.h"

#include <memory>
#include <string>

namespace orkestr {

class ValueThread;

class Workspace {
public:
    /// Opens the workspace, making it when it is missing. Resumes nothing. Errors: what the store says.
    static Result<std::unique_ptr<Workspace>> open(const std::string& directory, std::shared_ptr<ValueThread> values = {});

    RunSource& source() { return *source_; }
    RunControl& control() { return *control_; }

private:
    Workspace() = default;

    EngineControl* control_ = nullptr; ///< lives, and ends, in thread_
    LoopThread thread_;
    std::unique_ptr<RunSource> source_;
};

/// A source that reads a workspace's file. Without a value thread no expressions are computed again. Errors: what the store
/// says; not_found when there is no workspace.
Result<std::unique_ptr<RunSource>> open_source(const std::string& directory, std::shared_ptr<ValueThread> values = {});

} // namespace orkestr
