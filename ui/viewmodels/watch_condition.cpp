#include "ui/viewmodels/watch_condition.h"

#include "core/base/json_value.h"
#include "ui/viewmodels/text.h"

#include <QCoreApplication>

#include <array>
#include <compare>

namespace orkestr {

namespace {

struct WatchConditionText {
    Q_DECLARE_TR_FUNCTIONS(WatchCondition)
};

/// Two letters first.
constexpr std::array<const char*, 6> operator_signs{"==", "!=", "<=", ">=", "<", ">"};

/// Where the first operator stands outside of quotes and brackets; npos: nowhere.
std::size_t operator_place(const std::string& text) {
    char quote = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == '\\') ++i;
            else if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '[') {
            ++depth;
        } else if (c == ']') {
            --depth;
        } else if (depth == 0 && (c == '=' || c == '!' || c == '<' || c == '>')) {
            return i;
        }
    }
    return std::string::npos;
}

std::string trimmed_text(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Unordered where the two have no order.
std::partial_ordering order_of(const Json& a, const Json& b) {
    const JsonValue left = JsonValue::of(a);
    const JsonValue right = JsonValue::of(b);
    if (left.is_number() && right.is_number()) return left.as_double().value_or(0) <=> right.as_double().value_or(0);
    if (left.as_string() && right.as_string()) return *left.as_string() <=> *right.as_string();
    return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

} // namespace

Result<std::pair<std::string, std::optional<WatchCondition>>> WatchCondition::split(const std::string& text) {
    const std::size_t at = operator_place(text);
    if (at == std::string::npos) return std::pair{trimmed_text(text), std::optional<WatchCondition>()};
    for (std::size_t i = 0; i < operator_signs.size(); ++i) {
        const std::string sign = operator_signs[i];
        if (text.compare(at, sign.size(), sign) != 0) continue;
        constexpr std::array<Operator, 6> operators{Operator::equal, Operator::different, Operator::at_most, Operator::at_least, Operator::less, Operator::more};
        const std::string behind = trimmed_text(text.substr(at + sign.size()));
        auto value = Json::parse(behind);
        if (!value)
            return Error{ErrorCode::invalid_argument,
                         behind.empty() ? WatchConditionText::tr("A JSON value is missing behind %1").arg(to_qt(sign)).toStdString()
                                        : WatchConditionText::tr("Behind %1 stands a JSON value: a number, a \"text\", true, false or null").arg(to_qt(sign)).toStdString(),
                         {}};
        return std::pair{trimmed_text(text.substr(0, at)), std::optional(WatchCondition(operators[i], std::move(*value)))};
    }
    return Error{ErrorCode::invalid_argument, WatchConditionText::tr("Values are compared by ==, !=, <, <=, > and >=").toStdString(), {}};
}

bool WatchCondition::holds(const std::optional<Json>& value) const {
    if (!value) return compare_ == Operator::different;
    const auto order = order_of(*value, value_);
    switch (compare_) {
    case Operator::equal: return order == 0;
    case Operator::different: return order != 0;
    case Operator::less: return order < 0;
    case Operator::at_most: return order <= 0;
    case Operator::more: return order > 0;
    case Operator::at_least: return order >= 0;
    }
    return false;
}

std::string WatchCondition::text() const {
    constexpr std::array<const char*, 6> signs{"==", "!=", "<", "<=", ">", ">="};
    return std::string(" ") + signs[static_cast<std::size_t>(compare_)] + " " + std::string(value_.text());
}

} // namespace orkestr
