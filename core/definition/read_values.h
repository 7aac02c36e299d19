// Readers of the values that many constructs share. Inside of core/definition only.
// Each reports what it does not accept at the node, with the reading's subject, and returns what it could make of it.
#pragma once

#include "core/definition/object_reader.h"

namespace orkestr {

/// Literal text; nothing when it is no string.
std::optional<std::string> read_string(Reading& reading, const Node& node);
std::optional<bool> read_bool(Reading& reading, const Node& node);
std::optional<std::int64_t> read_integer(Reading& reading, const Node& node, std::int64_t low, std::int64_t high);
/// One of a closed list; its index. Nothing when it is another.
std::optional<std::size_t> read_choice(Reading& reading, const Node& node, std::span<const std::string_view> choices);
/// A mapping whose members are anybody's; null when it is no mapping.
const Node* read_open_mapping(Reading& reading, const Node& node);

/// Text that is literal or a `${ }` expression. `program_text` is for commands and scripts, whose own `${x}` is no mistake.
enum class TextKind { data, command, code };
Text read_text(Reading& reading, const Node& node, TextKind kind = TextKind::data, ExpressionRole role = ExpressionRole::task);
std::vector<Text> read_texts(Reading& reading, const Node& node);

/// A bare expression: with or without `${ }`.
std::optional<Expression> read_expression(Reading& reading, const Node& node, ExpressionRole role);
/// A string that must be `${ }`.
std::optional<Expression> read_marked_expression(Reading& reading, const Node& node, ExpressionRole role);
/// A bare expression or a mapping.
Transform read_transform(Reading& reading, const Node& node, ExpressionRole role);

/// Any data.
Value read_value(Reading& reading, const Node& node, ExpressionRole role = ExpressionRole::task);
/// A mapping of data.
std::optional<Value> read_mapping_value(Reading& reading, const Node& node, ExpressionRole role = ExpressionRole::task);
/// A mapping of data, or a `${ }` expression.
std::optional<Value> read_mapping_or_expression(Reading& reading, const Node& node);
/// A mapping of text.
std::optional<Value> read_text_mapping(Reading& reading, const Node& node);

DurationSource read_duration(Reading& reading, const Node& node, ExpressionRole role = ExpressionRole::task);
/// A literal URI template or an expression.
Text read_uri(Reading& reading, const Node& node, ExpressionRole role = ExpressionRole::task);
/// The name of a component of `use`.
std::optional<Reference> read_reference(Reading& reading, const Node& node, ReferenceKind kind);
/// The name of a variable that the construct brings in.
std::optional<std::string> read_variable_name(Reading& reading, const Node& node);

/// A scope with one more name.
std::shared_ptr<const VariableScope> with_variable(std::shared_ptr<const VariableScope> outer, std::string name);

} // namespace orkestr
