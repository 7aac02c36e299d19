#include "core/definition/read_values.h"

#include "core/definition/closest.h"
#include "core/definition/expression_scan.h"
#include "core/definition/names.h"
#include "core/definition/uri_template.h"

#include <cmath>

namespace orkestr {

namespace {

constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

std::string quote_it(const Node& node) {
    const bool plain = node.is_scalar() && node.style() == ScalarStyle::plain && node.scalar_type() != ScalarType::null;
    return plain ? "put it in quotes: \"" + std::string(shortened(node.text())) + "\"" : std::string();
}

/// `${HOME}` is the shell's; `${ .user }` was meant as an expression.
bool is_shell_parameter(std::string_view text, std::size_t open) {
    const char next = open + 2 < text.size() ? text[open + 2] : '\0';
    return next != ' ' && next != '.' && next != '$' && next != '"' && next != '\0';
}

void warn_literal(Reading& reading, const Node& node, const ExpressionExtent& extent, TextKind kind) {
    if (kind == TextKind::code) return;
    const bool loose = reading.evaluate.mode == Evaluate::Mode::loose;
    const std::string_view text = node.text();
    if (extent.kind == ExpressionExtent::Kind::partial || extent.kind == ExpressionExtent::Kind::unclosed) {
        if (kind == TextKind::command && is_shell_parameter(text, extent.begin)) return;
        const SourceSpan span = reading.tree().span_within(node, extent.begin, extent.end);
        if (extent.kind == ExpressionExtent::Kind::unclosed)
            reading.warning("partial-expression", span, "this '${' is never closed, so that the text is taken as it stands", "add '}'");
        else
            reading.warning("partial-expression", span, "text around '${ }' makes all of it literal: nothing in it is evaluated",
                            "build the text inside one expression: ${ \"... \\(.name) ...\" }");
    } else if (kind == TextKind::data && !loose && looks_like_expression(text)) {
        reading.warning("looks-like-expression", node.span(),
                        "'" + std::string(shortened(trimmed(text))) + "' is literal text here, not an expression",
                        "write ${ " + std::string(shortened(trimmed(text))) + " } if it is to be evaluated");
    }
}

/// Lists the string if it is an expression; true if so.
bool list_if_expression(Reading& reading, const Node& node, ExpressionRole role, TextKind kind = TextKind::data) {
    const std::string_view text = node.text();
    const ExpressionExtent extent = find_expression(text);
    if (extent.kind == ExpressionExtent::Kind::whole) {
        reading.list_expression(text.substr(extent.begin, extent.end - extent.begin), node, extent.begin, role);
        return true;
    }
    warn_literal(reading, node, extent, kind);
    return false;
}

/// In the mode loose data is tried as jq as it stands. Commands and scripts are no data: `true` and `date` are jq too.
bool is_loose(Reading& reading, const Node& node, TextKind kind = TextKind::data) {
    if (reading.evaluate.mode != Evaluate::Mode::loose || kind != TextKind::data) return false;
    if (!may_be_expression(node.text())) return false;
    if (looks_like_arithmetic(node.text()))
        reading.warning("loose-arithmetic", node.span(),
                        "'" + std::string(shortened(trimmed(node.text()))) + "' is a calculation or a number in the mode 'loose', not text",
                        "write ${ \"" + std::string(shortened(trimmed(node.text()))) + "\" } for the text");
    return true;
}

void check_number(Reading& reading, const Node& node) {
    if (node.scalar_type() != ScalarType::integer) return;
    const JsonValue value = to_json(node);
    const auto* const integer = value.as_integer();
    if (integer && *integer <= exact_in_double && *integer >= -exact_in_double) return;
    reading.warning("big-integer", node.span(), "an expression that touches this integer rounds it: it is beyond 2^53",
                    "put it in quotes if its digits matter");
}

bool walk_value(Reading& reading, const Node& node, ExpressionRole role) {
    if (node.is_scalar()) {
        if (node.is_string()) return list_if_expression(reading, node, role) || is_loose(reading, node);
        check_number(reading, node);
        return false;
    }
    bool any = false;
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        const Reading::Step step(reading, index++);
        any |= walk_value(reading, *item, role);
    }
    for (const auto& member : node.members()) {
        const Reading::Step step(reading, member.key->text());
        any |= walk_value(reading, *member.value, role);
    }
    return any;
}

} // namespace

