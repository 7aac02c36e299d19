// Bounds of HTTP activities. Every one is a hard limit: reaching it ends the attempt with an error that names it.
#pragma once

#include <cstddef>
#include <string>

namespace orkestr {

struct HttpOptions {
    /// Of an answer's body.
    std::size_t max_body_bytes = std::size_t{16} << 20;
    /// Until the connection stands (TLS too) and the request can go out.
    int connect_timeout_ms = 30'000;
    /// Without a single byte going either way.
    int transfer_timeout_ms = 300'000;
    /// For one attempt in all, redirects and authentication included.
    int total_timeout_ms = 3'600'000;
    int max_redirects = 10;
    /// Attempts at work at once; the rest wait in the order they came, their time limits not yet running.
    int max_active = 64;
    /// A PEM file of certificate authorities trusted beside the system's; empty for none.
    std::string ca_file;
};

} // namespace orkestr
