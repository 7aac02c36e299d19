// From an answer to what the workflow gets.
#pragma once

#include "core/adapters/http/http_call.h"
#include "core/adapters/http/http_framing.h"

#include <string>
#include <variant>
#include <vector>

namespace orkestr {

struct HttpAnswer {
    HttpHead head;
    std::string body;
};

/// The outcome of a call whose answer is complete. Success is 2xx, with follow_redirects also 3xx that name no place to
/// go to; any other status is communication with that status and the first 2 KiB of a text body. `sent` are the headers
/// of the request as it went out.
std::variant<Json, Problem> http_outcome(const HttpCall& call, const std::vector<HttpHeader>& sent, const HttpAnswer& answer);

bool is_http_success(const HttpCall& call, int status);

/// A communication error with no HTTP status: secrets masked in its text.
Problem communication_problem(const HttpCall& call, const std::string& detail);

} // namespace orkestr
