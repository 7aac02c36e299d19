#include "core/adapters/secrets/environment_secrets.h"

#include "core/adapters/secrets/secret_value.h"

#include <cstdlib>

namespace orkestr {

Result<std::optional<JsonValue>> EnvironmentSecrets::find(const std::string& name) const {
    const auto named = variables_.find(name);
    const std::string variable = named == variables_.end() ? default_variable(name) : named->second;
    if (const char* value = std::getenv(variable.c_str())) return std::optional(secret_value(value));
    if (named == variables_.end()) return std::optional<JsonValue>();
    return Error{ErrorCode::io, "the secret '" + name + "' is to come from the environment variable " + variable +
                                    ", which is not set", {}};
}

std::string EnvironmentSecrets::default_variable(const std::string& name) {
    std::string out = "ORKESTR_SECRET_";
    for (const char c : name) {
        const bool lower = c >= 'a' && c <= 'z';
        const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out += lower ? static_cast<char>(c - 'a' + 'A') : kept ? c : '_';
    }
    return out;
}

} // namespace orkestr