std::optional<std::string> expression_in(const Node& node) {
    if (!node.is_string()) return std::nullopt;
    const ExpressionExtent extent = find_expression(node.text());
    if (extent.kind != ExpressionExtent::Kind::whole) return std::nullopt;
    return std::string(node.text().substr(extent.begin, extent.end - extent.begin));
}

std::optional<std::string> read_string(Reading& reading, const Node& node) {
    if (node.is_string()) return std::string(node.text());
    reading.wrong_type(node, "text", quote_it(node));
    return std::nullopt;
}

std::optional<bool> read_bool(Reading& reading, const Node& node) {
    if (node.is_scalar() && node.scalar_type() == ScalarType::boolean) return *to_json(node).as_bool();
    const std::string_view text = node.text();
    const bool word = text == "yes" || text == "on" || text == "no" || text == "off" || text == "true" || text == "false";
    reading.wrong_type(node, "true or false",
                       !word ? std::string() : text == "yes" || text == "on" || text == "true" ? "write true" : "write false");
    return std::nullopt;
}

std::optional<std::int64_t> read_integer(Reading& reading, const Node& node, std::int64_t low, std::int64_t high) {
    const JsonValue value = to_json(node);
    const auto* const integer = value.as_integer();
    if (!integer && !value.is_number()) {
        const bool digits = !node.text().empty() && node.text().find_first_not_of("0123456789") == std::string_view::npos;
        reading.wrong_type(node, "a whole number", digits ? "remove the quotes" : "");
        return std::nullopt;
    }
    if (integer && *integer >= low && *integer <= high) return *integer;
    const std::string range = high == INT64_MAX ? "a whole number from " + std::to_string(low)
                                                : "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    reading.error("invalid-value", node.span(), reading.subject() + " must be " + range + ", found " + std::string(shortened(node.text())));
    return std::nullopt;
}

std::optional<std::size_t> read_choice(Reading& reading, const Node& node, std::span<const std::string_view> choices) {
    const auto text = read_string(reading, node);
    if (!text) return std::nullopt;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i] == *text) return i;
    std::string suggestion = did_you_mean(*text, choices);
    if (suggestion.empty()) suggestion = "expected " + listed(choices);
    reading.error("invalid-value", node.span(), reading.subject() + " can't be '" + std::string(shortened(*text)) + "'", std::move(suggestion));
    return std::nullopt;
}

const Node* read_open_mapping(Reading& reading, const Node& node) {
    if (node.is_mapping()) return &node;
    reading.wrong_type(node, "a mapping");
    return nullptr;
}

Text read_text(Reading& reading, const Node& node, TextKind kind, ExpressionRole role) {
    Text text{std::string(node.text()), false, node.span(), &node};
    if (!node.is_string()) {
        reading.wrong_type(node, "text", quote_it(node));
        return text;
    }
    text.is_expression = list_if_expression(reading, node, role, kind);
    if (text.is_expression) text.text = expression_in(node).value_or(std::string());
    else text.is_loose = is_loose(reading, node, kind);
    return text;
}

std::vector<Text> read_texts(Reading& reading, const Node& node) {
    std::vector<Text> texts;
    if (!node.is_sequence()) {
        reading.wrong_type(node, "a list of texts");
        return texts;
    }
    std::size_t index = 0;
    for (const Node* item : node.items()) {
        if (!reading.count_part(item->span())) break;
        const Reading::Step step(reading, index++);
        texts.push_back(read_text(reading, *item));
    }
    return texts;
}

