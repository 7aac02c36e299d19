// Strong ids. A RunId is a ULID (github.com/ulid/spec): 26 characters of Crockford base 32, 48 bits of milliseconds
// then 80 of entropy, so ids sort by the time of their run.
#pragma once

#include "core/base/time.h"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace orkestr {

struct RunId {
    std::string text;
    auto operator<=>(const RunId&) const = default;
    bool empty() const { return text.empty(); }
};

/// A ULID of this time and these 10 bytes of entropy (more are ignored).
std::string make_ulid(Instant time, std::string_view entropy);

/// A UUID (RFC 9562, version 8: made by our own rule) from at least 16 bytes.
std::string make_uuid(std::string_view bytes);

/// 26 Crockford characters in upper case: what names a run everywhere.
bool is_run_id(std::string_view text);

} // namespace orkestr

template <>
struct std::hash<orkestr::RunId> {
    std::size_t operator()(const orkestr::RunId& id) const noexcept { return std::hash<std::string>()(id.text); }
};
