// The head of an HTTP/1.1 answer and the framing of its body (RFC 9112), read strictly: an answer that is cut short or
// makes no sense is an error, never a shorter answer.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orkestr {

struct HttpHead {
    int minor_version = 1; ///< HTTP/1.0 or 1.1
    int status = 0;
    std::string reason; ///< the status line's phrase
    std::vector<std::pair<QByteArray, QByteArray>> headers;

    /// Repeated headers joined by ", "; empty when there is none. Names compare without case.
    std::string header(const char* name) const;
    std::vector<QByteArray> all_headers(const char* name) const;
    /// True when a comma-separated header holds this word, in any case.
    bool has_word(const char* name, std::string_view word) const;
};

/// A head without its final empty line. Errors: invalid_argument saying what is malformed.
Result<HttpHead> parse_http_head(std::string_view text);

/// Takes a body apart as it comes in.
class HttpFraming {
public:
    /// How the body that follows this head ends (RFC 9112 6.3). Errors: invalid_argument for lengths that contradict
    /// each other or are none, and transfer codings other than chunked.
    static Result<HttpFraming> of(const HttpHead& head, bool head_request);

    /// Reads from the front of `input` and appends what belongs to the body; gives the count of bytes used, fewer than
    /// all only once complete. Errors: invalid_argument for malformed chunks.
    Result<std::size_t> read(std::string_view input, std::string& body);
    bool complete() const { return state_ == State::complete; }
    /// True when the connection's end is this body's end.
    bool ends_with_connection() const { return state_ == State::until_close; }

private:
    enum class State { fixed, until_close, chunk_size, chunk_data, chunk_end, trailers, complete };

    Result<std::size_t> read_line(std::string_view input);
    Result<void> take_line();

    State state_ = State::complete;
    std::uint64_t left_ = 0; ///< of the fixed length or of the present chunk
    std::string line_;       ///< a chunk's size line or a trailer, as far as it has come
    std::size_t trailer_bytes_ = 0;
};

} // namespace orkestr