std::optional<Expression> read_expression(Reading& reading, const Node& node, ExpressionRole role) {
    if (!node.is_string()) {
        reading.wrong_type(node, "an expression (text)", quote_it(node));
        return std::nullopt;
    }
    const std::string_view text = node.text();
    const ExpressionExtent extent = find_expression(text);
    std::string_view inner = trimmed(text);
    if (extent.kind == ExpressionExtent::Kind::whole) inner = text.substr(extent.begin, extent.end - extent.begin);
    const std::size_t begin = inner.empty() ? 0 : static_cast<std::size_t>(inner.data() - text.data());
    reading.list_expression(inner, node, begin, role);
    return Expression{std::string(inner), node.span(), &node};
}

std::optional<Expression> read_marked_expression(Reading& reading, const Node& node, ExpressionRole role) {
    const auto inner = expression_in(node);
    if (inner) return read_expression(reading, node, role);
    if (!node.is_string()) reading.wrong_type(node, "an expression: ${ ... }");
    else {
        std::string suggestion = "expected one such as ${ .order }";
        if (node.text().find("${") != std::string_view::npos) suggestion = "build the text inside one expression: ${ \"... \\(.name) ...\" }";
        else if (looks_like_expression(node.text())) suggestion = "write ${ " + std::string(shortened(trimmed(node.text()))) + " }";
        reading.error("not-an-expression", node.span(), reading.subject() + " must be an expression: ${ ... }", std::move(suggestion));
    }
    return std::nullopt;
}

Transform read_transform(Reading& reading, const Node& node, ExpressionRole role) {
    if (node.is_mapping()) return read_value(reading, node, role);
    if (node.is_string()) {
        if (auto expression = read_expression(reading, node, role)) return std::move(*expression);
    } else {
        reading.wrong_type(node, "an expression (text) or a mapping", quote_it(node));
    }
    return Value{&node, false};
}

Value read_value(Reading& reading, const Node& node, ExpressionRole role) { return {&node, walk_value(reading, node, role)}; }

std::optional<Value> read_mapping_value(Reading& reading, const Node& node, ExpressionRole role) {
    if (node.is_mapping()) return read_value(reading, node, role);
    reading.wrong_type(node, "a mapping");
    return std::nullopt;
}

std::optional<Value> read_mapping_or_expression(Reading& reading, const Node& node) {
    if (node.is_mapping()) return read_value(reading, node);
    if (!node.is_string()) {
        reading.wrong_type(node, "a mapping or an expression");
        return std::nullopt;
    }
    if (reading.evaluate.mode == Evaluate::Mode::loose) return read_value(reading, node);
    if (!read_marked_expression(reading, node, ExpressionRole::task)) return std::nullopt;
    return Value{&node, true};
}

std::optional<Value> read_text_mapping(Reading& reading, const Node& node) {
    if (node.is_mapping())
        for (const auto& member : node.members()) {
            const Reading::Step step(reading, member.key->text());
            if (!member.value->is_string()) reading.wrong_type(*member.value, "text", quote_it(*member.value));
        }
    return read_mapping_value(reading, node);
}

namespace {

Duration read_duration_members(Reading& reading, const Node& node) {
    struct Unit {
        std::string_view name;
        std::int64_t ms;
    };
    static constexpr Unit units[] = {{"days", 86400000}, {"hours", 3600000}, {"minutes", 60000}, {"seconds", 1000}, {"milliseconds", 1}};
    ObjectReader object(reading, node, "a duration");
    double total_ms = 0;
    for (const auto& unit : units)
        object.optional(unit.name, [&](const Node& value) {
            if (const auto count = read_integer(reading, value, 0, INT64_MAX)) total_ms += static_cast<double>(*count) * static_cast<double>(unit.ms);
        });
    object.refuse_others();
    if (node.size() == 0)
        reading.error("invalid-duration", node.span(), "an empty duration", "expected days, hours, minutes, seconds or milliseconds");
    static constexpr double most_ms = 1000.0 * 365 * 86400 * 1000;
    if (total_ms > most_ms) reading.error("invalid-duration", node.span(), "a duration longer than 1000 years");
    return Duration{static_cast<std::int64_t>(std::min(total_ms, most_ms))};
}

} // namespace

