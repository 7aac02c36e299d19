// YAML 1.2's core schema: what an unquoted scalar is (yaml.org/spec/1.2.2, 10.3.2).
#pragma once

#include "core/definition/tree.h"

namespace orkestr {

/// The type of a plain scalar without a tag.
ScalarType core_scalar_type(std::string_view text);

/// The type of a scalar with a tag: what the tag says ("tag:yaml.org,2002:int"); "!" makes it a string.
ScalarType tagged_scalar_type(std::string_view text, ScalarStyle style, std::string_view tag);

/// Is this one of the core schema's tags, and for this kind of node?
bool is_core_tag(std::string_view tag, NodeKind kind);

/// The value of a scalar's text, read as the type; a string where the text doesn't fit it.
JsonValue core_scalar_value(std::string_view text, ScalarType type);

} // namespace orkestr
