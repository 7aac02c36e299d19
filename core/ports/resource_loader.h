// Fetches what definitions refer to elsewhere. Thread: every call and callback on the engine's thread.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <functional>
#include <string>

namespace orkestr {

class ResourceLoader {
public:
    virtual ~ResourceLoader() = default;

    /// The text at an http:, https: or file: URI, at most 1 MiB. `authentication` as in ActivityRequest, or null. `done`
    /// comes exactly once, never within the call. Errors: not_found, io, limit, unsupported (another kind of URI),
    /// unavailable.
    virtual void load(const std::string& uri, const Json& authentication, std::function<void(Result<std::string>)> done) = 0;
};

} // namespace orkestr
