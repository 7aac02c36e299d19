// The forms of names and versions in a definition (patterns of the specification's schema.yaml).
#pragma once

#include <string_view>

namespace orkestr {

/// A workflow's namespace or name: 1 to 63 letters, digits and inner hyphens (RFC 1123's label).
bool is_workflow_name(std::string_view text);

/// Semantic version 2.0.0: `1.0.0`, `1.2.3-rc.1+build.5`.
bool is_semantic_version(std::string_view text);

/// What can follow `$` in jq: a letter or `_`, then letters, digits and `_`.
bool is_variable_name(std::string_view text);

/// A name the engine gives to expressions itself: context, input, output, secrets, authorization, task, workflow,
/// runtime; also ENV and all that start with two underscores.
bool is_reserved_variable(std::string_view text);

/// `text` without white space at its ends.
std::string_view trimmed(std::string_view text);

/// For a message: at most 60 characters' worth of bytes, cut at a character, controls as spaces.
std::string_view shortened(std::string_view text);

} // namespace orkestr