DurationSource read_duration(Reading& reading, const Node& node, ExpressionRole role) {
    if (node.is_mapping()) return read_duration_members(reading, node);
    if (!node.is_string()) {
        const bool number = node.is_scalar() && node.scalar_type() == ScalarType::integer;
        reading.wrong_type(node, "a duration: a mapping such as { seconds: 15 }, or ISO 8601 text such as PT15S",
                           number ? "did you mean { seconds: " + std::string(shortened(node.text())) + " }?" : "");
        return Duration{};
    }
    const ExpressionExtent extent = find_expression(node.text());
    if (extent.kind == ExpressionExtent::Kind::whole) {
        if (auto expression = read_expression(reading, node, role)) return std::move(*expression);
        return Duration{};
    }
    const auto duration = parse_iso_duration(node.text());
    if (duration) return *duration;
    // Text that is no expression would be no duration either.
    if (reading.evaluate.mode == Evaluate::Mode::loose && may_be_expression(node.text())) {
        if (auto expression = read_expression(reading, node, role)) return std::move(*expression);
    }
    const auto informal = parse_duration(node.text());
    std::string suggestion;
    if (informal && informal->ms % 1000 == 0) suggestion = "did you mean PT" + std::to_string(informal->ms / 1000) + "S?";
    else if (informal) suggestion = "did you mean { milliseconds: " + std::to_string(informal->ms) + " }?";
    reading.error("invalid-duration", node.span(), duration.error().message, std::move(suggestion));
    return Duration{};
}

Text read_uri(Reading& reading, const Node& node, ExpressionRole role) {
    Text text = read_text(reading, node, TextKind::code, role);
    if (!node.is_string() || text.is_expression) return text;
    text.is_loose = is_loose(reading, node);
    if (text.is_loose) return text;
    const auto extent = find_expression(text.text);
    if (extent.kind != ExpressionExtent::Kind::none) {
        reading.error("invalid-uri-template", reading.tree().span_within(node, extent.begin, extent.end),
                      reading.subject() + " mixes text with '${ }'", "use {name} for a value, or one expression: ${ \"https://host/\\(.id)\" }");
        return text;
    }
    if (const auto fault = find_uri_template_fault(text.text))
        reading.error("invalid-uri-template", reading.tree().span_within(node, fault->begin, fault->end),
                      reading.subject() + " is no URI template: " + fault->message);
    return text;
}

std::optional<Reference> read_reference(Reading& reading, const Node& node, ReferenceKind kind) {
    auto name = read_string(reading, node);
    if (!name) return std::nullopt;
    reading.refer(kind, *name, node.span());
    return Reference{std::move(*name), node.span()};
}

std::optional<std::string> read_variable_name(Reading& reading, const Node& node) {
    auto name = read_string(reading, node);
    if (!name) return std::nullopt;
    if (!is_variable_name(*name)) {
        reading.error("invalid-name", node.span(), "'" + std::string(shortened(*name)) + "' can't be a variable's name",
                      name->starts_with('$') ? "write it without '$'" : "expected letters, digits and '_'");
        return std::nullopt;
    }
    if (is_reserved_variable(*name)) {
        reading.error("reserved-name", node.span(), "'" + *name + "' is the name of an argument: a variable of this name would hide it",
                      "choose another name");
        return std::nullopt;
    }
    return name;
}

std::shared_ptr<const VariableScope> with_variable(std::shared_ptr<const VariableScope> outer, std::string name) {
    return std::make_shared<const VariableScope>(VariableScope{std::move(name), std::move(outer)});
}

} // namespace orkestr
