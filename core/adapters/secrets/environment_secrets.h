// Secrets from the environment of this process: `--secret NAME=ENVVAR` names the variable; a secret without such a name
// is looked for in ORKESTR_SECRET_<NAME>.
#pragma once

#include "core/ports/secrets.h"

#include <map>
#include <string>

namespace orkestr {

/// Reads the environment at each find; the environment must not be written to while it does (POSIX getenv).
class EnvironmentSecrets : public SecretSource {
public:
    /// `variables`: secret's name -> environment variable. A named variable that is not set is an error, not an absent
    /// secret: the user asked for it.
    explicit EnvironmentSecrets(std::map<std::string, std::string> variables = {}) : variables_(std::move(variables)) {}

    Result<std::optional<JsonValue>> find(const std::string& name) const override;

    /// `ORKESTR_SECRET_` and the name, letters in upper case, every other byte that is not a digit as `_`.
    static std::string default_variable(const std::string& name);

private:
    std::map<std::string, std::string> variables_;
};

} // namespace orkestr
