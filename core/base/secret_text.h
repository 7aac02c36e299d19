// Secrets in texts. `$secrets.a.b` evaluates to an opaque placeholder that holds a nonce of its run; only an activity
// runner, as the request leaves, puts the value in its place, and masks secret values found in what comes back.
#pragma once

#include "core/base/json_value.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

/// `orkestr-secret(NONCE/PATH)`; path is the secret's name and members joined by `/`, each percent-encoded.
std::string secret_placeholder(std::string_view nonce, const std::vector<std::string>& path);

/// The value `$secrets` has in expressions: for each name the shape of its secret, every leaf a placeholder. A secret
/// that is a JSON object is an object here too.
JsonValue secret_placeholders(std::string_view nonce, const std::vector<std::pair<std::string, JsonValue>>& secrets);

/// Finds a secret by name; nothing when there is none, an error when its source can't be read.
using SecretLookup = std::function<Result<std::optional<JsonValue>>(const std::string& name)>;

/// Replaces every placeholder of this nonce. Values put in are added to `used`, for masking. Errors: not_found names the
/// secret or member that isn't there (a workflow's authorization/403); what the lookup answers.
Result<std::string> reveal_secrets(std::string_view text, std::string_view nonce, const SecretLookup& lookup,
                                   std::vector<std::string>& used);
/// The same in every string of a JSON tree (member names too).
Result<JsonValue> reveal_secrets_in(const JsonValue& value, std::string_view nonce, const SecretLookup& lookup,
                                    std::vector<std::string>& used);

/// True when a placeholder of this nonce stands in the text.
bool has_secrets(std::string_view text, std::string_view nonce);
/// The text as people may see it: `********` in the place of every placeholder of this nonce.
std::string hide_placeholders(std::string_view text, std::string_view nonce);
JsonValue hide_placeholders_in(const JsonValue& value, std::string_view nonce);

/// Every occurrence of a secret's value (4 bytes and longer; also in base64, percent- or form-encoded, and as JSON
/// escapes it) becomes `********`.
std::string mask_secrets(std::string text, const std::vector<std::string>& secrets);
/// The same in every string of a JSON tree (member names too); a number equal to a secret becomes that text as well.
JsonValue mask_secrets_in(const JsonValue& value, const std::vector<std::string>& secrets);

} // namespace orkestr
