// How a redirect changes a call (RFC 9110 15.4; the fetch standard's method rules).
#pragma once

#include "core/adapters/http/http_call.h"

#include <optional>

namespace orkestr {

/// True for the statuses that a Location may follow: 301, 302, 303, 307, 308.
bool is_redirect(int status);

/// Makes the call what the answer asks for: 303 (and 301, 302 after POST) becomes GET without body; at another origin
/// credentials are dropped: Authorization, Cookie, the authentication, and headers that hold a secret. A problem where
/// the target is no http or https URI, or a secret in the body would have to go to another origin.
std::optional<Problem> redirect_call(HttpCall& call, int status, const QByteArray& location);

} // namespace orkestr
