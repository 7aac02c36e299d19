// A regular expression or a text that is looked for, ready for use. Linear in time and bounded in memory, whatever the
// pattern: RE2 (github.com/google/re2/wiki/Syntax).
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace orkestr {

class FilterPattern {
public:
    enum class Kind { expression, contains, starts_with, ends_with };

    /// An expression is found anywhere unless it says ^ or $; the others ignore the case of letters. Errors:
    /// invalid_argument, RE2's reason.
    static Result<std::shared_ptr<const FilterPattern>> compile(std::string_view text, Kind kind);
    ~FilterPattern();

    /// Any thread, at the same time too.
    bool is_in(std::string_view text) const;

private:
    struct Compiled;
    explicit FilterPattern(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

} // namespace orkestr
