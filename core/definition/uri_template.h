// URI templates as the DSL has them: RFC 6570's simple string expansion only (dsl-reference.md, "URI Template").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace orkestr {

struct UriTemplateFault {
    std::size_t begin = 0; ///< byte offsets in the text
    std::size_t end = 0;
    std::string message;
};

/// The first fault of a literal: white space, a character that no URI has, an unclosed or empty `{name}`, an operator
/// such as `{+name}` that the DSL leaves out.
std::optional<UriTemplateFault> find_uri_template_fault(std::string_view text);

} // namespace orkestr
