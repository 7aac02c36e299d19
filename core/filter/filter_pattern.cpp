#include "core/filter/filter_pattern.h"

#include <re2/re2.h>

namespace orkestr {

namespace {

/// Of one pattern: its program and the states that it remembers. With less it is slower, never wrong.
constexpr std::int64_t most_pattern_bytes = 2 << 20;

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

} // namespace

struct FilterPattern::Compiled {
    Compiled(const std::string& text, const RE2::Options& options) : expression(text, options) {}
    RE2 expression;
};

FilterPattern::FilterPattern(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
FilterPattern::~FilterPattern() = default;

Result<std::shared_ptr<const FilterPattern>> FilterPattern::compile(std::string_view text, Kind kind) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(most_pattern_bytes);
    options.set_case_sensitive(kind == Kind::expression);
    std::string expression(text);
    if (kind != Kind::expression) expression = RE2::QuoteMeta(piece_of(text));
    if (kind == Kind::starts_with) expression.insert(0, "\\A");
    if (kind == Kind::ends_with) expression += "\\z";
    auto compiled = std::make_unique<Compiled>(expression, options);
    if (!compiled->expression.ok()) return {ErrorCode::invalid_argument, compiled->expression.error()};
    return std::shared_ptr<const FilterPattern>(new FilterPattern(std::move(compiled)));
}

bool FilterPattern::is_in(std::string_view text) const {
    return RE2::PartialMatch(piece_of(text), compiled_->expression);
}

} // namespace orkestr
