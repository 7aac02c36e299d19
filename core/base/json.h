// Immutable canonical JSON bytes: how every payload travels. Parsed only where something looks inside (json_value.h).
//
// Canonical form: no white space outside strings; object members sorted by the bytes of their UTF-8 names, the last of
// equal names kept; strings escape only what JSON requires (", \, controls: \b \f \n \r \t, else \u00xx in lower
// case), all else as UTF-8; integers of any size digit by digit as written (-0 is 0); other numbers as the shortest
// decimal that reads back to the same IEEE double, and as an integer when it is one below 2^53 in magnitude.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace orkestr {

class Json {
public:
    /// null
    Json();

    /// Parses any JSON text in UTF-8 (a byte order mark before it is left out) and makes it canonical. Errors: invalid_json
    /// (with a byte offset in the message where there is one); limit when arrays and objects nest deeper than max_depth.
    static Result<Json> parse(std::string_view text);
    /// Takes bytes that are canonical already (this library wrote them).
    static Json trusted(std::string canonical);
    /// A JSON string holding this UTF-8 text; invalid UTF-8 is replaced by U+FFFD.
    static Json string(std::string_view text);
    static Json boolean(bool value);
    static Json integer(std::int64_t value);

    static constexpr int max_depth = 1000;

    const std::string& text() const { return *text_; }
    std::size_t size_bytes() const { return text_->size(); }
    bool is_null() const { return *text_ == "null"; }
    /// First byte tells the kind: one of n t f " [ { - or a digit.
    char kind() const { return (*text_)[0]; }
    bool is_object() const { return kind() == '{'; }
    bool is_array() const { return kind() == '['; }
    bool is_string() const { return kind() == '"'; }

    /// True when both share the same bytes in memory; equality compares bytes.
    bool same_object(const Json& other) const { return text_ == other.text_; }
    bool operator==(const Json& other) const { return text_ == other.text_ || *text_ == *other.text_; }

private:
    explicit Json(std::shared_ptr<const std::string> text) : text_(std::move(text)) {}
    std::shared_ptr<const std::string> text_;
};

/// Appends a JSON string literal for UTF-8 text (invalid bytes become U+FFFD).
void append_json_string(std::string& out, std::string_view text);

} // namespace orkestr
