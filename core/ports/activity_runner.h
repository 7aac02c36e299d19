// Does the side-effecting work of a step. Thread: every call and callback on the engine's thread (a Qt event loop);
// implementations are asynchronous and never block it.
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/problem.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace orkestr {

/// One attempt: (run, step, attempt) is unique, and its result is taken once.
struct ActivityKey {
    RunId run;
    std::uint32_t step = 0;
    std::uint32_t attempt = 0;
    auto operator<=>(const ActivityKey&) const = default;
};

/// The request's JSON by kind (members that the author left out are absent; expressions are evaluated; placeholders of
/// secrets still stand in it):
///   "http":   {"method","uri","headers":{},"query":{},"body":any,"output":"content|raw|response","redirect":bool,
///              "authentication":{"basic":{"username","password"}} or {"bearer":{"token"}} or
///              {"digest":{"username","password"}} or any of the three as {"basic":{"use":"SECRET"}}}
///   "shell":  {"command","arguments":[],"environment":{},"stdin":any,"return":"stdout|stderr|code|all|none"}
///   "script": {"language":"js|python","code","arguments":[],"environment":{},"stdin":any,"return":...}
struct ActivityRequest {
    ActivityKey key;
    std::string kind;
    Json request;
    std::string secret_nonce; ///< of the run, for base/secret_text.h
    std::string task;         ///< JSON pointer of the task, for logs
};

struct ActivityResult {
    /// The value, or the error as the workflow sees it (without `instance`: the engine sets it). Secrets are masked.
    std::variant<Json, Problem> outcome;
    /// What the attempt wrote to standard error or logged, the last 64 KiB, secrets masked; empty when nothing.
    std::string log;
};

class ActivityRunner {
public:
    virtual ~ActivityRunner() = default;

    /// Starts one attempt. `done` comes exactly once, never within the call, also when it fails at once; not after
    /// cancel().
    virtual void start(ActivityRequest request, std::function<void(ActivityResult)> done) = 0;
    /// Ends the attempt (aborts the request, ends the process group); unknown keys are ignored.
    virtual void cancel(const ActivityKey& key) = 0;
};

} // namespace orkestr
