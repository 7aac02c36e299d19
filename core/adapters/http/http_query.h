// Percent-encoding of query parameters and form bodies (RFC 3986 section 2; the WHATWG URL standard's
// application/x-www-form-urlencoded).
#pragma once

#include "core/base/json_value.h"

#include <string>
#include <string_view>

namespace orkestr {

/// Every byte but RFC 3986's unreserved ones as %XX.
std::string percent_encoded(std::string_view text);
/// `+` is a space; a `%` that no two hex digits follow stays as it is.
std::string form_decoded(std::string_view text);

/// The text with every byte that is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

/// How a JSON value stands in a query, a header or a form: strings as they are, null as nothing, others as JSON text.
std::string plain_text(const JsonValue& value);

/// `a=1&b=2&b=3`: an array repeats its name, null members are left out. Anything but an object gives no parameters.
std::string encoded_parameters(const JsonValue& object);

/// A URI whose every `%` begins an escape: one that no two hex digits follow becomes %25.
std::string with_whole_escapes(std::string uri);

/// Adds parameters to a URI's query, before its fragment if it has one.
std::string with_query(std::string uri, const std::string& parameters);

/// The object an application/x-www-form-urlencoded body stands for; a repeated name gives an array of its values.
JsonValue decoded_form(std::string_view body);

} // namespace orkestr
