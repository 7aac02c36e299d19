// What a watched value is to be for playing to stop: `$.order.total > 100`. Written behind the path: `==`, `!=`, `<`, `<=`,
// `>` or `>=`, and a JSON value. Numbers and texts have an order; whatever else is compared is equal or is not.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <utility>

namespace orkestr {

class WatchCondition {
public:
    /// The path as it is written, and what stands behind it; nothing where that is only a path. Errors: invalid_argument,
    /// with what is wrong with what stands behind the operator.
    static Result<std::pair<std::string, std::optional<WatchCondition>>> split(const std::string& text);

    /// A value that isn't there fulfils `!=` only.
    bool holds(const std::optional<Json>& value) const;
    /// ` > 100`, as it stands behind the path.
    std::string text() const;

private:
    enum class Operator : std::uint8_t { equal, different, less, at_most, more, at_least };
    WatchCondition(Operator compare, Json value) : compare_(compare), value_(std::move(value)) {}

    Operator compare_;
    Json value_;
};

} // namespace orkestr
