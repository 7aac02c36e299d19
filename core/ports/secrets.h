// Where secret values come from: the environment, a file. Values never reach a history, a log or a command line.
#pragma once

#include "core/base/json_value.h"
#include "core/base/result.h"

#include <optional>
#include <string>

namespace orkestr {

class SecretSource {
public:
    virtual ~SecretSource() = default;
    /// The secret's value (text, or a JSON object for one with members); nothing when there is no such secret. Any
    /// thread. Errors: io when the source can't be read.
    virtual Result<std::optional<JsonValue>> find(const std::string& name) const = 0;
};

} // namespace orkestr
