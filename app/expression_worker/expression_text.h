// Looks at an expression's text before libjq does: what would break out of its place in the chunk, or reach for
// something that is no pure function of the input, is refused here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

/// What is wrong with the text: nothing in it, unbalanced brackets or strings, nesting beyond 200 levels, over 256 KiB, or a name that
/// expressions may not use. Nothing: the text can be put between brackets and given to libjq.
std::optional<std::string> refusal_of_expression(std::string_view text);

/// True for a name that can stand after `$`.
bool is_variable_name(std::string_view name);

} // namespace orkestr
