// A cheap look at jq expressions, with places that libjq doesn't give: balance, quotes, refused names, variables. What
// passes here may still be refused by libjq, which the runtime asks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orkestr {

struct ExpressionFault {
    const char* code = "expression-syntax"; ///< or "refused-function"
    std::size_t begin = 0; ///< byte offsets in the expression
    std::size_t end = 0;
    std::string message;
    std::string suggestion;
};

struct ExpressionName {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct ExpressionScan {
    std::vector<ExpressionFault> faults;
    /// Variables without their `$` that the expression does not bind itself, once each.
    std::vector<ExpressionName> variables;
    /// NAME of each `$secrets.NAME` and `$secrets["NAME"]`.
    std::vector<ExpressionName> secrets;
};

/// Scans an expression without its `${ }`. Linear; no recursion.
ExpressionScan scan_expression(std::string_view text);

/// Where a string has `${ ... }`.
struct ExpressionExtent {
    enum class Kind {
        none,    ///< no `${` in it
        whole,   ///< nothing but white space around it
        partial, ///< text around or between
        unclosed ///< begins with `${` that no `}` closes
    };
    Kind kind = Kind::none;
    std::size_t begin = 0; ///< of the text inside, trimmed, when whole; of the first `${` else
    std::size_t end = 0;
};

ExpressionExtent find_expression(std::string_view text);

/// What evaluate.mode loose tries as jq. False for what surely is none: a text that the scan finds
/// a fault in, a URI, or more than 16 KiB.
bool may_be_expression(std::string_view text);
/// True for text that jq would calculate with, most likely against its author's mind: `2026-01-01`, `555-1234`, `42`.
bool looks_like_arithmetic(std::string_view text);

/// True for text such as `.order.total > 100` or `$context.user`: most likely an expression that lacks its `${ }`.
bool looks_like_expression(std::string_view text);

} // namespace orkestr
